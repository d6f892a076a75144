import { clockActor } from '@juxian/base/actor.ts';
import { listTenants } from '@juxian/core/tenant.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { type Item, StoreConflict } from '@juxian/store/table.ts';
import { makeCtx } from '../context.ts';
import type { Deps } from '../deps.ts';
import { report } from '../report.ts';
import type { Happened } from './happened.ts';
import { queue } from './news.ts';
import { tellOfPosts } from './subscriptions.ts';

/** Posts published one after the other are told of together once so long no other has come, or since the first of them. */
const quiet = 2 * 60_000;
const longest = 15 * 60_000;
const most = 100;

/** Tells subscribers what has been laid down in every county, one message each. A county that fails stops no other. */
export async function sendDigests(deps: Deps): Promise<void> {
  for (const { id, state } of await listTenants(deps.table.control)) {
    if (state !== 'active') continue;
    try {
      await sendDigest(deps, id);
    } catch (error) {
      report('digest', { tenant: id }, error);
    }
  }
}

async function sendDigest(deps: Deps, tenant: string): Promise<void> {
  const store = deps.table.for(tenant);
  const pk = store.keys.queueIndex('staff', queue);
  const { items } = await store.query({ pk, index: 'gsi2', limit: most });
  if (items.length === 0) return;
  const laid = (await store.batchGet(items.map(({ pk, sk }) => ({ pk, sk })))).flatMap((item) => (item ? [item] : []));
  const ctx = await makeCtx(deps, { actor: clockActor(tenant), locale: 'zh-CN' });
  const fresh = laid.filter(({ run }) => run === undefined);
  const begun = isDue(ctx, fresh) ? await begin(ctx, fresh) : [];
  for (const run of [...new Set([...laid, ...begun].flatMap(({ run }) => (run ? [String(run)] : [])))]) {
    const own = [...laid, ...begun].filter((item) => item.run === run);
    await tellOfPosts(deps, ctx, happenedIn(tenant, own, run), [...new Set(own.map(({ record }) => String(record)))]);
    for (const { pk, sk } of own)
      await store.transact([{ update: { pk, sk }, set: { gsi2pk: undefined, gsi2sk: undefined }, when: 'present' }]);
  }
}

function isDue({ clock }: Ctx, items: readonly Item[]): boolean {
  const times = items.map(({ laid }) => Number(laid));
  const now = clock.wall();
  return times.length > 0 && (now - Math.max(...times) >= quiet || now - Math.min(...times) >= longest);
}

/** Settles which are told of together, so that whoever goes on after a crash tells of the same. */
async function begin({ store }: Ctx, items: readonly Item[]): Promise<Item[]> {
  const run = String(items[0]?.event);
  try {
    await store.transact(
      items.map(({ pk, sk }) => ({ update: { pk, sk }, set: { run }, when: { equals: { run: undefined } } })),
    );
    return items.map((item) => ({ ...item, run }));
  } catch (error) {
    if (error instanceof StoreConflict) return [];
    throw error;
  }
}

/** The publishing of the first stands for the run: one message of it for each reader. */
function happenedIn(tenant: string, items: readonly Item[], run: string): Happened {
  const first = items.find(({ event }) => event === run) ?? items[0];
  return {
    tenant,
    event: run,
    stamp: String(first?.stamp),
    module: String(first?.module),
    id: String(first?.record),
    n: Number(first?.n),
    name: 'publish',
    at: String(first?.at),
    owner: '',
  };
}
