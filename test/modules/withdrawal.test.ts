import type { Ctx } from '@juxian/engine/context.ts';
import { getRecord, placeRecord, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { figures } from '@juxian/rules/figures.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type County, openWorld } from '../support/county.ts';
import { memberOf, move, refusal } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let county: County;
let office: Ctx;
let host: Ctx;
let unit: string;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

const place = async (module: string, state: string, values: Record<string, unknown>) =>
  (await placeRecord(office, { module, state, values })).id;
const read = (module: string, id: string, ctx: Ctx = office) => getRecord(ctx, { module, id });
const act = (name: string, id: string, input: Record<string, unknown> = {}, ctx: Ctx = office) =>
  move(ctx, 'studioWithdrawal', id, name, input);

/** A studio that runs, with its certificate and its grant. */
async function studio() {
  const shared = { studioName: '沈知微名师工作室', kind: 'teacher', hostUnit: unit, leaderName: '沈知微', year: 2025 };
  const certificate = await place('certificate', 'valid', { ...shared, number: '人才证〔2025〕001号' });
  const grant = await place('grant', 'paying', {
    studioName: shared.studioName,
    kind: 'teacher',
    hostUnit: unit,
    year: 2025,
  });
  return place('studio', 'running', {
    ...shared,
    decisionNumber: '青人才〔2025〕3号',
    recognisedOn: '2025-03-20',
    termTo: '2028-03-19',
    certificate,
    grant,
  });
}

async function proposed(id: string, grounds: string[] = ['leaderLeft']) {
  await move(office, 'studio', id, 'startWithdrawal', { grounds, facts: '领衔人已调离本县' });
  return String((await read('studio', id)).values.withdrawal);
}

const notice = { noticeNumber: '青人才告〔2026〕1号', hearingOn: '2026-03-11', hearingPlace: '县委组织部' };
const decision = { decisionNumber: '青人才〔2026〕9号', reason: '领衔人调离，不再具备条件' };

const start = async () => {
  world.clock.set(at('2026-03-02T09:00:00'));
  county = await world.county();
  office = await county.as('叶知秋', 'office');
  unit = await place('unit', 'active', { name: '县第一中学', order: 1, sort: 'school' });
  host = await memberOf(county, '秦校长', ['unit'], { unit });
};

describe('withdrawing a plaque', () => {
  it('starts on grounds that the assessments bear out, one at a time', async () => {
    await start();
    const id = await studio();
    const failed = (year: number, sort: string) =>
      place('appraisal', 'graded', {
        studio: id,
        studioName: '沈知微名师工作室',
        kind: 'teacher',
        hostUnit: unit,
        sort,
        year,
        grade: 'failed',
      });
    await failed(2024, 'annual');
    const once = await refusal(proposed(id, ['failedTwice']));
    expect(once.reason('zh-CN')).toBe('年度考核不合格1次，未达到2次');
    expect((await refusal(proposed(id, ['failedTerm']))).code).toBe('invalid.grounds');
    await failed(2025, 'annual');
    await proposed(id, ['failedTwice']);
    expect((await refusal(proposed(id, ['leaderLeft']))).code).toBe('conflict.withdrawal');
    await place('appraisal', 'graded', {
      studio: id,
      studioName: '沈知微名师工作室',
      kind: 'teacher',
      hostUnit: unit,
      sort: 'term',
      year: 2026,
      grade: 'passed',
    });
    const renewed = move(office, 'studio', id, 'renew', { renewalNumber: '青人才〔2026〕8号' });
    expect((await refusal(renewed)).code).toBe('conflict.withdrawal');
  });

  it('comes instead of a renewal, which follows one passed assessment of the term and that once', async () => {
    await start();
    const id = await studio();
    const renew = (n: number) => move(office, 'studio', id, 'renew', { renewalNumber: `青人才〔2028〕${n}号` });
    const assessed = (year: number, grade: string) =>
      place('appraisal', 'graded', {
        studio: id,
        studioName: '沈知微名师工作室',
        kind: 'teacher',
        hostUnit: unit,
        sort: 'term',
        year,
        grade,
      });
    expect((await refusal(renew(1))).code).toBe('conflict.term');
    const first = await assessed(2028, 'passed');
    await renew(2);
    expect((await read('studio', id)).values).toMatchObject({
      termTo: '2031-03-19',
      decisionNumber: '青人才〔2025〕3号',
      renewals: [{ number: '青人才〔2028〕2号', on: '2026-03-02', to: '2031-03-19', appraisal: first }],
    });
    expect((await refusal(renew(3))).reason('zh-CN')).toBe('2028年期满考核已用于续期');
    await assessed(2031, 'failed');
    expect((await refusal(renew(4))).code).toBe('conflict.term');
    await proposed(id, ['failedTerm']);
  });

  it('tells the host unit seven working days ahead, hears it on the day, and only then decides', async () => {
    await start();
    const id = await proposed(await studio());
    expect((await refusal(read('studioWithdrawal', id, host))).code).toBe('missing.record');
    // Seven working days from Monday 2 March are Wednesday 11 March.
    const soon = await refusal(act('notify', id, { ...notice, hearingOn: '2026-03-10' }));
    expect(soon.reason('zh-CN')).toBe('须提前7个工作日告知，最早2026-03-11');
    expect(soon.details.rule?.zh).toBe(figures['talent.hearingNotice'][0]?.source.zh);
    await act('notify', id, notice);
    expect((await read('studioWithdrawal', id)).due).toBe('2026-03-11T17:30:00+08:00');
    expect((await refusal(act('postpone', id, { ...notice, hearingOn: '2026-03-10' }))).code).toBe('invalid.hearingOn');
    expect((await refusal(act('withdraw', id, decision))).code).toBe('conflict.state');
    const heard = { held: 'attended', hearing: '秦校长到场，承认领衔人已调离' };
    expect((await refusal(act('hear', id, heard))).reason('zh-CN')).toBe('听取陈述申辩定于2026-03-11，此前不能决定');
    world.clock.set(at('2026-03-11T10:00:00'));
    expect((await refusal(act('hear', id, { ...heard, held: 'written' }))).code).toBe('conflict.statement');
    const { revision } = await read('studioWithdrawal', id, host);
    const statement = '接任人已选定，请求保留';
    await updateRecord(host, { module: 'studioWithdrawal', id, revision, values: { statement } });
    expect((await refusal(act('hear', id, heard, host))).code).toBe('forbidden.move');
    await act('hear', id, { ...heard, held: 'written' });
    expect((await refusal(act('withdraw', id, decision, host))).code).toBe('forbidden.move');
    await act('withdraw', id, decision);
    const { values } = await read('studioWithdrawal', id);
    expect(values).toMatchObject({ statement, held: 'written', heardOn: '2026-03-11', decidedOn: '2026-03-11' });
    const ended = await read('studio', String(values.studio));
    expect([ended.state, ended.values.withdrawalReason]).toEqual(['withdrawn', decision.reason]);
    expect((await read('certificate', String(ended.values.certificate))).state).toBe('revoked');
    expect((await read('grant', String(ended.values.grant))).state).toBe('stopped');
    expect((await read('studioWithdrawal', id, host)).state).toBe('withdrawn');
  });

  it('goes on to the decision where the host unit waives, and the office needs its paper for that', async () => {
    await start();
    const first = await proposed(await studio());
    await act('notify', first, notice);
    expect((await refusal(act('recordWaiver', first))).details.fields?.[0]?.path).toBe('input.hearingFiles');
    expect((await refusal(act('waive', first))).code).toBe('forbidden.move');
    await act('waive', first, {}, host);
    expect((await read('studioWithdrawal', first)).values).toMatchObject({ held: 'waived', heardOn: '2026-03-02' });
    await act('withdraw', first, decision);
  });

  it('leaves the studio as it is where the plaque is kept, and free to be proposed again', async () => {
    await start();
    const id = await studio();
    const first = await proposed(id);
    await act('keep', first, { reason: '领衔人留任' });
    const rows = (await office.rows.fresh(office, moduleOf(office, 'studioWithdrawal'))).where({ studio: id });
    expect([...rows].map(({ state }) => state)).toEqual(['kept']);
    expect((await read('studio', id)).state).toBe('running');
    expect(await proposed(id)).not.toBe(first);
  });
});
