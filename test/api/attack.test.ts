import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { statusOf, withoutSecrets } from '@juxian/functions/http.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, startApi } from '../support/api.ts';

const sourcesIn = (...folders: string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  );

let api: Api;
let county: County;
beforeAll(async () => {
  api = await startApi();
  county = await api.signUp();
});
afterAll(() => api.stop());

describe('an applicant at the programs’ door', () => {
  it('leaves no telephone number in a history or in the answer of who he is', async () => {
    const to = '13900000777';
    await api.call('POST', `/api/v1/public/${county.slug}/codes`, { to });
    const code = /\d{6}/.exec(api.outbox.sent[0]?.text ?? '')?.[0];
    const { body } = await api.call('POST', `/api/v1/public/${county.slug}/sessions`, { to, code });
    const token = body.token;
    const me = await api.call('GET', '/api/v1/me', undefined, { token });
    expect(me.body.member.name).toBe('139****0777');
    const made = await api.call('POST', '/api/v1/records/application', { values: { leaderName: '沈知微' } }, { token });
    expect(made.status).toBe(201);
    const path = `/api/v1/records/application/${made.body.id}/events`;
    expect((await api.call('GET', path, undefined, { token: county.token })).status).toBe(404);
    const events = await api.call('GET', path, undefined, { token });
    expect(events.body[0].actor.name).toBe('139****0777');
    expect(JSON.stringify(events.body)).not.toContain(to);
  });
});

describe('the workspace’s procedures', () => {
  const ask = (path: string, body?: unknown) =>
    api.call(body === undefined ? 'GET' : 'POST', `/api/trpc/${path}`, body, {
      token: county.token,
      headers: { 'accept-language': 'zh-CN' },
    });

  it('say what is wrong with a call, as the other door does', async () => {
    const { status, body } = await ask('record.create', { module: 'call', values: {}, extra: 1 });
    expect(status).toBe(400);
    expect(body.error.data.problem).toMatchObject({
      code: 'invalid.input',
      fields: [{ path: 'extra', code: 'invalid.unknown', message: '没有这一栏' }],
    });
    expect((await ask('record.create', '[')).body.error.data.problem.code).toBe('invalid.body');
    expect((await ask('__proto__')).body.error.data.problem).toMatchObject({ code: 'missing.route', status: 404 });
  });

  it('take forty calls in one request and no more', async () => {
    const many = (count: number) => `${Array(count).fill('me').join(',')}?batch=1&input=%7B%7D`;
    expect((await ask(many(40))).status).toBe(200);
    expect((await ask(many(41))).status).toBe(400);
  });
});

describe('tables in and out', () => {
  const token = () => county.token;
  const values = { name: '=1+1', professionalTitle: '教授', unitName: '岭东大学', reviewer: 'yes', kinds: ['teacher'] };

  it('export the name a list leads with, and no formula', async () => {
    expect((await api.call('POST', '/api/v1/records/expert', { values }, { token: token() })).status).toBe(201);
    const { body } = await api.call('GET', '/api/v1/records/expert/export?format=csv', undefined, {
      token: token(),
      headers: { 'accept-language': 'zh-CN' },
    });
    const [head, first] = String(body).replace('\ufeff', '').split('\r\n');
    expect(head).toMatch(/^姓名,现单位,/);
    expect(first).toMatch(/^'=1\+1,岭东大学,/);
  });

  it('refuse a mapping that is no mapping, and take a heading of any name as a heading', async () => {
    const sent = async (mapping: string) => {
      const form = new FormData();
      form.set('file', new File(['姓名\n甲\n'], 'experts.csv'));
      form.set('mapping', mapping);
      const answer = await api.request('/api/v1/records/expert/import', {
        method: 'POST',
        headers: { authorization: `Bearer ${token()}`, 'x-edge-address': '203.0.113.9' },
        body: form,
      });
      return [answer.status, (await answer.json()).code];
    };
    for (const wrong of ['{"姓名":["name"]}', '["name"]', 'null', '{'])
      expect(await sent(wrong)).toEqual([422, 'invalid.mapping']);
    expect((await sent('{"__proto__":"name"}'))[0]).toBe(202);
    expect(Object.keys(Object.getPrototypeOf({}))).toEqual([]);
  });

  it('answer 413 for a file over its limit', () => {
    expect(statusOf(new Refusal('limit.tooLarge', t('太大', 'Too large')))).toBe(413);
  });
});

describe('429', () => {
  it('is for what may be tried again later: every other limit is 413, and content refused is no limit', () => {
    const thrown = sourcesIn('packages', 'functions').flatMap((source) =>
      [...source.matchAll(/new Refusal\(\s*'limit\.(\w+)'[\s\S]*?\);/g)].map(([text, name]) => ({ name, text })),
    );
    const later = thrown.filter(({ text }) => text.includes('retryAfter')).map(({ name }) => name);
    expect(later.sort()).toEqual(['attempts', 'busy', 'clockSkew', 'tails']);
    const others = thrown.filter(({ text }) => !text.includes('retryAfter'));
    expect([...new Set(others.map(({ name }) => name))].sort()).toEqual(['archive', 'lrmx', 'record', 'sheet', 'size']);
    const says = t('太多', 'Too much');
    const wrong = others.filter(({ name }) => statusOf(new Refusal(`limit.${name}`, says)) !== 413);
    expect(wrong).toEqual([]);
    expect(sourcesIn('packages', 'functions').join('')).not.toMatch(/refuseField\([^;]*?'limit\./);
  });
});

describe('an address with a secret', () => {
  it('is written down without it: links of invitations, opinions, calendars and subscriptions', () => {
    const [long, sealed] = ['0a1b2c3d4e'.repeat(6).slice(0, 52), 'aZ-_'.repeat(11).slice(0, 43)];
    expect(withoutSecrets(`/o/jxl_${long}`)).not.toContain(long.slice(0, 20));
    expect(withoutSecrets(`/calendar/jxc_${long}.ics`)).toBe('/calendar/….ics');
    const id = `rec_${'0'.repeat(22)}`;
    expect(withoutSecrets(`/p/qingshan/team/${id}/${sealed}`)).toBe(`/p/qingshan/team/${id}/…`);
  });
});
