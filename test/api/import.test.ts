import { runTenantJob } from '@juxian/functions/jobs/run.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { numberOf, table } from '../documents/cadre-import/office.ts';
import { type Api, type County, type Json, startApi } from '../support/api.ts';

let api: Api;
let county: County;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  county = await api.signUp();
  api.inner.askJob = async (tenant, job) => {
    await runTenantJob(api.deps, tenant, job);
  };
});

const number = (n: number) => numberOf('19790315', n);
const roll = () =>
  table([
    ['姓名', '身份证号', '性别', '出生年月', '参加工作时间'],
    ['沈怀远', number(11), '男', '1979.03', 2001.1],
    ['章秋', number(22), '男', '1979.03', '2001.08'],
    ['柏砚舟', number(31), '男', '1979.03', '2001.08'],
  ]);
const send = async (
  files: { name: string; bytes: Uint8Array }[],
  fields: Record<string, string>,
  token = county.token,
) => {
  const form = new FormData();
  for (const { name, bytes } of files) form.append('file', new File([Uint8Array.from(bytes)], name));
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = await api.request('/api/v1/records/cadre/import', {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, body: (await answer.json()) as Json };
};
const call = async (method: string, path: string, body?: unknown, token = county.token) =>
  api.call(method, `/api/v1${path}`, body, { token });

describe('the import of people over HTTP', () => {
  it('says what it found, what it refuses and what it asks, and takes answers', async () => {
    const { status, body } = await send([await roll()], { mode: 'upsert', dryRun: 'true' });
    expect(status).toBe(202);
    expect(body).toMatchObject({
      state: 'done',
      step: 'checked',
      result: { total: 3, created: 1, updated: 0, unchanged: 0 },
    });
    expect(body.result.refused).toEqual([
      { row: 2, column: '参加工作时间', code: 'invalid.month', message: '“2001.1”是1月还是10月？', value: '2001.1' },
      {
        row: 3,
        column: '身份证号',
        code: 'invalid.disagreement',
        message: '与性别不符（第17位单数为男、双数为女）',
        value: `9****************${number(22).at(-1)}`,
      },
    ]);
    const [question] = body.result.questions;
    expect(question).toEqual({
      id: expect.any(String),
      kind: 'month',
      at: { file: '名册.xlsx', sheet: '名册', row: 2 },
      count: 1,
      column: '参加工作时间',
      field: 'workStart',
      value: '2001.1',
      message: '“2001.1”是1月还是10月？',
      options: [
        { value: '2001-01', label: '2001.01' },
        { value: '2001-10', label: '2001.10' },
      ],
      about: '沈怀远',
    });
    expect(JSON.stringify(body)).not.toContain(number(11));
    expect((await call('GET', '/records/cadre')).body.total).toBe(0);
    const answered = await call('POST', `/jobs/${body.id}/answers`, { answers: { [question.id]: '2001-10' } });
    expect([answered.status, answered.body.result.created, answered.body.result.refused.length]).toEqual([202, 2, 1]);
    expect(answered.body.result.questions).toMatchObject([{ answer: '2001-10' }]);
    const done = await call('POST', `/jobs/${body.id}/continue`);
    expect(done.body).toMatchObject({ state: 'done', step: 'done', result: { created: 2 } });
    expect((await call('GET', '/records/cadre')).body.total).toBe(2);
    expect((await call('POST', `/jobs/${body.id}/answers`, { answers: {} })).status).toBe(409);
    expect((await call('POST', `/jobs/${body.id}/undo`)).body.state).toBe('undone');
    expect((await call('GET', '/records/cadre')).body.total).toBe(0);
  });

  it('names file and sheet where there are several', async () => {
    const csv = new TextEncoder().encode('姓名,性别,出生年月\n苏岚,女,1985.13\n');
    const { body } = await send([await roll(), { name: '补.csv', bytes: csv }], { mode: 'upsert', dryRun: 'true' });
    expect(body.result.refused.map(({ file, sheet, row }: Json) => [file, sheet, row])).toEqual([
      ['名册.xlsx', '名册', 2],
      ['名册.xlsx', '名册', 3],
      ['补.csv', '补', 2],
    ]);
  });

  it('is its starter’s alone to answer, and takes only what is an answer', async () => {
    const { body } = await send([await roll()], { mode: 'upsert', dryRun: 'true' });
    const other = await api.join(county, ['office']);
    expect((await call('POST', `/jobs/${body.id}/answers`, { answers: {} }, other.token)).status).toBe(404);
    expect((await call('POST', `/jobs/${body.id}/answers`, { answers: { a: 1 } })).status).toBe(422);
  });

  it('refuses what answers nothing with the reason, and stays as it was checked', async () => {
    const { body } = await send([await roll()], { mode: 'upsert', dryRun: 'true' });
    const [{ id }] = body.result.questions;
    const said = async (given: unknown) => {
      const { status, body: refused } = await call('POST', `/jobs/${body.id}/answers`, given);
      return [status, refused.code, refused.fields?.map(({ path }: Json) => path)];
    };
    const map = (mapping: Record<string, string>) => said({ mapping });
    expect(await map({ 姓名: 'salary' })).toEqual([422, 'invalid.mapping', ['mapping.姓名']]);
    expect(await map({ 外号: 'name' })).toEqual([422, 'invalid.mapping', ['mapping.外号']]);
    expect(await said(JSON.parse('{"mapping":{"__proto__":"name"}}'))).toEqual([
      422,
      'invalid.mapping',
      ['mapping.__proto__'],
    ]);
    expect(await map({ 姓名: 'nativePlace', 性别: 'nativePlace' })).toEqual([422, 'invalid.mapping', ['mapping.姓名']]);
    expect(await map({ 姓名: 'name', '姓 名*': 'nativePlace' })).toEqual([422, 'invalid.mapping', ['mapping.姓 名*']]);
    expect(await said({ answers: { nobodyAsked: '2001-10' } })).toEqual([
      422,
      'invalid.answer',
      ['answers.nobodyAsked'],
    ]);
    expect(await said({ answers: { [id]: '2001-11' } })).toEqual([422, 'invalid.answer', [`answers.${id}`]]);
    expect((await call('GET', `/jobs/${body.id}`)).body).toEqual(body);
    const headings = ['姓名', '身份证号', '性别', '出生年月', '参加工作时间'];
    const none = await call('POST', `/jobs/${body.id}/answers`, {
      mapping: Object.fromEntries(headings.map((heading) => [heading, ''])),
    });
    expect(none.body).toMatchObject({ ...body, problem: { code: 'invalid.headings' } });
    const answered = await call('POST', `/jobs/${body.id}/answers`, { answers: { [id]: '2001-10' } });
    expect(answered.body).toMatchObject({ state: 'done', result: { created: 2 } });
    expect(answered.body.problem).toBeUndefined();
    expect((await call('POST', `/jobs/${body.id}/continue`)).body).toMatchObject({
      step: 'done',
      result: { created: 2 },
    });
  });

  it('goes on with the access of today: a starter who has lost theirs leaves nothing behind', async () => {
    const office = await api.join(county, ['office']);
    const started = await send([await roll()], { mode: 'create', dryRun: 'true' }, office.token);
    api.inner.askJob = async () => {};
    await call('POST', `/jobs/${started.body.id}/continue`, undefined, office.token);
    const put = await api.call(
      'PUT',
      `/api/v1/members/${office.id}/status`,
      { status: 'disabled' },
      {
        token: county.token,
      },
    );
    expect(put.status).toBe(200);
    const job = await runTenantJob(api.deps, county.tenant, started.body.id);
    expect([job?.state, job?.problem?.code]).toEqual(['failed', 'forbidden.member']);
    expect((await call('GET', '/records/cadre')).body.total).toBe(0);
  });

  it('tells its starter the figures alone once they are kept from somebody', async () => {
    const office = await api.join(county, ['office']);
    const { body } = await send([await roll()], { mode: 'upsert', dryRun: 'true' }, office.token);
    expect(JSON.stringify(body)).toContain('沈怀远');
    const other = { name: '补.csv', bytes: new TextEncoder().encode('姓名,性别,出生年月\n柏砚舟,男,1979.03\n') };
    await send([other], { mode: 'create' });
    const [{ id }] = (await call('GET', '/records/cadre')).body.items;
    const recused = { self: null, recusals: [{ record: id, ground: 'kin', note: '表兄' }] };
    const put = await api.call('PUT', `/api/v1/members/${office.id}/recusals`, recused, { token: county.token });
    expect(put.status).toBe(200);
    const now = (await call('GET', `/jobs/${body.id}`, undefined, office.token)).body;
    expect(now.result).toEqual({
      total: 3,
      created: 1,
      updated: 0,
      unchanged: 0,
      withheld: true,
      ...{ refused: [], warnings: [], questions: [], sheets: [], kept: [] },
    });
    expect((await call('GET', `/jobs/${body.id}/file`, undefined, office.token)).status).toBe(403);
    // Checked anew under today's access, it may be looked at again.
    const again = await call('POST', `/jobs/${body.id}/answers`, {}, office.token);
    expect(again.body.result.questions).toHaveLength(1);
  });

  it('refuses files that weigh too much before it reads them', async () => {
    const { status, body } = await send([{ name: '大.xlsx', bytes: new Uint8Array(61 * 1024 * 1024) }], {});
    expect([status, body.code]).toEqual([413, 'limit.size']);
  });

  it('says of a workbook that is too large inside that it is', async () => {
    const { body } = await send(
      [{ name: '大.xlsx', bytes: new Uint8Array(21 * 1024 * 1024).fill(0x50, 0, 1).fill(0x4b, 1, 2) }],
      { dryRun: 'true' },
    );
    expect([body.state, body.problem?.code]).toEqual(['failed', 'limit.sheet']);
  });
});
