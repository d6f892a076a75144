import { isId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { describeModule } from '@juxian/engine/describe.ts';
import type { Entry } from '@juxian/engine/kinds/kind.ts';
import type { Typed } from '@juxian/engine/kinds/plain-kind.ts';
import { createRecord, getRecord } from '@juxian/engine/record.ts';
import { type Answers, checkEligibility } from '@juxian/modules/talent/eligibility.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import { type CallAnswer, kindWord, openKinds } from './Calls.tsx';
import { drawSignIn, toSignIn } from './door.ts';
import { EditPage, type EditProps } from './Edit.tsx';
import { scriptPath } from './enhance/built.ts';
import { Field, type FormProblem } from './Form.tsx';
import { keptOf, problemsOf, saveStep, shownIn, stepsOf } from './filling.ts';
import { type About, aboutOf, getOwn } from './own.ts';
import { renderPart } from './Page.tsx';
import { isOn, listOf, optionsOf } from './read.ts';
import { respond } from './respond.ts';
import { StartPage } from './Start.tsx';
import type { Draft, Step } from './Steps.tsx';
import { keepSent, keptSent, readForm, type Sent, sentText } from './sent.ts';
import type { PortalEdge, Visit } from './visit.ts';
import { offeredPosts, wishTitles } from './wishes.ts';
import { clockTime, sayIn, weekMoment } from './words.ts';

const module = 'application';

export type Opened = { record: RecordAnswer; described: ModuleAnswer; about: About; steps: Step[]; draft: Draft };

/** A record of the visitor's own with its form. @throws Refusal `missing.record`. */
export async function openOwn({ ctx }: Visit, id: string): Promise<Opened> {
  const found = await getOwn(ctx, id);
  const [described, about, wished] = await Promise.all([
    describeModule(ctx, found.module),
    aboutOf(ctx, found),
    wishTitles(ctx, found),
  ]);
  const record = { ...found, titles: { ...found.titles, ...wished } };
  const steps = stepsOf(ctx, described, record, record.editable.length > 0 ? record.editable : undefined);
  const draft = draftOf(record, about);
  return record.state === 'secondForm'
    ? { record, described, about, steps, draft: { ...draft, second: secondOf(ctx, described, record, steps) } }
    : { record, described, about, steps, draft };
}

/** The second form: until when, and the parts of the first, which stand as they were filed. */
function secondOf(
  ctx: Ctx,
  described: ModuleAnswer,
  record: RecordAnswer,
  open: readonly Step[],
): NonNullable<Draft['second']> {
  const filed = new Set(described.access.create);
  const locked = stepsOf(ctx, described, record).filter(
    ({ n, touched, fields }) => touched && fields.some((name) => filed.has(name)) && !open.some((one) => one.n === n),
  );
  return { ...(record.due ? { due: record.due } : {}), locked };
}

const draftOf = (record: RecordAnswer, { heading }: About): Draft => ({
  id: record.id,
  revision: record.revision,
  title: record.title,
  heading,
  ...(record.state === 'returned'
    ? { returned: { ...(record.due ? { due: record.due } : {}), reason: String(record.values.returnReason ?? '') } }
    : {}),
});

export function applyRoutes(pages: Hono<PortalEdge>): void {
  pages.get('/calls/:id/apply', async (c) => {
    const { visit } = c.var;
    if (!visit.session) return toSignIn(c);
    const call = (await getRecord(visit.ctx, { module: 'call', id: c.req.param('id') })) as CallAnswer;
    return drawStart(c, call, { problems: [], answers: {} });
  });

  pages.post('/calls/:id/apply', async (c) => {
    const { visit } = c.var;
    const call = (await getRecord(visit.ctx, { module: 'call', id: c.req.param('id') })) as CallAnswer;
    if (!visit.session) return toSignIn(c);
    const sent = await readForm(c);
    const kind = sentText(sent, 'kind');
    const answers = answersIn(sent);
    const problems = startProblems(visit, call, kind, answers);
    if (problems.length > 0) return drawStart(c, call, { problems, kind, answers }, 422);
    if (sent.act === 'check') return drawStart(c, call, { problems, kind, answers, isChecked: true });
    const own = await listOf(visit.ctx, module, { 'filter[call]': call.id, 'filter[kind]': kind, state: 'draft' });
    const draft =
      own.items[0] ??
      (await createRecord(visit.ctx, {
        module,
        values: { call: call.id, kind, ...(await carriedOver(visit, answers)) },
      }));
    return c.redirect(`${visit.site.base}/my/${draft.id}/edit`, 303);
  });

  pages.get('/my/:id/edit', async (c) => {
    if (!c.var.visit.session) return toSignIn(c);
    const { steps } = await openOwn(c.var.visit, c.req.param('id'));
    return c.redirect(`${c.var.visit.site.base}/my/${c.req.param('id')}/edit/${steps[0]?.n ?? 1}`, 303);
  });

  pages.get('/my/:id/edit/:n', async (c) => {
    const { visit } = c.var;
    if (!visit.session) return toSignIn(c);
    const opened = await openOwn(visit, c.req.param('id'));
    const step = editable(opened, c.req.param('n'));
    const kept = await keptOf(visit.ctx, opened.record);
    const typed = withBlankLine(shownIn(step, opened.record, kept), step, c.req.query('add'));
    const saved = c.req.query('saved');
    return drawEdit(c, opened, step, {
      typed,
      problems: [],
      restored: c.req.query('restored') === '1',
      ...(saved && /^\d\d:\d\d$/.test(saved) ? { savedAt: saved } : {}),
    });
  });

  pages.post('/my/:id/edit/:n', async (c) => {
    const { visit } = c.var;
    const sent = await readForm(c);
    const asksJson = c.req.header('Accept')?.includes('application/json') ?? false;
    if (!visit.session) {
      if (asksJson) throw new Refusal('forbidden.signedOut', t('登录已过期', 'The session has ended'));
      return drawSignIn(
        c,
        { step: 'to', to: '', next: visit.site.here, kept: keepSent(visit.site.here, sent), problems: [] },
        401,
      );
    }
    const opened = await openOwn(visit, c.req.param('id'));
    return asksJson ? saveQuietly(c, opened, sent) : save(c, opened, sent);
  });
}

const month = /^(19|20)\d{2}-(0[1-9]|1[0-2])$/;

/** What the applicant says of himself before filling in; what is no month is kept to be shown again. */
function answersIn(sent: Sent): Answers {
  const birth = sentText(sent, 'birth')
    .normalize('NFKC')
    .trim()
    .replace(/^(\d{4})[.年/-]?(\d{1,2})月?$/, (_, y, m) => `${y}-${m.padStart(2, '0')}`);
  const level = sentText(sent, 'level');
  const unit = sentText(sent, 'unit');
  return { ...(birth ? { birth } : {}), ...(level ? { level } : {}), ...(unit ? { unit } : {}) };
}

/** What need not be typed twice. */
async function carriedOver({ ctx }: Visit, { birth, unit }: Answers): Promise<Record<string, string>> {
  const isUnit = unit !== undefined && (await optionsOf(ctx, 'unit')).some(({ value }) => value === unit);
  return { ...(birth ? { birth } : {}), ...(isUnit ? { hostUnit: unit } : {}) };
}

function startProblems({ ctx, site }: Visit, call: CallAnswer, kind: string, { birth }: Answers): FormProblem[] {
  const say = sayIn(site.locale);
  const line = call.values.kinds?.find((one) => one.kind === kind);
  const problems: FormProblem[] = [];
  if (!line) problems.push({ path: 'kind', message: say(t('请选择申报类别', 'Choose a kind')) });
  else if (!openKinds(call, ctx.clock.now()).includes(line))
    problems.push({
      path: 'kind',
      message: say(t('{kind}类已于{at}截止', '{kind} closed at {at}'), {
        kind: kindWord(say, kind),
        at: weekMoment(site.locale, line.deadline ?? site.now),
      }),
    });
  if (birth && !month.test(birth))
    problems.push({ path: 'birth', message: say(t('出生年月写成1978-05这样', 'Write the month of birth as 1978-05')) });
  return problems;
}

async function drawStart(
  c: Context<PortalEdge>,
  call: CallAnswer,
  { isChecked, ...props }: { problems: readonly FormProblem[]; kind?: string; answers: Answers; isChecked?: boolean },
  status: 200 | 422 = 200,
): Promise<Response> {
  const { site, ctx } = c.var.visit;
  const units = await optionsOf(ctx, 'unit');
  const line = call.values.kinds?.find(({ kind }) => kind === props.kind);
  const names = new Map(units.map(({ value, label }) => [value, label]));
  const checks = isChecked && line ? checkEligibility(line, props.answers, names) : [];
  const title = `${sayIn(site.locale)(t('开始申报', 'Apply'))} · ${call.values.heading ?? ''}`;
  return respond(
    c,
    {
      site,
      title,
      place: 'calls',
      personal: true,
      refused: props.problems.length > 0,
      children: createElement(StartPage, { call, ...props, units, checks }),
    },
    status,
  );
}

/** The step of the address. @throws Refusal `forbidden.edit` where nothing may be edited, `missing.page`. */
function editable({ record, steps }: Opened, n: string): Step {
  const step = steps.find((one) => String(one.n) === n);
  if (record.editable.length === 0)
    throw new Refusal('forbidden.edit', t('这一件现在不能修改：{state}', 'It cannot be changed now: {state}'), {
      values: { state: record.stateLabel },
    });
  if (!step) throw new Refusal('missing.page', t('没有这个页面', 'There is no such page'));
  return step;
}

async function drawEdit(
  c: Context<PortalEdge>,
  opened: Opened,
  step: Step,
  props: Pick<EditProps, 'typed' | 'problems' | 'savedAt' | 'restored'>,
  status: 200 | 409 | 422 | 429 = 200,
): Promise<Response> {
  const { visit } = c.var;
  const { record, draft, steps } = opened;
  const form = await formOf(visit, opened, step);
  return respond(
    c,
    {
      site: visit.site,
      title: `${step.title} · ${record.title || draft.heading}`,
      place: 'my',
      personal: true,
      refused: props.problems.length > 0,
      script: scriptPath,
      children: createElement(EditPage, {
        draft,
        steps,
        at: step.n,
        ...inviteesOf(visit, record, step),
        ...form,
        ...props,
      }),
    },
    status,
  );
}

/** Those invited into the team, where a step names it and the county has people invited. */
function inviteesOf({ ctx }: Visit, { moves, values }: RecordAnswer, { shown }: Step): Pick<EditProps, 'invitees'> {
  const isTeam = shown.some(({ name }) => name === 'team') && moves.some(({ name }) => name === 'inviteMember');
  return isTeam && isOn(ctx, 'teamInvitation') ? { invitees: (values.members ?? []) as Entry[] } : {};
}

/** What the fields of a step draw with; a ref offers the records the visitor may see, the kinds only those of the call. */
async function formOf(visit: Visit, { record, about: { kinds } }: Opened, step: Step) {
  const wished = step.shown.some(({ name }) => name === 'wishes');
  const targets = [
    ...new Set(
      step.shown.flatMap(({ kind, options }) => (kind === 'ref' || kind === 'refs' ? [String(options.module)] : [])),
    ),
  ].filter((target) => !(wished && target === 'internshipPost'));
  const offered = new Map(
    await Promise.all(targets.map(async (target) => [target, await optionsOf(visit.ctx, target)] as const)),
  );
  const posts = wished
    ? await offeredPosts(visit.ctx, (record.values.wishes as string[] | undefined) ?? [])
    : undefined;
  const fields = step.shown.map((field) =>
    field.name === 'kind' && kinds
      ? { ...field, choices: (field.choices ?? []).filter(({ value }) => kinds.has(value)) }
      : field,
  );
  return {
    fields,
    values: record.values,
    titles: record.titles,
    uploads: true,
    ...(posts ? { posts } : {}),
    options: (target: string) => offered.get(target) ?? [],
    fileUrl: (file: { id: string }) => `${visit.site.base}/files/${file.id}`,
  };
}

/** `?add=team` draws one more line than there is. */
function withBlankLine(typed: Typed, step: Step, add: string | undefined): Typed {
  const field = step.shown.find(({ name, kind }) => name === add && kind === 'entries');
  if (!field) return typed;
  const used = [...typed.keys()].filter((name) => name.startsWith(`${add}.`)).map((name) => Number(name.split('.')[1]));
  const next = Math.max(-1, ...used.filter(Number.isInteger)) + 1;
  return new Map([...typed, [`${add}.${next}.id`, ['']]]);
}

async function save(c: Context<PortalEdge>, opened: Opened, sent: Sent): Promise<Response> {
  const { visit } = c.var;
  const step = editable(opened, c.req.param('n') ?? '');
  const page = `${visit.site.base}/my/${opened.record.id}`;
  try {
    const saved = await saveStep(visit.ctx, opened.record, step, sent);
    const at = clockTime(visit.ctx.clock.now());
    const [verb, field] = sent.act.split(':');
    if (verb === 'add' || verb === 'remove')
      return c.redirect(
        `${page}/edit/${step.n}?saved=${at}${verb === 'add' ? `&add=${field}` : ''}#f-${field}${verb === 'add' ? '-add' : ''}`,
        303,
      );
    if (saved.problems.length > 0) {
      const now = await openOwn(visit, opened.record.id);
      return drawEdit(c, now, step, { typed: saved.typed, problems: saved.problems, savedAt: at }, 422);
    }
    if (verb === 'invite') return c.redirect(`${page}/team`, 303);
    if (verb === 'next') return c.redirect(nextOf(page, opened.steps, step), 303);
    return c.redirect(`${page}/edit/${step.n}?saved=${at}${field ? `#f-${field}` : ''}`, 303);
  } catch (error) {
    if (!(error instanceof Refusal) || error.group === 'missing') throw error;
    const now = await openOwn(visit, opened.record.id);
    return drawEdit(
      c,
      now,
      step,
      { typed: sent.typed, problems: problemsOf(visit.ctx, error) },
      error.group === 'conflict' ? 409 : 422,
    );
  }
}

function nextOf(page: string, steps: readonly Step[], step: Step): string {
  const next = steps[steps.findIndex(({ n }) => n === step.n) + 1];
  return next ? `${page}/edit/${next.n}` : `${page}/preview`;
}

/** The same save for the script: what was stored, what was not and why, and the file lists as they now stand. */
async function saveQuietly(c: Context<PortalEdge>, opened: Opened, sent: Sent): Promise<Response> {
  const { visit } = c.var;
  const step = editable(opened, c.req.param('n') ?? '');
  const saved = await saveStep(visit.ctx, opened.record, step, sent);
  const form = await formOf(visit, { ...opened, record: saved.record }, step);
  const html = Object.fromEntries(
    form.fields
      .filter(({ kind, name }) => (kind === 'files' || kind === 'photo') && sent.act.endsWith(`:${name}`))
      .map((field) => [
        field.name,
        renderPart(visit.site, createElement(Field, { ...form, field, typed: saved.typed, problems: saved.problems })),
      ]),
  );
  return c.json({
    revision: saved.record.revision,
    at: clockTime(visit.ctx.clock.now()),
    problems: saved.problems,
    html,
  });
}

/** Whether a path is that of a step of a form: the only forms that are sent again after sign-in. */
const stepPath = (base: string, path: string): { id: string; n: string } | undefined => {
  const [, id = '', n = ''] = new RegExp(`^${base}/my/(\\w+)/edit/(\\d+)$`).exec(path.split('?')[0] ?? '') ?? [];
  return isId('record', id) ? { id, n } : undefined;
};

/** Sends a form again that came after its session had ended. @returns where to go on, or undefined where it cannot be. */
export async function resendKept(visit: Visit, text: string): Promise<string | undefined> {
  const kept = keptSent(text);
  const at = kept && stepPath(visit.site.base, kept.path);
  if (!kept || !at) return undefined;
  try {
    const opened = await openOwn(visit, at.id);
    await saveStep(visit.ctx, opened.record, editable(opened, at.n), kept.sent);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return undefined;
  }
  return `${visit.site.base}/my/${at.id}/edit/${at.n}?restored=1`;
}
