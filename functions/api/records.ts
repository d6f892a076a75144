import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { gateOf } from '@juxian/engine/access.ts';
import { attach, openFile } from '@juxian/engine/attachment.ts';
import { listBin } from '@juxian/engine/bin.ts';
import { fileHeaders, largestFile } from '@juxian/engine/content.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { describeModule, describeModules } from '@juxian/engine/describe.ts';
import { listEvents } from '@juxian/engine/history.ts';
import type { Times } from '@juxian/engine/open-at.ts';
import { createRecord, getRecord, removeRecord, restoreRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { revealField } from '@juxian/engine/reveal.ts';
import { listRecords } from '@juxian/engine/views.ts';
import type { Context, Hono } from 'hono';
import { among } from '../among.ts';
import { type Edge, readJson } from '../http.ts';
import { readUpload } from '../upload.ts';
import { tailsFor } from './tails.ts';

export type ApiEdge = { Variables: Edge['Variables'] & { ctx: Ctx } };

/** The list parameters of a query string. A parameter given twice is refused rather than half heard. */
export function listParams(url: string): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of new URL(url).searchParams) {
    if (name in params)
      throw new Refusal('invalid.query', t('参数{name}重复', 'The parameter {name} is given twice'), {
        values: { name },
      });
    params[name] = value;
  }
  return params;
}

export async function listOf(ctx: Ctx, name: string, params: Record<string, string>) {
  const module = moduleOf(ctx, name);
  const gate = await gateOf(ctx, module);
  if (gate.grants.length === 0) throw new Refusal('missing.module', t('未找到', 'Not found'));
  const tails = await tailsFor(ctx, module, gate, params.q);
  return listRecords(ctx, module, await among(ctx, name, params), gate, tails);
}

/** REST on modules, records and files; every rule is the engine's. */
export function recordRoutes(app: Hono<ApiEdge>): void {
  const at = (c: Context<ApiEdge>) => ({ module: c.req.param('module') ?? '', id: c.req.param('id') ?? '' });

  app.get('/modules', async (c) => c.json(await describeModules(c.var.ctx)));
  app.get('/modules/:module', async (c) => c.json(await describeModule(c.var.ctx, c.req.param('module'))));

  app.get('/records/:module', async (c) =>
    c.json(await listOf(c.var.ctx, c.req.param('module'), listParams(c.req.url))),
  );
  app.post('/records/:module', async (c) => {
    const { values, state, ...rest } = await readJson(c);
    refuseUnknown(rest);
    const key = c.req.header('Idempotency-Key');
    const made = await createRecord(c.var.ctx, {
      module: c.req.param('module'),
      values: objectOf(values ?? {}, 'values'),
      ...(state === undefined ? {} : { state: wordOf(state, 'state') }),
      ...(key ? { key } : {}),
    });
    return answer(c, made, 201);
  });
  app.get('/records/:module/bin', async (c) => c.json({ items: await listBin(c.var.ctx, c.req.param('module')) }));
  app.get('/records/:module/:id', async (c) => answer(c, await getRecord(c.var.ctx, { ...at(c), ...timesOf(c) })));
  app.patch('/records/:module/:id', async (c) => {
    const { values, ...rest } = await readJson(c);
    refuseUnknown(rest);
    const revision = revisionOf(c);
    if (revision === undefined)
      throw new Refusal(
        'invalid.header',
        t('缺少 If-Match（读取时的版本号）', 'If-Match with the revision you read is missing'),
      );
    return answer(c, await updateRecord(c.var.ctx, { ...at(c), revision, values: objectOf(values, 'values') }));
  });
  app.delete('/records/:module/:id', async (c) => {
    const current = await getRecord(c.var.ctx, at(c));
    await removeRecord(c.var.ctx, { ...at(c), revision: revisionOf(c) ?? current.revision });
    return c.body(null, 204);
  });
  app.post('/records/:module/:id/restore', async (c) => answer(c, await restoreRecord(c.var.ctx, at(c))));
  app.post('/records/:module/:id/moves/:move', async (c) => {
    const { input, ...rest } = await readJson(c);
    refuseUnknown(rest);
    const revision = revisionOf(c);
    const key = c.req.header('Idempotency-Key');
    const moved = await takeMove(c.var.ctx, {
      ...at(c),
      move: c.req.param('move'),
      ...(input === undefined ? {} : { input: objectOf(input, 'input') }),
      ...(revision === undefined ? {} : { revision }),
      ...(key ? { key } : {}),
    });
    return answer(c, moved);
  });
  app.get('/records/:module/:id/events', async (c) => c.json(await listEvents(c.var.ctx, at(c))));
  app.post('/records/:module/:id/reveal', async (c) => {
    const { field, reason } = await readJson(c);
    return c.json(await revealField(c.var.ctx, { ...at(c), field: String(field ?? ''), reason: String(reason ?? '') }));
  });
  app.post('/records/:module/:id/files', async (c) =>
    c.json(await attach(c.var.ctx, { ...at(c), ...(await uploadOf(c.req.raw)) }), 201),
  );
  app.get('/files/:id', async (c) => {
    const { attachment, bytes } = await openFile(c.var.ctx, c.req.param('id'));
    return c.body(Uint8Array.from(bytes).buffer, 200, fileHeaders(attachment.name, attachment.type));
  });
}

function answer<R extends { revision: number }>(c: Context<ApiEdge>, record: R, status: 200 | 201 = 200): Response {
  c.header('ETag', `"${record.revision}"`);
  return c.json(record, status);
}

/** `asOf`: values valid on that day; `knownAt`: as recorded by the end of that day, or at that moment. */
export function timesOf(c: Context<ApiEdge>): Times {
  const { knownAt, asOf } = c.req.query();
  return { ...(asOf ? { asOf } : {}), ...(knownAt ? { knownAt } : {}) };
}

function revisionOf(c: Context<ApiEdge>): number | undefined {
  const given = c.req.header('If-Match');
  if (given === undefined) return undefined;
  const revision = /^(?:W\/)?"?(\d{1,9})"?$/.exec(given.trim())?.[1];
  if (revision === undefined)
    throw new Refusal('invalid.header', t('If-Match 应为版本号', 'If-Match must be a revision'));
  return Number(revision);
}

function objectOf(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Refusal('invalid.body', t('{path}应是一个对象', '{path} must be an object'), { values: { path } });
}

function wordOf(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw new Refusal('invalid.body', t('{path}应是文字', '{path} must be text'), { values: { path } });
}

function refuseUnknown(rest: Record<string, unknown>): void {
  const [name] = Object.keys(rest);
  if (name === undefined) return;
  const says = t('没有这一项：{name}', 'There is no such member: {name}');
  throw new Refusal('invalid.unknown', says, {
    values: { name },
    fields: [{ path: name, code: 'invalid.unknown', says, values: { name } }],
  });
}

/** The one file of a multipart body and the field it is for. */
async function uploadOf(request: Request): Promise<{ field: string; name: string; bytes: Uint8Array }> {
  const { form, file } = await readUpload(request, largestFile);
  return { field: String(form.get('field') ?? ''), name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
