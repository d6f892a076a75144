import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type County, openWorld } from '../support/county.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

async function openCall(county: County) {
  const office = await county.as('叶知秋', 'office');
  const unit = await createRecord(office, {
    module: 'unit',
    values: { name: '青山县第一中学', order: 10, sort: 'school' },
  });
  const call = await createRecord(office, {
    module: 'call',
    values: {
      title: '2026年度工作室申报公告',
      year: 2026,
      summary: '面向全县',
      opens: '2026-03-01T09:00:00+08:00',
      kinds: [{ id: 'a', kind: 'teacher', quota: 1, amount: 5_000_000, deadline: '2026-03-20T17:30:00+08:00' }],
      conditions: '在本县工作满3年',
      ties: 'achievements',
      consentText: '本人同意处理个人信息',
      consentVersion: '1',
      contact: '0999-0000126',
      teamMost: 3,
    },
  });
  await takeMove(office, { module: 'call', id: call.id, move: 'publish' });
  return { office, unit, call };
}

const draft = (call: string, unit: string) => ({
  call,
  kind: 'teacher',
  studioName: '沈知微名师工作室',
  hostUnit: unit,
  leaderName: '沈知微',
  sex: 'female',
  birth: '1978-05',
  education: '20',
  professionalTitle: '正高级教师',
  identityNumber: '990001197805010026',
  phone: '13900000126',
  aims: '把课上明白',
});

describe('an application', () => {
  it('goes from draft to formal review through unit and department', async () => {
    const county = await world.county();
    const { call, unit } = await openCall(county);
    const applicant = await county.applicant('沈知微');
    const filed = await createRecord(applicant, { module: 'application', values: draft(call.id, unit.id) });
    expect(filed.state).toBe('draft');
    const submitted = await takeMove(applicant, { module: 'application', id: filed.id, move: 'submit', input: { consent: 'yes', consentVersion: '1' } });
    expect(submitted.state).toBe('atUnit');
    expect(submitted.values.number).toBe('人才申〔2026〕001号');
  });
});
