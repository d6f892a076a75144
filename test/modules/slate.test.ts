import { createRecord, getRecord, placeRecord, updateRecord } from '@juxian/engine/record.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openWorld } from '../support/county.ts';
import { draft, move, openCall, refusal } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

type Line = { application: string; listed: string; note?: string } & Record<string, unknown>;

/** Applications of one kind before the leading group, two of which may be listed. */
async function placed(county: County, call: Record<string, unknown>, filed: readonly Record<string, unknown>[]) {
  const { office, unit } = await openCall(county);
  const ticking = await county.ticking();
  const kinds = [{ id: 'lin_1', kind: 'teacher', quota: 2, amount: 100, deadline: '2026-03-01T17:30:00+08:00' }];
  const values = { year: 2026, ties: 'lot', kinds, ...call };
  const { id } = await placeRecord(ticking, { module: 'call', state: 'closed', values });
  const ids: string[] = [];
  for (const [n, one] of filed.entries()) {
    const values = { ...draft(id, unit.id, `申报人${n}`, n), ...one };
    ids.push((await placeRecord(ticking, { module: 'application', state: 'deliberation', values })).id);
  }
  const slate = await createRecord(office, { module: 'slate', values: { call: id, kind: 'teacher' } });
  const rank = async () => (await move(office, 'slate', slate.id, 'rank')).values.ranking as Line[];
  const meet = (day: string, votes: readonly Record<string, unknown>[]) =>
    placeRecord(ticking, {
      module: 'panelMeeting',
      state: 'closed',
      values: { heading: '评审会', sort: 'panel', heldAt: `${day}T09:00:00+08:00`, votes },
    });
  return { office, ids, slate: slate.id, rank, meet };
}

describe('the list of the leading group', () => {
  it('ranks by the panel and the visit as the call weighs them, and shows both', async () => {
    const county = await world.county();
    const scores = [
      { score: 85.25, visitScore: 90.5 },
      { score: 88, visitScore: 70 },
      { score: 80, visitScore: 100 },
    ];
    const { ids, rank } = await placed(county, { visitWeight: 30 }, scores);
    // 85.25 × 70% + 90.5 × 30% = 59.675 + 27.15 = 86.825; 80 × 70% + 100 × 30% = 86; 88 × 70% + 70 × 30% = 82.6.
    expect(
      (await rank()).map(({ application, panelScore, visitScore, score }) => [
        ids.indexOf(application),
        panelScore,
        visitScore,
        score,
      ]),
    ).toEqual([
      [0, 85.25, 90.5, 86.83],
      [2, 80, 100, 86],
      [1, 88, 70, 82.6],
    ]);
    const alone = await placed(await world.county(), {}, scores);
    const lines = await alone.rank();
    expect(lines.map(({ application, score }) => [alone.ids.indexOf(application), score])).toEqual([
      [1, 88],
      [0, 85.25],
      [2, 80],
    ]);
    expect(lines[0]).not.toHaveProperty('visitScore');
  });

  it('weighs no visit that nobody made', async () => {
    const { rank } = await placed(await world.county(), { visitWeight: 30 }, [
      { score: 85, visitScore: 90 },
      { score: 88, visit: 'none' },
    ]);
    expect((await refusal(rank())).reason('zh-CN')).toBe('“申报人1名师工作室”没有考察答辩得分，公告规定其占30%');
  });

  it('shows the vote of the last meeting, and lists nothing voted down without a reason', async () => {
    const county = await world.county();
    const { office, ids, slate, rank, meet } = await placed(county, {}, [{ score: 90 }, { score: 80 }, { score: 70 }]);
    const [first, second, third] = ids;
    const vote = (application: string | undefined, yes: number, no: number, more = {}) => ({
      application,
      state: 'closed',
      tally: { yes, no, abstain: 1 },
      passed: yes > no,
      ...more,
    });
    await meet('2026-03-02', [vote(first, 6, 1), vote(second, 6, 1), vote(third, 2, 5, { tally: undefined })]);
    await meet('2026-03-01', [vote(second, 1, 6)]);
    await meet('2026-03-03', [
      vote(first, 2, 5),
      vote(second, 0, 7, { lapsed: true }),
      vote(third, 7, 0, { state: 'open' }),
    ]);
    const lines = await rank();
    expect(lines.map(({ application, vote, passed, listed }) => [application, vote, passed, listed])).toEqual([
      [first, '2∶5∶1', 'no', 'no'],
      [second, '6∶1∶1', 'yes', 'yes'],
      [third, undefined, 'no', 'no'],
    ]);
    const listing = async (note: string, passed?: string) => {
      const { revision } = await getRecord(office, { module: 'slate', id: slate });
      const [one, ...others] = lines;
      const ranking = [{ ...one, listed: 'yes', note, ...(passed ? { passed } : {}) }, ...others];
      await updateRecord(office, { module: 'slate', id: slate, revision, values: { ranking } });
      return move(office, 'slate', slate, 'decide', { meetingOn: '2026-03-04', attendance: '9人', minutes: '同意' });
    };
    const bare = await refusal(listing('　', 'yes'));
    expect([bare.code, bare.reason('zh-CN')]).toEqual([
      'conflict.votedDown',
      '会议未通过“申报人0名师工作室”，列入须在说明中写明理由',
    ]);
    const decided = await listing('领导小组复议：成果经查属实', 'yes');
    expect((decided.values.ranking as Line[])[0]).toMatchObject({ listed: 'yes', passed: 'no', vote: '2∶5∶1' });
    const stands = async (id = '') => (await getRecord(office, { module: 'application', id })).state;
    expect(await Promise.all(ids.map(stands))).toEqual(['publicity', 'publicity', 'rejected']);
  });
});
