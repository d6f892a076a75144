import { checkDigit } from '@juxian/rules/identity-number.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, type County, type Json, startApi } from '../support/api.ts';

/** A fictional number: division 990000, born on that day. */
const numberOf = (born: string, sequence: string): string => {
  const head = `990000${born}${sequence}`;
  return `${head}${checkDigit(head)}`;
};

describe('the list of cadres', () => {
  let api: Api;
  let county: County;
  const call = (method: string, path: string, body?: unknown, token = county.token): Promise<Answer> =>
    api.call(method, `/api/v1/${path}`, body, { token });
  const make = async (module: string, values: Json): Promise<string> => {
    const made = await call('POST', `records/${module}`, { values });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.id;
  };
  const person = (name: string, values: Json = {}) => make('cadre', { name, sex: '1', born: '1980-05', ...values });
  const names = async (params: Record<string, string>, token?: string): Promise<string[]> => {
    const answer = await call('GET', `records/cadre?${new URLSearchParams(params)}`, undefined, token);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body.items.map(({ title }: Json) => title);
  };

  beforeAll(async () => {
    api = await startApi();
    county = await api.signUp();
  });
  afterAll(() => api.stop());

  describe('found by sound', () => {
    beforeAll(async () => {
      for (const name of [
        '单文远',
        '解向阳',
        '曾令山',
        '任晓川',
        '查理安',
        '仇东林',
        '区志成',
        '朴顺姬',
        '尉迟明',
        '万俟青',
        '缪春生',
      ])
        await person(name);
    });

    it.each([
      ['单文远', 'shanwenyuan danwenyuan swy dwy 文远 单 wenyuan'],
      ['解向阳', 'xiexiangyang jiexiangyang xxy jxy 向阳'],
      ['曾令山', 'zenglingshan cenglingshan zls cls 令山'],
      ['任晓川', 'renxiaochuan rxc 晓川'],
      ['查理安', 'zhalian chalian zla cla 查理'],
      ['仇东林', 'qiudonglin choudonglin qdl cdl 东林'],
      ['区志成', 'ouzhicheng quzhicheng ozc qzc 志成'],
      ['朴顺姬', 'piaoshunji pushunji psj 顺姬'],
      ['尉迟明', 'yuchiming weichiming ycm wcm 尉迟'],
      ['万俟青', 'moqiqing wansiqing mqq wsq 万俟'],
      ['缪春生', 'miaochunsheng mouchunsheng mcs 春生'],
    ])('%s by every way it is typed', async (name, typed) => {
      for (const q of typed.split(' ')) expect(await names({ q }), q).toEqual([name]);
    });
  });

  it('stands in the order of the units, the place in the team, then the name', async () => {
    const late = await make('unit', { name: '安监所', order: 30, sort: 'institution' });
    const early = await make('unit', { name: '总工会', order: 10, sort: 'party' });
    const under = await make('unit', { name: '职工学校', order: 90, sort: 'school', parent: early });
    const at = (unit: string, order?: number) => ({
      appointments: [{ unit, post: '干部', main: 'yes', from: '2020-01', ...(order ? { order } : {}) }],
      speciality: 'ordered',
    });
    for (const [name, unit, order] of [
      ['周甲', late],
      ['安乙', under],
      ['吴丙', early, 2],
      ['郑丁', early, 1],
      ['安戊', early],
    ] as const)
      await person(name, at(unit, order));
    expect(await names({ q: 'ordered' })).toEqual(['郑丁', '吴丙', '安戊', '安乙', '周甲']);
    const described = (await call('GET', 'modules/cadre')).body.list;
    expect([described.heads, described.strokes]).toEqual(['unit', 'strokes']);
    const list = await call('GET', 'records/cadre?q=ordered&group=unit');
    expect(list.body.groups.map(({ label, measure }: Json) => `${label} ${measure}`).sort()).toEqual([
      '安监所 1',
      '总工会 3',
      '职工学校 1',
    ]);
  });

  it('stands in the order of strokes, by a list made by hand', async () => {
    const ordered = [
      '丁一',
      '于山',
      '万里',
      '万俟青',
      '王丁',
      '王芳',
      '王一丁',
      '王小明',
      '毛晓',
      '方圆',
      '尹文',
      '孔祥',
      '石磊',
      '任远',
      '陈晨',
    ];
    for (const name of ordered.toReversed()) await person(name, { speciality: 'strokes' });
    expect(await names({ q: 'strokes', sort: 'strokes' })).toEqual(ordered);
    expect(await names({ q: 'strokes', sort: '-strokes' })).toEqual(ordered.toReversed());
    const rare = await person('䶮小', { speciality: 'strokes' });
    expect((await names({ q: 'strokes', sort: 'strokes' })).at(-1)).toBe('䶮小');
    const { body, headers } = await call('GET', `records/cadre/${rare}`);
    const saved = await api.call(
      'PATCH',
      `/api/v1/records/cadre/${rare}`,
      { values: { strokeOrder: '1153' } },
      { token: county.token, headers: { 'if-match': headers.get('etag') ?? String(body.revision) } },
    );
    expect(saved.status).toBe(200);
    // Four strokes, 横横折撇: behind 王 (横横竖横), before 毛 (撇).
    const again = await names({ q: 'strokes', sort: 'strokes' });
    expect(again.slice(6, 10)).toEqual(['王一丁', '王小明', '䶮小', '毛晓']);
  });

  describe('by the last four characters of an identity number', () => {
    const born = '19770309';
    const sequence = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0')).find((one) =>
      numberOf(born, one).endsWith('X'),
    );
    const withX = numberOf(born, sequence ?? '');
    const tail = withX.slice(-4);

    beforeAll(async () => {
      await person('闻人樵', { identityNumber: withX, born: '1977-03', sex: Number(withX[16]) % 2 === 1 ? '1' : '2' });
    });

    it('is found by who may reveal it, in either case, and leaves a line without the digits', async () => {
      expect(await names({ q: tail })).toEqual(['闻人樵']);
      expect(await names({ q: tail.toLowerCase() })).toEqual(['闻人樵']);
      expect(await names({ q: tail.slice(1) })).toEqual([]);
      const auditor = await api.join(county, ['audit']);
      const lines = (await call('GET', 'audit?name=records.tail', undefined, auditor.token)).body.items;
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ object: { module: 'cadre' }, details: { fields: ['identityNumber'] } });
      expect(JSON.stringify(lines)).not.toContain(tail);
    });

    it('goes out with the file of what was found', async () => {
      const rows = (await call('GET', `records/cadre/export?format=json&q=${tail}`)).body.items;
      expect(rows.map(({ title }: Json) => title)).toEqual(['闻人樵']);
    });

    it('is told apart from a namesake in the jump box, by month of birth and by number', async () => {
      const jump = async (q: string, token = county.token): Promise<string[]> => {
        const path = `/api/trpc/jump?input=${encodeURIComponent(JSON.stringify({ q }))}`;
        const { body } = await api.call('GET', path, undefined, { token });
        return body.result.data.map(({ title, note }: Json) => `${title} ${/\d{4}\.\d\d/.exec(note)}`);
      };
      await person('闻人樵', { born: '1981-11' });
      const both = ['闻人樵 1977.03', '闻人樵 1981.11'];
      expect((await jump('闻人樵')).sort()).toEqual(both);
      expect(await jump(tail)).toEqual([both[0]]);
      const leader = await api.join(county, ['leader']);
      expect((await jump('闻人樵', leader.token)).sort()).toEqual(both);
      expect(await jump(tail, leader.token)).toEqual([]);
    });

    it('is found by nobody else', async () => {
      const leader = await api.join(county, ['leader']);
      expect(await names({ q: '闻人樵' }, leader.token)).toEqual(['闻人樵', '闻人樵']);
      expect(await names({ q: tail }, leader.token)).toEqual([]);
    });

    it('keeps no digits of the number in its rows', async () => {
      const answer = (await call('GET', 'records/cadre?q=闻人樵')).body.items[0];
      expect(Object.keys(answer.values)).not.toContain('identityNumber#tail');
      expect(JSON.stringify(answer)).not.toContain(tail);
    });

    it('is refused where somebody tries number after number', async () => {
      const clerk = await api.join(county, ['office']);
      const codes: string[] = [];
      for (let n = 1000; n < 1031; n++)
        codes.push((await call('GET', `records/cadre?q=${n}`, undefined, clerk.token)).body.code ?? 'found');
      expect(codes.slice(0, 30).every((code) => code === 'found')).toBe(true);
      expect(codes[30]).toBe('limit.tails');
      expect((await call('GET', 'records/cadre?q=1000', undefined, clerk.token)).status).toBe(200);
    });
  });
});

describe('a list of cadres on paper', () => {
  let api: Api;
  let county: County;
  const call = (method: string, path: string, body?: unknown, token = county.token): Promise<Answer> =>
    api.call(method, `/api/v1/${path}`, body, { token });
  const make = async (module: string, values: Json): Promise<string> => {
    const made = await call('POST', `records/${module}`, { values });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.id;
  };
  const page = async (params: Record<string, string>): Promise<string> => {
    const answer = await call('GET', `records/cadre/export?${new URLSearchParams(params)}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body
      .replace(/<style.*?<\/style>/gs, '')
      .replace(/<[^>]+>/g, '|')
      .replace(/\|+/g, '|');
  };

  beforeAll(async () => {
    api = await startApi();
    county = await api.signUp();
    const second = await make('unit', { name: '县文旅局', order: 2, sort: 'government' });
    const first = await make('unit', { name: '县财政局', order: 1, sort: 'government' });
    await make('cadre', {
      name: '梁一苇',
      sex: '2',
      born: '1984-03',
      ethnicGroup: '08',
      nativePlace: '岭东青山',
      workStart: '2006-07',
      politics: '01',
      partyJoined: '2005-11',
      education: [
        { mode: '1', level: '21', degree: '409', school: '岭东大学', major: '农学', from: '2006-06' },
        {
          mode: '2',
          level: '1B',
          levelName: '省委党校研究生',
          school: '岭东省委党校',
          major: '经济管理',
          from: '2015-06',
        },
      ],
      titles: [{ name: '农艺师', from: '2012-01' }],
      levels: [
        { sort: 'level', level: '0141', from: '2021-09' },
        { sort: 'rank', level: '01A07', from: '2022-05' },
      ],
      appointments: [{ unit: second, post: '局长', main: 'yes', from: '2021-09' }],
    });
    const moved = await make('cadre', {
      name: '石一鸣',
      sex: '1',
      born: '1979-12',
      postFull: '县文旅局党组成员、副局长',
      appointments: [
        { unit: first, post: '副局长', main: 'yes', from: '2020-01', to: '2024-02' },
        { unit: second, post: '副局长', main: 'yes', from: '2024-03' },
      ],
    });
    await make('appointmentDocument', {
      heading: '任免',
      decidedBy: '县委',
      decidedOn: '2024-05-06',
      lines: [{ cadre: moved, act: 'appoint', unit: first, post: '局长', effective: '2024-06' }],
    });
  });
  afterAll(() => api.stop());

  it('is the roster of the view, under units, as of its day', async () => {
    const now = await page({ form: 'roster', asOf: '2024-12-31' });
    expect(now).toContain('县文旅局（2人）');
    expect(now).not.toContain('县财政局（');
    expect(now).toContain(
      '|梁一苇|县文旅局局长|女|壮族|岭东青山|大学|农学学士|岭东大学农学专业|省委党校研究生|岭东省委党校经济管理专业|1984.03|2006.07|2005.11|2021.09|2022.05|',
    );
    expect(now).toContain('填表时间：2024年12月31日　共2人');
    const then = await page({ form: 'roster', asOf: '2023-06-30' });
    expect(then.indexOf('县财政局（1人）')).toBeGreaterThan(-1);
    expect(then.indexOf('县财政局（1人）')).toBeLessThan(then.indexOf('县文旅局（1人）'));
    expect(then).toContain('县财政局副局长');
    expect(then).not.toContain('党组成员');
    expect(await page({ form: 'roster' })).toContain('县文旅局党组成员、副局长');
  });

  it('follows filters and order; any order but that of units stands without them', async () => {
    const some = await page({ form: 'roster2', 'filter[sex]': '2' });
    expect(some).toContain('共1人');
    expect(some).toContain('农艺师');
    const strokes = await page({ form: 'roster', sort: 'strokes' });
    expect(strokes).not.toContain('县文旅局（');
    expect(strokes.indexOf('石一鸣')).toBeLessThan(strokes.indexOf('梁一苇'));
  });

  it('is the list for discussion with what drafts propose', async () => {
    const list = await page({ form: 'discussion', meeting: '县委常委会' });
    expect(list).toContain('县委常委会　');
    expect(list).toContain('任：县财政局局长');
    expect(list).toContain('84.03');
  });

  it('goes out as Word and PDF, counted and logged, and only to those who may take rows out', async () => {
    for (const format of ['docx', 'pdf']) {
      const answer = await call('GET', `records/cadre/export?form=roster&format=${format}`);
      expect([answer.status, answer.headers.get('content-disposition')?.includes(format)]).toEqual([200, true]);
    }
    const leader = await api.join(county, ['leader']);
    const refused = await call('GET', 'records/cadre/export?form=roster', undefined, leader.token);
    expect(refused.body.code).toBe('forbidden.export');
    expect((await call('GET', 'records/cadre/export?form=plaque')).body.code).toBe('missing.form');
    expect((await call('GET', 'records/unit/export?form=roster')).body.code).toBe('missing.form');
    expect((await call('GET', 'records/cadre/export?form=roster&format=xlsx')).body.code).toBe('invalid.format');
    const auditor = await api.join(county, ['audit']);
    const lines = (await call('GET', 'audit?name=records.exported', undefined, auditor.token)).body.items;
    const roster = lines.filter(({ details }: Json) => details.form === 'roster' && details.format !== 'html');
    expect(roster.map(({ details }: Json) => [details.format, details.rows]).sort()).toEqual([
      ['docx', 2],
      ['pdf', 2],
    ]);
    const [earlier, later] = roster.map(({ details }: Json) => details.copy).sort((a: number, b: number) => a - b);
    expect(later).toBe(earlier + 1);
  });
});
