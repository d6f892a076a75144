import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, type County, type Json, startApi } from '../support/api.ts';

describe('an appointment document', () => {
  let api: Api;
  let county: County;
  let bureau: string;
  let chief: string;
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    api.call(method, `/api/v1/records/${path}`, body, { token: county.token });
  const make = async (module: string, values: Json): Promise<string> => {
    const made = await call('POST', module, { values });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.id;
  };
  const person = (name: string, more: Json = {}) =>
    make('cadre', { name, sex: '1', born: '1980-05', workStart: '2002-07', ...more });
  const valuesOf = async (id: string): Promise<Json> => (await call('GET', `cadre/${id}`)).body.values;
  const draft = (lines: Json[], more: Json = {}) =>
    make('appointmentDocument', {
      heading: '关于陆闻笛等同志任免职的通知',
      decidedBy: '中共青禾县委',
      decidedOn: '2026-05-06',
      lines,
      ...more,
    });
  const issue = async (id: string): Promise<Answer> => {
    // A number of the register is never given again, so a screen asks before it draws one.
    const { moves } = (await call('GET', `appointmentDocument/${id}`)).body;
    expect(moves.find(({ name }: Json) => name === 'number').hint).toBeTruthy();
    const numbered = await call('POST', `appointmentDocument/${id}/moves/number`, {});
    if (numbered.status !== 200) throw new Error(JSON.stringify(numbered.body));
    return call('POST', `appointmentDocument/${id}/moves/issue`, {});
  };
  const faults = (answer: Answer): string[] =>
    answer.body.fields.map(({ code, message }: Json) => `${code} ${message}`);

  beforeAll(async () => {
    api = await startApi();
    county = await api.signUp();
    bureau = await make('unit', { name: '县财政局', order: 1, sort: 'government' });
    chief = await make('position', { name: '县财政局局长', unit: bureau, level: '0141', sort: 'chief', headcount: 1 });
  });
  afterAll(() => api.stop());

  it('writes into the files who gives up a post and who takes it, under its number', async () => {
    const held = { unit: bureau, position: chief, post: '局长', main: 'yes', from: '2020-03' };
    const old = await person('沈怀远', { appointments: [held] });
    const next = await person('陆闻笛', {
      postFull: '县财政局副局长',
      appointments: [{ unit: bureau, post: '副局长', from: '2019-01' }],
    });
    const id = await draft([
      { cadre: old, act: 'remove', unit: bureau, position: chief, post: '局长', effective: '2026-05' },
      { cadre: next, act: 'remove', unit: bureau, post: '副局长', effective: '2026-05' },
      { cadre: next, act: 'appoint', unit: bureau, position: chief, post: '局长', main: 'yes', effective: '2026-05' },
    ]);
    const issued = await issue(id);
    expect(issued.status).toBe(200);
    expect(issued.body.state).toBe('issued');
    const { number } = issued.body.values;
    expect(number).toMatch(/^组发〔\d{4}〕1号$/);
    expect((await valuesOf(old)).appointments).toMatchObject([{ post: '局长', to: '2026-05', endDocument: number }]);
    const { appointments, post, postFull } = await valuesOf(next);
    expect(postFull).toBeUndefined();
    expect(appointments).toMatchObject([
      { post: '副局长', to: '2026-05', endDocument: number },
      { post: '局长', from: '2026-05', document: number, position: chief },
    ]);
    expect(post).toBe('局长');
    const events = (await call('GET', `cadre/${next}/events`)).body;
    expect(JSON.stringify(events)).toContain('appointed');
    expect(JSON.stringify(events)).toContain('县财政局副局长');
  });

  it('asks about recusal by place before somebody heads the police where he grew up', async () => {
    const police = await make('unit', { name: '县公安局', order: 7, sort: 'government', region: '青禾县' });
    const post = { act: 'appoint', unit: police, main: 'yes', effective: '2026-06' };
    const chiefOfPolice = await make('position', {
      name: '县公安局局长',
      unit: police,
      level: '0141',
      sort: 'chief',
      headcount: 1,
    });
    const native = await person('祁望舒', { hometown: '岭东青禾' });
    const asked = await issue(await draft([{ ...post, cadre: native, position: chiefOfPolice, post: '局长' }]));
    expect(asked.status).toBe(422);
    expect(faults(asked)).toEqual([expect.stringMatching(/^invalid\.place .*art\. 75/)]);
    const answered = await draft([{ ...post, cadre: native, position: chiefOfPolice, post: '局长' }], {
      kinNote: '已核查，报市委同意',
    });
    expect((await issue(answered)).status).toBe(200);
    // A deputy, and a chief from elsewhere, are asked nothing.
    const deputy = await draft([{ ...post, cadre: await person('宁思远', { hometown: '岭东青禾' }), post: '副局长' }]);
    expect((await issue(deputy)).status).toBe(200);
    const stranger = await person('柏令仪', { hometown: '岭东云岭' });
    expect((await issue(await draft([{ ...post, cadre: stranger, post: '政委、党委书记' }]))).status).toBe(200);
  });

  it('changes nothing where one line cannot stand, and says which', async () => {
    const serving = await person('顾以宁');
    const gone = await person('韩若川');
    await call('POST', `cadre/${gone}/moves/retire`, { input: { leftOn: '2026-01' } });
    const id = await draft([
      { cadre: serving, act: 'appoint', unit: bureau, position: chief, post: '局长', effective: '2026-06' },
      { cadre: serving, act: 'remove', unit: bureau, post: '科长', effective: '2026-06' },
      { cadre: gone, act: 'appoint', unit: bureau, post: '科员', effective: '2026-06' },
    ]);
    const refused = await issue(id);
    expect(refused.status).toBe(422);
    expect(faults(refused).sort()).toEqual([
      'invalid.headcount “县财政局局长” has 1 places, held by 1: 陆闻笛',
      'invalid.noPost 顾以宁 does not hold “科长”',
      'invalid.notServing 韩若川, named for “科员”, is not in service',
    ]);
    expect((await valuesOf(serving)).appointments).toBeUndefined();
    expect((await call('GET', `appointmentDocument/${id}`)).body.state).toBe('numbered');
  });

  it('promotes nobody while a measure has effect, naming the decision, and does so when it is over', async () => {
    const warned = await person('纪行舟', {
      honours: [
        { name: '政务警告', measure: 'warning', on: day(-60), document: '青纪〔2026〕3号' },
        { name: '政务记过', measure: 'demerit', on: day(-800), document: '青纪〔2024〕9号' },
      ],
    });
    const line = { cadre: warned, act: 'appoint', unit: bureau, post: '副局长', effective: day(0).slice(0, 7) };
    const promoted = await issue(await draft([{ ...line, promotes: 'yes' }]));
    expect(promoted.status).toBe(422);
    expect(faults(promoted)).toHaveLength(1);
    expect(faults(promoted)[0]).toContain('invalid.effectPeriod');
    expect(faults(promoted)[0]).toContain('青纪〔2026〕3号');
    expect(faults(promoted)[0]).not.toContain('青纪〔2024〕9号');
    expect((await issue(await draft([line]))).status).toBe(200);
    const later = day(200).slice(0, 7);
    expect(
      (await issue(await draft([{ ...line, post: '局党组书记', effective: later, promotes: 'yes' }]))).status,
    ).toBe(200);
    expect((await valuesOf(warned)).post).toBe('副局长');
  });

  it('asks a person to look into relatives who serve in the unit', async () => {
    const office = await make('unit', { name: '县审计局', order: 2, sort: 'government' });
    await person('缪清和', { appointments: [{ unit: office, post: '副局长', main: 'yes', from: '2018-01' }] });
    const brother = await person('缪清源', { family: [{ relation: '弟弟', name: '缪清和', born: '1985-02' }] });
    const lines = [{ cadre: brother, act: 'appoint', unit: office, post: '局长', effective: '2026-07' }];
    const asked = await issue(await draft(lines));
    expect(faults(asked)).toEqual([expect.stringContaining('invalid.kin 缪清和, 弟弟 of 缪清源')]);
    expect(
      (await issue(await draft(lines, { kinNote: '已核查，二人不构成直接上下级关系，报县委同意。' }))).status,
    ).toBe(200);
  });
});

describe('a cadre’s file', () => {
  let api: Api;
  let county: County;
  const post = (values: Json): Promise<Answer> =>
    api.call('POST', '/api/v1/records/cadre', { values }, { token: county.token });
  const year = new Date().getFullYear();

  beforeAll(async () => {
    api = await startApi();
    county = await api.signUp();
  });
  afterAll(() => api.stop());

  it.each([
    ['identityNumber', { identityNumber: '99010119800501002X', sex: '1' }],
    ['workStart', { workStart: '1979-12' }],
    ['partyJoined', { partyJoined: '1980-04', politics: '01' }],
    ['partyJoined', { partyJoined: '2001-06', politics: '13' }],
    ['workStart', { workStart: `${year + 1}-12` }],
    ['born', { born: `${year + 1}-12`, workStart: undefined }],
    ['levels', { workStart: '2003-07', levels: [{ sort: 'rank', level: '01A10', from: '2003-06' }] }],
    ['appointments', { appointments: [{ post: '科长', from: '2015-01', to: '2014-12' }] }],
    ['honours', { honours: [{ name: '嘉奖', on: `${year + 1}-12-31` }] }],
    ['appraisals', { appraisals: [{ year: year + 1, grade: '2' }] }],
    [
      'appraisals',
      {
        appraisals: [
          { year: 2024, grade: '2' },
          { year: 2024, grade: '1' },
        ],
      },
    ],
  ])('is refused where %s contradicts the rest', async (field, wrong) => {
    const right = { name: '沈怀远', sex: '1', born: '1980-05', workStart: '2002-07' };
    expect((await post(right)).status).toBe(201);
    const refused = await post({ ...right, ...wrong });
    expect(refused.status).toBe(422);
    expect(refused.body.fields.map(({ path, code }: Json) => `${path} ${code}`)).toEqual([
      `${field} invalid.disagreement`,
    ]);
  });

  it('is refused with a name that nobody can see', async () => {
    const refused = await post({ name: '\u200b\u200d', sex: '1', born: '1980-05' });
    expect(refused.body.fields.map(({ path, code }: Json) => `${path} ${code}`)).toEqual(['name invalid.characters']);
  });

  it('asks for no thirteenth month, and takes no state that is no word', async () => {
    const list = await api.call('GET', '/api/v1/records/cadre?filter[born][gte]=1992-13', undefined, {
      token: county.token,
    });
    expect(list.status).toBe(422);
    const body = { values: { name: '顾以宁', sex: '1', born: '1980-05' }, state: ['serving'] };
    expect((await api.call('POST', '/api/v1/records/cadre', body, { token: county.token })).status).toBe(400);
  });

  it('keeps a recognised birth month beside the number, and says so', async () => {
    const recognised = [{ what: 'born', value: '1980-03', evidence: '最早入党志愿书', on: '2016-05-10' }];
    const values = { name: '陆闻笛', sex: '1', born: '1980-03', identityNumber: '990101198005010011' };
    const plain = (await post(values)).body;
    expect(plain.doubts).toEqual([
      { field: 'born', message: 'Differs from the identity number, with no evidence on record' },
    ]);
    const kept = (await post({ ...values, identityNumber: '990101198005010038', recognised })).body;
    expect(kept.doubts).toEqual([
      { field: 'born', message: 'Differs from the identity number; the recognised month counts' },
    ]);
    expect(kept.values.born).toBe('1980-03');
  });
});
