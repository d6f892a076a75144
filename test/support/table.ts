import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@juxian/base/clock.ts';
import { startEmbedded } from '@juxian/store/embedded.ts';
import type { Faults } from '@juxian/store/faults.ts';
import { Guard } from '@juxian/store/guard.ts';
import { Keyring } from '@juxian/store/seal.ts';
import { Table } from '@juxian/store/table.ts';

export type OpenTable = {
  table: Table;
  keyring: Keyring;
  /** Judges every command; its `denials` stay 0 on the normal path. */
  guard: Guard;
  endpoint: string;
  stop(): Promise<void>;
};

/** An empty table in memory with the guard on, and a keyring of its own: one for each test file. */
export async function openTable(
  options: { clock?: Clock; faults?: Faults; own?: 'api' | 'auth'; alone?: boolean } = {},
): Promise<OpenTable> {
  const embedded = await startEmbedded();
  const guard = new Guard();
  const table = await Table.open({ ...options, endpoint: embedded.endpoint, name: 'juxian', guard });
  await table.create();
  const directory = await mkdtemp(join(tmpdir(), 'juxian-key-'));
  const keyring = await Keyring.local(join(directory, 'master.key'));
  const stop = async () => {
    table.close();
    await embedded.stop();
    await rm(directory, { recursive: true, force: true });
  };
  return { table, keyring, guard, endpoint: embedded.endpoint, stop };
}
