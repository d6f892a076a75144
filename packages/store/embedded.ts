import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type Embedded = { endpoint: string; stop(): Promise<void> };

/**
 * Starts the embedded table: in memory, or on `directory`, where a live server of the same directory is adopted,
 * so that exactly one serves it however the last start ended. `stop` ends the server, adopted or own.
 * @throws Error with one sentence where the platform has no embedded table.
 */
export async function startEmbedded(options: { directory?: string } = {}): Promise<Embedded> {
  const binary = findBinary();
  if (!options.directory) return launch(binary);
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  const database = join(await realpath(options.directory), 'table.db');
  const turn = await takeTurn(database);
  try {
    return (await adopt(database)) ?? (await launch(binary, database));
  } finally {
    turn.close();
  }
}

function findBinary(): string {
  try {
    const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
    if (existsSync(binary)) return binary;
  } catch {}
  throw new Error(
    'The embedded table runs on Linux x64 only: set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB, for example DynamoDB Local in a container.',
  );
}

// In memory it is worth nothing without its starter: the shell ends it when the pipe from the starter closes.
const untilPipeCloses =
  'exec 3<&0; "$@" </dev/null & server=$!; { read -r _ <&3; kill -9 "$server"; } & wait "$server"; kill "$!"';

async function launch(binary: string, database?: string): Promise<Embedded> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = database
      ? spawn(binary, ['--port', String(port), '--db-path', database], { stdio: 'ignore', env: {} })
      : spawn('/bin/sh', ['-c', untilPipeCloses, 'sh', binary, '--port', String(port)], {
          stdio: ['pipe', 'ignore', 'ignore'],
          env: {},
        });
    const stop = () => (child.stdin ? endWithPipe(child) : endChild(child));
    if (database) endWithProcess(child);
    child.on('error', () => {});
    if (await answers(port, () => isRunning(child))) return { endpoint: endpointOf(port), stop };
    await stop();
    if (attempt === 3) throw new Error('The embedded table did not start.');
  }
}

/** The one server of the database that answers; every other one is ended. */
async function adopt(database: string): Promise<Embedded | undefined> {
  let adopted: Embedded | undefined;
  for (const { pid, port } of serversOf(database)) {
    if (!adopted && (await answers(port, () => alive(pid))))
      adopted = { endpoint: endpointOf(port), stop: () => endProcess(pid) };
    else await endProcess(pid);
  }
  return adopted;
}

// The process table tells the truth where a pid file may be stale, reused or not yet written.
function serversOf(database: string): { pid: number; port: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const words = commandOf(Number(name));
      const isServer = words[0]?.endsWith('/dynoxide') && words[words.indexOf('--db-path') + 1] === database;
      return isServer ? [{ pid: Number(name), port: Number(words[words.indexOf('--port') + 1]) }] : [];
    });
}

function commandOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** Starters of one database wait for each other; the kernel gives the turn back when its holder dies. */
async function takeTurn(database: string): Promise<Server> {
  const name = `\0juxian-${createHash('sha256').update(database).digest('hex')}`;
  for (;;) {
    const server = createServer();
    const taken = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
      );
      server.listen(name, () => resolve(true));
    });
    if (taken) return server;
    await pause(20);
  }
}

const endpointOf = (port: number): string => `http://127.0.0.1:${port}`;

async function answers(port: number, stillRunning: () => boolean): Promise<boolean> {
  for (const until = Date.now() + 10_000; Date.now() < until && stillRunning(); ) {
    if (await listsTables(port)) return stillRunning();
    await pause(5);
  }
  return false;
}

const listsTables = (port: number): Promise<boolean> =>
  fetch(endpointOf(port), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.ListTables',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
    },
    body: '{}',
    signal: AbortSignal.timeout(1000),
  }).then(
    async (answer) => (await answer.text()).includes('TableNames'),
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function alive(pid: number): boolean {
  return commandOf(pid).length > 1;
}

async function endProcess(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGTERM');
    for (const until = Date.now() + 2000; alive(pid) && Date.now() < until; ) await pause(5);
    if (alive(pid)) process.kill(pid, 'SIGKILL');
    while (alive(pid)) await pause(5);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const isRunning = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;

function endWithProcess(child: ChildProcess): void {
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
}

async function endChild(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const stubborn = setTimeout(() => child.kill('SIGKILL'), 2000);
  await ended;
  clearTimeout(stubborn);
}

async function endWithPipe(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}
