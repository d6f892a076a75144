import type { House } from '@juxian/core/account.ts';
import type { Names } from '@juxian/core/dns.ts';
import type { IdentityProvider } from '@juxian/core/identity.ts';
import type { SignUpRule } from '@juxian/core/signUp.ts';
import type { Registry } from '@juxian/engine/context.ts';
import type { RowsCache } from '@juxian/engine/rows.ts';
import type { Files } from '@juxian/store/files.ts';
import type { Entrance } from './http.ts';

/** Everything the apps stand on; built once, by local.ts or by the entry of a function. */
export type Deps = House & {
  files: Files;
  registry: Registry;
  /** The rows of the process, shared by its apps so that each sees the others' commits at once. */
  rows: RowsCache;
  entrance: Entrance;
  /** Whether a county that signs up may begin at once or waits for the operator. */
  signUp: SignUpRule;
  /** Messages reach nobody from here, so whoever invites is told the link and passes it on. */
  handsOutLinks: boolean;
  /** Reached over the internet; a host of the county's own network is not. */
  isOnline: boolean;
  /** Where the pages are served, for addresses in messages: `https://…`, no `/` at the end. */
  origin: string;
  /** The host that counties' own hosts shall lead to, `{slug}` standing for the county's; empty where the house has no name. */
  portalHost: string;
  /** What answers for records of the name system. */
  names: Names;
  /** Sign-in by somebody else's account system, by name; none is shipped. */
  providers: ReadonlyMap<string, IdentityProvider>;
  /** The operators of the platform: SHA-256 (base64url) of each one's key, and the name. */
  operators: ReadonlyMap<string, string>;
  version: string;
  /** Where people read what a demonstration would have sent; nowhere else is there such a page. */
  inbox?: string;
  /** Has a job run soon; without it, jobs wait for whoever goes on with open ones. */
  askJob?: (tenant: string, job: string) => Promise<void>;
};
