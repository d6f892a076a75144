import { randomBytes } from 'node:crypto';
import type { TenantActor } from '@juxian/base/actor.ts';
import { Clock } from '@juxian/base/clock.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Spans } from '@juxian/engine/dated.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { RowsCache } from '@juxian/engine/rows.ts';
import { rowAad } from '@juxian/engine/stored.ts';
import type { Files } from '@juxian/store/files.ts';
import { stampText, tenantKeys } from '@juxian/store/keys.ts';
import { TenantSeal } from '@juxian/store/seal.ts';
import type { Item } from '@juxian/store/table.ts';
import type { Range } from '@juxian/store/verbs.ts';

export const dawn = Date.parse('2026-11-23T01:00:00Z');

/** What a test says of a row; the rest is made up. */
export type GivenRow = {
  id: string;
  revision?: number;
  state?: string;
  owner?: string;
  title?: string;
  values?: Record<string, unknown>;
  spans?: Spans;
  changedAt?: string;
  since?: string;
  due?: string;
  gone?: string;
  job?: string;
};

type Written = { visibleAt: number; stamp: number; item: Item };

/** One county's index of rows, in which each write becomes visible at its own moment of true time. */
export class SimulatedIndex {
  readonly tenant: string;
  readonly keys;
  readonly seal: TenantSeal;
  /** Queries made, as the stamp they began at; undefined = everything. */
  readonly queries: (string | undefined)[] = [];
  /** Applied to each page before it is answered. */
  disorder: (items: Item[]) => Item[] = (items) => items;
  /** Held queries wait for it. */
  gate: Promise<void> = Promise.resolve();
  now = dawn;
  readonly #written = new Map<string, Written[]>();

  constructor(tenant = 't0000000001') {
    this.tenant = tenant;
    this.keys = tenantKeys(tenant);
    this.seal = new TenantSeal(tenant, randomBytes(64));
  }

  /** Stamps and writes a row; `at` is the stamp, `visibleAt` when the index shows it. Both are now unless given. */
  write(module: AnyModule, row: GivenRow, { at = this.now, visibleAt = this.now } = {}): Item {
    const { id, revision = 1, state = 'open', owner = 'usr_1', title = id, values = {}, spans, ...rest } = row;
    const { key, wrapped } = this.seal.newRecordKey();
    const item: Item = {
      ...this.keys.record(module.reach, module.name, id),
      gsi1pk: this.keys.moduleIndex(module.reach, module.name),
      gsi1sk: `${stampText(at)}#${id}`,
      module: module.name,
      id,
      revision,
      state,
      owner,
      changedAt: '2026-11-23T09:00:00+08:00',
      since: '2026-11-23T09:00:00+08:00',
      ...rest,
      key: wrapped,
      row: key.seal(rowAad(module.name, id), { title, values, ...(spans ? { spans } : {}) }),
    };
    const versions = this.#written.get(id) ?? [];
    versions.push({ visibleAt, stamp: at, item });
    this.#written.set(id, versions);
    return item;
  }

  /** The highest revision of each id that the index shows at that moment. */
  visible(now = this.now): Map<string, Written> {
    const shown = new Map<string, Written>();
    for (const [id, versions] of this.#written) {
      const seen = versions.filter(({ visibleAt }) => visibleAt <= now);
      const last = seen.sort((a, b) => Number(a.item.revision) - Number(b.item.revision)).at(-1);
      if (last) shown.set(id, last);
    }
    return shown;
  }

  async query({ pk, from = '', cursor, limit = 1000 }: Range): Promise<{ items: Item[]; cursor?: string }> {
    if (cursor === undefined) this.queries.push(from === '' ? undefined : from);
    await this.gate;
    const all = [...this.visible().values()]
      .map(({ item }) => item)
      .filter((item) => item.gsi1pk === pk && String(item.gsi1sk) >= from)
      .sort((a, b) => (String(a.gsi1sk) < String(b.gsi1sk) ? -1 : 1));
    const start = Number(cursor ?? 0);
    const items = this.disorder(all.slice(start, start + limit));
    return start + limit < all.length ? { items, cursor: String(start + limit) } : { items };
  }
}

type CtxOptions = {
  modules: readonly AnyModule[];
  actor?: TenantActor;
  clock?: Clock;
  cache?: RowsCache;
  files?: Files;
  locale?: 'zh-CN' | 'en';
};

export const officer: TenantActor = {
  kind: 'member',
  id: 'usr_1',
  name: '王某',
  tenant: 't0000000001',
  roles: ['office'],
  assurance: 1,
};

/** A context over a simulated index: what lists touch, and nothing else. */
export function ctxOver(
  index: SimulatedIndex,
  { modules, actor = officer, locale = 'zh-CN', ...rest }: CtxOptions,
): Ctx {
  const clock = rest.clock ?? new Clock(() => index.now);
  const { files } = rest;
  const cache = rest.cache ?? new RowsCache({ bytes: 1e9, clock, ...(files ? { snapshots: files } : {}) });
  return narrow({
    actor,
    locale,
    clock,
    rows: cache,
    store: index,
    seal: () => index.seal,
    registry: new Map(modules.map((module) => [module.name, module])),
    config: { overlays: {}, off: [] },
    requestId: 'req_1',
  });
}

// The one place where a part of a context stands for the whole.
const narrow = (part: object): Ctx => part as never;

/** Files in memory. */
export function filesInMemory(): Files & { readonly held: Map<string, Uint8Array>; reads: number } {
  const held = new Map<string, Uint8Array>();
  return {
    held,
    reads: 0,
    async put(path, bytes) {
      held.set(path, bytes);
    },
    async get(path) {
      this.reads++;
      return held.get(path);
    },
    async remove(path) {
      held.delete(path);
    },
    async list(prefix) {
      return [...held.keys()].filter((path) => path.startsWith(prefix));
    },
    async weigh() {
      throw new Error('Nobody weighs files here');
    },
    async link() {
      throw new Error('Nobody asks for links here');
    },
  };
}
