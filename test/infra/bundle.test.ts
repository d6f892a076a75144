import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countyBody } from '../support/api.ts';
import { origin, type Served, send, startCloud } from './cloud.ts';

type Bundle = { handler: (event: never) => Promise<unknown> };
type Build = { buildLambda(name: string, folder: string): Promise<number> };

const folder = mkdtempSync(join(tmpdir(), 'juxian-bundle-'));
let cloud: Served;
let build: Build;

beforeAll(async () => {
  cloud = await startCloud();
  build = (await import(new URL('../../scripts/parts/build.mjs', import.meta.url).href)) as Build;
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

/** A function from its bundle, which starts without its English. */
const bundled = async (name: string): Promise<Bundle> => {
  await build.buildLambda(name, folder);
  const english = join(folder, name, 'late-english.json');
  renameSync(english, `${english}.away`);
  const loaded = await import(pathToFileURL(join(folder, name, 'index.mjs')).href);
  renameSync(`${english}.away`, english);
  return loaded as Bundle;
};

const timeout = 120_000;
const lateParts = ['credentials', 'dictionary', 'key', 'pinyin', 'schema'].map((part) => `late-${part}.cjs`);

it('signs a county up and serves its workspace from the bundles, their late parts and verbs included', {
  timeout,
}, async () => {
  const auth = await bundled('auth');
  const made = await send(auth.handler, 'POST', '/api/v1/tenants', { body: countyBody(), headers: { origin } });
  expect(made.status, made.text).toBe(201);
  const { token } = JSON.parse(made.text).session;

  const api = await bundled('api');
  expect(readdirSync(join(folder, 'api'))).toEqual(expect.arrayContaining(lateParts));
  const unit = { name: '青禾县人才服务中心', order: 1, sort: 'institution' };
  const kept = await send(api.handler, 'POST', '/api/v1/records/unit', { token, body: { values: unit } });
  expect(kept.status, kept.text).toBe(201);
  const found = await send(api.handler, 'GET', '/api/v1/records/unit?q=qinghe', { token });
  expect(found.status, found.text).toBe(200);
  expect(found.text).toContain('青禾县人才服务中心');
  expect(readdirSync(join(folder, 'api', 'fonts'))).toHaveLength(2);
  const application = { studioName: '甲工作室' };
  const filed = await send(api.handler, 'POST', '/api/v1/records/application', {
    token,
    body: { values: application },
  });
  const list = [{ studioName: '甲工作室', leaderName: '甲', unitName: '乙', application: JSON.parse(filed.text).id }];
  const notice = { heading: '拟认定名单公示', text: '现予公示。', days: 5, contact: '0999-0000126', list };
  const announced = await send(api.handler, 'POST', '/api/v1/records/publicity', { token, body: { values: notice } });
  expect(announced.status, announced.text).toBe(201);
  const paper = `/api/v1/records/publicity/${JSON.parse(announced.text).id}/form/notice`;
  const pdf = await send(api.handler, 'GET', `${paper}?format=pdf`, { token });
  expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  expect(pdf.text).toMatch(/\/FontFile2[\s\S]*%%EOF/);
  const word = await send(api.handler, 'GET', `${paper}?format=docx`, { token });
  expect([word.status, word.text.slice(0, 2)]).toEqual([200, 'PK']);
  expect((await send(api.handler, 'GET', '/healthz')).text).toContain('"ok":true');
  for (const path of ['/', '/w', '/nowhere'])
    expect((await send(api.handler, 'POST', path, { headers: { origin } })).status, path).toBe(405);

  const described = await send(api.handler, 'GET', '/api/v1/openapi.json', { token });
  const { components } = JSON.parse(described.text);
  expect(components.schemas.Problem.properties.status).toMatchObject({ type: 'integer' });
  const filing = (values: object) =>
    send(api.handler, 'POST', '/api/v1/records/application', { token, body: { values } });
  expect((await filing({ studioName: '乙工作室', ethnicity: '01' })).status).toBe(201);
  const refused = await filing({ studioName: '丙工作室', ethnicity: '60' });
  expect([refused.status, JSON.parse(refused.text).fields?.[0]?.path]).toEqual([422, 'ethnicity']);

  const idOf = async (module: string, values: object): Promise<string> => {
    const kept = await send(api.handler, 'POST', `/api/v1/records/${module}`, { token, body: { values } });
    return JSON.parse(kept.text).id;
  };
  const call = await idOf('call', { heading: '征集公告', year: 2026 });
  const panel = await idOf('panel', { call, kind: 'teacher' });
  const input = { size: '5', until: '2099-12-31' };
  const reasons = { en: 'There is no application to review', 'zh-CN': '没有待评审的申报' };
  for (const [language, detail] of Object.entries(reasons)) {
    const drawn = await send(api.handler, 'POST', `/api/v1/records/panel/${panel}/moves/draw`, {
      token,
      headers: { 'accept-language': language },
      body: { input },
    });
    expect([drawn.status, JSON.parse(drawn.text)]).toEqual([
      409,
      expect.objectContaining({ code: 'conflict.items', detail }),
    ]);
  }
});

it('bundles nothing that is for this machine only', { timeout }, async () => {
  for (const name of ['api', 'auth', 'portal']) {
    await build.buildLambda(name, join(folder, 'again'));
    const files = readdirSync(join(folder, 'again', name)).filter((file) => /\.mjs$/.test(file));
    const text = files.map((file) => readFileSync(join(folder, 'again', name, file), 'utf8')).join('\n');
    expect(text.length, name).toBeGreaterThan(100_000);
    const local = [/\/api\/v1\/dev\b/, /演示收件箱<|Inbox of the demonstration/, /dynoxide/].filter((word) =>
      word.test(text),
    );
    expect(local, name).toEqual([]);
  }
});
