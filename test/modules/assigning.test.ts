import { printForm } from '@juxian/documents/forms.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, getRecord, placeRecord, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { listRecords } from '@juxian/engine/views.ts';
import { readAudit } from '@juxian/functions/api/audit.ts';
import { boardOf, matrixOf, pairsOf } from '@juxian/functions/api/review.ts';
import { tick } from '@juxian/functions/jobs/clock.ts';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openWorld } from '../support/county.ts';
import { draft, memberOf, move, openCall, refusal, register, spread } from '../support/selection.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

type Given = Record<string, unknown>;
const leader = (n: number) => `申报人${String.fromCodePoint(0x4e00 + 20 * n)}`;
const number = (n: number) => `人才申〔2026〕${String(n + 1).padStart(3, '0')}号`;

/** So many applications that wait, so many reviewers, and a panel whose pool they are. */
async function assigning(county: County, items: number, experts: number, more: (i: number) => Given = () => ({})) {
  const { office, call, unit } = await openCall(county, 5);
  const pool = await register(office, experts, more);
  const ticking = await county.ticking();
  const filed: string[] = [];
  for (let n = 0; n < items; n++) {
    const { id } = await placeRecord(ticking, {
      module: 'application',
      state: 'expertReview',
      values: {
        ...draft(call.id, unit.id, leader(n), 1),
        oneLeader: `${call.id}|${n}`,
        number: number(n),
        phone: `139000${10_000 + n}`,
      },
    });
    filed.push(id);
  }
  const panel = await createRecord(office, { module: 'panel', values: { call: call.id, kind: 'teacher' } });
  await move(office, 'panel', panel.id, 'pool');
  return {
    county,
    office,
    filed,
    pool,
    panel: panel.id,
    unit: unit.id,
    reader: (i: number) => readerOf(county, pool[i]),
  };
}

const readerOf = (county: County, expert: unknown) => memberOf(county, `评委${expert}`, ['expert'], { expert });
const valuesOf = async (office: Ctx, panel: string): Promise<Given> =>
  (await getRecord(office, { module: 'panel', id: panel })).values;
const planOf = async (office: Ctx, panel: string) => (await valuesOf(office, panel)).plan as Record<string, string[]>;
const assign = (office: Ctx, panel: string, lines: string, mode = 'add') =>
  move(office, 'panel', panel, 'assign', { mode, lines });
const auto = (office: Ctx, panel: string, perItem: number, cap: number, afresh = 'no') =>
  move(office, 'panel', panel, 'assignRest', { perItem, cap, afresh });

/** Releases and goes on until everything is laid out. @returns how many transactions that took. */
async function release(office: Ctx, panel: string): Promise<number> {
  let { state } = await move(office, 'panel', panel, 'release', { until: '2026-03-20' });
  let steps = 0;
  for (; state === 'releasing'; steps++) ({ state } = await move(office, 'panel', panel, 'carryOn'));
  expect(state).toBe('scoring');
  return steps;
}

async function list(ctx: Ctx, name: string) {
  const module = moduleOf(ctx, name);
  return (await listRecords(ctx, module, { limit: '500' }, await gateOf(ctx, module))).items;
}
const sheetsOf = async (office: Ctx, panel: string) =>
  (await office.rows.fresh(office, moduleOf(office, 'review'))).where({ panel });
const sheetOf = async (office: Ctx, panel: string, expert: unknown, state = 'invited') =>
  (await sheetsOf(office, panel)).find((row) => row.values.expert === expert && row.state === state)?.id ?? '';
const codeOf = async (office: Ctx, panel: string, application: unknown): Promise<string> =>
  ((await valuesOf(office, panel)).items as { code: string; application: string }[]).find(
    (item) => item.application === application,
  )?.code ?? '';

describe('a list of pairs', () => {
  it('assigns two hundred lines at once, or none where a line names nobody, with every such line named', async () => {
    const { office, panel, filed } = await assigning(await world.county(), 40, 5);
    const lines = filed.flatMap((_, n) => Array.from({ length: 5 }, (_, i) => `${number(n)}\t专家${i}`));
    expect(lines).toHaveLength(200);
    const wrong = lines
      .with(2, '人才申〔2026〕999号\t专家2')
      .with(150, `${number(30)},专家丙`)
      .with(199, lines[198] ?? '');
    const refused = await refusal(assign(office, panel, ['编号\t专家', ...wrong].join('\n')));
    expect(refused.code).toBe('invalid.lines');
    expect(refused.details.fields?.map(({ path, says }) => [path, says.zh])).toEqual([
      ['input.lines.4', '第4行：没有申报件“人才申〔2026〕999号”'],
      ['input.lines.152', '第152行：专家池中没有“专家丙”'],
      ['input.lines.201', '第201行：与前面的行重复'],
    ]);
    expect(await planOf(office, panel)).toEqual({});
    await assign(office, panel, lines.join('\r\n'));
    const plan = await planOf(office, panel);
    expect(Object.values(plan).map((experts) => experts.length)).toEqual(Array.from({ length: 40 }, () => 5));
    await assign(office, panel, `${number(0)}　专家0`, 'remove');
    expect((await planOf(office, panel))[filed[0] ?? '']).toHaveLength(4);
  });

  it('tells namesakes apart by their unit', async () => {
    const same = await assigning(await world.county(), 1, 2, (i) => ({
      name: '莫闻',
      unitName: i ? '岭东大学' : '岭西大学',
    }));
    const { office, panel, filed, pool } = same;
    const refused = await refusal(assign(office, panel, `${number(0)},莫闻`));
    expect(refused.reason('zh-CN')).toContain('不止一位“莫闻”');
    await assign(office, panel, `${number(0)},莫闻岭西大学`);
    expect((await planOf(office, panel))[filed[0] ?? '']).toEqual([pool[0]]);
  });
});

describe('a file of pairs', () => {
  it('is read as a workbook or as text, its faults named by line, and nothing is changed by reading', async () => {
    const { office, panel, filed, pool } = await assigning(await world.county(), 2, 2);
    const rows = [
      ['编号', '专家'],
      [number(0), '专家0'],
      [number(1), '专家九'],
    ];
    const sheet = await writeXlsx({ sheets: [{ name: '分配', rows }] });
    const csv = Buffer.from(rows.map((row) => row.join(',')).join('\r\n'));
    for (const [name, bytes] of [
      ['分配.xlsx', sheet],
      ['分配.csv', csv],
    ] as const) {
      const read = await pairsOf(office, { panel, file: Buffer.from(bytes).toString('base64'), name });
      expect(read).toMatchObject({ count: 1, faults: [{ at: 3, message: '专家池中没有“专家九”' }] });
      expect(await planOf(office, panel)).toEqual({});
    }
    const { lines } = await pairsOf(office, { panel, text: `${number(0)}\t专家0` });
    await assign(office, panel, lines);
    expect(await planOf(office, panel)).toEqual({ [filed[0] ?? '']: [pool[0]] });
  });
});

describe('the pool', () => {
  it('is narrowed to a branch of the disciplines and a level of title, others are added by name', async () => {
    const given = [
      ['030101', '教授'],
      ['030201', '副教授'],
      ['020101', '正高级教师'],
      ['020101', '一级教师'],
    ];
    const { office, panel, pool } = await assigning(await world.county(), 1, 4, (i) => ({
      discipline: given[i]?.[0],
      professionalTitle: given[i]?.[1],
    }));
    const chosen = async (asked: Given) => (await move(office, 'panel', panel, 'pool', asked)).values.pool as string[];
    expect((await chosen({})).sort()).toEqual([...pool].sort());
    expect((await chosen({ discipline: '03' })).sort()).toEqual([pool[0], pool[1]].sort());
    expect((await chosen({ level: 'senior' })).sort()).toEqual([pool[0], pool[2]].sort());
    expect((await chosen({ discipline: '03', level: 'senior', also: [pool[3]] })).sort()).toEqual(
      [pool[0], pool[3]].sort(),
    );
  });

  it('drops what was assigned to those who are no longer in it', async () => {
    const { office, panel, pool } = await assigning(await world.county(), 1, 2, (i) => ({
      discipline: i ? '03' : '02',
    }));
    await assign(office, panel, `${number(0)}\t专家0\n${number(0)}\t专家1`);
    await move(office, 'panel', panel, 'pool', { discipline: '02' });
    expect(Object.values(await planOf(office, panel))).toEqual([[pool[0]]]);
  });
});

describe('a conflict', () => {
  const ties: Given[] = [
    { units: [{ name: '青山县第一中学', from: '2015-09', to: '2023-03' }] },
    { ties: [{ sort: 'joint', person: leader(0) }] },
    { ties: [{ sort: 'kin', person: leader(0), note: '配偶' }] },
    { units: [{ name: '青山县第一中学', from: '2015-09', to: '2023-02' }] },
  ];

  it('bars with its rule named: the unit left three years ago, a co-author, a spouse; a month longer ago bars nobody', async () => {
    const { office, panel } = await assigning(await world.county(), 2, 4, (i) => ties[i] ?? {});
    const said = async (i: number) => (await refusal(assign(office, panel, `${number(0)}\t专家${i}`))).reason('zh-CN');
    const title = `${leader(0)}名师工作室`;
    expect(await said(0)).toBe(`专家0须回避“${title}”：同单位3年内`);
    expect(await said(1)).toBe(`专家1须回避“${title}”：合作课题、论文或专利`);
    expect(await said(2)).toBe(`专家2须回避“${title}”：近亲属`);
    await assign(office, panel, `${number(0)}\t专家3\n${number(1)}\t专家1`);
    const refused = await refusal(auto(office, panel, 2, 9));
    expect(refused.code).toBe('conflict.short');
    expect(refused.reason('zh-CN')).toMatch(
      /^有1件的可评专家不足2人：S\d\d可评专家1人，专家0、专家1、专家2回避（同单位3年内、/,
    );
  });

  it('is set aside only by a second person, with both reasons on record and beside the result', async () => {
    const county = await world.county();
    const tied = [ties[1], {}, ties[2]];
    const { office, panel, filed, pool, reader } = await assigning(county, 1, 3, (i) => tied[i] ?? {});
    const proposed = { item: number(0), expert: '专家0', reason: '全市只有这一位懂行' };
    expect((await refusal(move(office, 'panel', panel, 'propose', { ...proposed, expert: '专家1' }))).code).toBe(
      'conflict.free',
    );
    await move(office, 'panel', panel, 'propose', proposed);
    const [open] = (await valuesOf(office, panel)).exceptions as { id: string }[];
    const yes = { exception: open?.id, decision: 'yes', reason: '同意，合作已结题' };
    expect((await refusal(move(office, 'panel', panel, 'settle', yes))).code).toBe('conflict.secondPerson');
    const colleague = await county.as('陆经办', 'office');
    const { id, tenant } = colleague.actor;
    const key = await county.actor({ kind: 'key', id: `key_${id}`, name: '对接程序', tenant, roles: ['office'] });
    for (const [name, input] of [
      ['settle', yes],
      ['propose', proposed],
    ] as const)
      expect((await refusal(move(key, 'panel', panel, name, input))).code).toBe('forbidden.inPerson');
    await move(colleague, 'panel', panel, 'propose', { ...proposed, expert: '专家2', reason: '也懂行' });
    expect((await refusal(move(office, 'panel', panel, 'settle', yes))).code).toBe('forbidden.secondPerson');
    const [, other] = (await valuesOf(office, panel)).exceptions as { id: string }[];
    await move(office, 'panel', panel, 'settle', { exception: other?.id, decision: 'no', reason: '配偶不可' });
    expect((await refusal(assign(office, panel, `${number(0)}\t专家0`))).code).toBe('invalid.lines');
    expect((await refusal(move(office, 'panel', panel, 'release', { until: '2026-03-20' }))).code).toBe(
      'conflict.unassigned',
    );
    await move(await county.as('秦部长', 'leader'), 'panel', panel, 'settle', yes);
    expect((await planOf(office, panel))[filed[0] ?? '']).toEqual([pool[0]]);
    await auto(office, panel, 2, 5);
    await release(office, panel);
    for (const i of [0, 1]) await handIn(await reader(i), await sheetOf(office, panel, pool[i]), 80);
    const { values } = await move(office, 'panel', panel, 'open');
    const [result] = values.results as { exceptions: Given[]; mean: number }[];
    expect(result?.exceptions).toMatchObject([
      { proposed: '叶知秋', settled: '秦部长', rules: [{ zh: '合作课题、论文或专利' }] },
    ]);
    expect(result?.mean).toBe(80);
    const { paper } = await printForm(office, { module: 'panel', id: panel, form: 'summary' }, { origin: 'https://x' });
    expect(JSON.stringify(paper)).toContain('回避例外（合作课题、论文或专利；叶知秋提出，秦部长同意）');
    const { exceptions } = await valuesOf(office, panel);
    expect(exceptions).toMatchObject([
      { proposed: { reason: '全市只有这一位懂行' }, settled: { reason: '同意，合作已结题', decision: 'yes' } },
      { proposed: { name: '陆经办' }, settled: { name: '叶知秋', decision: 'no' } },
    ]);
  });

  it('with his own application is never set aside', async () => {
    const { office, panel } = await assigning(await world.county(), 1, 1, () => ({ name: leader(0) }));
    const own = { item: number(0), expert: leader(0), reason: '只有他' };
    expect((await refusal(move(office, 'panel', panel, 'propose', own))).code).toBe('forbidden.self');
  });

  it('that comes up after the assignment stops the release', async () => {
    const { office, panel, pool } = await assigning(await world.county(), 1, 1);
    await assign(office, panel, `${number(0)}\t专家0`);
    const { revision } = await getRecord(office, { module: 'expert', id: pool[0] ?? '' });
    await updateRecord(office, { module: 'expert', id: pool[0] ?? '', revision, values: ties[2] ?? {} });
    expect((await refusal(move(office, 'panel', panel, 'release', { until: '2026-03-20' }))).code).toBe(
      'conflict.barred',
    );
  });
});

/** Declares, gives every item of the sheet the same total, and hands in; items of `aside` are left to others. */
async function handIn(expert: Ctx, sheet: string, total: number, aside: readonly string[] = []): Promise<void> {
  await move(expert, 'review', sheet, 'accept', { declaration: 'none' });
  const { values, revision } = await getRecord(expert, { module: 'review', id: sheet });
  const scores = (values.codes as string[]).map((code) =>
    aside.includes(code) ? { code, recused: 'yes' } : { code, ...spread(total), comment: '目标清楚' },
  );
  await updateRecord(expert, { module: 'review', id: sheet, revision, values: { scores } });
  await move(expert, 'review', sheet, 'submit');
}

describe('an assigned panel', () => {
  it('is hidden until all of it stands, whoever goes on with the release; then each expert has his own items', async () => {
    const county = await world.county();
    const { office, panel, pool, filed, reader } = await assigning(county, 45, 3);
    await auto(office, panel, 2, 30);
    const plan = await planOf(office, panel);
    const sizes = pool.map((id) => Object.values(plan).filter((experts) => experts.includes(id)).length);
    expect(sizes).toEqual([30, 30, 30]);
    const first = await reader(0);
    const sees = async () => [(await list(first, 'review')).length, (await list(first, 'blindCopy')).length];
    await move(office, 'panel', panel, 'release', { until: '2026-03-20' });
    await move(office, 'panel', panel, 'carryOn');
    expect((await refusal(getRecord(first, { module: 'panel', id: panel }))).group).toBe('missing');
    expect(await sees()).toEqual([0, 0]);
    await move(office, 'panel', panel, 'carryOn');
    await move(office, 'panel', panel, 'carryOn');
    const held = (await sheetsOf(office, panel)).map(({ state }) => state);
    expect(held).toEqual(['held', 'held', 'held']);
    expect(await sees()).toEqual([0, 0]);
    await tick(await county.ticking());
    expect((await getRecord(office, { module: 'panel', id: panel })).state).toBe('scoring');
    const copies = await list(office, 'blindCopy');
    expect(copies).toHaveLength(45);
    expect(await sees()).toEqual([1, 0]);
    const sheet = await sheetOf(office, panel, pool[0]);
    await move(first, 'review', sheet, 'accept', { declaration: 'none' });
    const mine = await list(first, 'blindCopy');
    const own = filed.filter((id) => plan[id]?.includes(pool[0] ?? ''));
    const codes = await Promise.all(own.map((id) => codeOf(office, panel, id)));
    expect(mine.map(({ values }) => values.code).sort()).toEqual(codes.sort());
    for (const { id } of mine) {
      const read = JSON.stringify(await getRecord(first, { module: 'blindCopy', id }));
      expect(read).toContain('把课上明白');
      expect(read).not.toMatch(/申报人|第一中学/);
    }
    expect(JSON.stringify(await getRecord(first, { module: 'review', id: sheet }))).not.toMatch(/申报人|第一中学/);
  });

  it('opens more copies than one transaction holds step by step, and closes them all when their expert declines', async () => {
    const county = await world.county();
    const { office, panel, pool, reader } = await assigning(county, 45, 2);
    await auto(office, panel, 1, 45);
    await assign(
      office,
      panel,
      (await valuesOf(office, panel).then(({ items }) => items as { code: string }[]))
        .map(({ code }) => `${code} 　专家0`)
        .join('\n'),
      'replace',
    );
    await release(office, panel);
    const expert = await reader(0);
    const sheet = await sheetOf(office, panel, pool[0]);
    const seen = async () => (await list(expert, 'blindCopy')).length;
    expect((await move(expert, 'review', sheet, 'accept', { declaration: 'none' })).state).toBe('opening');
    expect(await seen()).toBe(40);
    expect((await move(expert, 'review', sheet, 'openMore')).state).toBe('scoring');
    expect(await seen()).toBe(45);
    await move(expert, 'review', sheet, 'decline', { declined: 'unable', declinedNote: '住院' });
    expect(await seen()).toBe(5);
    await tick(await county.ticking());
    expect(await seen()).toBe(0);
    expect((await valuesOf(office, panel)).vacancies).toHaveLength(45);
    expect((await getRecord(office, { module: 'panel', id: panel })).values.members ?? []).toEqual([]);
  });

  it('keeps what is assigned, and says what stands in the way of an even plan', async () => {
    const { office, panel, filed, pool } = await assigning(await world.county(), 6, 3);
    await assign(office, panel, filed.map((_, n) => `${number(n)}\t专家0`).join('\n'));
    await auto(office, panel, 1, 6);
    expect(Object.values(await planOf(office, panel)).every(([only]) => only === pool[0])).toBe(true);
    const { uneven } = (await valuesOf(office, panel)) as { uneven: { spread: number; says: { zh: string } } };
    expect(uneven.spread).toBe(6);
    expect((await refusal(auto(office, panel, 1, 1, 'yes'))).reason('zh-CN')).toMatch(/^每人上限1件不够分/);
    await auto(office, panel, 1, 2, 'yes');
    const plan = await planOf(office, panel);
    expect(pool.map((id) => Object.values(plan).filter((experts) => experts.includes(id)).length)).toEqual([2, 2, 2]);
    expect((await valuesOf(office, panel)).uneven ?? null).toBeNull();
  });
});

describe('an expert who leaves', () => {
  it('is replaced by the next eligible one; what others finished stays, and who declared a tie is not proposed again', async () => {
    const county = await world.county();
    const { office, panel, filed, pool, reader } = await assigning(county, 3, 4);
    await assign(
      office,
      panel,
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [2, 1],
        [2, 2],
      ]
        .map(([n, i]) => `${number(n ?? 0)}\t专家${i}`)
        .join('\n'),
    );
    await release(office, panel);
    await handIn(await reader(1), await sheetOf(office, panel, pool[1]), 70);
    const declined = await sheetOf(office, panel, pool[0]);
    await move(await reader(0), 'review', declined, 'decline', { declined: 'conflict', declinedNote: '师生' });
    const aside = await codeOf(office, panel, filed[2]);
    await handIn(await reader(2), await sheetOf(office, panel, pool[2]), 80, [aside]);
    expect((await getRecord(office, { module: 'panel', id: panel })).state).toBe('scoring');
    const vacant = (await valuesOf(office, panel)).vacancies as Given[];
    expect(vacant.map(({ from, reason, note }) => [from, reason, note])).toEqual([
      [pool[0], 'conflict', '师生'],
      [pool[0], 'conflict', '师生'],
      [pool[2], 'declared', undefined],
    ]);
    const wrong = await refusal(move(office, 'panel', panel, 'fill', { lines: `${aside}\t专家2` }));
    expect(wrong.reason('zh-CN')).toBe('这位专家已在此件或已退出');
    // 专家1 is on every item, 专家0 declined, 专家2 stood aside from the third: loads 0 for both 专家2 and 专家3.
    await move(office, 'panel', panel, 'fill');
    expect((await move(office, 'panel', panel, 'carryOn')).state).toBe('scoring');
    const plan = await planOf(office, panel);
    expect(plan[filed[2] ?? '']).toEqual([pool[1], pool[3]]);
    // Three items for the two of them: two and one, whoever the lot prefers.
    const loads = [pool[2], pool[3]].map((id) => Object.values(plan).filter((on) => on.includes(id ?? '')).length);
    expect(loads.sort()).toEqual([1, 2]);
    const filled = (await valuesOf(office, panel)).vacancies as Given[];
    expect(filled.every(({ to }) => to === pool[2] || to === pool[3])).toBe(true);
    const finished = (await sheetsOf(office, panel)).filter(({ state }) => state === 'submitted');
    expect(finished.map(({ values }) => values.expert).sort()).toEqual([pool[1], pool[2]].sort());
    for (const i of [2, 3]) await handIn(await reader(i), await sheetOf(office, panel, pool[i]), 90);
    const { values, state } = await move(office, 'panel', panel, 'open');
    expect(state).toBe('opened');
    const results = values.results as { application: string; totals: number[]; mean: number }[];
    expect(results.map(({ application, mean }) => [filed.indexOf(application), mean]).sort()).toEqual([
      [0, 80],
      [1, 80],
      [2, 80],
    ]);
    expect((values.calibration as { judges: Given[] }).judges.map(({ count }) => count).sort()).toEqual([1, 2, 3]);
    expect((await getRecord(office, { module: 'application', id: filed[0] ?? '' })).state).toBe('siteVisit');
  });

  it('may leave a place that stays vacant for a reason, never an item without anybody', async () => {
    const { office, panel, pool, reader } = await assigning(await world.county(), 2, 2);
    await assign(office, panel, `${number(0)}\t专家0\n${number(0)}\t专家1\n${number(1)}\t专家1`);
    await release(office, panel);
    await move(await reader(0), 'review', await sheetOf(office, panel, pool[0]), 'decline', { declined: 'unable' });
    await handIn(await reader(1), await sheetOf(office, panel, pool[1]), 70);
    expect((await refusal(move(office, 'panel', panel, 'fill'))).code).toBe('conflict.short');
    expect((await move(office, 'panel', panel, 'waive', { reason: '名额内无他人' })).state).toBe('complete');
  });
});

describe('a reminder', () => {
  it('reaches those who owe a sheet, once a day, and nobody else', async () => {
    const { office, panel, pool, reader } = await assigning(await world.county(), 2, 3);
    await assign(office, panel, `${number(0)}\t专家0\n${number(1)}\t专家1`);
    await release(office, panel);
    await handIn(await reader(0), await sheetOf(office, panel, pool[0]), 70);
    await move(office, 'panel', panel, 'remind');
    const reminded = (await sheetsOf(office, panel)).filter(({ values }) => values.remindedAt !== undefined);
    expect(reminded.map(({ values }) => values.expert)).toEqual([pool[1]]);
    expect((await refusal(move(office, 'panel', panel, 'remind'))).reason('zh-CN')).toBe('欠交的专家今天都已催过');
  });
});

describe('the conflicts of experts with items', () => {
  it('can be looked at for names pasted, without a message, a record, or a trace but the line of access', async () => {
    const county = await world.county();
    const { office, panel, reader } = await assigning(county, 2, 3, (i) =>
      i === 1 ? { ties: [{ sort: 'kin', person: leader(0) }] } : {},
    );
    const counts = async () => [(await sheetsOf(office, panel)).length, (await list(office, 'expert')).length];
    const before = await counts();
    const { items, experts, basis } = await matrixOf(office, {
      panel,
      names: `专家1\n专家2\n生人　青山县第一中学\n${leader(1)}`,
    });
    const by = (title: string) => items.findIndex((item) => item.title === `${title}名师工作室`);
    const cells = experts.map((expert) => [expert.cells[by(leader(0))], expert.cells[by(leader(1))]]);
    expect(experts.map(({ known }) => known)).toEqual([true, true, false, false]);
    expect(cells).toEqual([
      [['近亲属'], []],
      [[], []],
      [['同单位3年内'], ['同单位3年内']],
      [[], ['本人申报或为团队成员']],
    ]);
    expect(basis).toContain('追溯3年，依据：县（市、区）人才工作室评审与管理通行做法（待确认）');
    expect(await counts()).toEqual(before);
    const lines = await readAudit(await county.as('审计', 'audit'), {});
    expect(lines.items.find(({ name }) => name === 'review.matrix')).toMatchObject({
      details: { experts: 4, items: 2 },
    });
    for (const stranger of [await reader(0), await county.as('秦部长', 'leader')])
      expect((await refusal(matrixOf(stranger, { panel, names: '' }))).code).toBe('missing.record');
  });

  it('shows the board with loads and proposals to the office alone', async () => {
    const { office, panel, pool, filed, reader } = await assigning(await world.county(), 2, 3);
    await assign(office, panel, `${number(0)}\t专家0\n${number(1)}\t专家1`);
    const pairs = await pairsOf(office, { panel, text: `${number(0)}\t专家1\n${number(7)}\t专家1` });
    expect(pairs).toMatchObject({ count: 1, faults: [{ at: 2, message: '没有申报件“人才申〔2026〕008号”' }] });
    await release(office, panel);
    await move(await reader(0), 'review', await sheetOf(office, panel, pool[0]), 'decline', { declined: 'unable' });
    const { items, experts, vacancies } = await boardOf(office, panel);
    expect(items.find(({ id }) => id === filed[0])).toMatchObject({
      number: number(0),
      host: '青山县第一中学',
      experts: [],
    });
    expect(experts.map(({ load }) => load)).toEqual([0, 1, 0]);
    expect(vacancies).toMatchObject([{ from: pool[0], proposed: pool[2], load: 1 }]);
    expect((await refusal(boardOf(await reader(1), panel))).group).toBe('missing');
  });
});
