import { readLrmx } from '@juxian/documents/lrmx/read.ts';
import { openArchive } from '@juxian/engine/archive.ts';
import { runTenantJob } from '@juxian/functions/jobs/run.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, type County, type Json, type Person, startApi } from '../support/api.ts';

let api: Api;
let county: County;
let office: Person;
let bureau: string;

const call = (method: string, path: string, body?: unknown, token = county.token): Promise<Answer> =>
  api.call(method, `/api/v1${path}`, body, { token });
const make = async (module: string, values: Json): Promise<string> => {
  const made = await call('POST', `/records/${module}`, { values });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id;
};
const fileOf = async (
  path: string,
  token = office.token,
): Promise<{ status: number; name: string; bytes: Uint8Array }> => {
  const response = await api.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  const name = decodeURIComponent(
    /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '',
  );
  return { status: response.status, name, bytes: new Uint8Array(await response.arrayBuffer()) };
};

/** A life told in rows alone: no résumé, posts, rewards or appraisals by hand. */
const life = () => ({
  name: '沈怀远',
  sex: '1',
  born: '1979-03',
  identityNumber: '990101197903150011',
  ethnicGroup: '01',
  nativePlace: '山西怀仁',
  birthplace: '山西怀仁',
  health: '1',
  workStart: '2001-08',
  politics: '01',
  partyJoined: '2000-06',
  category: '1',
  speciality: '农业技术推广',
  appointments: [
    { unit: bureau, post: '科员', from: '2001-08', to: '2010-03' },
    { unit: bureau, post: '副局长', from: '2010-03', to: '2018-05' },
    { unit: bureau, post: '局长', main: 'yes', from: '2018-05' },
    { unit: bureau, post: '党组书记', from: '2018-05' },
  ],
  education: [
    {
      mode: '1',
      level: '21',
      degree: '4',
      degreeName: '农学学士',
      school: '山西农业大学',
      major: '农学',
      starts: '1997-09',
      from: '2001-07',
    },
    { mode: '2', level: '1B', school: '中共山西省委党校', major: '公共管理', starts: '2011-09', from: '2014-07' },
  ],
  titles: [{ name: '高级农艺师', from: '2012-11' }],
  honours: [{ name: '记三等功', on: '2021-01-20' }],
  appraisals: [
    { year: 2022, grade: '2' },
    { year: 2023, grade: '1' },
    { year: 2024, grade: '2' },
    { year: 2025, grade: '2' },
  ],
  family: [
    { relation: '父亲', name: '沈修竹', born: '1950-01', politics: '群众', work: '怀仁县农民（已去世）' },
    { relation: '女儿', name: '沈语桐', born: '2006-09', politics: '共青团员', work: '山西大学学生' },
    { relation: '妻子', name: '陆晚晴', born: '1981-07', politics: '中共党员', work: '县第一中学教师' },
  ],
});

beforeAll(async () => {
  api = await startApi();
  county = await api.signUp();
  office = await api.join(county, ['office'], { name: '叶知秋' });
  bureau = await make('unit', { name: '县农业农村局', order: 1, sort: 'government' });
});
afterAll(() => api.stop());

describe('the approval form of a cadre', () => {
  let id: string;
  beforeAll(async () => {
    id = await make('cadre', life());
  });

  it('is offered on the record', async () => {
    expect(
      (await call('GET', `/records/cadre/${id}/forms`, undefined, office.token)).body.map(({ name }: Json) => name),
    ).toContain('appointment');
  });

  it('hands the rows over as the file the editor reads, its résumé made of them', async () => {
    const { status, name, bytes } = await fileOf(`/records/cadre/${id}/form/appointment?format=lrmx&asOf=2026-10-31`);
    expect([status, name]).toEqual([200, '沈怀远.lrmx']);
    const { values, relatives } = readLrmx(bytes).lrmx;
    expect(values).toMatchObject({
      XingMing: '沈怀远',
      XingBie: '男',
      ChuShengNianYue: '197903',
      MinZu: '汉族',
      RuDangShiJian: '200006',
      CanJiaGongZuoShiJian: '200108',
      DaoLingNianYue: '204203',
      JianKangZhuangKuang: '健康',
      ZhuanYeJiShuZhiWu: '高级农艺师',
      QuanRiZhiJiaoYu_XueLi: '大学',
      QuanRiZhiJiaoYu_XueWei: '农学学士',
      QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: '山西农业大学农学专业',
      QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi: '',
      ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: '中共山西省委党校公共管理专业',
      XianRenZhiWu: '县农业农村局局长、党组书记',
      JiangChengQingKuang: '2021.01记三等功。',
      NianDuKaoHeJieGuo: '2023年优秀；2024年称职；2025年称职',
      ShenFenZheng: '990101197903150011',
    });
    expect(values.JianLi.split('\n')).toEqual([
      '1997.09--2001.07  山西农业大学农学专业学习',
      '2001.08--2010.03  县农业农村局科员',
      '2010.03--2018.05  县农业农村局副局长',
      `${' '.repeat(18)}（其间：2011.09--2014.07中共山西省委党校公共管理`,
      `${' '.repeat(18)}专业学习）`,
      '2018.05--         县农业农村局局长、党组书记',
    ]);
    expect(relatives.map(({ ChengWei, XingMing }) => `${ChengWei}${XingMing}`)).toEqual([
      '妻子陆晚晴',
      '女儿沈语桐',
      '父亲沈修竹',
    ]);
  });

  it('prints on paper with ages at the cut-off day and none for the dead', async () => {
    const { status, bytes } = await fileOf(`/records/cadre/${id}/form/appointment?format=html&asOf=2026-10-31`);
    expect(status).toBe(200);
    const text = new TextDecoder()
      .decode(bytes)
      .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, '|')
      .replace(/\|+/g, '|');
    expect(text).toContain('1979.03');
    expect(text).toContain('（47岁）');
    expect(text).toContain('2042.03|（63岁）');
    expect(text).toMatch(/陆晚晴\|\s*45\|/);
    expect(text).toMatch(/沈语桐\|\s*20\|/);
    expect(text).not.toContain('990101197903150011');
    const before = await fileOf(`/records/cadre/${id}/form/appointment?format=html&asOf=2015-06-30`);
    const then = new TextDecoder().decode(before.bytes);
    expect(then).toContain('（36岁）');
    expect(then).toContain('县农业农村局副局长');
    expect(then).not.toContain('到龄时间');
  });

  it('holds on an early day what was known then, and nothing before the birth', async () => {
    const by = { postFull: '县农业农村局局长、党组书记', appraisalText: '2025年称职', honourText: '2021年记三等功' };
    const resume =
      '1997.09--2001.07  山西农业大学农学专业学习\n2001.08--2010.03  县农业农村局科员\n2010.03--         县农业农村局副局长';
    const early = await make('cadre', {
      ...life(),
      ...by,
      resume,
      name: '沈怀璧',
      identityNumber: '990101197903150038',
    });
    const textOn = async (day: string) => {
      const { status, bytes } = await fileOf(`/records/cadre/${early}/form/appointment?format=html&asOf=${day}`);
      const text = new TextDecoder().decode(bytes);
      return status === 200 ? text.replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, '|').replace(/\|+/g, '|') : text;
    };
    const working = await textOn('2005-06-30');
    for (const told of ['（26岁）', '县农业农村局科员', '2000.06', '2001.08', '山西农业大学', '健康状况', '陆晚晴'])
      expect(working, told).toContain(told);
    for (const untold of ['局长', '称职', '三等功', '沈语桐', '2010', '到龄时间', '党校', '县第一中学教师', '中共党员'])
      expect(working, untold).not.toContain(untold);
    const sheet = async (asOf: string) => {
      const input = encodeURIComponent(JSON.stringify({ id: early, asOf }));
      return api.call('GET', `/api/trpc/cadre.sheet?input=${input}`, undefined, { token: office.token });
    };
    const { data } = (await sheet('2005-06-30')).body.result;
    expect(data).toMatchObject({ age: '26', currentPost: '县农业农村局科员', rewards: '无', appraisals: '' });
    expect(data.resume).toMatch(/2001\.08-- +县农业农村局科员$/);
    expect(data.relatives).toEqual([
      { relation: '妻子', name: '陆晚晴', age: '23', politics: '', post: '' },
      { relation: '父亲', name: '沈修竹', age: '', politics: '', post: '' },
    ]);
    const unborn = await sheet('1975-01-01');
    expect([unborn.status, JSON.stringify(unborn.body)]).toEqual([422, expect.stringContaining('invalid.asOf')]);
    const child = await textOn('1985-06-30');
    expect(child).toContain('（6岁）');
    for (const untold of ['农业农村局', '2000.06', '2001.08', '山西农业大学'])
      expect(child, untold).not.toContain(untold);
    expect(JSON.parse(await textOn('1975-01-01')).detail).toBe(
      '沈怀璧生于1979-03，1975-01-01还没有出生，请选较晚的日期',
    );
    for (const day of ['2005-06-30', '1985-06-30'])
      expect((await fileOf(`/records/cadre/${early}/form/appointment?format=lrmx&asOf=${day}`)).status).toBe(200);
    const now = await textOn(api.deps.clock.today());
    for (const told of ['2021年记三等功', '县第一中学教师', '局长、党组书记']) expect(now, told).toContain(told);
    expect((await sheet(api.deps.clock.today())).body.result.data.relatives).toContainEqual(
      expect.objectContaining({ name: '陆晚晴', politics: '中共党员', post: '县第一中学教师' }),
    );
  });

  it('goes by the appointments where words kept by hand leave out a post given since, and says so', async () => {
    const stale = await make('cadre', {
      ...life(),
      name: '沈怀琛',
      identityNumber: '990101197903150054',
      postFull: '县农业农村局局长（正科级）',
    });
    const present = async () =>
      readLrmx((await fileOf(`/records/cadre/${stale}/form/appointment?format=lrmx`)).bytes).lrmx.values.XianRenZhiWu;
    expect(await present()).toBe('县农业农村局局长、党组书记');
    const at = `/records/cadre/${stale}`;
    const read = (await call('GET', at)).body;
    const doubts = read.doubts.filter(({ field }: Json) => field === 'postFull');
    expect(doubts).toMatchObject([{ message: expect.stringContaining('党组书记') }]);
    const postFull = '县农业农村局党组书记、局长（正科级）';
    const headers = { 'If-Match': String(read.revision) };
    await api.call('PATCH', `/api/v1${at}`, { values: { postFull } }, { token: county.token, headers });
    expect(await present()).toBe(postFull);
    const mended = (await call('GET', at)).body.doubts ?? [];
    expect(mended.filter(({ field }: Json) => field === 'postFull')).toEqual([]);
  });

  it.each(['pdf', 'docx'])('comes as %s named after the person, and leaves a line in the log', async (format) => {
    const { status, name, bytes } = await fileOf(`/records/cadre/${id}/form/appointment?format=${format}`);
    expect([status, name]).toEqual([200, `沈怀远任免表.${format}`]);
    expect(new TextDecoder('latin1').decode(bytes.slice(0, 4))).toBe(format === 'pdf' ? '%PDF' : 'PK\u0003\u0004');
    const audit = await api.join(county, ['audit']);
    const log = (await call('GET', '/audit', undefined, audit.token)).body.items;
    expect(log.some((line: Json) => line.name === 'record.printed' && line.details?.format === format)).toBe(true);
  });

  it('is no exchange file for a leader, who may not see the number', async () => {
    const leader = await api.join(county, ['leader']);
    expect((await fileOf(`/records/cadre/${id}/form/appointment?format=html`, leader.token)).status).toBe(200);
    expect((await fileOf(`/records/cadre/${id}/form/appointment?format=lrmx`, leader.token)).status).toBe(403);
    const unit = await api.join(county, ['unit'], { unit: bureau });
    expect((await call('GET', `/records/cadre/${id}`, undefined, unit.token)).status).toBe(200);
    expect((await fileOf(`/records/cadre/${id}/form/appointment`, unit.token)).status).toBe(404);
  });

  it('takes what is proposed from a draft of an appointment document', async () => {
    const lines = [
      { cadre: id, act: 'appoint', unit: bureau, post: '一级主任科员', effective: '2026-12' },
      { cadre: id, act: 'remove', unit: bureau, post: '局长', effective: '2026-12' },
    ];
    await make('appointmentDocument', {
      heading: '关于沈怀远同志任免职的通知',
      decidedBy: '中共青禾县委',
      decidedOn: '2026-11-20',
      lines,
    });
    const { bytes } = await fileOf(`/records/cadre/${id}/form/appointment?format=lrmx`);
    expect(readLrmx(bytes).lrmx.values).toMatchObject({
      NiRenZhiWu: '县农业农村局一级主任科员',
      NiMianZhiWu: '县农业农村局局长',
    });
  });
});

describe('the papers of an appointment document', () => {
  const words = (bytes: Uint8Array): string =>
    new TextDecoder().decode(bytes).replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>|<[^>]+>/g, '');
  const offered = async (id: string): Promise<string[]> =>
    (await call('GET', `/records/appointmentDocument/${id}/forms`, undefined, office.token)).body.map(
      ({ name }: Json) => name,
    );
  const printed = async (id: string, form: string) => {
    const { status, bytes } = await fileOf(`/records/appointmentDocument/${id}/form/${form}?format=html`);
    return status === 200 ? words(bytes) : `${status} ${JSON.parse(new TextDecoder().decode(bytes)).detail}`;
  };
  let id: string;
  beforeAll(async () => {
    const facts = { sex: '2', ethnicGroup: '01', politics: '01', born: '1984-05' };
    const education = [{ mode: '1', level: '21', school: '岭东大学', from: '2006-07' }];
    const held = [{ unit: bureau, post: '副局长', main: 'yes', from: '2019-01' }];
    const up = await make('cadre', { name: '江采薇', ...facts, education, appointments: held });
    const across = await make('cadre', { name: '孟长庚', ...facts, sex: '1', education, appointments: held });
    const line = (cadre: string, act: string, post: string, more = {}) => ({
      ...{ cadre, act, unit: bureau, post, effective: '2026-12' },
      ...more,
    });
    id = await make('appointmentDocument', {
      heading: '关于江采薇等同志职务任免的通知',
      decidedBy: '中共青禾县委',
      decidedOn: '2026-11-20',
      copyTo: '县委办公室',
      kinNote: '已核查',
      lines: [
        line(up, 'appoint', '局长', { promotes: 'yes', trial: 'yes' }),
        line(up, 'appoint', '党组书记'),
        line(up, 'remove', '副局长'),
        line(across, 'appoint', '一级主任科员'),
      ],
    });
  });
  const change = async (values: Json) => {
    const path = `/records/appointmentDocument/${id}`;
    const { revision } = (await call('GET', path)).body;
    const changed = await api.call(
      'PATCH',
      `/api/v1${path}`,
      { values },
      { token: county.token, headers: { 'if-match': String(revision) } },
    );
    if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
  };

  it('are the notice, the list for discussion and the draft before it is issued', async () => {
    expect((await offered(id)).sort()).toEqual(['announcement', 'discussion', 'letter']);
    const letter = await printed(id, 'letter');
    expect(letter).toContain('草稿');
    expect(letter).toContain('（未编号）');
    expect(letter).toContain('叶知秋 ');
    const list = await printed(id, 'discussion');
    expect(list).toContain('任：县农业农村局局长，县农业农村局党组书记免：县农业农村局副局长');
    expect(list).toContain('孟长庚');
  });

  it('announces whom it promotes for the working days asked for, without a mark once it is dated', async () => {
    const blank = await printed(id, 'announcement');
    expect(blank).toContain('草稿');
    expect(blank).toContain('（5个工作日）');
    // 23 November 2026 is a Monday: five working days end on Friday the 27th.
    await change({ publicityFrom: '2026-11-23', publicityTo: '2026-11-26' });
    expect(await printed(id, 'announcement')).toBe('409 公示期不少于5个工作日，2026-11-23起公示的，至少到2026-11-27');
    await change({ publicityTo: '2026-11-30' });
    const dated = await printed(id, 'announcement');
    for (const told of [
      '江采薇，女，汉族，1984年5月生，大学，中共党员，现任县农业农村局副局长，拟任县农业农村局局长（试用期一年）。',
      '公示时间：2026年11月23日至2026年11月30日（6个工作日）。',
      '举报电话：12380',
    ])
      expect(dated).toContain(told);
    for (const untold of ['孟长庚', '草稿', '叶知秋 ']) expect(dated).not.toContain(untold);
  });

  it('are the letter alone once it is issued, each person once, without a mark', async () => {
    for (const move of ['number', 'issue']) await call('POST', `/records/appointmentDocument/${id}/moves/${move}`, {});
    expect(await offered(id)).toEqual(['letter']);
    const letter = await printed(id, 'letter');
    for (const told of [
      /文件组发〔\d{4}〕1号关于江采薇等同志职务任免的通知/,
      /经2026年11月20日中共青禾县委研究，决定任命、免去下列同志职务：/,
      /任：江采薇同志任县农业农村局局长（试用期一年）、党组书记；孟长庚同志任县农业农村局一级主任科员。/,
      /免：免去江采薇同志的县农业农村局副局长职务。/,
      /抄送：县委办公室。/,
    ])
      expect(letter).toMatch(told);
    for (const untold of ['草稿', '叶知秋 ']) expect(letter).not.toContain(untold);
    expect(await printed(id, 'announcement')).toBe('409 印发之前，有提拔晋升的人员才公示');
    for (const format of ['docx', 'pdf'])
      expect((await fileOf(`/records/appointmentDocument/${id}/form/letter?format=${format}`)).status).toBe(200);
  });

  it('are none once it is void', async () => {
    const lines = [
      {
        cadre: await make('cadre', { name: '温不言', sex: '1', born: '1980-01' }),
        act: 'appoint',
        unit: bureau,
        post: '科长',
        effective: '2026-12',
      },
    ];
    const gone = await make('appointmentDocument', {
      heading: '作废的',
      decidedBy: '县委',
      decidedOn: '2026-11-20',
      lines,
    });
    expect((await offered(gone)).sort()).toEqual(['discussion', 'letter']);
    await call('POST', `/records/appointmentDocument/${gone}/moves/cancel`, { input: { reason: '重新研究' } });
    expect(await offered(gone)).toEqual([]);
  });
});

describe('printing many', () => {
  const run = async (job: string): Promise<Json> => {
    await runTenantJob(api.deps, county.tenant, job);
    return (await call('GET', `/jobs/${job}`, undefined, office.token)).body;
  };

  it('puts one file each into an archive, namesakes counted, and says who could not be printed', async () => {
    const ids = [
      await make('cadre', { name: '顾以宁', sex: '2', born: '1985-01' }),
      await make('cadre', { name: '顾以宁', sex: '2', born: '1990-11' }),
    ];
    const gone = 'rec_0000000000000000000000';
    const asked = await call(
      'POST',
      '/records/cadre/print',
      { form: 'appointment', format: 'lrmx', ids: [...ids, gone] },
      office.token,
    );
    expect(asked.status).toBe(202);
    const job = await run(asked.body.id);
    expect(job).toMatchObject({ state: 'done', done: 3, total: 3, result: { printed: 2, refused: 1 } });
    expect(job.result.items).toMatchObject([{ id: gone }]);
    const { name, bytes } = await fileOf(`/jobs/${asked.body.id}/file`);
    expect(name).toMatch(/^cadre-\d{4}-\d{2}-\d{2}\.zip$/);
    expect(
      openArchive(bytes)
        .map((entry) => entry.name)
        .sort(),
    ).toEqual(['顾以宁.lrmx', '顾以宁1.lrmx'].sort());
    expect((await fileOf(`/jobs/${asked.body.id}/file`, county.token)).status).toBe(404);
  });

  it('prints a list as it is filtered, and stops when cancelled', async () => {
    const body = { form: 'appointment', format: 'pdf', filter: { q: '顾以宁' } };
    const asked = await call('POST', '/records/cadre/print', body, office.token);
    expect(asked.body.total).toBe(2);
    await call('DELETE', `/jobs/${asked.body.id}`, undefined, office.token);
    expect((await run(asked.body.id)).state).toBe('cancelled');
    expect((await fileOf(`/jobs/${asked.body.id}/file`)).status).toBe(404);
  });

  it('takes a list out as exchange files where the module has them', async () => {
    const { status, name, bytes } = await fileOf('/records/cadre/export?format=lrmx&q=顾以宁');
    expect([status, name]).toEqual([200, expect.stringMatching(/^cadre-[\d-]+\.zip$/)]);
    const names = openArchive(bytes).map((entry) => entry.name);
    expect(names).toEqual(['顾以宁.lrmx', '顾以宁1.lrmx']);
    expect((await fileOf('/records/unit/export?format=lrmx')).status).toBe(422);
    const leader = await api.join(county, ['leader']);
    expect((await fileOf('/records/cadre/export?format=lrmx', leader.token)).status).toBe(403);
  });

  it('refuses what is not one of ids and filter, and forms that are not there', async () => {
    expect(
      (await call('POST', '/records/cadre/print', { form: 'appointment', format: 'pdf' }, office.token)).status,
    ).toBe(422);
    expect(
      (await call('POST', '/records/cadre/print', { form: 'appointment', format: 'exe', ids: ['x'] }, office.token))
        .status,
    ).toBe(422);
  });
});
