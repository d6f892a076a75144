import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { attach } from '@juxian/engine/attachment.ts';
import type { Typed } from '@juxian/engine/kinds/plain-kind.ts';
import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { type Context, Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { readJson } from '../http.ts';
import { directories } from './directories.ts';
import type { NoticeAnswer } from './Notices.tsx';
import { sendObjection } from './notices.ts';
import { certificateOf, isOn, listOf, recordsOf, standingOf, stateLabelsOf } from './read.ts';
import { readForm } from './sent.ts';
import { inviteByContact } from './team.ts';
import { type PortalEdge, visitOf } from './visit.ts';

const module = 'application';

/** What programs ask a county's portal: the same records as its pages, and no more. */
export function publicRoutes(app: Hono<PortalEdge>, deps: Deps): void {
  const api = new Hono<PortalEdge>();
  api.use(async (c, next) => {
    c.set('visit', await visitOf(deps, c, c.req.param('slug') ?? ''));
    await next();
  });
  for (const { path, module: shown, rows } of [
    { path: 'calls', module: 'call', rows: false },
    { path: 'notices', module: 'publicity', rows: false },
    ...directories,
  ]) {
    api.get(`/${path}`, async (c) => c.json(await publicList(c, shown, rows)));
    api.get(`/${path}/:id`, async (c) => c.json(await publicRecord(c, shown, c.req.param('id'))));
  }
  api.get('/verify/:certificate', async (c) => {
    const found = await certificateOf(c.var.visit.ctx, c.req.param('certificate'));
    if (!found) throw new Refusal('missing.certificate', t('查无此证书', 'No such certificate'));
    const { module: sort, state, values } = found;
    const { valid, label } = standingOf(c.var.visit.ctx, found);
    return c.json({ sort, valid, state, stateLabel: label, values });
  });
  api.post('/objections', async (c) => {
    const { notice: id, ...values } = await readJson(c);
    const notice = (await getRecord(c.var.visit.ctx, { module: 'publicity', id: String(id ?? '') })) as NoticeAnswer;
    const number = await sendObjection(deps, c.var.visit.ctx, notice, typedFrom(values));
    return c.json({ number }, 201);
  });
  applicationRoutes(api, deps);
  app.route('/api/v1/public/:slug', api);
}

const typedFrom = (values: Record<string, unknown>): Typed =>
  new Map(Object.entries(values).map(([name, value]) => [name, [String(value ?? '')]]));

/** A page of a list; of the parameters of a list those that visitors may use. */
async function publicList(c: Context<PortalEdge>, shown: string, rows: boolean) {
  const { ctx } = c.var.visit;
  const asked = Object.entries(c.req.query()).filter(([name]) => /^(?:q|cursor|filter\[.+\])$/.test(name));
  const params = { limit: '50', ...Object.fromEntries(asked) };
  const { items, total, titles, nextCursor } = await listOf(ctx, shown, params);
  const next = nextCursor ? { nextCursor } : {};
  if (!rows) return { items: (await recordsOf(ctx, shown, params)).map(publicAnswer), total, ...next };
  const labels = isOn(ctx, shown) ? await stateLabelsOf(ctx, shown) : new Map<string, string>();
  const answers = items.map(({ id, state, title, values, changedAt }) => ({
    id,
    state,
    stateLabel: labels.get(state) ?? state,
    title,
    values,
    changedAt,
  }));
  return { items: answers, titles, total, ...next };
}

async function publicRecord(c: Context<PortalEdge>, shown: string, id: string) {
  const { ctx } = c.var.visit;
  return publicAnswer(await getRecord(ctx, { module: shown, id }));
}

const publicAnswer = ({ id, state, stateLabel, title, values, titles, changedAt }: RecordAnswer) => ({
  id,
  state,
  stateLabel,
  title,
  values,
  titles,
  changedAt,
});

function applicationRoutes(api: Hono<PortalEdge>, deps: Deps): void {
  api.use('/applications/*', needApplicant);
  api.use('/applications', needApplicant);
  api.get('/applications', async (c) => c.json(await listOf(c.var.visit.ctx, module, { limit: '50' })));
  api.post('/applications', async (c) => {
    const { values } = await readJson(c);
    const key = c.req.header('Idempotency-Key');
    const made = await createRecord(c.var.visit.ctx, { module, values: objectOf(values), ...(key ? { key } : {}) });
    return answered(c, made, 201);
  });
  api.get('/applications/:id', async (c) =>
    answered(c, await getRecord(c.var.visit.ctx, { module, id: c.req.param('id') })),
  );
  api.patch('/applications/:id', async (c) => {
    const { values } = await readJson(c);
    const revision = Number(/^(?:W\/)?"?(\d{1,9})"?$/.exec(c.req.header('If-Match') ?? '')?.[1] ?? Number.NaN);
    if (Number.isNaN(revision))
      throw new Refusal(
        'invalid.header',
        t('缺少 If-Match（读取时的版本号）', 'If-Match with the revision you read is missing'),
      );
    return answered(
      c,
      await updateRecord(c.var.visit.ctx, { module, id: c.req.param('id'), revision, values: objectOf(values) }),
    );
  });
  api.post('/applications/:id/moves/:move', async (c) => {
    const { input: sent } = await readJson(c);
    const key = c.req.header('Idempotency-Key');
    const { id, move } = c.req.param();
    const input = objectOf(sent ?? {});
    const moved =
      move === 'inviteMember'
        ? await inviteByContact(deps, c, { module, id }, input)
        : await takeMove(c.var.visit.ctx, { module, id, move, input, ...(key ? { key } : {}) });
    return answered(c, moved);
  });
  api.post('/applications/:id/files', async (c) => {
    const { typed, files } = await readForm(c);
    const [file] = files;
    if (!file) throw new Refusal('invalid.file', t('没有文件', 'There is no file'));
    return c.json(
      await attach(c.var.visit.ctx, {
        module,
        id: c.req.param('id'),
        field: typed.get('field')?.[0] ?? '',
        name: file.name,
        bytes: file.bytes,
      }),
      201,
    );
  });
}

const needApplicant = async (c: Context<PortalEdge>, next: () => Promise<void>): Promise<void> => {
  if (!c.var.visit.session) throw new Refusal('forbidden.signedOut', t('请先登录', 'Sign in first'));
  await next();
};

function answered(c: Context<PortalEdge>, record: RecordAnswer, status: 200 | 201 = 200): Response {
  c.header('ETag', `"${record.revision}"`);
  return c.json(record, status);
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Refusal('invalid.body', t('应是一个对象', 'An object is expected'));
}
