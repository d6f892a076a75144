import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord, placeRecord, takeMove } from '@juxian/engine/record.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openWorld } from '../support/county.ts';
import { draft, move, openCall, refusal, register } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

/** So many applications of one kind that wait for the experts. */
async function waiting(county: County, count: number): Promise<{ office: Ctx; call: string }> {
  const { office, call, unit } = await openCall(county, 5);
  await register(office, 7);
  const ticking = await county.ticking();
  for (let n = 0; n < count; n++)
    await placeRecord(ticking, {
      module: 'application',
      state: 'expertReview',
      values: {
        ...draft(call.id, unit.id, `申报人${n}`, 1),
        oneLeader: `${call.id}|${n}`,
        number: `人才申〔2026〕${String(n + 1).padStart(3, '0')}号`,
      },
    });
  return { office, call: call.id };
}

const panelOf = (office: Ctx, call: string) =>
  createRecord(office, { module: 'panel', values: { call, kind: 'teacher' } });
const drawn = { size: '5', until: '2026-03-20' };
const applications = ({ values }: { values: Record<string, unknown> }): string[] =>
  (values.items as { application: string }[]).map(({ application }) => application);

describe('a further panel of a kind', () => {
  it('takes only applications that no panel has, and none where all are taken', async () => {
    const { office, call } = await waiting(await world.county(), 42);
    const first = await move(office, 'panel', (await panelOf(office, call)).id, 'draw', drawn);
    const second = await move(office, 'panel', (await panelOf(office, call)).id, 'draw', drawn);
    expect([applications(first).length, applications(second).length]).toEqual([40, 2]);
    expect(new Set([...applications(first), ...applications(second)]).size).toBe(42);
    const third = await panelOf(office, call);
    expect((await refusal(move(office, 'panel', third.id, 'draw', drawn))).code).toBe('conflict.items');
  });
});

describe('two panels drawn at the same instant', () => {
  it('share no application: the second draws again from what the first left', async () => {
    const { office, call } = await waiting(await world.county(), 42);
    const panels = [await panelOf(office, call), await panelOf(office, call)];
    const both = await Promise.all(
      panels.map(({ id }) => takeMove(office, { module: 'panel', id, move: 'draw', input: drawn })),
    );
    expect(both.map((panel) => applications(panel).length).sort()).toEqual([2, 40]);
    expect(new Set(both.flatMap(applications)).size).toBe(42);
  });

  it('leave one of them undrawn where nothing is left for it', async () => {
    const { office, call } = await waiting(await world.county(), 3);
    const panels = [await panelOf(office, call), await panelOf(office, call)];
    const ended = await Promise.allSettled(
      panels.map(({ id }) => takeMove(office, { module: 'panel', id, move: 'draw', input: drawn })),
    );
    expect(ended.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(['conflict.items']);
    const states = await Promise.all(
      panels.map(async ({ id }) => (await getRecord(office, { module: 'panel', id })).state),
    );
    expect(states.sort()).toEqual(['draft', 'scoring']);
  });
});

describe('a notice that is stopped', () => {
  it('holds back every listed application that still stands at the notice', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county, 5);
    const ticking = await county.ticking();
    const place = (name: string, n: number, state: string) =>
      placeRecord(ticking, {
        module: 'application',
        state,
        values: { ...draft(call.id, unit.id, name, n), oneLeader: `${call.id}|${n}` },
      });
    const listed = [await place('沈知微', 1, 'publicity'), await place('顾砚秋', 2, 'publicity')];
    const gone = await place('卫明远', 3, 'withdrawn');
    const elsewhere = await place('陆清扬', 4, 'publicity');
    const notice = await createRecord(office, {
      module: 'publicity',
      values: {
        heading: '名师工作室拟认定名单公示',
        text: '现予公示。',
        days: 5,
        contact: '0999-0000126',
        list: [...listed, gone].map(({ id }) => ({
          application: id,
          studioName: '工作室',
          leaderName: '领衔人',
          unitName: '青山县第一中学',
        })),
      },
    });
    await move(office, 'publicity', notice.id, 'start');
    const unsaid = await refusal(move(office, 'publicity', notice.id, 'stop'));
    expect(unsaid.details.fields?.[0]?.path).toBe('input.result');
    expect((await move(office, 'publicity', notice.id, 'stop', { result: '程序有误' })).state).toBe('stopped');
    const stateOf = async ({ id }: { id: string }) => (await getRecord(office, { module: 'application', id })).state;
    expect(await Promise.all([...listed, gone, elsewhere].map(stateOf))).toEqual([
      'held',
      'held',
      'withdrawn',
      'publicity',
    ]);
    const [held] = listed;
    const released = await move(office, 'application', held?.id ?? '', 'release');
    expect(released.state).toBe('recognition');
  });
});
