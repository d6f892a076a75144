import { createHash } from 'node:crypto';
import { listEvents } from '@juxian/engine/history.ts';
import { createRecord, getRecord, placeRecord, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type County, openWorld } from '../support/county.ts';
import {
  draft,
  endorse,
  memberOf,
  move,
  openCall,
  refusal,
  register,
  spread,
  submit,
  tellRound,
} from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

describe('answering the comments of the experts', () => {
  it('has its time and one turn, and no list is made before the office has replied', async () => {
    const county = await world.county();
    const round = await tellRound(county);
    const { office, first, second } = round;
    await move(office, 'panel', round.panel, 'open');
    const applicant = await county.applicant('沈知微');
    const rebut = (rebuttal: string) => move(applicant, 'application', first, 'rebut', { rebuttal });
    expect((await refusal(rebut('说明'))).code).toBe('conflict.rebuttal');

    const invited = await move(office, 'application', first, 'inviteRebuttal');
    expect(invited.values.rebuttalUntil).toBe('2026-03-05T23:59:59+08:00');
    const seen = await getRecord(applicant, { module: 'application', id: first });
    expect((seen.values.comments as { comment: string }[]).map(({ comment }) => comment)).toEqual(['目标清楚']);
    expect(JSON.stringify(seen)).not.toMatch(/评委|专家\d|seat/);
    expect((await refusal(move(office, 'application', first, 'inviteRebuttal'))).code).toBe('conflict.rebuttal');

    for (const id of [first, second]) {
      await move(office, 'application', id, 'recordVisit', { visit: 'none', visitNote: '不需要' });
      const replies = [{ body: 'discipline', result: 'clear', letter: '函1号' }];
      await move(office, 'application', id, 'recordReplies', { replies });
    }
    const values = { call: round.call, kind: 'teacher' };
    const { id: slate } = await createRecord(office, { module: 'slate', values });
    expect((await refusal(move(office, 'slate', slate, 'rank'))).reason('zh-CN')).toBe('还有1项申辩未办结');
    county.clock.set(at('2026-03-05T23:59:59'));
    await rebut('第二项成果为本人独立完成。');
    expect((await refusal(rebut('再说一次'))).code).toBe('conflict.rebuttal');
    county.clock.set(at('2026-03-06T09:00:00'));
    expect((await refusal(move(office, 'slate', slate, 'rank'))).code).toBe('conflict.rebuttal');
    await move(office, 'application', first, 'answerRebuttal', { rebuttalAnswer: '已转评审组核对，得分不变。' });
    expect((await getRecord(applicant, { module: 'application', id: first })).values.rebuttalAnswer).toBe(
      '已转评审组核对，得分不变。',
    );
    expect((await move(office, 'slate', slate, 'rank')).state).toBe('ranked');
  });

  it('is refused with words one second after its time', async () => {
    const county = await world.county();
    const round = await tellRound(county);
    await move(round.office, 'panel', round.panel, 'open');
    await move(round.office, 'application', round.first, 'inviteRebuttal');
    county.clock.set(at('2026-03-06T00:00:00'));
    const applicant = await county.applicant('沈知微');
    const late = await refusal(move(applicant, 'application', round.first, 'rebut', { rebuttal: '说明' }));
    expect([late.code, late.reason('zh-CN')]).toEqual(['conflict.deadline', '申辩已于2026-03-05 23:59截止']);
    expect((await getRecord(applicant, { module: 'application', id: round.first })).values.rebuttal).toBeUndefined();
  });
});

async function placeTied(county: County, ties: string, marks: readonly object[]) {
  const { office, unit } = await openCall(county);
  const ticking = await county.ticking();
  const kinds = [{ id: 'lin_1', kind: 'teacher', quota: 1, amount: 100, deadline: '2026-03-01T17:30:00+08:00' }];
  const { id: call } = await placeRecord(ticking, {
    module: 'call',
    state: 'closed',
    values: { year: 2026, ties, kinds },
  });
  const ids: string[] = [];
  for (const [n, one] of marks.entries()) {
    const values = { ...draft(call, unit.id, `申报人${n}`, n), score: 80, marks: one };
    ids.push((await placeRecord(ticking, { module: 'application', state: 'deliberation', values })).id);
  }
  return { office, call, ids };
}

/** What anybody holding the seed works out. */
const byHash = (seed: string, ids: readonly string[]): string[] => {
  const hash = (id: string) => createHash('sha256').update(`${seed}\n${id}`).digest('hex');
  return [...ids].sort((a, b) => (hash(a) < hash(b) ? -1 : 1));
};

describe('ties', () => {
  /** 80 each: 30+25+15+10+0 against 30+20+10+20+0 and 25+25+10+20+0: achievements 25, 20, 25, then plan 10 and 20. */
  const marks = [
    { achievements: 25, plan: 10 },
    { achievements: 20, plan: 20 },
    { achievements: 25, plan: 20 },
  ];
  it.each([
    ['achievements', [2, 0, 1], ['rule', 'rule', 'rule']],
    ['lot', undefined, ['lot', 'lot', 'lot']],
  ] as const)('are parted as the call says: %s', async (ties, expected, marked) => {
    const county = await world.county();
    const { office, call, ids } = await placeTied(county, ties, marks);
    const slate = await createRecord(office, { module: 'slate', values: { call, kind: 'teacher' } });
    const { values } = await move(office, 'slate', slate.id, 'rank');
    const ranking = values.ranking as { application: string; tie: string; place: number; listed: string }[];
    expect(ranking.map(({ place }) => place)).toEqual([1, 2, 3]);
    expect(ranking.map(({ tie }) => tie)).toEqual(marked);
    expect(ranking.map(({ listed }) => listed)).toEqual(['yes', 'no', 'no']);
    const order = expected?.map((n) => ids[n]) ?? byHash(String(values.seed), ids);
    expect(ranking.map(({ application }) => application)).toEqual(order);
  });
});

/** A panel of five drawn over one application of each name, its items' codes and its sheets by seat. */
async function drawnOver(county: County, ...names: string[]) {
  const { office, call, unit } = await openCall(county);
  const ids: string[] = [];
  for (const [n, name] of names.entries()) {
    const { id } = await submit(county, name, n + 1, call.id, unit.id);
    await endorse(county, id, unit.id, office);
    ids.push(id);
  }
  await register(office, 5);
  const panel = await createRecord(office, { module: 'panel', values: { call: call.id, kind: 'teacher' } });
  const { values } = await move(office, 'panel', panel.id, 'draw', { size: '5', until: '2026-03-10' });
  const codes = (values.items as { code: string }[]).map(({ code }) => code);
  const found = (await office.rows.fresh(office, moduleOf(office, 'review'))).where({ panel: panel.id });
  const sheets = [...found].sort((x, y) => Number(x.values.seat) - Number(y.values.seat));
  return { office, panel, ids, codes, sheets };
}

describe('a sealed round', () => {
  it('is opened early for a reason only, which stays on record with the person, and without the sheets still out', async () => {
    const county = await world.county();
    const { office, panel, ids, codes, sheets: rows } = await drawnOver(county, '沈知微');
    const [id = ''] = ids;
    const early = (input: Record<string, unknown>) => move(office, 'panel', panel.id, 'openEarly', input);
    expect((await refusal(early({ earlyReason: '专家出差' }))).code).toBe('conflict.sealed');
    for (const [n, row] of rows.slice(0, 3).entries()) {
      const expert = await memberOf(county, `评委${n}`, ['expert'], { expert: row.values.expert });
      const { revision } = await move(expert, 'review', row.id, 'accept', { declaration: 'none' });
      const scores = [{ code: codes[0], comment: '好', ...spread(80 + n) }];
      await updateRecord(expert, { module: 'review', id: row.id, revision, values: { scores } });
      await move(expert, 'review', row.id, 'submit');
    }
    expect((await refusal(move(office, 'panel', panel.id, 'open'))).code).toBe('conflict.state');
    expect((await refusal(early({}))).code).toBe('invalid.incomplete');
    await early({ earlyReason: '两位专家出国，无法按期评分' });
    const opened = await move(office, 'panel', panel.id, 'carryOn');
    expect(opened.state).toBe('opened');
    expect(opened.values.results).toMatchObject([{ totals: [80, 81, 82], mean: 81 }]);
    expect((await getRecord(office, { module: 'application', id })).values.score).toBe(81);
    const [last] = rows.slice(3);
    const late = await memberOf(county, '评委4', ['expert'], { expert: last?.values.expert });
    expect((await refusal(move(late, 'review', last?.id ?? '', 'accept', { declaration: 'none' }))).group).toBe(
      'conflict',
    );
    const events = await listEvents(office, { module: 'panel', id: panel.id });
    const done = events.find(({ name }) => name === 'openEarly');
    expect(done?.actor.name).toBe('叶知秋');
    expect(done?.changes.find(({ field }) => field === 'earlyReason')?.after).toBe('两位专家出国，无法按期评分');
  });

  it('is opened early with the items that are handed in of sheets that are not whole, and with nothing begun', async () => {
    const county = await world.county();
    const { office, panel, codes, sheets } = await drawnOver(county, '沈知微', '苏明远');
    const [one = '', two = ''] = codes;
    const [whole, part, begun] = sheets;
    const score = async (row: typeof whole, marks: Record<string, number>, step?: [string, object]) => {
      const expert = await memberOf(county, `评委${row?.values.expert}`, ['expert'], { expert: row?.values.expert });
      const id = row?.id ?? '';
      const { revision } = await move(expert, 'review', id, 'accept', { declaration: 'none' });
      const scores = Object.entries(marks).map(([code, total]) => ({ code, comment: '好', ...spread(total) }));
      await updateRecord(expert, { module: 'review', id, revision, values: { scores } });
      if (step) await move(expert, 'review', id, ...(step as [string, Record<string, unknown>]));
      return expert;
    };
    await score(whole, { [one]: 90, [two]: 70 }, ['submit', {}]);
    const expert = await score(part, { [one]: 80, [two]: 20 }, ['handInItem', { item: one }]);
    await score(begun, { [one]: 10, [two]: 10 });
    await move(office, 'panel', panel.id, 'openEarly', { earlyReason: '会期提前' });
    const opened = await move(office, 'panel', panel.id, 'carryOn');
    expect(opened.values.results).toMatchObject([
      { code: one, totals: [90, 80], mean: 85 },
      { code: two, totals: [70], mean: 70 },
    ]);
    const kept = await getRecord(office, { module: 'review', id: part?.id ?? '' });
    expect(kept.state).toBe('opened');
    expect((kept.values.scores as { code: string }[]).map(({ code }) => code)).toEqual([one]);
    expect((await refusal(move(expert, 'review', part?.id ?? '', 'submit'))).group).toBe('conflict');
  });
});

describe('a score below the pass mark', () => {
  /** Leader 30, pass 60%: 18 points; with 17.99 the reason is asked for, item by item and for the sheet. */
  it('is handed in with its reason only', async () => {
    const county = await world.county();
    const { codes, sheets } = await drawnOver(county, '沈知微');
    const [code = ''] = codes;
    const [sheet] = sheets;
    const expert = await memberOf(county, '评委', ['expert'], { expert: sheet?.values.expert });
    const review = sheet?.id ?? '';
    let { revision } = await move(expert, 'review', review, 'accept', { declaration: 'none' });
    const put = async (leader: number, comment?: string) => {
      const line = { code, c1: leader, c2: 25, c3: 15, c4: 20, c5: 10, ...(comment ? { comment } : {}) };
      ({ revision } = await updateRecord(expert, {
        module: 'review',
        id: review,
        revision,
        values: { scores: [line] },
      }));
    };
    await put(17.99);
    const fault = await refusal(move(expert, 'review', review, 'handInItem', { item: code }));
    expect([fault.code, fault.reason('zh-CN')]).toEqual([
      'invalid.comment',
      `${code}的“领衔人水平与师德医德”低于及格分18分，请写明理由`,
    ]);
    expect((await refusal(move(expert, 'review', review, 'submit'))).code).toBe('invalid.comment');
    await put(17.99, '近三年少有带教');
    await move(expert, 'review', review, 'submit');
    expect((await getRecord(expert, { module: 'review', id: review })).state).toBe('submitted');
  });
});
