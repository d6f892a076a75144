import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '@juxian/base/clock.ts';
import type { Names } from '@juxian/core/dns.ts';
import { Outbox } from '@juxian/core/message.ts';
import type { HashCost, Profile } from '@juxian/core/password.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import { openApps } from '@juxian/functions/apps.ts';
import type { Deps } from '@juxian/functions/deps.ts';
import { modules } from '@juxian/modules/index.ts';
import { Faults } from '@juxian/store/faults.ts';
import { localFiles } from '@juxian/store/files.ts';
import { Table } from '@juxian/store/table.ts';
import { type OpenTable, openTable } from './table.ts';

export const origin = 'http://127.0.0.1:8787';

/** Enough to be Argon2id, cheap enough for tests. */
const cheap: HashCost = { memory: 64, iterations: 1, parallelism: 1 };

export type Answer = { status: number; headers: Headers; body: Json };
/** What an answer holds, as loosely as tests read it. */
// biome-ignore lint/suspicious/noExplicitAny: tests walk answers whose shape is what they check
export type Json = any;

export type CallOptions = {
  token?: string;
  /** The client's address as the edge tells it. */
  ip?: string;
  headers?: Record<string, string>;
};

export type Api = OpenTable & {
  deps: Deps;
  /** What every function but sign-in stands on: its control store has their rights, no more. */
  inner: Deps;
  outbox: Outbox;
  faults: Faults;
  /** Moves wall and business clock on by so many ms. */
  pass(ms: number): void;
  /** One request; a body that is no string is sent as JSON. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Signs a county up and answers its first person's token, who is system, security and office. */
  signUp(county?: Partial<SignUpBody>): Promise<County>;
  /** A further member of a county, invited by its first person and signed in. */
  join(county: County, roles: string[], more?: { name?: string; unit?: string }): Promise<Person>;
};

export type SignUpBody = {
  division: string;
  kind: string;
  name: string;
  slug: string;
  admin: { name: string; email: string; password: string };
};
export type Person = { id: string; token: string; email: string; password: string };
export type County = Person & { tenant: string; slug: string; body: SignUpBody };

export const password = 'Lantern-Harbour-62';

export type StartOptions = {
  profile?: Profile;
  signUp?: 'open' | 'approve';
  operators?: [hash: string, name: string][];
  /** Whoever invites is shown the link; true where it is not said. */
  handsOutLinks?: boolean;
  /** Reached over the internet; false where it is not said. */
  isOnline?: boolean;
  /** Instead of every module of the product. */
  modules?: readonly AnyModule[];
  portalHost?: string;
  names?: Names;
};

/** A name system in which nothing exists. */
const nowhere = async (): Promise<never> => {
  throw Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });
};
const unknownNames: Names = { cname: nowhere, txt: nowhere, addresses: nowhere };

let counties = 0;

/** A county's sign-up with a fictional division of its own. */
export function countyBody(more: Partial<SignUpBody> = {}): SignUpBody {
  const n = ++counties;
  return {
    division: String(990000 + n),
    kind: 'county',
    name: `青禾县${n}`,
    slug: `qinghe-${n}`,
    admin: { name: '林一', email: `founder${n}@example.org`, password },
    ...more,
  };
}

/** Everything in one process on an empty table in memory, with clocks that stand still until moved. */
export async function startApi(options: StartOptions = {}): Promise<Api> {
  let now = Date.now();
  const clock = new Clock(() => now);
  const faults = new Faults();
  const open = await openTable({ clock, faults, alone: true });
  const outbox = new Outbox(clock);
  const directory = await mkdtemp(join(tmpdir(), 'juxian-files-'));
  const deps: Deps = {
    table: open.table,
    keyring: open.keyring,
    clock,
    files: localFiles(directory, 'the secret of a test', origin, () => now),
    registry: registryOf(options.modules ?? modules),
    rows: new RowsCache({ bytes: 50_000_000, clock }),
    profile: options.profile ?? 'local',
    signUp: options.signUp ?? 'open',
    hashCost: cheap,
    mailer: outbox.mailer,
    sms: outbox.sms,
    isOnline: options.isOnline ?? false,
    handsOutLinks: options.handsOutLinks ?? true,
    entrance: { addressHeader: 'x-edge-address' },
    origin,
    portalHost: options.portalHost ?? 'portal.juxian.cn',
    names: options.names ?? unknownNames,
    providers: new Map(),
    operators: new Map(options.operators ?? []),
    version: '0.0.0-test',
  };
  const inner = await Table.open({
    endpoint: open.endpoint,
    name: 'juxian',
    own: 'api',
    clock,
    guard: open.guard,
    faults,
  });
  const innerDeps: Deps = { ...deps, table: inner };
  const answer = openApps(deps, innerDeps);

  const request: Api['request'] = async (path, init) => answer(new Request(new URL(path, origin), init));

  const call: Api['call'] = async (method, path, body, { token, ip = '203.0.113.1', headers = {} } = {}) => {
    const response = await request(path, {
      method,
      headers: {
        'x-edge-address': ip,
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };

  const must = async (status: number, sent: Promise<Answer>): Promise<Json> => {
    const got = await sent;
    if (got.status !== status) throw new Error(`expected ${status}, got ${got.status}: ${JSON.stringify(got.body)}`);
    return got.body;
  };

  const signUp: Api['signUp'] = async (more) => {
    const body = countyBody(more);
    const made = await must(201, call('POST', '/api/v1/tenants', body));
    const me = await must(200, call('GET', '/api/v1/me', undefined, { token: made.session.token }));
    const { email } = body.admin;
    return {
      id: me.member.id,
      token: made.session.token,
      tenant: made.tenant.id,
      slug: body.slug,
      email,
      password: body.admin.password,
      body,
    };
  };

  const bring: Api['join'] = async (county, roles, more = {}) => {
    const email = `person${++counties}@example.org`;
    const wanted = { name: more.name ?? '王二', email, roles, ...(more.unit ? { unit: more.unit } : {}) };
    const invited = await must(201, call('POST', '/api/v1/members', wanted, { token: county.token }));
    const { token } = invited.invitation;
    const joined = await must(201, call('POST', `/api/v1/invitations/${token}/accept`, { password }));
    return { id: joined.member.id, token: joined.token, email, password };
  };

  return {
    ...open,
    deps,
    inner: innerDeps,
    outbox,
    faults,
    pass: (ms) => {
      now += ms;
    },
    call,
    request,
    signUp,
    join: bring,
    stop: async () => {
      inner.close();
      await open.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
