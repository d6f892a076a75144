import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { maskedContact } from '@juxian/core/code.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { listEvents } from '@juxian/engine/history.ts';
import type { Attachment } from '@juxian/engine/kinds/kind.ts';
import { dueText } from '@juxian/engine/look.ts';
import { takeMove } from '@juxian/engine/record.ts';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { createElement } from 'react';
import { listMessages, markRead } from '../events/inbox.ts';
import { alreadyWords } from './already.ts';
import { type Opened, openOwn } from './apply.ts';
import { heldCertificate } from './certificate.ts';
import { dataRoutes } from './data.ts';
import { drawSignIn, toSignIn } from './door.ts';
import type { FormProblem } from './Form.tsx';
import { keptOf, problemsOf, stepsOf } from './filling.ts';
import { invitationHome } from './invited.ts';
import { Messages, MyList, MyPage, PaperPage } from './My.tsx';
import { milestonesOf } from './milestones.ts';
import { consentWords, moveRoutes, paged, withChance } from './moves.ts';
import { getOwn, listOwn, type OwnLine, ownOf, sortWords } from './own.ts';
import type { Site } from './Page.tsx';
import { PreviewPage } from './Preview.tsx';
import { ReceiptPage } from './Receipt.tsx';
import { isOn } from './read.ts';
import { drawOwn } from './respond.ts';
import { readForm, sentText } from './sent.ts';
import type { PortalEdge, Visit } from './visit.ts';
import { sayIn, weekMoment } from './words.ts';

/** Moves that hand it in, from the page that shows all of it. */
const filing = new Set(['submit', 'complete']);

export function myRoutes(pages: Hono<PortalEdge>): void {
  pages.use('/my/*', signedIn);
  pages.use('/my', signedIn);
  pages.use('/messages', signedIn);
  pages.get('/my', myList);
  pages.get('/messages', async (c) => {
    const { ctx, site } = c.var.visit;
    const { items } = await listMessages(ctx);
    await markRead(ctx);
    return drawOwn(c, sayIn(site.locale)(t('消息', 'Messages')), createElement(Messages, { items }));
  });
  dataRoutes(pages);
  pages.get('/my/:id', myPage);
  pages.get('/my/:id/preview', async (c) => drawPreview(c, await openOwn(c.var.visit, c.req.param('id')), []));
  pages.post('/my/:id/submit', submit);
  pages.get('/my/:id/receipt', receipt);
  pages.get('/my/:id/paper', paper);
  moveRoutes(pages);
}

const signedIn: MiddlewareHandler<PortalEdge> = async (c, next) => {
  const { visit } = c.var;
  if (visit.session || /\/edit\/\d+$/.test(c.req.path)) return next();
  if (c.req.method === 'GET') return toSignIn(c);
  return drawSignIn(
    c,
    {
      step: 'to',
      to: '',
      next: visit.site.here.replace(/\/(submit|moves\/\w+)$/, ''),
      problems: [
        {
          path: '',
          message: say(t('登录已过期，请重新登录后再办', 'Your session has ended; sign in again'), visit.ctx.locale),
        },
      ],
    },
    401,
  );
};

async function myList(c: Context<PortalEdge>): Promise<Response> {
  const { ctx, site } = c.var.visit;
  const [lines, { unread }] = await Promise.all([listOwn(ctx), listMessages(ctx)]);
  const words = sayIn(site.locale);
  const waits = ({ module, state, phase }: OwnLine) => (ownOf(module).waits[state] ? 0 : phase === 'draft' ? 1 : 2);
  const items = lines
    .sort((a, b) => waits(a) - waits(b) || b.changedAt.localeCompare(a.changedAt))
    .map((line) => ({
      id: line.id,
      title: line.title,
      ...(line.values.number ? { number: String(line.values.number) } : {}),
      kind: sortWords(ctx, line),
      phase: line.phase,
      label: line.label,
      ...dueWords(ctx, waits(line) === 0 ? line : {}),
      draft: line.phase === 'draft',
    }));
  return drawOwn(c, words(t('我的申报', 'My applications')), createElement(MyList, { unread, items }));
}

/** Until when something waits for him: an invitation says it, its next clock may strike before. */
function dueWords(ctx: Ctx, { due, values }: Partial<Pick<OwnLine, 'due' | 'values'>>): { dueText?: string } {
  const until = (values?.until as string | undefined) ?? due;
  return until ? { dueText: say(dueText(ctx, until), ctx.locale) } : {};
}

async function myPage(c: Context<PortalEdge>): Promise<Response> {
  const { visit } = c.var;
  const { ctx } = visit;
  const { record, described } = await openOwn(visit, c.req.param('id') ?? '');
  const { module, values } = record;
  const already = c.req.query('already');
  if (module === 'teamInvitation') return c.redirect(invitationHome(visit, record, already), 303);
  const own = ownOf(module);
  const events = await listEvents(ctx, { module, id: record.id });
  const at = filedAt(values);
  const known = new Map(described.fields.map((field) => [field.name, field]));
  return drawOwn(
    c,
    record.title || say(own.title, ctx.locale),
    createElement(MyPage, {
      id: record.id,
      module,
      ...(values.number ? { number: String(values.number) } : {}),
      kind: sortWords(ctx, record),
      title: record.title,
      phase: record.phase,
      label: record.stateLabel,
      task: taskOf(visit, record),
      ...(already ? { already: await alreadyWords(ctx, record, already) } : {}),
      ...(isOn(ctx, 'teamInvitation') &&
      record.moves.some(({ name, refusal }) => name === 'inviteMember' && refusal?.code !== 'conflict.team')
        ? { invitees: membersIn(values) }
        : {}),
      milestones: milestonesOf(ctx, described, record, events),
      ...(at
        ? {
            submitted: {
              at,
              version: String(values.consentVersion ?? ''),
              files: described.fields.flatMap(({ name, kind }) =>
                kind === 'files' ? ((values[name] as Attachment[] | undefined) ?? []) : [],
              ).length,
              name: String(values.leaderName ?? values.name ?? ''),
              ...(values.identityNumber ? { identityNumber: String(values.identityNumber) } : {}),
            },
          }
        : {}),
      outcome: {
        fields: own.outcome.flatMap((name) => known.get(name) ?? []),
        values,
        titles: record.titles,
      },
      ...(typeof values.certificate === 'string' ? { certificate: values.certificate } : {}),
      prints: (await heldCertificate(visit, values)) !== undefined,
      ...(typeof values.expert === 'string' ? { entry: values.expert } : {}),
      editable: record.editable.length > 0,
      files: record.moves.some(({ name }) => filing.has(name)),
      ...(record.phase === 'refused' && values.refusal ? { refusal: String(values.refusal) } : {}),
      ...(record.state === 'returned'
        ? { returned: { ...(record.due ? { due: record.due } : {}), reason: String(values.returnReason ?? '') } }
        : {}),
      ...(values.comments ? { rebuttal: rebuttalOf(values) } : {}),
      moves: await Promise.all(
        record.moves
          .filter(({ name }) => !paged.has(name) && (name !== 'rebut' || values.rebuttalStage === 'invited'))
          .map((move) => withChance(ctx, record, move)),
      ),
    }),
  );
}

/** Who has been invited into the team, and how many of them have not answered. */
function membersIn({ members = [] }: RecordAnswer['values']) {
  const all = members as { standing?: string }[];
  return { all: all.length, open: all.filter(({ standing }) => standing === 'open').length };
}

/** When it was handed in, or undefined. */
const filedAt = ({ submittedAt, consentAt }: RecordAnswer['values']): string | undefined =>
  (submittedAt ?? consentAt) as string | undefined;

const rebuttalOf = (values: RecordAnswer['values']) => ({
  comments: (values.comments as { comment?: string }[]).map(({ comment }) => comment ?? ''),
  ...(values.rebuttalStage === 'invited' ? { until: String(values.rebuttalUntil) } : {}),
  ...(values.rebuttal ? { given: String(values.rebuttal) } : {}),
  ...(values.rebuttalAnswer ? { answer: String(values.rebuttalAnswer) } : {}),
});

/** What the applicant has to do, in one sentence; most of the time nothing. */
function taskOf({ ctx, contact = '' }: Visit, record: RecordAnswer): string {
  const to = maskedContact(contact);
  const words = sayIn(ctx.locale);
  if (record.phase === 'draft')
    return words(
      t(
        '还没有提交。填好后核对并提交，截止前有效。',
        'Not submitted yet. Fill it in, check it and submit before the deadline.',
      ),
    );
  const { waits, done } = ownOf(record.module);
  const waiting = waits[record.state];
  if (waiting) return words(waiting, { due: weekMoment(ctx.locale, record.due ?? '') });
  if (record.phase === 'done') return words(done);
  if (record.state === 'withdrawn') return words(t('您已撤回这份申报。', 'You have withdrawn it.'));
  if (record.phase === 'refused')
    return words(t('很遗憾，这次没有通过。', 'Unfortunately it was not accepted this time.'));
  return words(
    t('目前不需要您做什么。有结果会发消息到{to}。', 'Nothing is asked of you now. The result is sent to {to}.'),
    { to },
  );
}

async function drawPreview(
  c: Context<PortalEdge>,
  opened: Opened,
  problems: readonly FormProblem[],
  agreed = false,
  refused = problems.length > 0,
): Promise<Response> {
  const { visit } = c.var;
  const { record, described, about, draft, steps } = opened;
  const move = record.moves.find(({ name }) => filing.has(name));
  if (!move || record.editable.length === 0) return c.redirect(`${visit.site.base}/my/${record.id}`, 303);
  const unsaved = await keptOf(visit.ctx, record);
  const all = [...problems, ...unsaved.names.map((path) => ({ path, message: unsavedWords(visit.ctx) }))];
  const consent = about.notice ?? { text: '', version: '', hash: '' };
  const open = steps.map(({ n }) => n);
  const isWhole = steps.some(({ parts }) => parts);
  const shown = isWhole
    ? steps
    : draft.second
      ? [...draft.second.locked, ...steps].sort((a, b) => a.n - b.n)
      : stepsOf(visit.ctx, described, record).filter(
          ({ n, touched }) => open.includes(n) || (draft.returned !== undefined && touched),
        );
  return drawOwn(
    c,
    `${sayIn(visit.site.locale)(t('核对并提交', 'Check and submit'))} · ${record.title}`,
    createElement(PreviewPage, {
      draft,
      steps: shown.filter(({ fields }) => !fields.includes('consentVersion') && !fields.includes('returnReason')),
      open,
      values: record.values,
      titles: record.titles,
      fileUrl: fileUrlOf(visit.site),
      problems: all,
      consent,
      ...(move.refusal ? { blocked: move.refusal } : {}),
      agreed,
      ...(record.module === 'application' ? {} : { act: move.label }),
    }),
    refused ? 422 : 200,
    refused,
  );
}

const fileUrlOf = (site: Site) => (file: { id: string }) => `${site.base}/files/${file.id}`;

async function submit(c: Context<PortalEdge>): Promise<Response> {
  const { visit } = c.var;
  const { ctx } = visit;
  const id = c.req.param('id') ?? '';
  const sent = await readForm(c);
  const opened = await openOwn(visit, id);
  const move = opened.record.state === 'returned' ? 'complete' : 'submit';
  const agreed = sentText(sent, 'consent') === 'yes';
  const unsaved = await keptOf(ctx, opened.record);
  if (opened.record.editable.length > 0 && unsaved.names.length > 0) return drawPreview(c, opened, [], agreed, true);
  try {
    if (opened.record.editable.length > 0) {
      const input =
        move === 'submit' ? { consent: agreed ? 'yes' : '', consentVersion: sentText(sent, 'consentVersion') } : {};
      await takeMove(ctx, {
        module: opened.record.module,
        id,
        move,
        input,
        revision: opened.record.revision,
        key: `${move} ${sentText(sent, 'revision')}`,
      });
    }
    return c.redirect(`${visit.site.base}/my/${id}${move === 'submit' ? '/receipt' : ''}`, 303);
  } catch (error) {
    if (!(error instanceof Refusal) || error.group === 'missing') throw error;
    return drawPreview(c, await openOwn(visit, id), problemsOf(ctx, consentWords(error)), agreed);
  }
}

const unsavedWords = (ctx: Ctx): string =>
  say(t('填写有误，尚未保存，请先改正', 'Not saved yet; put it right first'), ctx.locale);

const nextOf: Readonly<Record<string, 'unit' | 'formal'>> = { atUnit: 'unit', formalReview: 'formal' };

async function receipt(c: Context<PortalEdge>): Promise<Response> {
  const { visit } = c.var;
  const record = await getOwn(visit.ctx, c.req.param('id') ?? '');
  const { number, materialHash } = record.values;
  const submittedAt = filedAt(record.values);
  if (!submittedAt) return c.redirect(`${visit.site.base}/my/${record.id}`, 303);
  return drawOwn(
    c,
    sayIn(visit.site.locale)(t('申报回执', 'Receipt')),
    createElement(ReceiptPage, {
      id: record.id,
      sort: sortWords(visit.ctx, record),
      isStudio: record.module === 'application',
      ...(Object.hasOwn(nextOf, record.state) ? { next: nextOf[record.state] } : {}),
      number: String(number ?? ''),
      title: record.title,
      submittedAt: String(submittedAt),
      hash: String(materialHash ?? ''),
      contact: maskedContact(visit.contact ?? ''),
    }),
  );
}

async function paper(c: Context<PortalEdge>): Promise<Response> {
  const { visit } = c.var;
  const { record, described } = await openOwn(visit, c.req.param('id') ?? '');
  const { number, materialHash } = record.values;
  const submittedAt = filedAt(record.values);
  const steps = stepsOf(visit.ctx, described, record).filter(
    ({ fields }) => !fields.includes('consentVersion') && !fields.includes('returnReason'),
  );
  return drawOwn(
    c,
    `${sortWords(visit.ctx, record)} · ${record.title}`,
    createElement(PaperPage, {
      ...(record.module === 'application' ? {} : { sort: sortWords(visit.ctx, record) }),
      steps,
      values: record.values,
      titles: record.titles,
      fileUrl: fileUrlOf(visit.site),
      title: record.title,
      ...(number ? { number: String(number) } : {}),
      ...(materialHash ? { hash: String(materialHash) } : {}),
      ...(submittedAt ? { submittedAt: String(submittedAt) } : {}),
    }),
  );
}
