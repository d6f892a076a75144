import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Answer = { status: number; text: string };

/** The whole product in a process of its own on an empty directory. */
export type Server = {
  /** From spawn to the first answer of /healthz, ms. */
  startedIn: number;
  /** A body of bytes goes as it is, under the headers given; any other as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** CPU used so far by the server and its table, ms. */
  cpu(): number;
  /** Of every request answered since it was last asked: from its head read to its answer handed over, ms. */
  times(): Promise<number[]>;
  /** Resident memory of the server and of its table, bytes. */
  memory(): { server: number; table: number };
  /** Ends it, lets `work` have the directory alone, starts it again; ms to the first answer. */
  restart(work?: (directory: string) => Promise<void>): Promise<number>;
  stop(): Promise<void>;
};

export async function startServer(bundle: string, connections: number): Promise<Server> {
  const directory = mkdtempSync(join(tmpdir(), 'juxian-bench-'));
  const port = await freePort();
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let child: ChildProcess | undefined;

  const call: Server['call'] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const isBytes = body instanceof Uint8Array;
      const text = body === undefined || isBytes ? body : JSON.stringify(body);
      const sent = request(
        {
          agent,
          host: '127.0.0.1',
          port,
          method,
          path,
          headers: {
            ...headers,
            ...(text ? { 'content-length': Buffer.byteLength(text as string | Uint8Array) } : {}),
            ...(text && !isBytes ? { 'content-type': 'application/json' } : {}),
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
          );
          response.on('error', reject);
        },
      );
      // A kept connection may be closed by the server at the moment it is used again.
      sent.on('error', (error: NodeJS.ErrnoException) =>
        sent.reusedSocket && error.code === 'ECONNRESET' ? resolve(call(method, path, body, headers)) : reject(error),
      );
      sent.end(text);
    });

  const start = async (): Promise<number> => {
    const began = performance.now();
    const env = {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: directory,
      DEMO: 'off',
    };
    child = spawn(process.execPath, ['--import', stopwatch, '--enable-source-maps', bundle], {
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    for (;;) {
      const isReady = await call('GET', '/healthz').then(
        ({ status }) => status === 200,
        () => false,
      );
      if (isReady) return performance.now() - began;
      if (child.exitCode !== null) throw new Error('The server ended before it answered.');
      await pause(10);
    }
  };
  const end = async () => {
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGTERM');
    await ended;
  };
  const startedIn = await start();
  return {
    startedIn,
    call,
    cpu: () => [child?.pid ?? 0, ...childrenOf(child?.pid ?? 0)].reduce((sum, pid) => sum + cpuOf(pid), 0),
    times: () =>
      new Promise((resolve) => {
        child?.once('message', (times) => resolve(times as number[]));
        child?.send('times');
      }),
    memory: () => ({
      server: residentOf(child?.pid ?? 0),
      table: childrenOf(child?.pid ?? 0).reduce((sum, pid) => sum + residentOf(pid), 0),
    }),
    async restart(work) {
      await end();
      await work?.(directory);
      return start();
    },
    async stop() {
      await end();
      agent.destroy();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Loaded into the server before itself: times its answers from within and tells them when asked. */
const stopwatch = `data:text/javascript,${encodeURIComponent(`
  import { subscribe } from 'node:diagnostics_channel';
  const began = new WeakMap();
  const times = [];
  subscribe('http.server.request.start', ({ request }) => began.set(request, performance.now()));
  subscribe('http.server.response.finish', ({ request }) => times.push(performance.now() - began.get(request)));
  process.on('message', () => process.send(times.splice(0)));
`)}`;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The fields of /proc/<pid>/stat behind the name, which may hold spaces. */
const statOf = (pid: number): string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

const ticks = 100;
const cpuOf = (pid: number): number => (1000 / ticks) * (Number(statOf(pid)[11]) + Number(statOf(pid)[12]));
const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return Number(statOf(pid)[1]) === parent;
      } catch {
        return false;
      }
    });
}
