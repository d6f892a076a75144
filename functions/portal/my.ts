import { isId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { maskedContact } from '@juxian/core/code.ts';
import type { OfferedMove, RecordAnswer } from '@juxian/engine/answer.ts';
import { attach } from '@juxian/engine/attachment.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { listEvents } from '@juxian/engine/history.ts';
import type { Attachment } from '@juxian/engine/kinds/kind.ts';
import { settled, valuesIn } from '@juxian/engine/kinds/plain.ts';
import type { Typed } from '@juxian/engine/kinds/plain-kind.ts';
import { dueText } from '@juxian/engine/look.ts';
import { takeMove } from '@juxian/engine/record.ts';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { createElement } from 'react';
import { listMessages, markRead } from '../events/inbox.ts';
import { type Opened, openOwn } from './apply.ts';
import { heldCertificate } from './certificate.ts';
import { dataRoutes } from './data.ts';
import { drawSignIn, toSignIn } from './door.ts';
import type { FormProblem } from './Form.tsx';
import { keptOf, problemsOf, stepsOf } from './filling.ts';
import { Messages, MovePage, MyList, MyPage, PaperPage } from './My.tsx';
import { milestonesOf } from './milestones.ts';
import { getOwn, listOwn, type OwnLine, ownOf, sortWords } from './own.ts';
import type { Site } from './Page.tsx';
import { PreviewPage } from './Preview.tsx';
import { ReceiptPage } from './Receipt.tsx';
import { respond } from './respond.ts';
import { readForm, type Sent, sentText } from './sent.ts';
import type { PortalEdge, Visit } from './visit.ts';
import { sayIn, weekMoment } from './words.ts';

/** Moves with pages of their own. */
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
    return draw(c, sayIn(site.locale)(t('消息', 'Messages')), createElement(Messages, { items }));
  });
  dataRoutes(pages);
  pages.get('/my/:id', myPage);
  pages.get('/my/:id/preview', async (c) => drawPreview(c, await openOwn(c.var.visit, c.req.param('id')), []));
  pages.post('/my/:id/submit', submit);
  pages.get('/my/:id/receipt', receipt);
  pages.get('/my/:id/paper', paper);
  pages.get('/my/:id/moves/:move', async (c) =>
    drawMove(c, await getOwn(c.var.visit.ctx, c.req.param('id')), [], new Map()),
  );
  pages.post('/my/:id/moves/:move', takeOwnMove);
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

const draw = (
  c: Context<PortalEdge>,
  title: string,
  children: React.ReactNode,
  status: 200 | 409 | 422 = 200,
  refused = false,
): Response => respond(c, { site: c.var.visit.site, title, place: 'my', personal: true, refused, children }, status);

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
      ...(waits(line) === 0 && line.due ? { dueText: say(dueText(ctx, line.due), ctx.locale) } : {}),
      draft: line.phase === 'draft',
    }));
  return draw(c, words(t('我的申报', 'My applications')), createElement(MyList, { unread, items }));
}

async function myPage(c: Context<PortalEdge>): Promise<Response> {
  const { visit } = c.var;
  const { ctx } = visit;
  const { record, described } = await openOwn(visit, c.req.param('id') ?? '');
  const { module, values } = record;
  const own = ownOf(module);
  const events = await listEvents(ctx, { module, id: record.id });
  const at = filedAt(values);
  const known = new Map(described.fields.map((field) => [field.name, field]));
  return draw(
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
      moves: record.moves.filter(
        ({ name }) => !filing.has(name) && (name !== 'rebut' || values.rebuttalStage === 'invited'),
      ),
    }),
  );
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
  const shown = draft.returned
    ? stepsOf(visit.ctx, described, record).filter(({ n, touched }) => touched || open.includes(n))
    : steps;
  return draw(
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

/** An unticked box is not a blank field to the applicant. */
function consentWords(refusal: Refusal): Refusal {
  const fields = refusal.details.fields?.map((field) =>
    field.path.endsWith('consent')
      ? { ...field, says: t('请阅读告知与承诺，同意的勾选', 'Read the notice and tick the box to agree') }
      : field,
  );
  return fields ? new Refusal(refusal.code, refusal.says, { ...refusal.details, fields }) : refusal;
}

async function receipt(c: Context<PortalEdge>): Promise<Response> {
  const { visit } = c.var;
  const record = await getOwn(visit.ctx, c.req.param('id') ?? '');
  const { number, materialHash } = record.values;
  const submittedAt = filedAt(record.values);
  if (!submittedAt) return c.redirect(`${visit.site.base}/my/${record.id}`, 303);
  return draw(
    c,
    sayIn(visit.site.locale)(t('申报回执', 'Receipt')),
    createElement(ReceiptPage, {
      id: record.id,
      sort: sortWords(visit.ctx, record),
      next: record.module === 'application',
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
  return draw(
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

const ownMove = (record: RecordAnswer, name: string): OfferedMove => {
  const move = record.moves.find((one) => one.name === name && !filing.has(one.name));
  if (!move) throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
  return move;
};

function drawMove(
  c: Context<PortalEdge>,
  record: RecordAnswer,
  problems: readonly FormProblem[],
  typed: Typed,
): Response {
  const { site } = c.var.visit;
  const move = ownMove(record, c.req.param('move') ?? '');
  const back = `${site.base}/my/${record.id}`;
  return draw(
    c,
    `${move.label} · ${record.title}`,
    createElement(MovePage, {
      action: `${back}/moves/${move.name}`,
      back,
      title: record.title,
      move,
      stop: move.name === 'withdraw',
      fields: move.asks.filter(({ name }) => !ownOf(record.module).unasked.includes(name)),
      typed,
      values: {},
      problems,
      titles: record.titles,
    }),
    problems.length > 0 ? 422 : 200,
    problems.length > 0,
  );
}

async function takeOwnMove(c: Context<PortalEdge>): Promise<Response> {
  const { ctx, site } = c.var.visit;
  const id = c.req.param('id') ?? '';
  if (!isId('record', id)) throw new Refusal('missing.record', t('未找到', 'Not found'));
  const sent = await readForm(c);
  const record = await getOwn(ctx, id);
  const { module } = record;
  const move = ownMove(record, c.req.param('move') ?? '');
  try {
    const input = await inputOf(ctx, { module, id }, move, sent);
    await takeMove(ctx, { module, id, move: move.name, input, revision: record.revision });
    return c.redirect(`${site.base}/my/${id}`, 303);
  } catch (error) {
    if (!(error instanceof Refusal) || error.group === 'missing') throw error;
    return drawMove(c, await getOwn(ctx, id), problemsOf(ctx, error), sent.typed);
  }
}

/** The input of a move from a sent form, its files attached first. */
export async function inputOf(
  ctx: Ctx,
  address: { module: string; id: string },
  move: OfferedMove,
  sent: Sent,
): Promise<Record<string, unknown>> {
  const input = valuesIn(move.asks, settled(move.asks, sent.typed));
  for (const { field, name, bytes } of sent.files) {
    const asked = move.asks.find((one) => one.name === field);
    if (!asked) continue;
    const kept = await attach(ctx, { ...address, field, name, bytes });
    input[field] = asked.kind === 'photo' ? kept : [...((input[field] as Attachment[] | undefined) ?? []), kept];
  }
  return input;
}
