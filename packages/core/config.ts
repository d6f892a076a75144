import { isDeepStrictEqual } from 'node:util';
import type { Brand, PortalDomain } from '@juxian/base/portal.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Reach } from '@juxian/store/keys.ts';
import type { Keyring, TenantSeal } from '@juxian/store/seal.ts';
import { type Item, type Store, StoreConflict } from '@juxian/store/table.ts';

export const tenantKinds = ['county', 'countyCity', 'district', 'banner'] as const;
export type TenantKind = (typeof tenantKinds)[number];

/** What a county has settled about itself. The portal's copy holds the overlays of portal modules only. */
export type TenantConfig = {
  name: string;
  slug: string;
  division: string;
  kind: TenantKind;
  verified: boolean;
  demo: boolean;
  overlays: Readonly<Record<string, { version: number; [key: string]: unknown }>>;
  off: readonly string[];
  figures: Readonly<Record<string, unknown>>;
  closedDays: readonly string[];
  office: { name: string; phone: string; address: string; hours: string };
  colour?: string;
  brand?: Brand;
  domain?: PortalDomain;
  /** By room: who confirmed in writing that it may be run on the internet. */
  confirmed?: Readonly<Record<string, Confirmation>>;
};

/** `document`: number of the signed letter. */
export type Confirmation = { by: string; name: string; at: string; document: string };

type Kept = { config: TenantConfig; revision: number; keys: Partial<Record<Reach, string>> };

const freshFor = 5000;
const mostKept = 2000;
const cache = new Map<string, { kept: Promise<Kept>; until: number }>();

function keptOf(store: Store, reach: Reach): Promise<Kept> {
  const name = `${store.tenant} ${reach}`;
  const known = cache.get(name);
  if (known && performance.now() < known.until) return known.kept;
  const kept = load(store, reach, known?.kept);
  cache.delete(name);
  cache.set(name, { kept, until: performance.now() + freshFor });
  kept.catch(() => cache.delete(name));
  for (const oldest of cache.keys()) {
    if (cache.size <= mostKept) break;
    cache.delete(oldest);
  }
  return kept;
}

/** Forgets what this process knows of a county's configuration. */
export function dropConfig(tenant: string): void {
  for (const reach of ['staff', 'portal']) cache.delete(`${tenant} ${reach}`);
}

/** Where nothing has changed the configuration stays the same object: what was made of its overlays stands. */
async function load(store: Store, reach: Reach, before: Promise<Kept> | undefined): Promise<Kept> {
  const { keys } = store;
  const [portal, staff] = await store.batchGet([
    keys.config('portal'),
    ...(reach === 'staff' ? [keys.config('staff')] : []),
  ]);
  const item = reach === 'staff' ? staff : portal;
  if (!item || !portal) throw new Refusal('missing.tenant', t('未找到', 'Not found'));
  const known = (await before?.catch(() => undefined))?.config;
  const config = item.config as TenantConfig;
  return {
    config: known && isDeepStrictEqual(known, config) ? known : config,
    revision: Number(item.revision),
    keys: { portal: String(portal.key), ...(staff ? { staff: String(staff.key) } : {}) },
  };
}

/**
 * The county's configuration, at most 5 s old. With reach `portal` only what the portal's role may read.
 * @throws Refusal `missing.tenant`.
 */
export const readConfig = async (store: Store, reach: Reach): Promise<TenantConfig> =>
  (await keptOf(store, reach)).config;

/** The revision the configuration stands at, as `saveConfig` wants it. */
export const configRevision = async (store: Store): Promise<number> => (await keptOf(store, 'staff')).revision;

/**
 * The county's sealing keys, unlocked: reach `staff` may open both, reach `portal` its own only.
 * @throws Error when another reach's key is asked for.
 */
export async function readSeals(keyring: Keyring, store: Store, reach: Reach): Promise<(of: Reach) => TenantSeal> {
  const { keys } = await keptOf(store, reach);
  const seals = new Map<Reach, TenantSeal>();
  for (const of of ['staff', 'portal'] as const) {
    const wrapped = keys[of];
    if (wrapped) seals.set(of, await keyring.unlock(store.tenant, wrapped));
  }
  return (of) => {
    const seal = seals.get(of);
    if (!seal) throw new Error(`The key of reach ${of} is out of reach here`);
    return seal;
  };
}

/** Writes the first configuration with freshly wrapped keys; where one stands it is left alone. */
export async function createConfig(store: Store, keyring: Keyring, config: TenantConfig): Promise<void> {
  const item = async (reach: Reach): Promise<Item> => ({
    ...store.keys.config(reach),
    config,
    revision: 1,
    key: await keyring.newTenantKey(store.tenant),
  });
  try {
    await store.transact([
      { put: await item('staff'), when: 'absent' },
      { put: await item('portal'), when: 'absent' },
    ]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
  }
  dropConfig(store.tenant);
}

/** Takes both configurations away: with the keys on them, everything sealed is lost. */
export async function removeConfig(store: Store): Promise<void> {
  await store.transact([{ remove: store.keys.config('staff') }, { remove: store.keys.config('portal') }]);
  dropConfig(store.tenant);
}

/**
 * Changes the configuration for staff and portal in one transaction; the portal's copy keeps the overlays that
 * `isPortal` names. @returns the new revision. @throws Refusal `conflict.stale` when another revision stands.
 */
export async function saveConfig(
  store: Store,
  change: Partial<TenantConfig>,
  options: { revision: number; isPortal: (module: string) => boolean },
): Promise<number> {
  dropConfig(store.tenant);
  const { config, revision } = await keptOf(store, 'staff');
  const next: TenantConfig = { ...config, ...change };
  const open = Object.fromEntries(Object.entries(next.overlays).filter(([module]) => options.isPortal(module)));
  const stands = { equals: { revision: options.revision } };
  try {
    if (revision !== options.revision) throw staleConfig();
    await store.transact([
      { update: store.keys.config('staff'), set: { config: next, revision: revision + 1 }, when: stands },
      {
        update: store.keys.config('portal'),
        set: { config: { ...next, overlays: open }, revision: revision + 1 },
        when: stands,
      },
    ]);
  } catch (error) {
    throw error instanceof StoreConflict ? staleConfig() : error;
  } finally {
    dropConfig(store.tenant);
  }
  return revision + 1;
}

const staleConfig = (): Refusal =>
  new Refusal(
    'conflict.stale',
    t('本地设置刚被他人改动，请刷新后再试', 'The settings were changed a moment ago; reload and try again'),
  );
