import { createHash } from 'node:crypto';
import { clockActor } from '@juxian/base/actor.ts';
import { momentOf } from '@juxian/base/clock.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { storedValues } from '@juxian/engine/dated.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { placeRecord } from '@juxian/engine/record.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { beginSpecimens, specimensOf } from '../modules/specimen.ts';
import { everyModule } from '../modules/stage.ts';
import { type Api, type County, type Json, startApi } from '../support/api.ts';
import { pdf } from '../support/bytes.ts';
import { codeFor } from '../support/portal.ts';
import { partsOf } from '../support/unzip.ts';

export const staff = ['system', 'security', 'audit', 'office', 'leader', 'unit', 'industry', 'expert'] as const;
export const operatorKey = 'jxo_an-operator-of-these-tests-only-0123456789';

/** A county with people of every role and a record of every module in every state. */
export type Furnished = {
  county: County;
  tokens: Record<(typeof staff)[number] | 'applicant', string>;
  members: Record<string, string>;
  /** By module, the id of a record in each state. */
  records: Record<string, Record<string, string>>;
  file: string;
  job: string;
  session: string;
  apiKey: string;
  view: string;
  webhook: string;
  certificate: string;
  /** Every text that betrays something of this county. */
  marks: string[];
  /** The county's own clock. */
  ctx: Ctx;
};

export type TwoCounties = { api: Api; own: Furnished; foreign: Furnished };

/** The same content in two counties. */
export async function openTwoCounties(): Promise<TwoCounties> {
  beginSpecimens();
  const operators: [string, string][] = [[createHash('sha256').update(operatorKey).digest('base64url'), '平台值班']];
  const api = await startApi({ modules: everyModule, operators });
  return { api, own: await furnish(api, '青禾县'), foreign: await furnish(api, '白露县') };
}

async function furnish(api: Api, name: string): Promise<Furnished> {
  const county = await api.signUp({ name });
  const ask = async (status: number, method: string, path: string, body?: unknown, token = county.token) => {
    const answer = await api.call(method, path, body, { token });
    if (answer.status !== status)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 400)}`);
    return answer.body;
  };
  const ctx = await makeCtx(api.deps, { actor: clockActor(county.tenant), locale: 'zh-CN' });
  const marks: string[] = [county.tenant, county.email];
  const records: Furnished['records'] = {};
  let certificate = '';
  for (const module of everyModule) {
    const placed = await placeEach(ctx, module, marks);
    records[module.name] = Object.fromEntries(placed.map(({ state, id }) => [state, id]));
    if (module.name === 'certificate') certificate = String(placed[0]?.values.number);
  }

  const members: Record<string, string> = {};
  const tokens = {} as Furnished['tokens'];
  for (const role of staff) {
    const unit = role === 'unit' ? { unit: records.unit?.active ?? '' } : {};
    const person = await api.join(county, [role], { name: `${name}${role}`, ...unit });
    members[role] = person.id;
    tokens[role] = person.token;
    marks.push(person.id, person.email, `${name}${role}`);
  }
  const to = name === '青禾县' ? '13800000101' : '13800000202';
  const publicPath = `/api/v1/public/${county.slug}`;
  await ask(202, 'POST', `${publicPath}/codes`, { to }, '');
  const code = codeFor(api, to);
  tokens.applicant = (await ask(201, 'POST', `${publicPath}/sessions`, { to, code }, '')).token;
  marks.push(to);

  const call = records.call?.draft ?? '';
  const file = await uploaded(api, tokens.office, call);
  await placeFile(api, tokens.office, call, file);
  const job = await ask(202, 'POST', '/api/v1/records/unit/bulk', bulkOf(records.unit?.active ?? ''), tokens.office);
  const sessions = await ask(200, 'GET', '/api/v1/sessions', undefined, tokens.office);
  const apiKey = await ask(201, 'POST', '/api/v1/api-keys', {
    name: `${name}接口`,
    roles: ['office'],
    expiresAt: momentOf(api.deps.clock.wall() + 30 * 86_400_000),
  });
  const view = await ask(
    201,
    'POST',
    '/api/v1/views',
    { module: 'application', name: `${name}视图`, query: { sort: 'due' }, shared: true },
    tokens.office,
  );
  const webhook = await ask(201, 'POST', '/api/v1/webhooks', {
    url: `https://${county.slug}.example.org/in`,
    roles: ['office'],
  });
  marks.push(webhook.id, `${county.slug}.example.org`);
  marks.push(file.id, job.id, apiKey.id, view.id, `${name}接口`, `${name}视图`);
  return {
    county,
    tokens,
    members,
    records,
    file: file.id,
    job: job.id,
    session: sessions.items[0].id,
    apiKey: apiKey.id,
    view: view.id,
    webhook: webhook.id,
    certificate,
    // A bare number of seven digits also stands in clocks and sizes now and then.
    marks: marks.filter((mark) => mark.length >= 6 && !/^\d{7}$/.test(mark)),
    ctx,
  };
}

const bulkOf = (id: string) => ({ items: [{ id, revision: 1 }], values: { contact: '周全' } });

async function placeEach(ctx: Ctx, module: AnyModule, marks: string[]) {
  const placed: { state: string; id: string; values: Record<string, unknown> }[] = [];
  for (const state of Object.keys(module.states)) {
    const { values, marks: own } = specimensOf(module.fields);
    const { id } = await placeRecord(ctx, { module: module.name, state, values: storedValues(module, values) });
    placed.push({ state, id, values });
    marks.push(id, ...Object.values(own).flat());
  }
  return placed;
}

async function uploaded(api: Api, token: string, call: string): Promise<Json> {
  const form = new FormData();
  form.set('field', 'attachments');
  form.set('file', new File([Uint8Array.from(pdf()).buffer], '公告附件.pdf', { type: 'application/pdf' }));
  const response = await api.request(`/api/v1/records/call/${call}/files`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  });
  if (response.status !== 201) throw new Error(`upload: ${response.status} ${await response.text()}`);
  return response.json();
}

async function placeFile(api: Api, token: string, call: string, file: Json): Promise<void> {
  const path = `/api/v1/records/call/${call}`;
  const answer = await api.call(
    'PATCH',
    path,
    { values: { attachments: [file] } },
    { token, headers: { 'if-match': '1' } },
  );
  if (answer.status !== 200) throw new Error(`attach: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** Each request from an address of its own, so that no limit on tries answers in place of the gate. */
let asked = 0;

export type Raw = { status: number; text: string };

/** One request and everything its answer says: the parts of packed files and the headers too. */
export async function ask(
  api: Api,
  method: string,
  path: string,
  { token, body, headers = {} }: { token?: string | undefined; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Raw> {
  const isForm = body instanceof FormData;
  const response = await api.request(path, {
    method,
    redirect: 'manual',
    headers: {
      'x-edge-address': `10.0.${(asked >> 8) & 255}.${asked++ & 255}`,
      'accept-language': 'en',
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isPacked = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const text = isPacked ? [...partsOf(bytes).values()].join('\n') : new TextDecoder().decode(bytes);
  return {
    status: response.status,
    text: `${[...response.headers].map((pair) => pair.join(': ')).join('\n')}\n\n${text}`,
  };
}

/** The marks of a county that stand in an answer. */
export const betrayed = ({ text }: Raw, { marks }: Furnished): string[] => marks.filter((mark) => text.includes(mark));
