import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, type County, type Json, startApi } from '../support/api.ts';

const day = '2026-10-31';

/** Two units of ten administrative places each: 6 seats of 主任科员, 3 of them for grades 1-2, and 1 of 三级、四级调研员. */
describe('reports of ranks and freed posts', () => {
  let api: Api;
  let county: County;
  const units: Record<string, string> = {};
  const posts: Record<string, string> = {};
  const people: Record<string, string> = {};

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    api.call(method, `/api/v1/${path}`, body, { token: county.token });
  const make = async (module: string, values: Json): Promise<string> => {
    const made = await call('POST', `records/${module}`, { values });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.id;
  };
  const report = async (name: string, params: Record<string, string> = {}): Promise<Json> => {
    const answer = await call('GET', `reports/${name}?${new URLSearchParams({ asOf: day, ...params })}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  const listed = async ({ module, params }: Json): Promise<string[]> =>
    (await call('GET', `records/${module}?${new URLSearchParams(params)}`)).body.items.map(({ title }: Json) => title);
  const figures = ({ figures: all }: Json) => all.map(({ title, value }: Json) => `${title} ${value}`);

  type Given = { unit: string; post: string; at?: string; rank: [code: string, since: string]; grades?: string };
  /** `grades`: 2025 and the years before it, the latest last; a dash for a year without one. */
  const person = async (name: string, born: string, { unit, post, at, rank, grades = '' }: Given, more: Json = {}) => {
    people[name] = await make('cadre', {
      name,
      sex: '1',
      born,
      category: '1',
      establishment: '1',
      appointments: [
        {
          unit: units[unit],
          post,
          main: 'yes',
          from: '2020-01',
          ...(at ? { position: posts[at], leading: 'yes' } : {}),
        },
      ],
      levels: [{ sort: 'rank', level: rank[0], from: rank[1] }],
      appraisals: [...grades].flatMap((grade, i) => (grade === '-' ? [] : [{ year: 2026 - grades.length + i, grade }])),
      ...more,
    });
  };

  beforeAll(async () => {
    api = await startApi();
    county = await api.signUp();
    for (const [name, order] of [
      ['县林业局', 10],
      ['县统计局', 20],
    ] as const)
      units[name] = await make('unit', {
        name,
        order,
        sort: 'government',
        administrative: 10,
        chiefPosts: 1,
        deputyPosts: 2,
      });
    for (const [name, level, sort, headcount] of [
      ['局长', '0141', 'chief', 1],
      ['副局长', '0142', 'deputy', 2],
      ['股长', '0150', 'inner', 1],
    ] as const)
      posts[name] = await make('position', { name: `林业局${name}`, unit: units.县林业局, level, sort, headcount });
    const [forest, figuresOffice] = ['县林业局', '县统计局'];
    // Born 1966-05: reached in 2026-10 by the tables of retirement.
    await person('甲一', '1966-05', { unit: forest, post: '局长', at: '局长', rank: ['01A06', '2024-03'] });
    await person('乙二', '1980-01', { unit: forest, post: '副局长', at: '副局长', rank: ['01A07', '2023-05'] });
    await person('丙三', '1985-01', {
      unit: forest,
      post: '股长',
      at: '股长',
      rank: ['01A09', '2024-10'],
      grades: '21',
    });
    await person(
      '丁四甲',
      '1985-02',
      { unit: forest, post: '干部', rank: ['01A09', '2024-10'], grades: '22' },
      { honours: [{ name: '政务记过', measure: 'demerit', on: '2026-01-15', document: '青监〔2026〕3号' }] },
    );
    const clerk = { unit: figuresOffice, post: '科员' };
    await person('戊五', '1995-01', { ...clerk, rank: ['01A11', '2024-12'], grades: '22' });
    await person(
      '己六',
      '1994-01',
      { ...clerk, rank: ['01A11', '2022-01'], grades: '2222' },
      { education: [{ mode: '1', level: '11', from: '2020-07' }], workStart: '2020-08' },
    );
    await person('庚七', '1993-01', { ...clerk, rank: ['01A11', '2022-01'], grades: '22-2' }, { workStart: '2015-07' });
    await person('辛八', '1975-01', { ...clerk, post: '干部', rank: ['01A06', '2020-02'] });
    await person('壬九', '1975-02', { ...clerk, post: '干部', rank: ['01A06', '2021-03'] });
    await make('cadre', { name: '癸十', sex: '1', born: '1985-06', category: '7', workStart: '2005-07' });
  });
  afterAll(() => api.stop());

  it('keeps the ledger of ranks: approved, used, free, over, and who', async () => {
    const table = await report('rank-quota');
    expect(table.rows.map((row: Json) => row.slice(0, 7))).toEqual([
      ['县林业局', 'Researchers 3-4', 1, 1, null, null, null],
      ['县林业局', 'Principal staff 1-4', 6, 3, 3, null, null],
      ['县林业局', 'of them principal staff 1-2', 3, 1, 2, null, null],
      ['县统计局', 'Researchers 3-4', 1, 2, null, 1, expect.stringMatching(/^壬九（/)],
      ['县统计局', 'Principal staff 1-4', 6, null, 6, null, null],
      ['县统计局', 'of them principal staff 1-2', 3, null, 3, null, null],
      ['County pool', 'Researchers 3-4', 0, 1, null, 1, null],
    ]);
    expect(table.rows[3][7]).toMatch(/^辛八.*壬九/);
    expect([table.marks[3], table.words[3]]).toEqual(['must', 'over']);
    expect(table.marks[0]).toBeNull();
    expect(figures(table)).toEqual([
      'Holding limited ranks 6',
      "Beyond their units' quota 1",
      'Staff members 1-2 (not limited) 3',
    ]);
    expect(await listed(table.figures[1].link)).toEqual(['壬九']);
    expect((await listed(table.figures[2].link)).sort()).toEqual(['己六', '庚七', '戊五'].sort());
    expect((await listed(table.links[1][3])).sort()).toEqual(['丁四甲', '丙三', '乙二'].sort());
    // A unit alone says nothing of the county's pool.
    const own = await report('rank-quota', { unit: units.县统计局 ?? '' });
    expect(own.rows.map((row: Json) => row[0])).toEqual(['县统计局', '县统计局', '县统计局']);
    expect([own.marks[0], own.words[0]]).toEqual(['warn', 'from the pool']);
  });

  it('lists who may be promoted in rank and who not yet, each by every rule with its source', async () => {
    const table = await report('rank-eligible');
    expect(figures(table).slice(0, 2)).toEqual(['Meet every condition 2', 'Do not yet 7']);
    expect(figures(table)).toContain('Of these postgraduates 1');
    expect(figures(table)).toContain('Of these 5 years at work 0');
    const row = (name: string) => table.rows.find(([first]: Json) => first === name);
    // 18 months from 2024-10 to 2026-04 and 6 for the excellent year 2025: 24; on the day 30.
    expect(table.columns[3].title).toBe('Finding');
    expect(row('丙三')[3]).toBe('Meets all');
    expect(row('丙三').slice(5, 13)).toEqual([
      '2024.10',
      'Principal staff member, grade 2',
      '2 y',
      '2 y 6 m',
      '2025',
      '2026.04',
      null,
      expect.stringContaining('2025 excellent: 6 months less'),
    ]);
    expect(row('丙三')[13]).toBe(2);
    expect(row('己六')[13]).toBe(6);
    // Complete in 2026-10 by the years, barred by a decision in effect.
    expect(row('丁四甲').slice(8, 11)).toEqual(['2 y', null, '2026.10']);
    expect(row('丁四甲')[3]).toBe('Does not');
    expect(row('丁四甲')[11]).toContain('政务记过 青监〔2026〕3号');
    expect(row('丁四甲')[11]).toContain('2027-01-15');
    expect(row('丁四甲')[11]).toContain('Civil Servants Law');
    expect(row('戊五')[11]).toContain('1 y 10 m counted of 2 years; 2026-12 at the earliest');
    expect(row('庚七')[11]).toContain('The grade of 2024 is not on record');
    expect(row('癸十')).toBeUndefined();
    expect(table.rows.slice(0, 2).map(([name]: Json) => name)).toEqual(['丙三', '己六']);
    expect(
      (await report('rank-eligible', { rank: 'section4', show: 'eligible' })).rows.map(([name]: Json) => name),
    ).toEqual(['己六']);
    expect((await report('rank-eligible', { show: 'not' })).rows).toHaveLength(7);
    for (const { link, value, title } of table.figures) expect((await listed(link)).length, title).toBe(value);
    // A decision bars to its last day; then only the grade of the year that has ended is missing.
    const on = async (asOf: string) =>
      (await report('rank-eligible', { asOf })).rows.find(([name]: Json) => name === '丁四甲')[11];
    expect(await on('2027-01-15')).toContain('政务记过');
    expect(await on('2027-01-16')).toMatch(/^The grade of 2026 is not on record/);
    for (const [param, value] of [
      ['rank', 'clerk2'],
      ['rank', 'zzz'],
      ['show', 'maybe'],
      ['people', 'leaders'],
    ])
      expect((await call('GET', `reports/rank-eligible?${param}=${value}`)).status, `${param} ${value}`).toBe(422);
  });

  it('takes the list out with age, years in post and years in rank at its cut-off day, as on the screen', async () => {
    const sheet = async (params: Record<string, string>) => {
      const path = `/api/v1/records/cadre/export?${new URLSearchParams({ format: 'csv', ...params })}`;
      const headers = { 'accept-language': 'zh-CN' };
      const { status, body } = await api.call('GET', path, undefined, { token: county.token, headers });
      expect(status).toBe(200);
      const [heads = [], ...rows] = String(body)
        .trim()
        .split('\r\n')
        .map((line) => line.split(','));
      const row = rows.find(([name]) => name === '丙三') ?? [];
      return Object.fromEntries(heads.map((head, i) => [head.replace('\uFEFF', ''), row[i]]));
    };
    // Born 1985-01, in post from 2020-01, in rank from 2024-10.
    expect(await sheet({ asOf: day })).toMatchObject({ 年龄: '41', 任现职年限: '6.8', 任现职级年限: '2' });
    expect(await sheet({ asOf: '2024-12-31' })).toMatchObject({
      年龄: '39',
      任现职年限: '4.9',
      任现职级年限: '0.2',
    });
    expect(await sheet({ asOf: '2019-12-31' })).toMatchObject({ 年龄: '34', 任现职年限: '' });
    const heads = Object.keys(await sheet({ asOf: day }));
    expect(heads.indexOf('年龄')).toBe(heads.indexOf('出生年月') + 1);
    expect(heads.indexOf('任现职年限')).toBe(heads.indexOf('主职务') + 1);
    expect(Object.keys(await sheet({ asOf: day, fields: 'name,age' }))).toEqual(['姓名', '年龄']);
  });

  it('supposes who goes and who follows, and shows what is freed and what stands afterwards', async () => {
    const before = (await call('GET', 'records/cadre?limit=50')).body.items;
    const table = await report('freed-posts', {
      leave: people.甲一 ?? '',
      rise: `${people.丙三}:${posts.副局长},${people.乙二}:${posts.局长}`,
    });
    expect(table.rows.map((row: Json) => [row[0], ...row.slice(3)])).toEqual([
      ['甲一', 'Leaves', '1-1', null, '林业局局长', '乙二', expect.stringMatching(/^frees /)],
      ['乙二', 'Takes a post', '1-2', '林业局局长', '林业局副局长', '丙三', null],
      ['丙三', 'Takes a post', '1-3', '林业局副局长', '林业局股长', null, null],
    ]);
    const [positions, unit, ranks] = table.more;
    const byPost = Object.fromEntries(positions.rows.map(([name, , ...rest]: Json) => [name, rest]));
    expect(byPost).toEqual({
      林业局局长: [1, 1, 1, null, null],
      林业局副局长: [2, 1, 1, 1, null],
      林业局股长: [1, 1, 0, 1, null],
    });
    expect(unit.rows).toEqual([['县林业局', 10, 4, 3, 7, null, 3, 2, 2, 1, null]]);
    expect(ranks.rows).toEqual([['县林业局', 'Researchers 3-4', 1, 1, 0, 1, null]]);
    expect((await call('GET', 'records/cadre?limit=50')).body.items).toEqual(before);
    // A leader who keeps only a rank frees the post, not the place.
    const [, toRank] = (await report('freed-posts', { toRank: people.乙二 ?? '' })).more;
    expect(toRank.rows).toEqual([['县林业局', 10, 4, 4, 6, null, 3, 2, 1, 2, null]]);
    // With nobody named: who reaches the age of retirement within a year.
    const retiring = await report('freed-posts', { asOf: '2026-06-01' });
    expect(retiring.rows.map((row: Json) => [row[0], row[3]])).toEqual([['甲一', 'Leaves']]);
    expect((await report('freed-posts', { asOf: '2026-06-01', months: '3' })).rows).toEqual([]);
    // Two in a post of one place.
    const crowded = await report('freed-posts', { rise: `${people.乙二}:${posts.局长}` });
    expect(crowded.more[0].rows.find(([name]: Json) => name === '林业局局长')).toEqual([
      '林业局局长',
      '县林业局',
      1,
      1,
      2,
      null,
      1,
    ]);
    for (const [query, code] of [
      ['leave=rec_zzz', 'invalid.leave'],
      [`leave=${people.甲一}&toRank=${people.甲一}`, 'invalid.toRank'],
      [`rise=${people.乙二}:zzz`, 'invalid.rise'],
      ['months=0', 'invalid.months'],
      ['people=leaders', 'invalid.parameter'],
    ])
      expect((await call('GET', `reports/freed-posts?${query}`)).body.code, query).toBe(code);
    for (const format of ['xlsx', 'pdf']) {
      const { status } = await call('GET', `reports/freed-posts?asOf=2026-06-01&format=${format}`);
      expect(status, format).toBe(200);
    }
  });
});
