import type { TenantActor } from '@juxian/base/actor.ts';
import type { Clock } from '@juxian/base/clock.ts';
import type { Brand, PortalDomain } from '@juxian/base/portal.ts';
import type { Locale } from '@juxian/base/text.ts';
import type { Files } from '@juxian/store/files.ts';
import type { Reach } from '@juxian/store/keys.ts';
import type { TenantSeal } from '@juxian/store/seal.ts';
import type { Store } from '@juxian/store/table.ts';
import type { AnyModule } from './define.ts';
import type { Overlay } from './overlay.ts';
import type { RowsCache } from './rows.ts';

export type TenantKind = 'county' | 'countyCity' | 'district' | 'banner';

/** What a county has settled about itself; read with each request, never from input. */
export type TenantConfig = {
  name: string;
  slug: string;
  division: string;
  kind: TenantKind;
  /** False while 待核验: banner, noindex, no identity-number field. */
  verified: boolean;
  demo: boolean;
  /** `modules[name]`: the published overlay of each module; absent = nothing of its own. */
  overlays: Readonly<Record<string, Overlay>>;
  /** Modules switched off. */
  off: readonly string[];
  /** Figures of its own, by name. */
  figures: Readonly<Record<string, unknown>>;
  closedDays: readonly string[];
  /** Words of the talent office on portal and papers. */
  office: { name: string; phone: string; address: string; hours: string };
  /** The portal's colour, at least 4.5:1 with white. */
  colour?: string;
  brand?: Brand;
  domain?: PortalDomain;
};

/** A member of the county whom a record may name. */
export type Colleague = { id: string; name: string; unit?: string };
export type People = {
  /** Those of them who are at work in the county, by id, in one read. */
  named(ids: readonly string[]): Promise<ReadonlyMap<string, Colleague>>;
};

/** Everything a verb may know. A missing actor is a compile error. */
export type Ctx = {
  actor: TenantActor;
  store: Store;
  /** The tenant's sealing key of that reach. */
  seal(reach: Reach): TenantSeal;
  files: Files;
  clock: Clock;
  locale: Locale;
  requestId: string;
  registry: Registry;
  config: TenantConfig;
  rows: RowsCache;
  people: People;
};

/** The modules of the product, by name, before any county's overlay. */
export type Registry = ReadonlyMap<string, AnyModule>;
