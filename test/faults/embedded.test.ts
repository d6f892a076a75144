import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, startEmbedded } from '@juxian/store/embedded.ts';
import { Table } from '@juxian/store/table.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let directory: string;
const running: Embedded[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'juxian-embedded-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((embedded) => embedded.stop()));
  await rm(directory, { recursive: true });
});

const start = async (): Promise<Embedded> => {
  const embedded = await startEmbedded({ directory });
  running.push(embedded);
  return embedded;
};

/** The servers of our directory that are alive, by process id. */
async function servers(): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return ids.filter((_, i) => commands[i]?.includes(join(directory, 'table.db'))).map(Number);
}

/** Another process that starts the table on our directory, says where, and waits. */
async function starter(
  options: { directory?: string } = { directory },
): Promise<{ process: ChildProcess; endpoint: string }> {
  const program = `
    import { startEmbedded } from '@juxian/store/embedded.ts';
    const { endpoint } = await startEmbedded(${JSON.stringify(options)});
    process.stdout.write(endpoint + '\\n');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { process: child, endpoint: String(line).trim() };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

const tableAt = async (endpoint: string) => {
  const table = await Table.open({ endpoint, name: 'juxian' });
  await table.create();
  return table.for('t0123456789');
};

describe('the embedded table', () => {
  it('keeps what it acknowledged when it and its parent are killed', async () => {
    const parent = await starter();
    const store = await tableAt(parent.endpoint);
    const keys = Array.from({ length: 50 }, (_, i) => store.keys.record('staff', 'cadre', `rec${i}`));
    for (const key of keys) await store.transact([{ put: key, when: 'absent' }]);
    for (const pid of await servers()) process.kill(pid, 'SIGKILL');
    await end(parent.process, 'SIGKILL');
    const again = await tableAt((await start()).endpoint);
    expect(await again.batchGet(keys)).toEqual(keys);
    expect(await servers()).toHaveLength(1);
  });

  it('whose parent was killed is adopted by the next start, and ended by its stop', async () => {
    const parent = await starter();
    const [orphan] = await servers();
    await end(parent.process, 'SIGKILL');
    expect(await servers()).toEqual([orphan]);
    const adopted = await start();
    expect(adopted.endpoint).toBe(parent.endpoint);
    expect(await servers()).toEqual([orphan]);
    await tableAt(adopted.endpoint);
    await adopted.stop();
    expect(await servers()).toEqual([]);
  });

  it('that no longer answers is replaced', async () => {
    const first = await start();
    const [pid = 0] = await servers();
    process.kill(pid, 'SIGKILL');
    await first.stop();
    const second = await start();
    await tableAt(second.endpoint);
    expect(await servers()).toHaveLength(1);
    expect(await servers()).not.toContain(pid);
  });

  it('is one, however many start at once in one process or in several', async () => {
    const [mine, yours, theirs] = await Promise.all([start(), start(), starter()]);
    expect(new Set([mine.endpoint, yours.endpoint, theirs.endpoint]).size).toBe(1);
    expect(await servers()).toHaveLength(1);
    await end(theirs.process, 'SIGKILL');
    await mine.stop();
    await yours.stop();
    expect(await servers()).toEqual([]);
  });

  it('in memory ends with its starter, however that ends', async () => {
    const parent = await starter({});
    await tableAt(parent.endpoint);
    await end(parent.process, 'SIGKILL');
    await vi.waitFor(() => expect(fetch(parent.endpoint)).rejects.toThrow('fetch failed'), { timeout: 10_000 });
  });

  it('in memory belongs to its starter alone', async () => {
    const [one, two] = await Promise.all([startEmbedded(), startEmbedded()]);
    running.push(one, two);
    expect(one.endpoint).not.toBe(two.endpoint);
    const key = (await tableAt(one.endpoint)).keys.config('staff');
    await (await tableAt(one.endpoint)).transact([{ put: key }]);
    expect(await (await tableAt(two.endpoint)).get(key)).toBeUndefined();
    expect(await (await tableAt(one.endpoint)).get(key)).toEqual(key);
  });
});
