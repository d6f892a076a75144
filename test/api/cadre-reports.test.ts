import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, type County, type Json, type Person, startApi } from '../support/api.ts';

const day = '2026-10-31';

/** A county of three units and eleven people in service, all worked out by hand. */
describe('cadre reports', () => {
  let api: Api;
  let county: County;
  const units: Record<string, string> = {};
  const posts: Record<string, string> = {};
  const people: Record<string, string> = {};

  const call = (method: string, path: string, body?: unknown, token = county.token): Promise<Answer> =>
    api.call(method, `/api/v1/${path}`, body, { token });
  const make = async (module: string, values: Json, state?: string): Promise<string> => {
    const made = await call('POST', `records/${module}`, { values, ...(state ? { state } : {}) });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.id;
  };
  const person = async (name: string, born: string, values: Json, state?: string) => {
    people[name] = await make('cadre', { name, sex: '1', born, ...values }, state);
  };
  const report = async (name: string, params: Record<string, string> = {}, token?: string): Promise<Json> => {
    const answer = await call(
      'GET',
      `reports/${name}?${new URLSearchParams({ asOf: day, ...params })}`,
      undefined,
      token,
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  const columnAt = ({ columns }: Json, title: string, group?: string): number => {
    const at = columns.findIndex((one: Json) => one.title === title && one.group === group);
    if (at < 0) throw new Error(`no column ${group} ${title} in ${JSON.stringify(columns)}`);
    return at;
  };
  const rowOf = ({ rows }: Json, first: string): Json => rows.find(([name]: Json) => name === first);
  const listed = async ({ module, params }: Json, token?: string): Promise<Json> =>
    (await call('GET', `records/${module}?${new URLSearchParams(params)}`, undefined, token)).body;

  beforeAll(async () => {
    api = await startApi();
    county = await api.signUp();
    units.second = await make('unit', {
      name: '县审计局',
      order: 20,
      sort: 'government',
      administrative: 4,
      chiefPosts: 1,
      deputyPosts: 1,
    });
    units.first = await make('unit', {
      name: '县水利局',
      order: 10,
      sort: 'government',
      administrative: 2,
      institution: 5,
      chiefPosts: 1,
      deputyPosts: 2,
      innerPosts: 1,
    });
    units.below = await make('unit', { name: '水利站', order: 5, sort: 'institution', parent: units.first });
    posts.chief = await make('position', {
      name: '水利局局长',
      unit: units.first,
      level: '0141',
      sort: 'chief',
      headcount: 1,
    });
    posts.hot = await make('position', {
      name: '审计局财务科长',
      unit: units.second,
      level: '0142',
      sort: 'inner',
      headcount: 2,
      hot: 'yes',
      hotReason: 'money',
    });
    const at = (unit: string, post: string, from: string, more: Json = {}) => ({
      appointments: [{ unit: units[unit], post, main: 'yes', from, ...more }],
    });
    // Born 1990-10: 36 on the day; 1990-11: 35 until the month is over.
    await person('甲一', '1990-10', {
      ...at('first', '局长', '2014-05', { position: posts.chief, leader: 'yes', leading: 'yes', order: 2 }),
      politics: '01',
      ethnicGroup: '01',
      establishment: '1',
      grassroots: 'yes',
      education: [
        { mode: '1', level: '21', degree: '401', from: '2012-07' },
        { mode: '2', level: '11', degree: '349', from: '2018-06' },
      ],
      levels: [{ sort: 'level', level: '0141', from: '2010-01' }],
    });
    await person('乙二', '1990-11', {
      ...at('first', '副局长', '2024-02', { leaderKind: '3', leader: 'yes', order: 1, trial: 'yes' }),
      sex: '2',
      politics: '06',
      ethnicGroup: '08',
      establishment: '1',
      grassroots: 'no',
      education: [{ mode: '1', level: '21', degree: '201', from: '2015-07' }],
    });
    await person('丙三', '1966-05', {
      ...at('first', '副局长', '2019-01', { leaderKind: '3' }),
      establishment: '1',
      category: '1',
    });
    await person('丁四', '1971-03', { ...at('first', '科长', '2010-01'), sex: '2', establishment: '3', category: '1' });
    await person('戊五', '1980-01', { ...at('below', '站长', '2020-01'), establishment: '3', ethnicGroup: '02' });
    await person('己六', '1985-06', {
      ...at('second', '财务科长', '2021-10', { position: posts.hot }),
      establishment: '1',
      honours: [
        { name: '受到记过处分', measure: 'demerit', on: '2026-01-15', document: '青纪〔2026〕3号', body: '县监委' },
        { name: '受到警告处分', measure: 'warning', on: '2020-01-15' },
      ],
    });
    await person('庚七', '1986-06', {
      ...at('second', '财务副科长', '2022-12', { position: posts.hot }),
      establishment: '1',
    });
    await person('辛八', '1999-06', {
      ...at('second', '科员', '2026-03'),
      recruited: 'yes',
      recruitedOn: '2026-03',
      category: '1',
    });
    await person('壬九', '1975-06', {});
    await person('癸十', '1966-12', at('first', '调研员', '2010-01'), 'retired');
  });
  afterAll(() => api.stop());

  it('counts teams by unit in the order of units, with bands by the month rule and the mean to one decimal', async () => {
    const table = await report('team-structure');
    expect(table.rows.map(([name]: Json) => name)).toEqual([
      '县水利局',
      '水利站',
      '县审计局',
      'Without a unit that day',
      'Total',
      'Share (%)',
    ]);
    const cell = (row: string, title: string, group?: string) => rowOf(table, row)[columnAt(table, title, group)];
    // 甲一 36, 乙二 35, 丙三 60, 丁四 55.
    expect(cell('县水利局', 'People')).toBe(4);
    expect(cell('县水利局', '35 and under', 'Age')).toBe(1);
    expect(cell('县水利局', '36-40', 'Age')).toBe(1);
    expect(cell('县水利局', '51-55', 'Age')).toBe(1);
    expect(cell('县水利局', '56 and over', 'Age')).toBe(1);
    expect(cell('县水利局', '41-45', 'Age')).toBeNull();
    expect(cell('县水利局', 'Mean age')).toBe(46.5);
    expect(cell('县水利局', 'Women', 'Sex')).toBe(2);
    expect(cell('县水利局', 'Minority', 'Ethnic group')).toBe(1);
    expect(cell('县水利局', 'Party members', 'Party')).toBe(1);
    expect(cell('县水利局', 'Other parties', 'Party')).toBe(1);
    expect(cell('县水利局', 'Postgraduate', 'Education')).toBe(1);
    expect(cell('县水利局', 'Undergraduate', 'Education')).toBe(1);
    expect(cell('县水利局', 'Master', 'Degree')).toBe(1);
    expect(cell('县水利局', 'Doctor', 'Degree')).toBe(1);
    expect(cell('县水利局', 'Bachelor', 'Degree')).toBeNull();
    // 36 + 35 + 60 + 55 + 46 + 41 + 40 + 27 + 51 = 391 of nine people.
    expect(cell('Total', 'People')).toBe(9);
    expect(cell('Total', 'Mean age')).toBe(43.4);
    expect(cell('Share (%)', 'Women', 'Sex')).toBe(22.2);
    for (const group of ['Age', 'Sex', 'Ethnic group', 'Party', 'Education', 'Degree']) {
      const at = table.columns.flatMap((one: Json, i: number) => (one.group === group ? [i] : []));
      for (const row of table.rows.slice(0, -1))
        expect(
          at.reduce((sum: number, i: number) => sum + (row[i] ?? 0), 0),
          `${row[0]} ${group}`,
        ).toBe(row[1]);
    }
    expect(table.notes[1].text).toContain('half up');
  });

  it('leads from every number to exactly its people', async () => {
    let followed = 0;
    for (const name of [
      'team-structure',
      'establishment',
      'retirement',
      'probation',
      'effect-periods',
      'post-limits',
    ]) {
      const table = await report(name);
      for (const { title, value, link } of table.figures)
        expect((await listed(link)).total, `${name} ${title}`).toBe(value);
      if (!['team-structure', 'establishment'].includes(name)) continue;
      for (const [y, links] of table.links.entries())
        for (const [x, link] of links.entries()) {
          const value = table.rows[y][x];
          if (table.marks[y] === 'share' || typeof value !== 'number') continue;
          const title = table.columns[x].title;
          if (['Mean age', 'Places', 'Approved', 'Over', 'Short'].includes(title)) continue;
          expect(link, `${table.rows[y][0]} ${title}`).not.toBeNull();
          expect((await listed(link)).total, `${name} ${table.rows[y][0]} ${title}`).toBe(value);
          followed += 1;
        }
    }
    expect(followed).toBeGreaterThan(60);
  });

  it('counts as of another day by the units and ages of that day', async () => {
    const then = await report('team-structure', { asOf: '2020-10-31' });
    const age = columnAt(then, '35 and under', 'Age');
    expect(rowOf(then, '县水利局')[1]).toBe(3);
    expect(rowOf(then, '县审计局')).toBeUndefined();
    expect(rowOf(then, 'Without a unit that day')[1]).toBe(5);
    expect(rowOf(then, '县水利局')[age]).toBe(1);
    const link = then.links[then.rows.length - 2][age];
    expect((await listed(link)).total).toBe(rowOf(then, 'Total')[age]);
  });

  it('counts the team alone, and a unit with all below it', async () => {
    expect(rowOf(await report('team-structure', { people: 'leaders' }), 'Total')[1]).toBe(2);
    const below = await report('team-structure', { unit: units.first ?? '' });
    expect(below.rows.map(([name]: Json) => name)).toEqual(['县水利局', '水利站', 'Total', 'Share (%)']);
    expect(rowOf(below, 'Total')[1]).toBe(5);
    expect((await listed(below.links[2][1])).total).toBe(5);
  });

  it('sets what is held against what was approved, in places and in leading posts', async () => {
    const table = await report('establishment');
    const four = (row: string, group: string, first: string) => {
      const at = columnAt(table, first, group);
      return rowOf(table, row).slice(at, at + 4);
    };
    expect(four('县水利局', 'Administrative', 'Places')).toEqual([2, 3, 1, null]);
    expect(four('县水利局', 'Institution', 'Places')).toEqual([5, 1, null, 4]);
    expect(four('水利站', 'Institution', 'Places')).toEqual([null, 1, null, null]);
    expect(four('县审计局', 'Administrative', 'Places')).toEqual([4, 2, null, 2]);
    expect(four('Total', 'Administrative', 'Places')).toEqual([6, 5, 1, 2]);
    expect(four('县水利局', 'Chiefs', 'Approved')).toEqual([1, 1, null, null]);
    expect(four('县水利局', 'Deputies', 'Approved')).toEqual([2, 2, null, null]);
    expect(four('县水利局', 'Leading posts', 'Approved')).toEqual([3, 3, null, null]);
    expect(four('县审计局', 'Leading posts', 'Approved')).toEqual([2, null, null, 2]);
    expect(four('县审计局', 'Heads of inner offices', 'Approved')).toEqual([null, 2, null, null]);
    expect(rowOf(table, '县审计局')[columnAt(table, 'Kind of place blank')]).toBe(1);
  });

  it('foretells who reaches the age of retirement, by which rule', async () => {
    // 丙三: 2026-05 by the old age, 17 months into the reform: 5 months later. 丁四: 2026-03 and 4 months.
    const table = await report('retirement');
    expect(table.figures.map(({ title, value }: Json) => `${title} ${value}`)).toEqual([
      'Reached 2',
      'Within 3 months 0',
      'Within 6 months 0',
      'Within 12 months 0',
    ]);
    const early = await report('retirement', { asOf: '2026-06-01' });
    expect(early.figures.map(({ value }: Json) => value)).toEqual([0, 1, 2, 2]);
    expect(early.rows.map((row: Json) => [row[0], row[6], row[7], row[8], row[9]])).toEqual([
      ['丁四', '2026.07', '55 y 4 m', '55 before, 4 months later', 1],
      ['丙三', '2026.10', '60 y 5 m', '60 before, 5 months later', 4],
    ]);
    expect(early.links[0][0]).toEqual({ module: 'cadre', id: people.丁四, asOf: '2026-06-01' });
    expect((await listed(early.figures[1].link)).items.map(({ title }: Json) => title)).toEqual(['丁四']);
    expect(JSON.stringify(early.figures[1].link)).not.toContain(people.丁四);
    expect(early.notes.some(({ source }: Json) => /NPC Standing Committee/.test(source ?? ''))).toBe(true);
  });

  it('says whose probation runs, ends within thirty days or is over', async () => {
    const rows = async (asOf: string) =>
      (await report('probation', { asOf })).rows.map((row: Json) => [row[0], row[3], row[6], row[7]]);
    expect(await rows('2025-01-01')).toEqual([['乙二', 'First leading post', '2025-02-01', 31]]);
    expect((await report('probation', { asOf: '2025-01-01' })).marks).toEqual([null]);
    expect((await report('probation', { asOf: '2025-01-02' })).marks).toEqual(['warn']);
    expect((await report('probation', { asOf: '2025-02-01' })).marks).toEqual(['must']);
    expect(await rows(day)).toEqual([
      ['乙二', 'First leading post', '2025-02-01', 0],
      ['辛八', 'Recruit', '2027-03-01', 121],
    ]);
  });

  it('shows the clocks that run, with the decision behind each', async () => {
    const table = await report('effect-periods');
    expect(table.rows).toEqual([
      [
        '己六',
        '县审计局',
        '财务科长',
        '受到记过处分',
        '县监委 青纪〔2026〕3号',
        'No promotion',
        '2026-01-15',
        '2027-01-15',
        12,
        76,
        expect.stringContaining('Civil Servants Law'),
      ],
    ]);
    expect(table.marks).toEqual(['warn']);
    expect((await report('effect-periods', { asOf: '2027-01-15' })).rows).toHaveLength(1);
    expect((await report('effect-periods', { asOf: '2027-01-16' })).rows).toHaveLength(0);
  });

  it('finds who has been too long in a post, and who holds a hot one', async () => {
    const table = await report('post-limits');
    const found = table.rows.map((row: Json, i: number) => [row[0], row[3], row[5], table.marks[i]]);
    expect(found).toEqual([
      ['甲一', 'Same post', '12 y 5 m', 'must'],
      ['己六', 'Key post', '5 y', 'must'],
      ['庚七', 'Hot post', '3 y 10 m', null],
    ]);
    const earlier = await report('post-limits', { asOf: '2026-09-30' });
    expect(earlier.rows.find((row: Json) => row[0] === '己六')[6]).toContain('warning');
    expect(table.notes.find(({ text }: Json) => text.includes('key post')).unsure).toBe('To be confirmed');
  });

  it('hears every parameter or says which it cannot, in the language of the reader', async () => {
    const asked = async (path: string, locale = 'zh-CN') => {
      const { status, body } = await api.call('GET', `/api/v1/reports/${path}`, undefined, {
        token: county.token,
        headers: { 'accept-language': locale },
      });
      return [status, body.code, body.fields?.[0]?.path ?? body.fields];
    };
    expect(await asked('team-structure?people=zzz')).toEqual([422, 'invalid.people', 'people']);
    for (const months of ['-5', '0', 'abc', '121', '1.5'])
      expect(await asked(`retirement?months=${months}`), months).toEqual([422, 'invalid.months', 'months']);
    for (const path of ['team-structure?months=6', 'establishment?people=leaders', 'retirement?rank=section4'])
      expect((await asked(path)).slice(0, 2), path).toEqual([422, 'invalid.parameter']);
    for (const path of ['talent-studios?asOf=2026-01-01', 'talent-studios?zzz=1', 'compare?ids=a,b&people=leaders'])
      expect((await asked(path)).slice(0, 2), path).toEqual([422, 'invalid.parameter']);
    const notes = async (path: string): Promise<Json[]> =>
      (
        await api.call('GET', `/api/v1/reports/${path}`, undefined, {
          token: county.token,
          headers: { 'accept-language': 'zh-CN' },
        })
      ).body.notes;
    const [, step] = await notes('retirement');
    expect(step?.text).toMatch(/^每几个月延迟1个月：.*4个月，.*4个月，.*2个月$/);
    const sources = (await notes('effect-periods')).map(({ source = '' }) => source);
    expect(sources).toContain('公务员法、公职人员政务处分法（公务员法第六十四条、政务处分法第八条）');
    for (const asOf of ['2026-02-30', '9999-12-31'])
      expect((await asked(`team-structure?asOf=${asOf}`)).slice(0, 2), asOf).toEqual([422, 'invalid.asOf']);
    // Before anybody is read: a unit that there is not is known only with the units.
    for (const path of ['retirement?months=-1', 'rank-eligible?rank=__proto__', 'freed-posts?months=999'])
      expect((await asked(`${path}&unit=zzz`))[1], path).toMatch(/^invalid\.(months|rank)$/);
    const said = async (locale: string) =>
      (
        await api.call('GET', '/api/v1/reports/team-structure?people=zzz', undefined, {
          token: county.token,
          headers: { 'accept-language': locale },
        })
      ).body.detail;
    expect(await said('zh-CN')).toContain('领导班子成员');
    expect(await said('en')).toContain('members of teams');
    const within = (question: string) =>
      call('GET', `records/cadre?${new URLSearchParams({ report: question })}`).then(({ status, body }) => [
        status,
        body.code ?? body.total,
      ]);
    expect(await within(`report=retirement&figure=reached&asOf=${day}`)).toEqual([200, 2]);
    expect(await within(`report=retirement&figure=within3&asOf=${day}`)).toEqual([200, 0]);
    expect(await within('report=retirement&figure=zzz')).toEqual([422, 'invalid.report']);
    expect(await within('report=zzz&figure=reached')).toEqual([404, 'missing.report']);
    expect(await within('report=retirement&figure=reached&months=0')).toEqual([422, 'invalid.months']);
  });

  it('counts nobody whom the reader must avoid or who stands outside the unit', async () => {
    const kin: Person = await api.join(county, ['office'], { name: '陶远' });
    expect(rowOf(await report('team-structure', {}, kin.token), 'Total')[1]).toBe(9);
    const set = await call('PUT', `members/${kin.id}/recusals`, {
      self: null,
      recusals: [{ record: people.己六, ground: 'kin', note: '配偶' }],
    });
    expect(set.status, JSON.stringify(set.body)).toBe(200);
    expect(rowOf(await report('team-structure', {}, kin.token), 'Total')[1]).toBe(8);
    expect((await report('effect-periods', {}, kin.token)).rows).toEqual([]);
    const clerk: Person = await api.join(county, ['unit'], { unit: units.first ?? '' });
    const own = await report('team-structure', {}, clerk.token);
    expect(own.rows.map(([name]: Json) => name)).toEqual(['县水利局', '水利站', 'Total', 'Share (%)']);
    expect(own.columns.map(({ group }: Json) => group)).not.toContain('Education');
    expect((await call('GET', 'reports/effect-periods', undefined, clerk.token)).status).toBe(404);
    const names = (await call('GET', 'reports', undefined, clerk.token)).body.map(({ name }: Json) => name);
    expect(names).toEqual(['team-structure']);
  });

  it('goes out as sheet and paper to those who may take files, and leaves a line', async () => {
    for (const format of ['xlsx', 'pdf']) {
      const answer = await call('GET', `reports/establishment?asOf=${day}&format=${format}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-disposition')).toContain(format);
    }
    const leader = await api.join(county, ['leader']);
    expect(rowOf(await report('team-structure', {}, leader.token), 'Total')[1]).toBe(9);
    expect((await call('GET', 'reports/team-structure?format=xlsx', undefined, leader.token)).body.code).toBe(
      'forbidden.export',
    );
    expect((await call('GET', 'reports/team-structure?asOf=2026-13-01')).body.code).toBe('invalid.asOf');
    expect((await call('GET', 'reports/team-structure?format=doc')).body.code).toBe('invalid.format');
    const auditor = await api.join(county, ['audit']);
    const lines = (await call('GET', 'audit?name=records.exported', undefined, auditor.token)).body.items;
    expect(lines.map(({ details }: Json) => `${details.report} ${details.format}`).sort()).toEqual([
      'establishment pdf',
      'establishment xlsx',
    ]);
  });

  it('stands two to four people side by side and says where they differ', async () => {
    const compare = (names: string[], token?: string) =>
      call('GET', `reports/compare?asOf=${day}&ids=${names.map((name) => people[name]).join()}`, undefined, token);
    const { body } = await compare(['甲一', '乙二']);
    expect(body.people.map(({ title }: Json) => title)).toEqual(['甲一', '乙二']);
    const row = (title: string) => body.rows.find((one: Json) => one.title === title);
    expect(row('Born (age)')).toMatchObject({ values: ['1990.10（36岁）', '1990.11（35岁）'], differs: true });
    expect(row('Full-time education').values[0]).toBe('大学　哲学学士');
    expect(row('In post since').values).toEqual(['2014.05（12年5个月）', '2024.02（2年8个月）']);
    expect(row('Health')).toBeUndefined();
    // Both have one on record, and not the same.
    expect((await call('GET', `records/cadre/${people.甲一}`)).body.values.ethnicGroup).toBe('01');
    expect(row('Ethnic group')).toBeUndefined();
    expect(row('Native place')).toBeDefined();
    const alike = (await compare(['丙三', '己六'])).body.rows.find((one: Json) => one.title === 'Sex');
    expect(alike).toMatchObject({ values: ['男', '男'], differs: false });
    expect((await compare(['甲一'])).body.code).toBe('invalid.ids');
    expect((await compare(['甲一', '乙二', '丙三', '丁四', '戊五'])).body.code).toBe('invalid.ids');
    const clerk = await api.join(county, ['unit'], { unit: units.second ?? '' });
    expect((await compare(['甲一', '己六'], clerk.token)).status).toBe(404);
    const own = await compare(['己六', '庚七'], clerk.token);
    expect(own.body.rows.map(({ title }: Json) => title)).not.toContain('Rewards and punishments');
  });
});
