import { placeRecord } from '@juxian/engine/record.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../support/html.ts';
import { openPortal, type Portal } from '../support/portal.ts';

let portal: Portal;
const posts: string[] = [];

const made = async (module: string, state: string, values: Record<string, unknown>): Promise<string> =>
  (await placeRecord(portal.office, { module, state, values })).id;

const postValues = {
  heading: '讲解员',
  year: 2026,
  season: 'winter',
  sort: 'culture',
  quota: 2,
  from: '2027-01-11',
  to: '2027-02-05',
  until: '2026-12-20',
  place: '县文化馆一楼',
  allowance: 6000,
  insurance: 'yes',
  mentor: '方竹青',
  duties: '讲解馆藏，整理说明牌。',
};

beforeAll(async () => {
  portal = await openPortal();
  const { units } = portal;
  const add = async (more: Record<string, unknown>, state = 'open') =>
    posts.push(await made('internshipPost', state, { ...postValues, unit: units.县文化馆, ...more }));
  await add({ heading: '讲解员', subjects: ['05', '13'], level: 'bachelor' });
  await add({ heading: '护理见习', unit: units.县人民医院, sort: 'health', subjects: ['10'] });
  await add({ heading: '往年助教', unit: units.云麓中学, sort: 'school', season: 'summer' }, 'finished');
  await add({ heading: '未发布岗位' }, 'submitted');
  for (let i = 0; i < 60; i++)
    await add(
      { heading: `茶艺见习${i}`, unit: units.松溪茶业专业合作社, sort: 'enterprise', season: 'summer' },
      'closed',
    );
});
afterAll(() => portal.api.stop());

const see = async (path: string) => portal.browser().get(`${portal.base}${path}`);
const api = async (path: string) =>
  (
    await portal.api.call('GET', `/api/v1/public/qingshan${path}`, undefined, {
      headers: { 'accept-language': 'zh-CN' },
    })
  ).body;
const filter = (name: string, value: string) => `${encodeURIComponent(`filter[${name}]`)}=${value}`;
const headings = (html: string): string[] =>
  [...html.matchAll(/class="go"[^>]*>([^<]+)</g)].map(([, text]) => text ?? '');

describe('internship posts', () => {
  it('stand in the navigation, the open ones first, fifty a page, with the total', async () => {
    const { html } = await see('/posts');
    expect(html).toMatch(/<nav class="p-nav"[\s\S]*href="\/p\/qingshan\/posts" aria-current="page"/);
    expect(plain(html)).toContain('共63项');
    const first = headings(html);
    expect(first).toHaveLength(50);
    expect(first.slice(0, 2).sort()).toEqual(['护理见习', '讲解员']);
    expect(html).not.toContain('未发布岗位');
    const next = /href="([^"]*cursor=[^"]*)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await portal.browser().get(next);
    expect(headings(second.html)).toHaveLength(13);
    expect(headings(second.html).at(-1)).toBe('往年助教');
    expect(new Set([...first, ...headings(second.html)]).size).toBe(63);
    expect(second.html).not.toContain('rel="next"');
    const english = await portal.browser().get(next, { 'Accept-Language': 'en' });
    expect(english.status).toBe(200);
    expect(headings(english.html)).toHaveLength(50);
  });

  it('are chosen by kind, season, subject, unit, level and words, on the page and by programs alike', async () => {
    const hospital = portal.units.县人民医院 ?? '';
    for (const [asked, found] of [
      [filter('sort', 'health'), ['护理见习']],
      [`${filter('season', 'summer')}&${filter('state', 'finished')}`, ['往年助教']],
      [filter('subjects', '13'), ['讲解员']],
      [filter('unit', hospital), ['护理见习']],
      [filter('level', 'bachelor'), ['讲解员']],
      ['q=%E6%8A%A4%E7%90%86', ['护理见习']],
    ] as const) {
      const { html } = await see(`/posts?${asked}`);
      expect(headings(html)).toEqual(found);
      const { items, total } = await api(`/posts?${asked}`);
      expect(items.map(({ title }: { title: string }) => title)).toEqual(found);
      expect(total).toBe(1);
    }
    expect((await see(`/posts?${filter('sort', 'health')}`)).html).toMatch(/<option value="health" selected="">/);
    const none = await see('/posts?q=%E6%B2%A1%E6%9C%89');
    expect(plain(none.html)).toContain('没有找到符合条件的。');
  });

  it('are read from the rows alone', async () => {
    await see('/posts');
    const { meter } = portal.api.deps.table;
    meter.reset();
    expect(headings((await see('/posts')).html)).toHaveLength(50);
    const { GetItem: read = 0, BatchGetItem: readTogether = 0, Query: asked = 0 } = meter.byOperation;
    expect(read + readTogether).toBeLessThan(4);
    expect(asked).toBeLessThan(5);
  });

  it('have a page with what is public, and the way in while they are open', async () => {
    const open = await see(`/posts/${posts[0]}`);
    const text = plain(open.html);
    for (const shown of ['讲解员', '县文化馆', '60元', '2027-01-11', '单位购买', '讲解馆藏', '文学、艺术学'])
      expect(text).toContain(shown);
    expect(text).not.toContain('方竹青');
    expect(open.html).toContain(`href="/p/qingshan/posts/${posts[0]}/apply"`);
    expect((await see(`/posts/${posts[2]}`)).html).not.toContain('/apply');
    expect((await see(`/posts/${posts[3]}`)).status).toBe(404);
    const { values, stateLabel } = await api(`/posts/${posts[0]}`);
    expect(values).toMatchObject({ heading: '讲解员', quota: 2 });
    expect(values).not.toHaveProperty('mentor');
    expect(stateLabel).toBe('报名中');
  });
});

describe('agreements and plans', () => {
  it('are public once published, with their public fields alone, on pages, for programs and in the sitemap', async () => {
    const agreed = {
      heading: '校地合作框架协议',
      partner: '岭东大学',
      partnerSort: 'university',
      items: ['talent'],
      leadUnit: portal.units.县文化馆,
      from: '2026-01-01',
      to: '2028-12-31',
      partnerContact: '联系人丁',
      funds: 9_876_500,
    };
    const plan = { heading: '人才发展规划', fromYear: 2026, toYear: 2030, closing: '终期内部意见' };
    const shown = [
      ['agreements', await made('agreement', 'published', agreed), '岭东大学'],
      ['plans', await made('talentPlan', 'published', plan), '2030'],
    ] as const;
    const hidden = [
      ['agreements', await made('agreement', 'active', { ...agreed, heading: '未公开协议' })],
      ['plans', await made('talentPlan', 'adopted', { ...plan, heading: '未公开规划' })],
    ] as const;
    const sitemap = (await see('/sitemap.xml')).html;
    for (const [path, id, words] of shown) {
      const page = plain((await see(`/${path}/${id}`)).html);
      expect(page).toContain(words);
      expect(page).not.toMatch(/联系人丁|98,?765|终期内部意见/);
      const list = await see(`/${path}`);
      expect(headings(list.html)).toHaveLength(1);
      expect(list.html).not.toContain('未公开');
      const { items, total } = await api(`/${path}`);
      expect([items[0].id, total]).toEqual([id, 1]);
      expect(JSON.stringify(await api(`/${path}/${id}`))).not.toMatch(/联系人丁|9876500|终期内部意见/);
      expect(sitemap).toContain(`/${path}/${id}`);
    }
    for (const [path, id] of hidden) {
      expect((await see(`/${path}/${id}`)).status).toBe(404);
      expect((await api(`/${path}/${id}`)).code).toBe('missing.record');
      expect(sitemap).not.toContain(id);
    }
  });
});
