import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../support/api.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = 20;
const workers = 4;
/** At most so many writes a round, so that a fast machine does no more than a slow one. */
const mostWrites = 40;

let bundle: string;
let directory: string;
let port: number;
let server: ChildProcess | undefined;

beforeAll(async () => {
  const build = (await import(new URL('../../scripts/parts/build.mjs', import.meta.url).href)) as {
    buildLocal(): Promise<string>;
  };
  bundle = await build.buildLocal();
  directory = await realpath(await mkdtemp(join(tmpdir(), 'juxian-kill-')));
  port = await freePort();
}, 240_000);

afterAll(async () => {
  server?.kill('SIGKILL');
  for (const pid of tables()) process.kill(pid, 'SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** The servers of our table that are alive, by process id. */
const tables = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => commandOf(name).includes(join(directory, 'table.db')))
    .map(Number);

function commandOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function launch(): ChildProcess {
  const env = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    DATA_DIR: directory,
    DEMO: 'off',
    NODE_NO_WARNINGS: '1',
  };
  server = spawn(process.execPath, [bundle], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  return server;
}

async function ready(child: ChildProcess): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    if (child.exitCode !== null) throw new Error('The server ended before it answered');
    await pause(20);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function call(method: string, path: string, body?: unknown, token?: string, key?: string): Promise<Json> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

const password = 'Lantern-Harbour-62';

async function signUp(): Promise<{ token: string; auditor: string }> {
  const admin = { name: '林一', email: 'founder@example.org', password };
  const county = { division: '990001', kind: 'county', name: '青禾县', slug: 'qinghe', admin };
  const { token } = (await call('POST', '/tenants', county)).session;
  const person = { name: '审计', email: 'auditor@example.org', roles: ['audit'] };
  const { invitation } = await call('POST', '/members', person, token);
  const joined = await call('POST', `/invitations/${invitation.token}/accept`, { password });
  return { token, auditor: joined.token };
}

/** One write and whether its answer came; a write without one is sent again under the same key. */
type Write = { n: number; id?: string };

const write = async (token: string, { n }: Write): Promise<string> =>
  (
    await call(
      'POST',
      '/records/unit',
      { values: { name: `第${n}中学`, order: n, sort: 'school' } },
      token,
      `write-${n}-key`,
    )
  ).id;

async function everyUnit(token: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let cursor = ''; ; ) {
    const page = await call('GET', `/records/unit?limit=500${cursor && `&cursor=${cursor}`}`, undefined, token);
    for (const { id } of page.items) ids.add(id);
    if (!page.nextCursor) return ids;
    cursor = page.nextCursor;
  }
}

/** The same chances in each run: how many answers a round waits for, and how long after the last of them it ends. */
function* chances(): Generator<number> {
  for (let seed = 20_261_122; ; ) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield seed / 2_147_483_648;
  }
}

describe('a server killed again and again', () => {
  it(`has after ${rounds} times every write it answered, each once, on one table with whole chains`, async () => {
    const chance = chances();
    const next = () => chance.next().value as number;
    const writes: Write[] = [];
    let people: { token: string; auditor: string } | undefined;
    let unanswered = 0;

    for (let round = 0; round < rounds; round++) {
      const child = launch();
      if (round % 5 === 4) {
        // In the middle of a start.
        await pause(900 * next());
        await end(child, 'SIGKILL');
        continue;
      }
      await ready(child);
      expect(tables(), `round ${round}`).toHaveLength(1);
      people ??= await signUp();
      const { token } = people;
      const again = writes.filter(({ id }) => id === undefined);
      unanswered += again.length;
      const queue = [...again, ...Array.from({ length: mostWrites - again.length }, (): Write => ({ n: 0 }))];
      let answers = 0;
      const worker = async () => {
        for (let one = queue.shift(); one; one = queue.shift()) {
          if (one.n === 0) {
            one.n = writes.length + 1;
            writes.push(one);
          }
          one.id = await write(token, one);
          answers++;
        }
      };
      const working = Array.from({ length: workers }, () => worker().catch(() => {}));
      const enough = 1 + Math.floor((mostWrites / 2) * next());
      while (answers < enough) await pause(1);
      await pause(10 * next());
      const [table] = tables();
      if (round % 3 === 0 && table) process.kill(table, 'SIGKILL');
      await end(child, 'SIGKILL');
      await Promise.all(working);
    }

    const child = launch();
    await ready(child);
    const { token, auditor } = people ?? { token: '', auditor: '' };
    const answered = writes.flatMap(({ id }) => id ?? []);
    expect(answered.length).toBeGreaterThanOrEqual(rounds - rounds / 5);
    expect(unanswered).toBeGreaterThan(0);
    expect([...(await everyUnit(token))]).toEqual(expect.arrayContaining(answered));
    for (const one of writes) one.id ??= await write(token, one);
    expect([...(await everyUnit(token))].sort()).toEqual(writes.map(({ id }) => id).sort());
    const verified = await call('POST', '/audit/verify', undefined, auditor);
    expect(verified).toMatchObject({ records: writes.length, events: writes.length, broken: [] });
    expect(tables()).toHaveLength(1);
    await end(child, 'SIGTERM');
    expect(tables()).toEqual([]);
  }, 300_000);
});
