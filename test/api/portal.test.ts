import { momentOf } from '@juxian/base/clock.ts';
import { listAudit } from '@juxian/core/audit.ts';
import { gateOf } from '@juxian/engine/access.ts';
import { openFile } from '@juxian/engine/attachment.ts';
import { createRecord, getRecord, placeRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { revealField } from '@juxian/engine/reveal.ts';
import { listRecords } from '@juxian/engine/views.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pdf } from '../support/bytes.ts';
import { applicantCtx, codeFor, filled, openPortal, type Portal, submitFor, withCheck } from '../support/portal.ts';

let portal: Portal;
let application: string;
let notice: string;
/** The application as the notice lists it: what a visitor names. */
let line: string;

beforeAll(async () => {
  portal = await openPortal();
  setClock('2026-10-04T09:00:00');
  application = (await submitFor(portal, '13800000001', filled(portal.units.青山县第一中学 ?? ''))).record.id;
  setClock('2026-12-14T09:00:00');
  notice = await publish();
  line = await lineOf(notice);
});
afterAll(() => portal.api.stop());
beforeEach(() => setClock('2026-12-16T09:00:00'));

const setClock = (moment: string) => portal.api.deps.clock.set(Date.parse(`${moment}+08:00`));
const path = (rest: string) => `/api/v1/public/qingshan${rest}`;
const call: Portal['api']['call'] = (...given) => portal.api.call(...given);

async function publish(): Promise<string> {
  const made = await createRecord(portal.office, {
    module: 'publicity',
    values: {
      heading: '2026年度拟认定人才工作室公示',
      call: portal.call.id,
      text: '现予公示。',
      days: 5,
      contact: '0999-0000126',
      list: [{ application, studioName: '沈知微名师工作室', leaderName: '沈知微', unitName: '青山县第一中学' }],
    },
  });
  await takeMove(portal.office, { module: 'publicity', id: made.id, move: 'start', input: {} });
  return made.id;
}

const lineOf = async (id: string): Promise<string> =>
  (await call('GET', path(`/notices/${id}`))).body.values.list[0].id;

const objections = async () => {
  const module = moduleOf(portal.office, 'objection');
  return listRecords(portal.office, module, {}, await gateOf(portal.office, module));
};

describe('what programs read of a county', () => {
  it('is calls and notices with public columns only', async () => {
    const calls = await call('GET', path('/calls'));
    expect(calls.status).toBe(200);
    expect(calls.body.items).toHaveLength(1);
    expect(calls.body.items[0].values.kinds).toHaveLength(4);
    const notices = await call('GET', path('/notices'));
    const [line] = notices.body.items[0].values.list;
    expect(line.studioName).toBe('沈知微名师工作室');
    expect(line).not.toHaveProperty('application');
    expect(JSON.stringify(notices.body)).not.toContain(application);
  });

  it('is the public columns for whoever is signed in as an applicant, by every way', async () => {
    const office = await getRecord(portal.office, { module: 'publicity', id: notice });
    expect(office.values.list).toMatchObject([{ application, leaderName: '沈知微' }]);
    const to = '13800000044';
    await call('POST', path('/codes'), { to });
    const code = codeFor(portal.api, to);
    const { token } = (await call('POST', path('/sessions'), { to, code })).body;
    const read = async (rest: string) => (await call('GET', `/api/v1${rest}`, undefined, { token })).body;
    const record = await read(`/records/publicity/${notice}`);
    expect(record.values.list).toEqual([
      { id: line, studioName: '沈知微名师工作室', leaderName: '沈知微', unitName: '青山县第一中学' },
    ]);
    const events = await read(`/records/publicity/${notice}/events`);
    expect(JSON.stringify(events)).toContain('沈知微名师工作室');
    const list = await read('/records/publicity');
    const described = await read('/modules/publicity');
    const columns = described.fields.find(({ name }: { name: string }) => name === 'list').columns;
    expect(columns.map(({ name }: { name: string }) => name)).toEqual(['studioName', 'leaderName', 'unitName']);
    expect(JSON.stringify([record, events, list])).not.toContain(application);
  });

  it('is no module of which a visitor or an applicant sees nothing', async () => {
    const to = '13800000045';
    await call('POST', path('/codes'), { to });
    const { token } = (await call('POST', path('/sessions'), { to, code: codeFor(portal.api, to) })).body;
    const { token: office } = portal.county;
    for (const name of ['panel', 'slate', 'blindCopy']) {
      expect((await call('GET', `/api/v1/modules/${name}`, undefined, { token: office })).body.name).toBe(name);
      const seen = await call('GET', `/api/v1/modules/${name}`, undefined, { token });
      expect([seen.status, seen.body.code]).toEqual([404, 'missing.module']);
    }
    const none = await call('GET', '/api/v1/modules/nothing', undefined, { token });
    const hidden = await call('GET', '/api/v1/modules/panel', undefined, { token });
    expect({ ...hidden.body, requestId: '' }).toEqual({ ...none.body, requestId: '' });
    const all = (await call('GET', '/api/v1/modules', undefined, { token })).body;
    const names = (all.items ?? all).map(({ name }: { name: string }) => name);
    expect(names).toContain('application');
    expect(names).not.toContain('panel');
  });

  it('hides drafts, and everything of a module that is not public', async () => {
    const draft = await createRecord(portal.office, { module: 'call', values: { heading: '还在起草' } });
    expect((await call('GET', path('/calls'))).body.total).toBe(1);
    expect((await call('GET', path(`/calls/${portal.call.id}`))).body.values.heading).toContain('申报公告');
    expect((await call('GET', path(`/calls/${draft.id}`))).status).toBe(404);
    expect((await call('GET', path('/applications'))).status).toBe(401);
    expect((await call('GET', path(`/applications/${application}`))).status).toBe(401);
    expect((await call('GET', '/api/v1/public/nowhere/calls')).status).toBe(404);
  });

  it('never holds an identity number, a telephone or a birth date of an applicant', async () => {
    for (const rest of ['/calls', '/notices', '/studios', '/experts', '/posts']) {
      const { body } = await call('GET', path(rest));
      expect(JSON.stringify(body)).not.toMatch(/9900011978|13900000126|1978-05/);
    }
  });

  it('answers 404 for an unknown certificate', async () => {
    expect((await call('GET', path('/verify/none'))).body.code).toBe('missing.certificate');
  });
});

describe('an objection', () => {
  const sent = (more = {}) => ({
    notice,
    named: 'anonymous',
    application: line,
    substance: '获奖证书与事实不符，发生在2024年5月。',
    ...more,
  });

  it('is taken without a name, keeps nothing of its sender, and reaches the office with a number', async () => {
    const { browser, path: page } = {
      browser: await portal.applicant('13800000009'),
      path: `${portal.base}/notices/${notice}`,
    };
    const before = (await objections()).total;
    const done = await browser.post(`${page}/objections`, {
      named: 'anonymous',
      application: line,
      substance: '材料不实，发生在2025年。',
      contact: '不该留下 13811112222',
    });
    expect(done.headers.getSetCookie()).toEqual([]);
    const number = /异议〔2026〕\d{3}号/.exec(done.html)?.[0];
    expect(number).toBeDefined();
    const list = await objections();
    expect(list.total).toBe(before + 1);
    const [row] = list.items.filter(({ values }) => values.number === number);
    const record = await getRecord(portal.office, { module: 'objection', id: row?.id ?? '' });
    expect(record.values).toMatchObject({
      publicity: notice,
      application,
      studioName: '沈知微名师工作室',
      named: 'anonymous',
    });
    await takeMove(portal.office, { module: 'objection', id: record.id, move: 'takeOn', input: {} });
    expect((await getRecord(portal.office, { module: 'objection', id: record.id })).values.contact).toBeUndefined();
    const { store } = portal.office;
    const kept = await store.query({ pk: store.keys.record('portal', 'objection', record.id).pk });
    const events = await store.query({ pk: store.keys.events('portal', 'objection', record.id) });
    expect(kept.items).toHaveLength(1);
    const [made] = events.items;
    expect(made?.actor).toEqual({ id: 'public', name: '', kind: 'public' });
    expect(JSON.stringify([...kept.items, made])).not.toMatch(/203\.0\.113|13800000009|Mozilla/);
    expect(kept.items[0]?.owner).toBe('public');
  });

  it('keeps the contact of a signed one for its handler alone', async () => {
    const { body } = await call('POST', path('/objections'), sent({ named: 'named', contact: '赵七 13811112222' }));
    expect(body.number).toMatch(/^异议〔2026〕/);
    const [row] = (await objections()).items.filter(({ values }) => values.number === body.number);
    const id = row?.id ?? '';
    expect((await getRecord(portal.office, { module: 'objection', id })).values).not.toHaveProperty('contact');
    await takeMove(portal.office, { module: 'objection', id, move: 'takeOn', input: {} });
    expect((await getRecord(portal.office, { module: 'objection', id })).values).toHaveProperty('contact');
    const other = await portal.staff('同事', ['office']);
    expect((await getRecord(other, { module: 'objection', id })).values).not.toHaveProperty('contact');
  });

  it('brings its evidence along, judged by content, for the office to open', async () => {
    const page = `${portal.base}/notices/${notice}/objections`;
    const fields = { named: 'anonymous', application: line, substance: '附证明。' };
    const evidence = { name: '证明.pdf', bytes: pdf() };
    const done = await portal.browser().post(page, { ...fields, 'file:evidence': evidence });
    const number = /异议〔2026〕\d{3}号/.exec(done.html)?.[0];
    const [row] = (await objections()).items.filter(({ values }) => values.number === number);
    const { values } = await getRecord(portal.office, { module: 'objection', id: row?.id ?? '' });
    expect(values.evidence).toMatchObject([{ name: '证明.pdf', type: 'application/pdf' }]);
    const [file] = values.evidence as { id: string }[];
    expect(Buffer.from((await openFile(portal.office, file?.id ?? '')).bytes)).toEqual(Buffer.from(evidence.bytes));
    expect((await portal.browser().get(`${portal.base}/files/${file?.id}`)).status).toBe(404);
    const before = (await objections()).total;
    const html = { name: '证明.pdf', bytes: new TextEncoder().encode('<html>') };
    const refused = await portal.browser().post(page, { ...fields, 'file:evidence': html });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('id="f-evidence-e"');
    const big = { name: '大.pdf', bytes: new Uint8Array(11 * 1024 * 1024) };
    expect((await portal.browser().post(page, { ...fields, 'file:evidence': big })).html).toContain('超过上限10 MB');
    expect((await objections()).total).toBe(before);
  });

  it('names what is missing, by field', async () => {
    const blank = await call('POST', path('/objections'), { notice, named: 'named' });
    expect(blank.status).toBe(422);
    expect(blank.body.fields.map((field: { path: string }) => field.path)).toEqual([
      'application',
      'substance',
      'contact',
    ]);
    const page = await portal.browser().post(`${portal.base}/notices/${notice}/objections`, {
      named: 'anonymous',
      application: '',
      substance: '写了很久的事实经过',
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain('<title>错误：');
    expect(page.html).toContain('写了很久的事实经过</textarea>');
  });

  it('is refused for somebody who is not on the list, and after the notice has ended', async () => {
    const stranger = await call('POST', path('/objections'), sent({ application }));
    expect(stranger.status).toBe(422);
    expect((await call('POST', path('/objections'), sent({ notice: portal.call.id }))).status).toBe(404);
    const other = await publish();
    await takeMove(portal.office, { module: 'publicity', id: other, move: 'stop', input: { result: '终止' } });
    const late = await call('POST', path('/objections'), sent({ notice: other }));
    expect(late.status).toBe(404);
  });
});

describe('a notice', () => {
  it('counts working days with today among those left', async () => {
    const seen = async (day: string) => {
      setClock(`${day}T09:00:00`);
      const { html } = await portal.browser().get(`${portal.base}/notices/${notice}`);
      return /共(\d)个工作日，已过(\d)个/.exec(html)?.slice(1).map(Number);
    };
    expect(await seen('2026-12-14')).toEqual([5, 0]);
    expect(await seen('2026-12-16')).toEqual([5, 2]);
    expect(await seen('2026-12-18')).toEqual([5, 4]);
    expect(await seen('2026-12-19')).toEqual([5, 5]);
  });
});

describe('an applicant with a program', () => {
  const signIn = async (to: string): Promise<string> => {
    await call('POST', path('/codes'), { to });
    const opened = await call('POST', path('/sessions'), { to, code: codeFor(portal.api, to) });
    return opened.body.token;
  };

  it('files, corrects, attaches and submits; a stale or a blind write is refused', async () => {
    setClock('2026-10-05T09:00:00');
    const token = await signIn('13800000031');
    const made = await call(
      'POST',
      path('/applications'),
      { values: { call: portal.call.id, kind: 'teacher', leaderName: '程砚宁' } },
      { token },
    );
    expect(made.status).toBe(201);
    const { id } = made.body;
    const values = {
      ...filled(portal.units.云麓中学 ?? '', '程砚宁'),
      identityNumber: withCheck('99000119800101077'),
    };
    expect((await call('PATCH', path(`/applications/${id}`), { values }, { token })).body.code).toBe('invalid.header');
    const changed = await call(
      'PATCH',
      path(`/applications/${id}`),
      { values },
      { token, headers: { 'if-match': made.headers.get('etag') ?? '' } },
    );
    expect(changed.status).toBe(200);
    const stale = await call(
      'PATCH',
      path(`/applications/${id}`),
      { values: { aims: '改' } },
      { token, headers: { 'if-match': made.headers.get('etag') ?? '' } },
    );
    expect(stale.status).toBe(409);
    const form = new FormData();
    form.append('field', 'annexes');
    form.append('file', new File([Uint8Array.from(pdf()).buffer], '证书.pdf'));
    const up = await portal.api.request(path(`/applications/${id}/files`), {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${token}`, 'x-edge-address': '203.0.113.1' },
    });
    expect(up.status).toBe(201);
    const input = { consent: 'yes', consentVersion: '2' };
    const submitted = await call('POST', path(`/applications/${id}/moves/submit`), { input }, { token });
    expect(submitted.body.state).toBe('atUnit');
    expect(submitted.body.values.identityNumber).toBe(`9${'*'.repeat(16)}${values.identityNumber.slice(-1)}`);
  });

  it('invites into a team whoever the number belongs to, and five times an hour', async () => {
    setClock('2026-10-04T09:00:00');
    const token = await signIn('13800000041');
    const values = { call: portal.call.id, kind: 'teacher', studioName: '程砚宁名师工作室', leaderName: '程砚宁' };
    const made = await call('POST', path('/applications'), { values }, { token });
    const send = async (id: string, to: string, person?: string) => {
      const input = { name: '陆闻笛', role: 'core', to, ...(person ? { person } : {}) };
      return call('POST', path(`/applications/${id}/moves/inviteMember`), { input }, { token });
    };
    const accomplice = await applicantCtx(portal, '13800000042');
    const { body } = await send(made.body.id, '+86 138-0000-0043', accomplice.actor.id);
    expect(body.values.members).toMatchObject([{ name: '陆闻笛', standing: 'open' }]);
    const rows = await portal.office.rows.fresh(portal.office, moduleOf(portal.office, 'teamInvitation'));
    const [row] = rows.where({ application: made.body.id });
    const invited = await applicantCtx(portal, '13800000043');
    const own = { module: 'teamInvitation', id: row?.id ?? '' };
    expect((await getRecord(invited, own)).values.to).toBe('13800000043');
    await expect(getRecord(accomplice, own)).rejects.toMatchObject({ code: 'missing.record' });
    expect((await send(application, '13800000043')).status).toBe(404);
    const again = [];
    for (let n = 0; n < 5; n++) again.push((await send(made.body.id, '13800000043')).status);
    expect(again).toEqual([409, 409, 409, 409, 429]);
  });

  it("sees no other person's application and no other county's", async () => {
    const token = await signIn('13800000032');
    expect((await call('GET', path(`/applications/${application}`), undefined, { token })).status).toBe(404);
    expect((await call('GET', path('/applications'), undefined, { token })).body.total).toBe(0);
    const other = await portal.api.signUp({ slug: 'yunling' });
    expect((await call('GET', `/api/v1/public/${other.slug}/applications`, undefined, { token })).status).toBe(401);
    expect((await call('GET', path('/applications'), undefined, { token: portal.county.token })).status).toBe(401);
  });
});

describe('a studio’s introduction', () => {
  const words = '以课堂为根本，带出一支教研队伍。';
  const studioAt = async (state: string, leaderName = '沈知微') => {
    const { id } = await placeRecord(portal.office, {
      module: 'studio',
      state,
      values: {
        studioName: `${leaderName}名师工作室`,
        kind: 'teacher',
        year: 2026,
        leaderName,
        hostUnit: portal.units.青山县第一中学,
        decisionNumber: '青人才〔2026〕9号',
        recognisedOn: '2026-11-09',
        introduction: words,
      },
    });
    return id;
  };
  const move = (id: string, name: string, input = {}) =>
    takeMove(portal.office, { module: 'studio', id, move: name, input });
  const agreed = { agreedBy: '沈知微', agreedOn: '2026-12-15' };

  /** Every way in which somebody outside may come to the words. */
  async function found(id: string): Promise<string[]> {
    const to = '13800000046';
    await call('POST', path('/codes'), { to });
    const { token } = (await call('POST', path('/sessions'), { to, code: codeFor(portal.api, to) })).body;
    const browser = portal.browser();
    const ways: [string, unknown][] = [
      ['page', (await browser.get(`${portal.base}/studios/${id}`)).html],
      ['directory', (await browser.get(`${portal.base}/studios`)).html],
      ['program', (await call('GET', path(`/studios/${id}`))).body],
      ['programs', (await call('GET', path('/studios'))).body],
      ['record', (await call('GET', `/api/v1/records/studio/${id}`, undefined, { token })).body],
      ['history', (await call('GET', `/api/v1/records/studio/${id}/events`, undefined, { token })).body],
    ];
    return ways.flatMap(([name, said]) => (JSON.stringify(said).includes(words) ? [name] : []));
  }

  it('is read by nobody outside before the leader agrees, by all afterwards, and by nobody once he takes it back', async () => {
    const id = await studioAt('running');
    expect((await getRecord(portal.office, { module: 'studio', id })).values.introduction).toBe(words);
    expect((await portal.browser().get(`${portal.base}/studios/${id}`)).html).toContain('沈知微名师工作室');
    expect(await found(id)).toEqual([]);
    await move(id, 'publishIntroduction', agreed);
    expect(await found(id)).toEqual(['page', 'program', 'programs', 'record', 'history']);
    await move(id, 'hideIntroduction');
    expect(await found(id)).toEqual([]);
    expect((await getRecord(portal.office, { module: 'studio', id })).values).not.toHaveProperty('agreedBy');
  });

  it('stays the text that was agreed to, whatever is written afterwards', async () => {
    const id = await studioAt('running');
    const { revision } = await move(id, 'publishIntroduction', agreed);
    await updateRecord(portal.office, { module: 'studio', id, revision, values: { introduction: '另一段话' } });
    const { values } = (await call('GET', path(`/studios/${id}`))).body;
    expect(values.shown).toBe(words);
    expect(values).not.toHaveProperty('introduction');
  });

  it('needs the leader in person and a day that has come', async () => {
    const id = await studioAt('running');
    const refused = async (input: object) => {
      const why = await move(id, 'publishIntroduction', input).catch((error) => error);
      return why.details.fields.map(({ path: at }: { path: string }) => at);
    };
    expect(await refused({ ...agreed, agreedBy: '顾砚秋' })).toEqual(['input.agreedBy']);
    expect(await refused({ ...agreed, agreedOn: '2026-12-17' })).toEqual(['input.agreedOn']);
    expect(await refused({})).toEqual(['input.agreedBy', 'input.agreedOn']);
    expect((await call('GET', path(`/studios/${id}`))).body.values).not.toHaveProperty('shown');
  });
});

describe('an expert’s consent', () => {
  const secret = '高寒茶园冻害';
  let expert: string;
  let person: Portal['office'];
  const take = (ctx: Portal['office'], move: string, input: Record<string, unknown>) =>
    takeMove(ctx, { module: 'expert', id: expert, move, input });
  /** Whether a text shows on the list, on the page of the record, in the answers of the API, in searches and in the sitemap. */
  const shows = async (word: string) => {
    const browser = portal.browser();
    const html = async (rest: string) => (await browser.get(`${portal.base}/${rest}`)).html;
    const api = async (rest: string) => JSON.stringify((await call('GET', path(rest))).body.items ?? []);
    const record = await call('GET', path(`/experts/${expert}`));
    // A page repeats the word that was looked for; the name beside it is what a hit shows.
    const hit = (text: string) => text.includes(`/experts/${expert}`);
    const q = encodeURIComponent(word);
    return {
      list: (await html('experts')).includes(word),
      page: (await html(`experts/${expert}`)).includes(word),
      answer: JSON.stringify(record.body.values ?? {}).includes(word),
      answers: (await api('/experts')).includes(word),
      pageSearch: hit(await html(`experts?q=${q}`)),
      apiSearch: (await call('GET', path(`/experts?q=${q}`))).body.total === 1,
      sitemap: hit(await html('sitemap.xml')),
    };
  };
  const everywhere = (is: boolean) => ({
    list: is,
    page: is,
    answer: is,
    answers: is,
    pageSearch: is,
    apiSearch: is,
    sitemap: is,
  });

  beforeAll(async () => {
    setClock('2026-12-16T09:00:00');
    const values = {
      name: '缪听澜',
      professionalTitle: '研究员',
      unitName: '岭东农业大学',
      discipline: '090102',
      profile: `长期研究${secret}。`,
      reviewer: 'no',
      phone: '13900000777',
    };
    expert = (await createRecord(portal.office, { module: 'expert', values })).id;
    person = await portal.staff('缪听澜', ['expert'], { expert } as never);
  });

  it('is needed before anything of the expert is public, and given by the expert or on paper', async () => {
    expect(await shows('缪听澜')).toEqual(everywhere(false));
    await expect(take(portal.office, 'agree', { agreedFields: ['name'] })).rejects.toThrow('invalid.paper');
    await take(portal.office, 'agree', { agreedFields: ['unitName'], paper: '2026-12-01签署' });
    expect(await shows('岭东农业大学')).toEqual(everywhere(false));
    await take(person, 'agree', { agreedFields: ['name'] });
    expect(await shows('缪听澜')).toEqual(everywhere(true));
    expect(await shows('研究员')).toEqual({ ...everywhere(false), sitemap: true });
    const { values } = await getRecord(portal.office, { module: 'expert', id: expert });
    expect(values.consents).toMatchObject([
      { field: 'unitName', agreedOn: '2026-12-16', version: '2026-1', basis: 'paper', paper: '2026-12-01签署' },
      { field: 'name', agreedOn: '2026-12-16', version: '2026-1', basis: 'online' },
    ]);
  });

  it('withdrawn for one field takes that field away at once, everywhere, and leaves the day on record', async () => {
    await take(person, 'agree', { agreedFields: ['profile', 'discipline', 'professionalTitle'] });
    expect(await shows('研究员')).toEqual(everywhere(true));
    expect(await shows(secret)).toMatchObject({ page: true, answer: true, answers: true });
    expect(await shows('园艺')).toMatchObject({ list: true, page: true });
    setClock('2026-12-18T09:00:00');
    await take(person, 'withdraw', { withdrawnFields: ['profile', 'professionalTitle'] });
    for (const word of [secret, '研究员'])
      expect(await shows(word), word).toEqual({ ...everywhere(false), sitemap: true });
    expect((await shows('缪听澜')).page).toBe(true);
    const { values } = await getRecord(portal.office, { module: 'expert', id: expert });
    const lines = values.consents as { field: string; withdrawnOn?: string }[];
    expect(lines.map(({ field, withdrawnOn }) => [field, withdrawnOn])).toEqual([
      ['unitName', undefined],
      ['name', undefined],
      ['profile', '2026-12-18'],
      ['discipline', undefined],
      ['professionalTitle', '2026-12-18'],
    ]);
  });

  it('withdrawn for the name takes the whole person away; an expert out of the pool is not shown either', async () => {
    await take(portal.office, 'retire', {});
    expect(await shows('缪听澜')).toEqual(everywhere(false));
    await take(portal.office, 'reinstate', {});
    expect(await shows('缪听澜')).toEqual(everywhere(true));
    await take(person, 'withdraw', { withdrawnFields: ['name'] });
    for (const word of ['缪听澜', '岭东农业大学', '园艺']) expect(await shows(word), word).toEqual(everywhere(false));
    expect((await call('GET', path(`/experts/${expert}`))).status).toBe(404);
    await take(person, 'withdraw', {});
    await expect(take(person, 'withdraw', {})).rejects.toThrow('conflict.agreed');
    const { values } = await getRecord(portal.office, { module: 'expert', id: expert });
    expect(values.consent).toBeUndefined();
  });

  it('never covers what is not up for it, and is nobody else’s to give', async () => {
    await take(person, 'agree', { agreedFields: ['name'] });
    const { body } = await call('GET', path(`/experts/${expert}`));
    expect(Object.keys(body.values)).toEqual(['name']);
    const other = await portal.staff('别人', ['expert'], { expert: portal.call.id } as never);
    await expect(take(other, 'withdraw', {})).rejects.toThrow(/missing|forbidden/);
  });
});

describe('an expert shared with another county', () => {
  const kept = '13900000888';
  let other: Awaited<ReturnType<Portal['api']['signUp']>>;
  let third: typeof other;
  let expert: string;
  let person: Portal['office'];
  beforeAll(async () => {
    setClock('2026-12-16T09:00:00');
    [other, third] = [await portal.api.signUp({ slug: 'baolu' }), await portal.api.signUp({ slug: 'hongye' })];
    const values = {
      name: '项令仪',
      professionalTitle: '教授',
      unitName: '岭东农业大学',
      discipline: '090102',
      reviewer: 'no',
      phone: kept,
    };
    expert = (await createRecord(portal.office, { module: 'expert', values })).id;
    person = await portal.staff('项令仪', ['expert'], { expert } as never);
  });

  const take = (ctx: Portal['office'], id: string, move: string, input = {}) =>
    takeMove(ctx, { module: 'expertShare', id, move, input });
  /** An offer the expert has agreed to, with the code that the office reads out. */
  async function offer(fields = ['name', 'professionalTitle', 'discipline']) {
    const values = { expert, expertName: '项令仪', to: 'baolu', purpose: '联合攻关', fields };
    const { id } = await createRecord(portal.office, { module: 'expertShare', values });
    await take(portal.office, id, 'offer');
    await expect(take(portal.office, id, 'agree')).rejects.toThrow('forbidden.move');
    await take(person, id, 'agree');
    const { value } = await revealField(portal.office, {
      module: 'expertShare',
      id,
      field: 'code',
      reason: '告知对方接收码',
    });
    return { id, code: String(value) };
  }
  async function accept(county: typeof other, code: string, from = 'qingshan') {
    const values = { heading: '青山县园艺专家', from, code };
    const made = await call('POST', '/api/v1/records/sharedExpert', { values }, { token: county.token });
    expect(made.status).toBe(201);
    return () => call('GET', `/api/v1/records/sharedExpert/${made.body.id}/card`, undefined, { token: county.token });
  }

  it('shows the fields agreed to and nothing else, read anew each time', async () => {
    const { code } = await offer();
    const card = await accept(other, code);
    const seen = await card();
    expect(seen.body).toEqual({
      county: '青山县',
      fields: [
        { name: 'name', label: 'Name', value: '项令仪' },
        { name: 'professionalTitle', label: 'Title', value: '教授' },
        { name: 'discipline', label: 'Discipline', value: 'Horticulture' },
      ],
    });
    const { revision } = await getRecord(portal.office, { module: 'expert', id: expert });
    await updateRecord(portal.office, {
      module: 'expert',
      id: expert,
      revision,
      values: { professionalTitle: '二级教授' },
    });
    expect((await card()).body.fields[1].value).toBe('二级教授');
  });

  it.each([
    ['the expert', () => person],
    ['the office', () => portal.office],
  ])('is gone at once when %s withdraws', async (_, who) => {
    const { id, code } = await offer();
    const card = await accept(other, code);
    expect((await card()).status).toBe(200);
    await take(who(), id, 'revoke');
    expect(await card()).toMatchObject({ status: 404, body: { code: 'missing.card' } });
  });

  it('stands in the log of the county that shares it each time, and a refused look in none', async () => {
    const { id, code } = await offer(['name', 'discipline']);
    const card = await accept(other, code);
    const ofThis = '["name","discipline"]';
    const lines = async () => {
      const all = await listAudit(portal.office.store, portal.office.clock, { name: 'expert.readElsewhere' });
      return all.filter(({ details }) => JSON.stringify(details?.fields) === ofThis);
    };
    expect(await lines()).toEqual([]);
    await card();
    await card();
    const read = await lines();
    expect(read).toHaveLength(2);
    expect(read[0]?.at.slice(0, 10)).toBe(momentOf(portal.office.clock.wall()).slice(0, 10));
    expect(read[0]).toMatchObject({
      actor: { id: other.id, name: `${other.body.name} ${other.body.admin.name}`, kind: 'member' },
      object: { module: 'expert', id: expert },
      details: { county: 'baolu', fields: ['name', 'discipline'] },
    });
    await take(portal.office, id, 'revoke');
    expect((await card()).status).toBe(404);
    expect(await lines()).toHaveLength(2);
  });

  it('is gone while the expert is out of the pool', async () => {
    const { code } = await offer();
    const card = await accept(other, code);
    await takeMove(portal.office, { module: 'expert', id: expert, move: 'retire', input: {} });
    expect((await card()).status).toBe(404);
    await takeMove(portal.office, { module: 'expert', id: expert, move: 'reinstate', input: {} });
    expect((await card()).status).toBe(200);
  });

  it('is for the county named alone, by the whole code, and looks the same whatever is amiss', async () => {
    const { id, code } = await offer();
    expect((await (await accept(other, code))()).status).toBe(200);
    const waiting = { expert, expertName: '项令仪', to: 'baolu', purpose: '联合攻关', fields: ['name'] };
    const { id: unasked } = await createRecord(portal.office, { module: 'expertShare', values: waiting });
    const wrong: [typeof other, string, string?][] = [
      [third, code],
      [other, `${code.slice(0, -1)}${code.endsWith('x') ? 'y' : 'x'}`],
      [other, id],
      [other, `${id}.`],
      [other, unasked],
      [other, `${unasked}.undefined`],
      [other, expert],
      [other, '../x'],
      [other, code, 'hongye'],
      [other, code, 'nowhere'],
    ];
    for (const [county, given, from] of wrong) {
      const { status, body } = await (await accept(county, given, from))();
      expect([status, body.code, body.detail], given).toEqual([
        404,
        'missing.card',
        'It is not shared, or not any more',
      ]);
    }
  });

  it('is not for whoever does not see the record of it', async () => {
    const { code } = await offer();
    const values = { heading: '青山县园艺专家', from: 'qingshan', code };
    const made = await call('POST', '/api/v1/records/sharedExpert', { values }, { token: other.token });
    const stranger = await portal.api.join(other, ['unit'], { name: '旁人' });
    const seen = await call('GET', `/api/v1/records/sharedExpert/${made.body.id}/card`, undefined, {
      token: stranger.token,
    });
    expect(seen.status).toBe(404);
    expect(JSON.stringify(seen.body)).not.toContain('项令仪');
  });
});
