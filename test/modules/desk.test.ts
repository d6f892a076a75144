import { newId } from '@juxian/base/id.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { listEvents } from '@juxian/engine/history.ts';
import { createRecord, getRecord, placeRecord, placeRecords, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { tick } from '@juxian/functions/jobs/clock.ts';
import { queueOf, queueOrder } from '@juxian/modules/talent/review/queue.ts';
import { othersOf } from '@juxian/modules/talent/review/sight.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openWorld } from '../support/county.ts';
import { draft, memberOf, move, openCall, refusal, register } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

const reader = (county: County, expert: string) => memberOf(county, `评委${expert}`, ['expert'], { expert });
const stateOf = async (ctx: Ctx, id: string) => (await getRecord(ctx, { module: 'panel', id })).state;

describe('the order of a queue', () => {
  const codes = ['S01', 'S02', 'S03', 'S04', 'S05'];
  const order = (given: { done?: string[]; skipped?: string[]; counts?: [string, number][] }) =>
    queueOrder({
      codes,
      done: new Set(given.done),
      skipped: given.skipped ?? [],
      counts: new Map(given.counts),
    }).join(' ');

  it.each([
    ['the sheet’s own where all are equal', {}, 'S01 S02 S03 S04 S05'],
    [
      'fewest first, equals as on the sheet',
      {
        counts: [
          ['S01', 2],
          ['S02', 1],
          ['S04', 1],
          ['S05', 3],
        ] as [string, number][],
      },
      'S03 S02 S04 S01 S05',
    ],
    [
      'skipped last as they were skipped, however few have them',
      {
        skipped: ['S04', 'S01'],
        counts: [
          ['S02', 9],
          ['S03', 8],
          ['S05', 7],
        ] as [string, number][],
      },
      'S05 S03 S02 S04 S01',
    ],
    ['without what is done, skipped before or not', { done: ['S02', 'S04'], skipped: ['S04', 'S01'] }, 'S03 S05 S01'],
    ['nothing where all is done', { done: codes }, ''],
  ])('is %s', (_, given, expected) => expect(order(given)).toBe(expected));
});

const criteria = [{ id: 'a', name: 'plan', label: '规划', weight: 100 }];

/** A panel of some items with a sheet for each expert, as its moves leave them; all open where `opened`. */
async function panelOf(county: County, items: number, experts: readonly string[], opened = false) {
  const ticking = await county.ticking();
  const all = Array.from({ length: items }, (_, n) => ({
    id: newId('line'),
    code: `S0${n + 1}`,
    application: newId('record'),
    copy: newId('record'),
  }));
  const ids = experts.map(() => newId('record'));
  const codes = all.map(({ code }) => code);
  const scores = codes.map((code, n) => ({ id: newId('line'), code, c1: 60 + n }));
  const { id: panel } = await placeRecord(ticking, {
    module: 'panel',
    state: opened ? 'opened' : 'scoring',
    values: {
      call: newId('record'),
      kind: 'teacher',
      way: 'lot',
      round: 1,
      seed: 'f00d',
      items: all,
      criteria,
      sheets: ids,
      returned: opened ? ids.length : 0,
      seeOthers: 'always',
      ...(opened ? { flagged: ['S02'] } : {}),
    },
  });
  await placeRecords(
    ticking,
    experts.map((expert, i) => ({
      module: 'review',
      id: ids[i] as string,
      state: opened ? 'opened' : 'scoring',
      values: {
        panel,
        kind: 'teacher',
        seat: i + 1,
        expert,
        criteria,
        codes,
        copies: all.map(({ copy }) => copy),
        scores,
        ...(opened ? { handed: scores, given: all.map(({ copy }) => copy), totals: { S01: 60, S02: 61 } } : {}),
      },
    })),
  );
  return { panel, sheets: ids };
}

describe('the queue of a sheet', () => {
  it('goes where fewest are in, puts what is skipped last for every device, and drops what is abstained from', async () => {
    const county = await world.county();
    const office = await county.as('叶知秋', 'office');
    const [first = '', second = '', third = ''] = await register(office, 3);
    const { panel, sheets } = await panelOf(county, 4, [first, second, third]);
    const [mine = '', theirs = '', others = ''] = sheets;
    const [me, they, more] = await Promise.all([first, second, third].map((id) => reader(county, id)));
    if (!me || !they || !more) throw new Error('three experts');
    const next = async () => (await queueOf(me, mine)).order.join(' ');
    expect(await next()).toBe('S01 S02 S03 S04');
    for (const item of ['S01', 'S03']) await move(they, 'review', theirs, 'handInItem', { item });
    await move(more, 'review', others, 'handInItem', { item: 'S03' });
    expect(await next()).toBe('S02 S04 S01 S03');
    await move(me, 'review', mine, 'skip', { item: 'S02' });
    await move(me, 'review', mine, 'skip', { item: 'S04' });
    await move(me, 'review', mine, 'skip', { item: 'S02' });
    expect(await next()).toBe('S01 S03 S04 S02');
    await move(me, 'review', mine, 'handInItem', { item: 'S04' });
    await move(me, 'review', mine, 'abstain', { item: 'S01', recused: 'unable', note: '不熟悉' });
    const again = await reader(county, first);
    expect(await queueOf(again, mine)).toEqual({
      order: ['S03', 'S02'],
      handed: ['S04'],
      aside: ['S01'],
      skipped: ['S02'],
      total: 4,
      sight: { see: 'always', names: false, comments: false },
    });
    await move(me, 'review', mine, 'handInItem', { item: 'S03' });
    const done = await move(me, 'review', mine, 'handInItem', { item: 'S02' });
    expect([done.state, done.values.totals]).toEqual(['submitted', { S02: 61, S03: 62, S04: 63 }]);
    expect((await queueOf(me, mine)).order).toEqual([]);
    expect((await getRecord(office, { module: 'panel', id: panel })).values.returned).toBe(1);
    expect((await refusal(queueOf(me, theirs))).group).toBe('missing');
    expect((await refusal(queueOf(office, mine))).group).toBe('missing');
  });

  it('keeps what is handed in as it was, with no second line beside it, and takes no item scored twice', async () => {
    const county = await world.county();
    const office = await county.as('叶知秋', 'office');
    const [first = '', second = ''] = await register(office, 2);
    const { sheets } = await panelOf(county, 2, [first, second]);
    const [mine = ''] = sheets;
    const me = await reader(county, first);
    const write = async (scores: object[]) => {
      const { revision } = await getRecord(me, { module: 'review', id: mine });
      return updateRecord(me, { module: 'review', id: mine, revision, values: { scores } });
    };
    const [one, other] = [
      { code: 'S01', c1: 60 },
      { code: 'S02', c1: 61 },
    ];
    await move(me, 'review', mine, 'handInItem', { item: 'S01' });
    const better = { code: 'S01', c1: 99 };
    const standing = (await getRecord(me, { module: 'review', id: mine })).values.scores as object[];
    for (const scores of [[better, ...standing], [...standing, better], [better, other], [other]])
      expect((await refusal(write(scores))).code).toBe('invalid.disagreement');
    await write([one, other, { code: 'S02', recused: 'yes' }]);
    for (const [name, input] of [['handInItem', { item: 'S02' }], ['submit']] as const)
      expect((await refusal(move(me, 'review', mine, name, input))).details.fields?.[0]?.code).toBe('invalid.twice');
    await write([other, one]);
    expect((await move(me, 'review', mine, 'submit')).values.totals).toEqual({ S01: 60, S02: 61 });
  });

  it('leaves an item of an assigned panel vacant at once, with the reason, and only once', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county, 5);
    const [one = '', two = ''] = await register(office, 2);
    const ticking = await county.ticking();
    for (const n of [0, 1])
      await placeRecord(ticking, {
        module: 'application',
        state: 'expertReview',
        values: { ...draft(call.id, unit.id, `申报人${n}`, n), oneLeader: `${call.id}|${n}`, number: `第${n}号` },
      });
    const { id } = await createRecord(office, { module: 'panel', values: { call: call.id, kind: 'teacher' } });
    await move(office, 'panel', id, 'pool');
    await move(office, 'panel', id, 'assignRest', { perItem: 1, cap: 2, afresh: 'no' });
    await move(office, 'panel', id, 'assign', {
      mode: 'replace',
      lines: ['第0号', '第1号'].map((item) => `${item}\t专家0`).join('\n'),
    });
    await move(office, 'panel', id, 'release', { until: '2026-03-20', seeOthers: 'after', seeComments: 'shown' });
    await move(office, 'panel', id, 'carryOn');
    await move(office, 'panel', id, 'carryOn');
    const { values, state } = await move(office, 'panel', id, 'carryOn');
    expect(state).toBe('scoring');
    expect([values.seeOthers, values.seeNames, values.seeComments]).toEqual(['after', 'hidden', 'shown']);
    const [row] = (await office.rows.fresh(office, moduleOf(office, 'review'))).where({ panel: id });
    const expert = await reader(county, one);
    const sheet = row?.id ?? '';
    const begun = await move(expert, 'review', sheet, 'accept', { declaration: 'none' });
    const [code = '', other = ''] = begun.values.codes as string[];
    await move(expert, 'review', sheet, 'abstain', { item: code, recused: 'yes', note: '我的学生' });
    const vacancies = async () => (await getRecord(office, { module: 'panel', id })).values.vacancies;
    expect(await vacancies()).toMatchObject([{ code, from: one, reason: 'declared', note: '我的学生' }]);
    const done = await move(expert, 'review', sheet, 'abstain', { item: other, recused: 'unable', note: '不熟悉' });
    expect(done.state).toBe('submitted');
    expect(await vacancies()).toMatchObject([
      { code },
      { code: other, from: one, reason: 'abstained', note: '不熟悉' },
    ]);
    await move(office, 'panel', id, 'fill');
    await move(office, 'panel', id, 'carryOn');
    const seats = (await getRecord(office, { module: 'panel', id })).values.seats as { expert: string }[];
    expect(seats.map((seat) => seat.expert)).toEqual([one, two]);
  });
});

describe('what experts of a panel see of each other', () => {
  it('is chosen with the draw, stands on the record and in its history, and is never changed afterwards', async () => {
    const county = await world.county();
    const { office, call, unit } = await openCall(county, 5);
    await register(office, 7);
    await placeRecord(await county.ticking(), {
      module: 'application',
      state: 'expertReview',
      values: { ...draft(call.id, unit.id, '沈知微', 1), oneLeader: `${call.id}|1`, number: '第1号' },
    });
    const { id } = await createRecord(office, { module: 'panel', values: { call: call.id, kind: 'teacher' } });
    const input = { size: '5', until: '2026-03-20', seeOthers: 'always', seeNames: 'shown' };
    const { values, revision } = await move(office, 'panel', id, 'draw', input);
    expect([values.seeOthers, values.seeNames, values.seeComments]).toEqual(['always', 'shown', 'hidden']);
    const { changes } = (await listEvents(office, { module: 'panel', id })).at(-1) ?? {};
    const told = changes?.filter(({ field }) => /^see[A-Z]/.test(field)).map(({ label, after }) => [label, after]);
    expect(told?.sort()).toEqual([
      ['专家互见评分', 'always'],
      ['互见时专家姓名', 'shown'],
      ['互见时评语', 'hidden'],
    ]);
    const change = { module: 'panel', id, revision, values: { seeOthers: 'never' } };
    expect((await refusal(updateRecord(office, change))).code).toBe('forbidden.edit');
    for (const again of ['draw', 'release'])
      expect((await refusal(move(office, 'panel', id, again, input))).code).toBe('conflict.state');
  });
});

describe('flagged items', () => {
  it('never go back to whoever stood aside from them, and show him nothing of the others', async () => {
    const county = await world.county();
    const office = await county.as('叶知秋', 'office');
    const experts = await register(office, 3);
    const { panel, sheets } = await panelOf(county, 2, experts);
    const readers = await Promise.all(experts.map((id) => reader(county, id)));
    const [mine = ''] = sheets;
    for (const [n, expert] of readers.entries()) {
      const sheet = sheets[n] ?? '';
      const { revision } = await getRecord(expert, { module: 'review', id: sheet });
      const scores = [
        { code: 'S01', c1: 70 },
        { code: 'S02', c1: n === 1 ? 95 : 20 },
      ];
      await updateRecord(expert, { module: 'review', id: sheet, revision, values: { scores } });
      if (n === 0) await move(expert, 'review', sheet, 'abstain', { item: 'S02', recused: 'yes', note: '我的学生' });
      await move(expert, 'review', sheet, 'submit');
    }
    expect((await move(office, 'panel', panel, 'open')).values.flagged).toEqual(['S02']);
    const again = await move(office, 'panel', panel, 'rescore', { until: '2026-03-25' });
    expect([again.state, again.values.returned]).toEqual(['scoring', 1]);
    const states = await Promise.all(
      readers.map(async (expert, n) => (await getRecord(expert, { module: 'review', id: sheets[n] ?? '' })).state),
    );
    expect(states).toEqual(['opened', 'scoring', 'scoring']);
    const me = readers[0] as Ctx;
    expect(await othersOf(me, { sheet: mine, item: 'S02' })).toMatchObject({ shut: 'aside', opinions: [] });
    for (const n of [1, 2]) {
      const [expert, sheet] = [readers[n] as Ctx, sheets[n] ?? ''];
      const { revision } = await getRecord(expert, { module: 'review', id: sheet });
      const scores = [{ code: 'S02', c1: 60 }];
      await updateRecord(expert, { module: 'review', id: sheet, revision, values: { scores } });
      await move(expert, 'review', sheet, 'submit');
    }
    const { values } = await move(office, 'panel', panel, 'open');
    expect(values.results).toMatchObject([{ totals: [70, 70, 70] }, { totals: [60, 60], seats: [2, 3] }]);
  });

  it('go back to more experts than one transaction holds, in portions that anybody may finish', async () => {
    const county = await world.county();
    const office = await county.as('叶知秋', 'office');
    const experts = await register(office, 95);
    const { panel, sheets } = await panelOf(county, 2, experts, true);
    const back = async () =>
      (await office.rows.fresh(office, moduleOf(office, 'review'))).where({ panel, state: 'scoring' }).length;
    const me = await reader(county, experts[94] ?? '');
    const mine = sheets[94] ?? '';
    expect((await othersOf(me, { sheet: mine, item: 'S02' })).opinions).toHaveLength(94);
    expect((await refusal(move(office, 'panel', panel, 'rescore', { until: '2026-03-02' }))).code).toBe(
      'invalid.until',
    );

    const { values } = await move(office, 'panel', panel, 'rescore', { until: '2026-03-25' });
    expect([await stateOf(office, panel), await back(), values.round]).toEqual(['rescoring', 40, 2]);
    const early = await reader(county, experts[0] ?? '');
    expect((await othersOf(early, { sheet: sheets[0] ?? '', item: 'S02' })).shut).toBe('again');
    // The answer of a portion is lost while another goes on as well.
    world.faults.on('TransactWriteItems', 1, 'cut');
    await Promise.allSettled([1, 2].map(() => move(office, 'panel', panel, 'carryOn')));
    world.faults.clear();
    expect(world.faults.struck).toEqual(['cut']);
    expect(await back()).toBeGreaterThan(40);
    await tick(await county.ticking());
    expect([await stateOf(office, panel), await back()]).toEqual(['scoring', 95]);
    const after = await getRecord(office, { module: 'panel', id: panel });
    expect([after.due, after.values.returned, after.values.flagged]).toEqual(['2026-03-25T23:59:59+08:00', 0, []]);

    const sheet = await getRecord(me, { module: 'review', id: mine });
    expect([sheet.values.codes, sheet.values.scores, sheet.values.handed]).toEqual([['S02'], undefined, undefined]);
    expect((await othersOf(me, { sheet: mine, item: 'S02' })).opinions).toEqual([]);
    const scores = [{ code: 'S02', c1: 77 }];
    await updateRecord(me, { module: 'review', id: mine, revision: sheet.revision, values: { scores } });
    await move(me, 'review', mine, 'handInItem', { item: 'S02' });
    const seen = await othersOf(early, { sheet: sheets[0] ?? '', item: 'S02' });
    expect(seen.opinions.map(({ total }) => total)).toEqual([77]);
  });
});
