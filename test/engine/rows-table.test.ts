import type { TenantActor } from '@juxian/base/actor.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import { listRecords } from '@juxian/engine/views.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, type County, startApi } from '../support/api.ts';
import { unitModule } from './rows-module.ts';

let api: Api;
let county: County;

beforeAll(async () => {
  api = await startApi({ modules: [unitModule] });
  county = await api.signUp();
});
afterAll(() => api.stop());

const create = async (name: string): Promise<string> => {
  const values = { name };
  const made = await api.call('POST', '/api/v1/records/unit', { values }, { token: county.token });
  expect(made.status).toBe(201);
  return made.body.id;
};
const list = (query = '') => api.call('GET', `/api/v1/records/unit?${query}`, undefined, { token: county.token });

/** A process of its own on the same table. */
const elsewhere = (): Promise<Ctx> => {
  const actor: TenantActor = {
    kind: 'member',
    id: county.id,
    name: '',
    tenant: county.tenant,
    roles: ['office'],
    assurance: 1,
  };
  const rows = new RowsCache({ bytes: 1e8, clock: api.deps.clock, snapshots: api.deps.files });
  return makeCtx({ ...api.deps, rows }, { actor, locale: 'zh-CN' });
};
it('a commit of one process is in the next list of another, and gone after its removal', async () => {
  const ctx = await elsewhere();
  await ctx.rows.fresh(ctx, unitModule);
  const id = await create('第一小学');
  expect((await ctx.rows.fresh(ctx, unitModule)).get(id)).toMatchObject({
    title: '第一小学',
    state: 'draft',
    owner: county.id,
  });
  expect((await list('q=dyxx')).body.items.map((item: { id: string }) => item.id)).toEqual([id]);
  const removed = await api.call('DELETE', `/api/v1/records/unit/${id}`, undefined, { token: county.token });
  expect(removed.status).toBe(204);
  expect((await ctx.rows.fresh(ctx, unitModule)).get(id)).toBeUndefined();
  expect((await list()).body.total).toBe(0);
  const restored = await api.call('POST', `/api/v1/records/unit/${id}/restore`, undefined, { token: county.token });
  expect(restored.status).toBe(200);
  expect((await ctx.rows.fresh(ctx, unitModule)).get(id)?.title).toBe('第一小学');
});

it('a warm list asks the table once, whatever the filter; sixteen at once ask twice', async () => {
  const ctx = await elsewhere();
  const module = moduleOf(ctx, 'unit');
  const listHere = async (params: Record<string, string> = {}) =>
    listRecords(ctx, module, params, await gateOf(ctx, module));
  await create('第二小学');
  await listHere();
  api.table.meter.reset();
  const { total } = await listHere({
    'filter[parent][is]': 'blank',
    sort: '-name',
    facets: 'state',
    q: 'xuexiao',
    limit: '1',
  });
  expect([total, api.table.meter.byOperation]).toEqual([0, { Query: 1 }]);
  await listHere({ q: 'xiaoxue' });
  api.table.meter.reset();
  const answers = await Promise.all(Array.from({ length: 16 }, () => listHere({ q: 'xiaoxue' })));
  expect(answers.map((answer) => answer.total)).toEqual(Array(16).fill(2));
  expect(api.table.meter.byOperation).toEqual({ Query: 2 });
});

it('another process starts from the snapshot and what came since', async () => {
  const writer = await elsewhere();
  for (let n = 3; n < 13; n++) await create(`第${n}小学`);
  expect(await writer.rows.writeSnapshot(writer, unitModule)).toBe(true);
  api.pass(60_000);
  const late = await create('新学校');
  const reader = await elsewhere();
  const rows = await reader.rows.fresh(reader, unitModule);
  expect(rows.get(late)?.title).toBe('新学校');
  expect(rows.where({ title: '第7小学' }).length).toBe(1);
  expect(rows.size).toBe((await list()).body.total);
});
