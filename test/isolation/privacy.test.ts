import { toldValues } from '@juxian/documents/cadre/self-check.ts';
import { cadre } from '@juxian/modules/cadre/cadre/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, type County, type Json, type Person, startApi } from '../support/api.ts';
import { readPdf } from '../support/pdf.ts';
import { partsOf } from '../support/unzip.ts';

let api: Api;
let county: County;
let office: Person;
let leader: Person;
let security: Person;
let bureau: string;
let division: string;

const call = (method: string, path: string, token: string, body?: unknown): Promise<Answer> =>
  api.call(method, `/api/v1${path}`, body, { token });
const make = async (module: string, values: Json): Promise<string> => {
  const made = await call('POST', `/records/${module}`, county.token, { values });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id;
};
const ask = async (procedure: string, token: string, input: Json): Promise<Answer> => {
  const asked = `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
  return api.call('GET', asked, undefined, { token });
};
const bytesOf = async (path: string, token: string): Promise<{ status: number; bytes: Uint8Array }> => {
  const response = await api.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
};
const pdfText = (bytes: Uint8Array): string =>
  readPdf(bytes)
    .map(({ written }) => written.map(({ text }) => text).join(''))
    .join('\n');
const log = async (): Promise<Json[]> => {
  const auditor = await api.join(county, ['audit']);
  return (await call('GET', '/audit', auditor.token)).body.items;
};

beforeAll(async () => {
  api = await startApi();
  county = await api.signUp();
  bureau = await make('unit', { name: '县农业农村局', order: 1, sort: 'government' });
  division = await make('unit', { name: '县种子站', order: 2, sort: 'institution', parent: bureau });
  office = await api.join(county, ['office'], { name: '叶知秋' });
  leader = await api.join(county, ['leader'], { name: '沈怀远' });
  security = await api.join(county, ['security'], { name: '纪云舒' });
});
afterAll(() => api.stop());

describe('papers about people in office', () => {
  let one: string;
  let other: string;
  beforeAll(async () => {
    one = await make('cadre', { name: '温不言', sex: '1', born: '1980-05' });
    other = await make('cadre', { name: '温如故', sex: '1', born: '1981-06' });
  });

  it('say across each page who took which copy and when, counted by record and form', async () => {
    const form = (id: string, format: string, token = office.token) =>
      bytesOf(`/records/cadre/${id}/form/appointment?format=${format}`, token);
    const when = api.deps.clock.now().slice(0, 16).replace('T', ' ');
    const html = new TextDecoder().decode((await form(one, 'html')).bytes);
    expect(html.match(new RegExp(`<span>叶知秋 ${when} 第1份</span>`, 'g'))).toHaveLength(6);
    const sheets = readPdf((await form(one, 'pdf', leader.token)).bytes);
    expect(sheets).toHaveLength(2);
    for (const { written } of sheets)
      expect(written.filter(({ text }) => text === `沈怀远 ${when} 第2份`)).toHaveLength(3);
    const word = partsOf((await form(one, 'docx')).bytes);
    const headers = [...word].filter(([name]) => name.startsWith('word/header')).map(([, xml]) => xml);
    expect(headers.join('').replace(/<[^>]*>/g, '')).toContain(`叶知秋 ${when} 第3份`);
    expect(new TextDecoder().decode((await form(other, 'html')).bytes)).toContain('第1份');
    const copies = (await log())
      .filter(({ name, object }: Json) => name === 'record.printed' && object.id === one)
      .map(({ details }: Json) => [details.form, details.format, details.copy]);
    expect(copies.sort((a: Json, b: Json) => a[2] - b[2])).toEqual([
      ['appointment', 'html', 1],
      ['appointment', 'pdf', 2],
      ['appointment', 'docx', 3],
    ]);
  });
});

describe('the own file', () => {
  /** What the person fills in, each once. */
  const mine = {
    name: '陆闻笛',
    sex: '2',
    born: '1982-04',
    identityNumber: '990101198204150025',
    ethnicGroup: '01',
    nativePlace: '山西怀仁',
    birthplace: '山西应县',
    hometown: '山西大同',
    health: '1',
    phone: '13900990126',
    workStart: '2004-08',
    politics: '01',
    partyJoined: '2003-06',
    speciality: '农业技术推广',
    titles: [{ name: '农艺师', from: '2010-01' }],
    resume: '2004.08--2015.02  县农业农村局科员\n2015.02--         县农业农村局科长',
    family: [{ relation: '丈夫', name: '沈修竹', born: '1981-07', politics: '群众', work: '县第一中学教师' }],
  };
  /** What others have written about the person: none of these words may leave. */
  const secrets = [
    '机关党委意见甲',
    '综述乙',
    '警告处分丙',
    '评语丁',
    '备注戊',
    '认定依据己',
    '变动原因庚',
    '待任职务辛',
    '免职文号壬',
    '资格癸',
    '获奖子',
  ];
  let id: string;
  let self: Person;

  beforeAll(async () => {
    id = await make('cadre', {
      ...mine,
      appointments: [
        { unit: bureau, post: '科员', from: '2004-08', to: '2015-02', document: '组发〔2004〕1号' },
        {
          unit: bureau,
          post: '科长',
          main: 'yes',
          from: '2015-02',
          to: '2099-01',
          endDocument: '免职文号壬',
          reason: '变动原因庚',
        },
        { unit: bureau, post: '待任职务辛', from: '2099-01' },
      ],
      education: [
        { mode: '1', level: '21', school: '山西农业大学', major: '农学', starts: '2000-09', from: '2004-07' },
      ],
      levels: [{ sort: 'level', level: '0150', from: '2015-02' }],
      honours: [
        { name: '警告处分丙', on: '2020-03-01' },
        { name: '获奖子', on: '2019-03-01' },
      ],
      honourText: '综述乙',
      appraisals: [{ year: 2024, grade: '2', note: '评语丁' }],
      appraisalText: '机关党委意见甲',
      recognised: [{ what: 'born', value: '1982-04', evidence: '认定依据己' }],
      qualification: '资格癸',
      note: '备注戊',
    });
    self = await api.join(county, ['office'], { name: '陆闻笛' });
  });

  it('is told to nobody whose account it is not linked to', async () => {
    const refused = await call('GET', '/me/self-check', self.token);
    expect([refused.status, refused.body.code]).toEqual([404, 'missing.selfCheck']);
    expect((await ask('cadre.recusals', self.token, {})).body.result.data).toEqual({ isLinked: false, declared: [] });
    const { body } = await call('GET', `/records/cadre/${id}`, office.token);
    expect(secrets.filter((secret) => !JSON.stringify(body).includes(secret))).toEqual([]);
    await call('PUT', `/members/${self.id}/recusals`, security.token, { self: id, recusals: [] });
    expect((await ask('cadre.recusals', self.token, {})).body.result.data.isLinked).toBe(true);
  });

  it('shows what one has filled in, on a sheet to be signed, and nothing else that stands in it', async () => {
    const html = await bytesOf('/me/self-check', self.token);
    const pdf = await bytesOf('/me/self-check?format=pdf', self.token);
    const docx = await bytesOf('/me/self-check?format=docx', self.token);
    expect([html.status, pdf.status, docx.status]).toEqual([200, 200, 200]);
    const words = [...partsOf(docx.bytes)].map(([, xml]) => xml.replace(/<[^>]*>/g, '')).join('\n');
    const texts = [new TextDecoder().decode(html.bytes), pdfText(pdf.bytes), words];
    const shown = [
      '陆闻笛',
      '990101198204150025',
      '汉族',
      '山西应县',
      '健康',
      '13900990126',
      '2004.08—2015.02',
      '科长',
      '山西农业大学',
      '丈夫',
      '沈修竹',
      '1981.07',
      '农艺师',
      '本人签字',
      '更正说明',
    ];
    for (const [i, text] of texts.entries()) {
      expect(
        shown.filter((one) => !text.includes(one)),
        String(i),
      ).toEqual([]);
      expect(
        secrets.filter((secret) => text.includes(secret)),
        String(i),
      ).toEqual([]);
      expect(text).toContain(`第${i + 1}份`);
      expect(text).not.toContain('2099');
      expect(text).toMatch(/不得复制/);
    }
    expect(texts[0]).toMatch(/class="watermark"[^>]*><span>陆闻笛 /);
    const printed = (await log()).filter(({ details }: Json) => details?.form === 'selfCheck');
    expect(printed.map(({ object, actor }: Json) => [object.id, actor.id])).toEqual([
      [id, self.id],
      [id, self.id],
      [id, self.id],
    ]);
    expect((await call('GET', '/me/self-check?format=lrmx', self.token)).status).toBe(422);
  });

  it('says of fields nobody has thought of yet nothing either', () => {
    const whole = Object.fromEntries(Object.keys(cadre.fields).map((name) => [name, `的${name}`]));
    const told = Object.keys(toldValues(cadre.fields, { ...whole, ownField: '县里自设' }, '2026-06-30'));
    expect(told).not.toContain('ownField');
    for (const hidden of [
      'honours',
      'honourText',
      'appraisals',
      'appraisalText',
      'recognised',
      'note',
      'levels',
      'exchange',
    ])
      expect(told).not.toContain(hidden);
  });

  it('stays out of reach on every other way', async () => {
    for (const [method, path, body] of [
      ['GET', `/records/cadre/${id}`, undefined],
      ['GET', `/records/cadre/${id}/events`, undefined],
      ['GET', `/records/cadre/${id}/forms`, undefined],
      ['GET', `/records/cadre/${id}/form/appointment`, undefined],
      ['GET', `/records/cadre/${id}/form/selfCheck`, undefined],
      ['POST', `/records/cadre/${id}/reveal`, { field: 'phone', reason: '核对本人信息' }],
    ] as const)
      expect((await call(method, path, self.token, body)).status, path).toBe(404);
    expect((await call('GET', `/records/cadre/${id}/form/selfCheck`, office.token)).status).toBe(404);
    const { body: key } = await call('POST', '/api-keys', security.token, {
      name: '对接',
      roles: ['office'],
      expiresAt: new Date(api.deps.clock.wall() + 86_400_000).toISOString(),
    });
    expect((await call('GET', '/me/self-check', key.secret)).status).toBe(404);
    expect((await call('GET', '/me/self-check', office.token)).status).toBe(404);
  });
});

describe('the kin of a member', () => {
  let own: string;
  let spouse: string;
  let namesake: string;
  let child: string;
  beforeAll(async () => {
    const person = (name: string, born: string, family: Json[] = []) => make('cadre', { name, sex: '1', born, family });
    own = await person('钟晚舟', '1979-03', [
      { relation: '妻子', name: '顾清让', born: '1981-07' },
      { relation: '岳父', name: '顾南桥' },
    ]);
    spouse = await person('顾清让', '1981-07');
    namesake = await person('顾清让', '1990-01', [{ relation: '表哥', name: '钟晚舟', born: '1970-01' }]);
    child = await person('钟小满', '2003-09', [{ relation: '父亲', name: '钟晚舟', born: '1979-03' }]);
    await person('顾南桥', '1955-05');
  });

  it('is suggested from the rows of both sides, by name and birth month, with names and relation only', async () => {
    const { body } = await ask('cadre.kinOf', security.token, { record: own });
    const kin = body.result.data as Json[];
    expect(kin.map(({ name, relation, by }) => `${name} ${relation} ${by}`).sort()).toEqual([
      '钟小满 父亲 theirs',
      '顾南桥 岳父 own',
      '顾清让 妻子 own',
    ]);
    expect(kin.map(({ id }) => id)).toEqual(expect.arrayContaining([spouse, child]));
    expect(kin.map(({ id }) => id)).not.toContain(namesake);
    for (const one of kin) expect(Object.keys(one).sort()).toEqual(['by', 'id', 'name', 'relation']);
    expect((await log()).filter(({ name }: Json) => name === 'member.kin')).toHaveLength(1);
  });

  it('is the security administrator’s to look up, who finds people by name and sees nothing else of them', async () => {
    const found = await ask('cadre.find', security.token, { q: 'zhongwan' });
    expect(found.body.result.data).toEqual([{ id: own, name: '钟晚舟', unit: '' }]);
    expect((await ask('cadre.find', security.token, { ids: [own, spouse] })).body.result.data).toHaveLength(2);
    expect((await call('GET', `/records/cadre/${own}`, security.token)).status).toBe(404);
    expect((await call('GET', '/records/cadre', security.token)).status).toBe(404);
    const unit = await api.join(county, ['unit'], { unit: bureau });
    const audit = await api.join(county, ['audit']);
    for (const { token } of [office, leader, unit, audit]) {
      expect((await ask('cadre.kinOf', token, { record: own })).status).toBe(404);
      expect((await ask('cadre.find', token, { q: '钟' })).status).toBe(404);
    }
  });

  it('is declared by the member too, who reads back what was declared and nothing that others have set', async () => {
    const member = await api.join(county, ['office'], { name: '钟晚舟' });
    const recusals = [{ record: spouse, ground: 'kin', note: '配偶' }];
    await call('PUT', `/members/${member.id}/recusals`, security.token, { self: own, recusals });
    await call('POST', '/me/recusals', member.token, { record: namesake, note: '大学同窗' });
    const { declared, isLinked } = (await ask('cadre.recusals', member.token, {})).body.result.data;
    expect([isLinked, declared]).toEqual([true, [{ record: namesake, note: '大学同窗', name: '顾清让' }]]);
  });
});

describe('ethnic group and health', () => {
  const sealed = { ethnicGroup: '02', health: '4' };
  let id: string;
  beforeAll(async () => {
    id = await make('cadre', {
      name: '段微澜',
      sex: '2',
      born: '1985-09',
      ...sealed,
      appointments: [{ unit: division, post: '站长', from: '2015-01' }],
    });
  });

  it.each(Object.keys(sealed))('%s is no column, filter, sort, facet, group or export of anybody', async (name) => {
    const unit = await api.join(county, ['unit'], { unit: bureau });
    for (const { token } of [office, leader, unit]) {
      expect((await call('GET', '/records/cadre', token)).body.total).toBeGreaterThan(0);
      for (const query of [
        `filter[${name}]=1`,
        `filter[${name}][is]=blank`,
        `sort=${name}`,
        `sort=-${name}`,
        `facets=${name}`,
        `group=${name}`,
        `group=sex&measure=${name}`,
        `fields=name,${name}`,
      ])
        expect((await call('GET', `/records/cadre?${query}`, token)).status, query).toBe(422);
      const described = await call('GET', '/modules/cadre', token);
      expect(described.body.list.columns).not.toContain(name);
      expect(described.body.list.facets).not.toContain(name);
    }
    for (const { token } of [office, county]) {
      for (const format of ['csv', 'xlsx', 'json'])
        expect((await call('GET', `/records/cadre/export?format=${format}&fields=name,${name}`, token)).status).toBe(
          422,
        );
      const listed = await call('GET', '/records/cadre?limit=500', token);
      expect(listed.body.items.every(({ values }: Json) => !(name in values))).toBe(true);
    }
    const ordered = await call('PATCH', '/modules/cadre', county.token, { order: { columns: ['name', name] } });
    expect(ordered.status).toBe(422);
    const faceted = await call('PATCH', '/modules/cadre', county.token, { order: { facets: ['sex', name] } });
    expect(faceted.status).toBe(422);
  });

  it('are found by no search, while the form prints them', async () => {
    for (const q of ['蒙古族', '蒙古', 'menggu', '较差'])
      expect((await call('GET', `/records/cadre?q=${encodeURIComponent(q)}`, office.token)).body.total, q).toBe(0);
    const csv = (await call('GET', '/records/cadre/export?format=csv', office.token)).body;
    expect(csv).toContain('段微澜');
    expect(csv).not.toMatch(/蒙古|民族|健康/);
    const form = await bytesOf(`/records/cadre/${id}/form/appointment?format=html`, office.token);
    const words = new TextDecoder()
      .decode(form.bytes)
      .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, '|')
      .split(/\|+/);
    expect(words).toEqual(expect.arrayContaining(['蒙古族', '较差']));
  });

  it('health, number and phone are masked until somebody says why', async () => {
    const masked = await make('cadre', {
      name: '段青禾',
      sex: '1',
      born: '1979-03',
      health: '1',
      phone: '13900990127',
      identityNumber: '990101197903150011',
    });
    const { values } = (await call('GET', `/records/cadre/${masked}`, office.token)).body;
    expect(values.identityNumber).toBe('9****************1');
    expect(values.phone).toBe('139****0127');
    expect(values.health).not.toBe('1');
    const reveal = (field: string, reason: string, token = office.token) =>
      call('POST', `/records/cadre/${masked}/reveal`, token, { field, reason });
    expect((await reveal('health', '')).status).toBe(422);
    expect((await reveal('health', '办理体检')).body).toEqual({ value: '1' });
    expect((await reveal('health', '办理体检', leader.token)).status).toBe(404);
  });
});

describe('a unit', () => {
  it('sees its own subtree and nothing of others, in counts too', async () => {
    const far = await make('unit', { name: '县住建局', order: 3, sort: 'government' });
    const place = (name: string, unit: string) =>
      make('cadre', {
        name,
        sex: '1',
        born: '1980-01',
        appointments: [{ unit, post: '科员', main: 'yes', from: '2015-01' }],
      });
    await place('乔木森', bureau);
    const below = await place('乔木林', division);
    const away = await place('乔木远', far);
    const clerk = await api.join(county, ['unit'], { unit: far });
    const list = (token: string) => call('GET', '/records/cadre?q=乔木&facets=unit', token);
    expect((await list(office.token)).body.total).toBe(3);
    const seen = (await list(clerk.token)).body;
    expect([seen.total, seen.items.map(({ id }: Json) => id)]).toEqual([1, [away]]);
    expect(seen.facets.unit.map(({ value, count }: Json) => [value, count])).toEqual([[far, 1]]);
    expect((await call('GET', `/records/cadre/${below}`, clerk.token)).status).toBe(404);
  });
});
