import { readConfig, saveConfig } from '@juxian/core/config.ts';
import type { Names } from '@juxian/core/dns.ts';
import { findDomain, listDomains, renewDomain } from '@juxian/core/domain.ts';
import { printForm } from '@juxian/documents/forms.ts';
import { createRecord, takeMove } from '@juxian/engine/record.ts';
import { lookAtDomains } from '@juxian/functions/auth/portalDomain.ts';
import { scriptPath } from '@juxian/functions/portal/enhance/built.ts';
import { countyAsked } from '@juxian/functions/portal/host.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type County, type Json, origin } from '../support/api.ts';
import {
  type Browser,
  browserOf,
  codeFor,
  filled,
  openPortal,
  type Portal,
  submitFor,
  withCheck,
} from '../support/portal.ts';

const host = 'rc.qingshan.gov.cn';
const own = `http://${host}`;
const day = 86_400_000;
let portal: Portal;
let other: County;

/** The name system as these tests arrange it. */
const zone = new Map<string, string[]>();
const answer = async (record: string, name: string): Promise<string[]> => {
  const found = zone.get(`${record} ${name}`);
  if (found) return found;
  throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
};
const names: Names = {
  cname: (name) => answer('CNAME', name),
  txt: async (name) => (await answer('TXT', name)).map((line) => [line]),
  addresses: (name) => answer('A', name),
};

beforeAll(async () => {
  portal = await openPortal({ demo: false });
  portal.api.deps.names = names;
  other = await portal.api.signUp({ name: '邻水县', slug: 'linshui' });
});
afterAll(() => portal.api.stop());
beforeEach(() => {
  zone.clear();
  zone.set('A portal.juxian.cn', ['198.51.100.7']);
});

const asked = async (county: County, method: string, path: string, body?: unknown, status = 200): Promise<Json> => {
  const got = await portal.api.call(method, `/api/v1/tenant/portal${path}`, body, { token: county.token });
  expect(got.status, JSON.stringify(got.body)).toBe(status);
  return got.body;
};
const read = (county: County) => asked(county, 'GET', '');
const check = (county: County, status = 200) => asked(county, 'POST', '/domain/check', {}, status);
const want = async (county: County, domain: string, status = 200) =>
  asked(county, 'PUT', '/domain', { domain, revision: (await read(county)).revision }, status);
const setRecords = ({ domain }: Json) => {
  for (const { record, host: name, value } of domain.records) zone.set(`${record} ${name}`, [value]);
};
const serve = async (county: County = portal.county, name = host) => {
  await want(county, name);
  setRecords(await read(county));
  await check(county);
};
/** As if every host had been looked at so many ms ago. */
const age = async (ms: number) => {
  const { clock, table } = portal.api.deps;
  for (const claim of await listDomains(table.control))
    await renewDomain(table.control, { ...claim, lookedAt: clock.wall() - ms });
};
const removed = (county: County) => asked(county, 'DELETE', '/domain');
const at = (path: string, init?: RequestInit) =>
  portal.api.request(new URL(path, own).href, { redirect: 'manual', ...init });
const htmlAt = async (path: string, init?: RequestInit) => (await at(path, init)).text();
/** A browser on the county's own host. */
const browser = (): Browser => {
  const on = browserOf({ request: (path, init) => at(path, init) });
  return { ...on, post: (path, fields) => on.post(path, fields, { Origin: own }) };
};

describe('a county’s own host', () => {
  it('is served from the moment both records are right, and each one that is not is named with what stands there', async () => {
    const { domain, address } = await want(portal.county, 'RC.qingshan.gov.cn.');
    expect(domain.records).toEqual([
      { record: 'CNAME', host, value: 'portal.juxian.cn' },
      { record: 'TXT', host: `_juxian.${host}`, value: expect.stringMatching(/^juxian-verification=[\w-]{43}$/) },
    ]);
    expect(address).toBe(`${origin}/p/qingshan`);
    const states = async () => (await check(portal.county)).findings.map(({ state }: Json) => state);
    expect(await states()).toEqual(['absent', 'absent']);
    zone.set(`CNAME ${host}`, ['old.qingshan.gov.cn']);
    zone.set(`TXT _juxian.${host}`, ['juxian-verification=another']);
    const wrong = await check(portal.county);
    expect(wrong.findings.map(({ found }: Json) => found)).toEqual([
      ['old.qingshan.gov.cn'],
      ['juxian-verification=another'],
    ]);
    setRecords({ domain: { records: [domain.records[0]] } });
    expect(await states()).toEqual(['right', 'wrong']);
    expect(wrong.domain.since).toBeUndefined();
    expect((await at('/calls')).status).toBe(404);
    setRecords({ domain });
    const right = await check(portal.county);
    expect(right.lookedAt).toBe('2026-10-04T09:00:00+08:00');
    expect(right.domain.since).toBe('2026-10-04T09:00:00+08:00');
    expect(right.address).toBe(`https://${host}`);
    expect((await at('/calls')).status).toBe(200);
    expect(await findDomain(portal.api.inner.table.control, host)).toMatchObject({ tenant: portal.county.tenant });
    await removed(portal.county);
    expect((await at('/calls')).status).toBe(404);
  });

  it('has the whole portal at its root, and the house’s pages name it as the right address', async () => {
    await serve();
    const front = await at('/');
    const html = await front.text();
    expect(front.status).toBe(200);
    expect(html).toContain(`href="/calls/${portal.call.id}"`);
    expect(html).not.toContain('/p/qingshan');
    expect(html).toContain(`<link rel="canonical" href="https://${host}/"/>`);
    expect(front.headers.get('Strict-Transport-Security')).toBe('max-age=31536000');
    for (const path of [`/calls/${portal.call.id}`, scriptPath]) expect((await at(path)).status, path).toBe(200);
    const house = await portal.api.request('/p/qingshan/calls');
    expect(await house.text()).toContain(`<link rel="canonical" href="https://${host}/calls"/>`);
    expect(house.headers.get('Strict-Transport-Security')).toContain('includeSubDomains');
    expect(await htmlAt('/sitemap.xml')).toContain(`<loc>https://${host}/calls/${portal.call.id}</loc>`);
    expect(await htmlAt('/robots.txt')).toBe(`User-agent: *\nDisallow: /my\nSitemap: https://${host}/sitemap.xml\n`);
    const lost = await at('/nowhere');
    expect([lost.status, await lost.text()]).toEqual([404, expect.stringContaining('href="/calls"')]);
    await removed(portal.county);
  });

  it('has nothing else: no other county, no workspace, no interface', async () => {
    await serve();
    for (const path of [
      '/p/linshui/',
      '/p/qingshan/',
      '/w',
      '/api/v1/me',
      '/api/trpc/me',
      '/api/v1/tenants',
      '/healthz',
    ])
      expect((await at(path)).status, path).toBe(404);
    expect((await portal.api.request('/p/linshui/')).status).toBe(200);
    const me = { headers: { authorization: `Bearer ${portal.county.token}` } };
    expect((await portal.api.request('/api/v1/me', me)).status).toBe(200);
    expect((await at('/api/v1/me', me)).status).toBe(404);
    await removed(portal.county);
  });

  it('is known with port, in capitals and with a closing dot, and by the Host alone', async () => {
    await serve();
    const status = async (url: string, headers = {}) => (await portal.api.request(url, { headers })).status;
    for (const url of [`${own}:8443/calls`, 'http://RC.QingShan.gov.cn/calls', `http://${host}./calls`])
      expect(await status(url), url).toBe(200);
    const forwarded = { 'x-forwarded-host': host };
    expect(await status('/calls', forwarded)).toBe(404);
    const { table, origin: house } = portal.api.deps;
    const request = new Request(`${origin}/calls`, { headers: forwarded });
    const behind = { table, origin: house, entrance: { hostHeader: 'x-forwarded-host' } };
    expect(await countyAsked(behind, request)).toMatchObject({ slug: 'qingshan' });
    expect(await status('http://rc.qingshan.gov.cn.evil.cn/calls')).toBe(404);
    await removed(portal.county);
  });

  it('signs applicants in on itself, for itself, from its own pages', async () => {
    await serve();
    const visitor = browser();
    const to = 'shen@example.org';
    await visitor.post('/sign-in', { step: 'to', to, next: '//evil.cn/' });
    const code = codeFor(portal.api, to);
    const inside = await visitor.post('/sign-in', { step: 'code', to, code, next: '//evil.cn/' });
    expect([inside.status, inside.at]).toEqual([200, '/my']);
    expect([...visitor.cookies.keys()]).toContain('__Host-p');
    expect((await visitor.get('/language?to=en&back=//evil.cn/')).at).toBe('/');
    const form = { method: 'POST', body: new URLSearchParams({ step: 'to', to }) };
    for (const foreign of [origin, 'http://rc.linshui.gov.cn', 'null'])
      expect((await at('/sign-in', { ...form, headers: { Origin: foreign } })).status, foreign).toBe(403);
    await removed(portal.county);
  });

  it('knows no session of another county', async () => {
    await serve();
    const to = 'two@example.org';
    await portal.api.call('POST', '/api/v1/public/linshui/codes', { to });
    const opened = await portal.api.call('POST', '/api/v1/public/linshui/sessions', {
      to,
      code: codeFor(portal.api, to),
    });
    const headers = { Cookie: `__Host-p=${opened.body.token}` };
    expect((await portal.api.request('/p/linshui/my', { headers, redirect: 'manual' })).status).toBe(200);
    const here = await at('/my', { headers });
    expect([here.status, here.headers.get('Location')]).toEqual([303, '/sign-in?next=%2Fmy']);
    await removed(portal.county);
  });
});

describe('a host', () => {
  it('is one county’s: what nobody has shown blocks nobody, what is served is refused without a name', async () => {
    await want(other, host);
    await serve();
    setRecords(await read(other));
    zone.set(
      `TXT _juxian.${host}`,
      [portal.county, other].map((one) => zone.get(`TXT ${one.slug}`)?.[0] ?? ''),
    );
    const tokens = await Promise.all(
      [portal.county, other].map(async (one) => (await read(one)).domain.records[1].value),
    );
    zone.set(`TXT _juxian.${host}`, tokens);
    const refused = await check(other, 409);
    expect(refused.code).toBe('conflict.domain');
    expect(JSON.stringify(refused)).not.toMatch(/青山|qingshan(?!\.gov)/);
    expect(await htmlAt('/')).toContain('青山县');
    zone.set(`TXT _juxian.${host}`, [tokens[1]]);
    await check(other);
    expect(await htmlAt('/')).toContain('邻水县');
    expect((await read(portal.county)).domain.since).toBeUndefined();
    await removed(other);
    await removed(portal.county);
    expect(await listDomains(portal.api.table.control)).toEqual([]);
  });

  it('is looked up thirty times an hour at most for one county', async () => {
    await want(other, host);
    const answers: number[] = [];
    for (let n = 0; n < 31; n++) {
      const { token } = other;
      answers.push((await portal.api.call('POST', '/api/v1/tenant/portal/domain/check', {}, { token })).status);
    }
    expect([answers.includes(200), answers.at(-1)]).toEqual([true, 429]);
    portal.api.pass(3_602_000);
    for (const one of [other, portal.county]) {
      const { email: login, password } = one;
      one.token = (await portal.api.call('POST', '/api/v1/sessions', { login, password })).body.token;
    }
    expect((await check(other)).findings).toHaveLength(2);
    await removed(other);
  });

  it('is settled by the system administrator only', async () => {
    const clerk = await portal.api.join(portal.county, ['office']);
    const got = await portal.api.call('PUT', '/api/v1/tenant/portal/domain', { domain: host, revision: 1 }, clerk);
    expect([got.status, got.body.code]).toEqual([403, 'forbidden.role']);
    expect((await want(portal.county, 'portal.juxian.cn', 422)).fields[0].path).toBe('domain');
  });
});

describe('the daily look', () => {
  const look = async () => {
    portal.api.outbox.sent.length = 0;
    await age(day);
    await lookAtDomains(portal.api.deps);
    return portal.api.outbox.sent.filter(({ to }) => to === portal.county.email);
  };

  it('says once which record broke, still serves the host, and leads new links to the house until it is mended', async () => {
    await serve();
    expect(await look()).toEqual([]);
    zone.set(`CNAME ${host}`, ['park.registrar.cn']);
    const [mail, ...more] = await look();
    expect([mail?.subject, more]).toEqual(['【青山县】门户域名解析异常', []]);
    expect(mail?.text).toContain(`CNAME ${host}: 指向了别处，现为 park.registrar.cn → portal.juxian.cn`);
    const broken = await read(portal.county);
    expect([broken.domain.broken.record, broken.address]).toEqual(['CNAME', `${origin}/p/qingshan`]);
    expect((await at('/calls')).status).toBe(200);
    expect(await look()).toEqual([]);
    zone.delete(`TXT _juxian.${host}`);
    portal.api.deps.names = { ...names, txt: () => Promise.reject(Object.assign(new Error(), { code: 'ETIMEOUT' })) };
    expect(await look()).toEqual([]);
    portal.api.deps.names = names;
    setRecords(await read(portal.county));
    expect(await look()).toEqual([]);
    expect((await read(portal.county)).address).toBe(`https://${host}`);
    await removed(portal.county);
  });

  it('ends it when the token is gone, and not before a day is over', async () => {
    await serve();
    zone.delete(`TXT _juxian.${host}`);
    await age(day - 60_000);
    await lookAtDomains(portal.api.deps);
    expect((await at('/calls')).status).toBe(200);
    const [mail] = await look();
    expect(mail?.subject).toBe('【青山县】门户域名已停用');
    expect((await at('/calls')).status).toBe(404);
    expect((await read(portal.county)).address).toBe(`${origin}/p/qingshan`);
    await removed(portal.county);
  });
});

describe('what leaves the county', () => {
  it('leads to its own host, made of what is settled and never of what a request says', async () => {
    const card = await createRecord(portal.office, {
      module: 'talentCard',
      values: {
        name: '叶知秋',
        identityNumber: withCheck('99000119880501003'),
        unitName: '县人民医院',
        grade: 'c',
        ground: '正高级职称',
        benefits: ['medical', 'scenic'],
        from: '2026-10-01',
        to: '2026-10-31',
      },
    });
    const { values } = await takeMove(portal.office, { module: 'talentCard', id: card.id, move: 'issue', input: {} });
    const number = String(values.number);
    const printed = async () => {
      const office = await portal.staff('叶知秋', ['office']);
      const { paper } = await printForm(office, { module: 'talentCard', id: card.id, form: 'card' }, { origin });
      return JSON.stringify(paper);
    };
    expect(await printed()).toContain(`${origin}/p/qingshan/verify/${card.id}`);
    await serve();
    expect(await printed()).toContain(`https://${host}/verify/${card.id}`);
    expect(await htmlAt(`/verify/${card.id}`)).toContain(number);
    expect(await (await portal.api.request(`/p/qingshan/verify/${card.id}`)).text()).toContain(number);

    const poisoned = { Host: 'evil.cn', 'x-forwarded-host': 'evil.cn', Origin: 'http://evil.cn' };
    const page = await portal.api.request('http://evil.cn/p/qingshan/calls', { headers: poisoned });
    expect([page.status, await page.text()]).toEqual([200, expect.not.stringContaining('evil')]);
    const body = JSON.stringify({ name: '顾砚秋', email: 'gu@example.org', roles: ['office'] });
    const bearer = { authorization: `Bearer ${portal.county.token}`, 'content-type': 'application/json' };
    const invited = await portal.api.request('http://evil.cn/api/v1/members', {
      method: 'POST',
      body,
      headers: { ...poisoned, ...bearer },
    });
    expect(invited.status).toBe(201);
    const [mail] = portal.api.outbox.sent;
    expect(mail).toMatchObject({ to: 'gu@example.org', from: '青山县委组织部人才工作办公室' });
    expect(mail?.text).toContain(`${origin}/invitations/`);
    expect(mail?.text).not.toContain('evil');
    expect(mail?.text).toMatch(/\n—\n青山县\n青山县委组织部人才工作办公室\n0999-0000126\n县行政中心2号楼214室$/);
    await removed(portal.county);
  });
});

describe('the page behind a link', () => {
  it('opens on the county’s own host and the house’s, on no other county’s', async () => {
    await serve();
    const unit = portal.units.青山县第一中学 ?? '';
    const { record } = await submitFor(portal, '13900000301', filled(unit));
    const office = { role: 'unit', name: '第一中学' };
    const { token } = portal.county;
    const made = await portal.api.call('POST', `/api/v1/records/application/${record.id}/links`, office, { token });
    const path = made.body.url.slice(`https://${host}`.length);
    expect([made.status, made.body.url]).toEqual([
      201,
      expect.stringMatching(new RegExp(`^https://${host}/o/jxl_\\w{52}$`)),
    ]);
    await serve(other, 'rc.linshui.gov.cn');
    for (const [at, status] of Object.entries({ [own]: 200, [origin]: 200, 'http://rc.linshui.gov.cn': 404 }))
      expect((await portal.api.request(`${at}${path}`)).status, at).toBe(status);
    await removed(other);
    await removed(portal.county);
  });
});

describe('the portal’s face', () => {
  const picture = Buffer.from(
    `89504e470d0a1a0a0000000d4948445200000040000000300806000000${'00'.repeat(44)}`,
    'hex',
  ).toString('base64');
  const face = {
    colour: '#7a1f3d',
    title: '青山人才网',
    slogan: '聚天下英才',
    organiser: '中共青山县委组织部',
    icp: '青ICP备99000001号-1',
    police: '青公网安备 99000002000001号',
    siteCode: '9900000001',
  };

  it('is seen before it is kept, then stands on every page with its filings and its picture', async () => {
    const { revision } = await read(portal.county);
    const seen = await asked(portal.county, 'POST', '/preview', { ...face, revision, emblem: picture });
    expect(seen.html).toContain('青山人才网');
    expect(seen.html).toContain(`src="data:image/png;base64,${picture}"`);
    expect(seen.html).toContain('<a class="p-name">');
    expect(seen.contrast).toBe(10);
    expect(await (await portal.api.request('/p/qingshan/')).text()).not.toContain('青山人才网');

    const kept = await asked(portal.county, 'PUT', '', { ...face, revision, emblem: picture });
    const html = await (await portal.api.request('/p/qingshan/')).text();
    for (const words of [
      '青山人才网',
      '聚天下英才',
      '主办单位：中共青山县委组织部',
      '青ICP备99000001号-1',
      '网站标识码：9900000001',
    ])
      expect(html).toContain(words);
    expect(html).toContain('https://beian.mps.gov.cn/#/query/webSearch?code=99000002000001');
    const src = `/p/qingshan/emblem/${kept.brand.emblem.hash}`;
    expect(html).toContain(`src="${src}"`);
    const sent = await portal.api.request(src);
    expect([sent.headers.get('Content-Type'), Buffer.from(await sent.arrayBuffer()).toString('base64')]).toEqual([
      'image/png',
      picture,
    ]);
    for (const wrong of [src.replace('qingshan', 'linshui'), src.replace(/\w{4}$/, '0000')])
      expect((await portal.api.request(wrong)).status, wrong).toBe(404);

    await asked(portal.county, 'PUT', '', { ...face, colour: null, revision: kept.revision, emblem: null });
    expect((await portal.api.request(src)).status).toBe(404);
    expect((await read(portal.county)).colour).toBe('');
  });

  it('takes no pale colour, no drawing and no filing of the wrong shape', async () => {
    const { revision } = await read(portal.county);
    const bad = (change: object) => asked(portal.county, 'PUT', '', { ...face, revision, ...change }, 422);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
    for (const [path, value] of Object.entries({
      colour: '#ffcc00',
      emblem: svg,
      icp: 'ICP 1',
      police: '京公网安备1号',
      siteCode: '12',
    }))
      expect((await bad({ [path]: value })).fields[0].path, path).toBe(path);
  });
});

it('is given up where a claim was left behind', async () => {
  const store = portal.api.deps.table.for(other.tenant);
  await serve(other, 'rc.linshui.gov.cn');
  expect(await readConfig(store, 'staff')).toMatchObject({ domain: { name: 'rc.linshui.gov.cn' } });
  const revision = (await read(other)).revision;
  await saveConfig(store, { domain: { name: 'else.linshui.gov.cn' } }, { revision, isPortal: () => true });
  await age(day);
  await lookAtDomains(portal.api.deps);
  expect(await listDomains(portal.api.table.control)).toEqual([]);
});
