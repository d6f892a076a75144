import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../support/county.ts';
import { codeOf, made, refusalOf } from './case.ts';
import { filled, permitModules } from './permit-module.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld(permitModules);
});
afterAll(() => world.stop());

const both = async () => {
  const county = await world.county();
  return { county, office: await county.as('叶知秋', 'office'), applicant: await county.applicant('沈知微') };
};
const names = ({ moves }: { moves: { name: string }[] }) => moves.map(({ name }) => name);

describe('the menu', () => {
  it('is the guard', async () => {
    const { office, applicant } = await both();
    const { id } = await createRecord(applicant, { module: 'permit', values: filled() });
    expect(names(await getRecord(applicant, { module: 'permit', id }))).toEqual(['submit']);
    expect(names(await getRecord(office, { module: 'permit', id }))).toEqual([]);
    expect(await codeOf(takeMove(office, { module: 'permit', id, move: 'submit' }))).toBe('forbidden.move');
    const filed = await takeMove(applicant, { module: 'permit', id, move: 'submit' });
    expect(names(filed)).toEqual(['withdraw']);
    expect(names(await getRecord(office, { module: 'permit', id }))).toEqual([
      'giveBack',
      'withdraw',
      'grant',
      'stamp',
    ]);
    expect(await codeOf(takeMove(applicant, { module: 'permit', id, move: 'grant' }))).toBe('forbidden.move');
    expect(await codeOf(takeMove(applicant, { module: 'permit', id, move: 'submit' }))).toBe('conflict.state');
    for (const move of ['nonesuch', 'constructor', '__proto__', ''])
      expect(await codeOf(takeMove(office, { module: 'permit', id, move }))).toBe('missing.move');
  });

  it('shows a move that is blocked with why not, and refuses it for that reason', async () => {
    const { office, applicant } = await both();
    const { id } = await createRecord(applicant, { module: 'permit', values: filled() });
    await takeMove(applicant, { module: 'permit', id, move: 'submit' });
    await takeMove(office, { module: 'permit', id, move: 'giveBack', input: { reason: '缺说明', opens: ['note'] } });
    const returned = await getRecord(applicant, { module: 'permit', id });
    expect(returned.moves.find(({ name }) => name === 'complete')?.refusal).toEqual({
      code: 'conflict.note',
      message: '请先填写说明',
    });
    const refusal = await refusalOf(takeMove(applicant, { module: 'permit', id, move: 'complete' }));
    expect([refusal?.code, refusal?.reason('zh-CN')]).toEqual(['conflict.note', '请先填写说明']);
    await updateRecord(applicant, { module: 'permit', id, revision: returned.revision, values: { note: '补上' } });
    const ready = await getRecord(applicant, { module: 'permit', id });
    expect(ready.moves.find(({ name }) => name === 'complete')).not.toHaveProperty('refusal');
    expect((await takeMove(applicant, { module: 'permit', id, move: 'complete' })).state).toBe('filed');
  });

  it('says where the record stands instead', async () => {
    const { office } = await both();
    const { id } = await made(office);
    await takeMove(office, { module: 'permit', id, move: 'grant' });
    const refusal = await refusalOf(takeMove(office, { module: 'permit', id, move: 'withdraw' }));
    expect(refusal?.reason('zh-CN')).toBe('此件现为“已发”，不能撤回');
    expect(refusal?.reason('en')).toBe('It now stands at “Granted”; Withdraw is not possible');
  });

  it('leaves out what the county has switched off', async () => {
    const { county, office } = await both();
    const { id } = await made(office);
    county.settle({ overlays: { permit: { version: 1, movesOff: ['stamp'] } } });
    const after = await county.as('叶知秋', 'office');
    expect(names(await getRecord(after, { module: 'permit', id }))).toEqual(['giveBack', 'withdraw', 'grant']);
    expect(await codeOf(takeMove(after, { module: 'permit', id, move: 'stamp' }))).toBe('missing.move');
  });
});

describe('what a move asks', () => {
  it('is parsed before anything follows from it', async () => {
    const { office } = await both();
    const { id } = await made(office);
    const take = (input: unknown) => refusalOf(takeMove(office, { module: 'permit', id, move: 'giveBack', input }));
    const paths = async (input: unknown) => (await take(input))?.details.fields?.map(({ path }) => path);
    expect(await paths({ opens: ['note'] })).toEqual(['input.reason']);
    expect(await paths({ reason: '缺', opens: [] })).toEqual(['input.opens']);
    expect(await paths({ reason: '缺', opens: ['secret'] })).toEqual(['opens.0']);
    expect(await paths({ reason: '缺', opens: ['note'], state: 'granted' })).toEqual(['state']);
    for (const input of [[], 'x', 7, null]) expect((await take(input))?.group ?? 'done').toBe('invalid');
    expect((await getRecord(office, { module: 'permit', id })).revision).toBe(1);
  });

  it('is kept where it is a field of the record', async () => {
    const { office } = await both();
    const { id } = await made(office);
    const input = { reason: ' 缺说明 ', opens: ['note'] };
    expect((await takeMove(office, { module: 'permit', id, move: 'giveBack', input })).values).toMatchObject({
      reason: '缺说明',
    });
  });
});

describe('a move without a state of its own', () => {
  it('leaves the record where it is, since when it is there, and due when it was', async () => {
    const { office } = await both();
    const { id } = await made(office, {}, 'draft');
    const filed = await takeMove(office, { module: 'permit', id, move: 'submit' });
    const stamped = await takeMove(office, { module: 'permit', id, move: 'stamp' });
    expect([stamped.state, stamped.since, stamped.due]).toEqual([filed.state, filed.since, filed.due]);
    expect(stamped.revision).toBe(3);
  });
});
