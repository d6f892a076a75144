import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Clock } from '@juxian/base/clock.ts';
import type { Credentials, Identity } from './credentials.ts';
import type { Faults } from './faults.ts';
import type { Guard, Principal } from './guard.ts';
import { belongsTo, controlPrefixes, portalMayIndex, type TenantKeys, tenantKeys } from './keys.ts';
import { speakPlainly, unsigned } from './plain.ts';
import { Recent } from './recent.ts';
import { type Access, type Bounds, Verbs } from './verbs.ts';
import { type Meter, Watch } from './wire.ts';
import { Standing, Written } from './written.ts';

export type { Action, Item } from './action.ts';
export { OutOfBounds, type Page, StoreConflict } from './verbs.ts';
export { Meter, StoreUnknown } from './wire.ts';

/** The four verbs on keys outside any tenant. */
export type ControlStore = Pick<Verbs, 'get' | 'query' | 'batchGet' | 'transact'>;

/** The four verbs bound to one tenant: the only way to a tenant's data. */
export type Store = ControlStore & { readonly tenant: string; readonly keys: TenantKeys };

export type TableOptions = {
  /** Where the table is served; without one, the cloud. */
  endpoint?: string;
  /** The endpoint is this machine's embedded table, which looks at no signature: requests carry none. */
  unsigned?: boolean;
  /** No other process writes to the table: reads of the control plane stand until something is written, 1 s at most. */
  alone?: boolean;
  name: string;
  region?: string;
  clock?: Clock;
  /** The function's own role, as the guard judges keys without a tenant; `auth` when not said. */
  own?: 'api' | 'auth';
  guard?: Guard;
  faults?: Faults;
  /** Tagged credentials per tenant; without them everything is sent with the function's own. */
  credentials?: Credentials;
};

/** The single table. Nothing else makes a DynamoDB client. */
export class Table {
  /** Sessions, accounts, the control plane: refuses every tenant's key. */
  readonly control: ControlStore;
  readonly #options: TableOptions;
  readonly #clock: Clock;
  readonly #watch = new Watch();
  readonly #written: Written | undefined;
  readonly #bare: DynamoDBClient;
  readonly #tagged = new Recent<DynamoDBClient>(500);
  readonly #stores = new Recent<Store>(2000);

  private constructor(options: TableOptions) {
    this.#options = options;
    this.#clock = options.clock ?? new Clock();
    this.#bare = this.#connect();
    const known = (pk: string) => controlPrefixes.some((prefix) => pk.startsWith(prefix));
    this.#written = options.alone ? new Written() : undefined;
    const standing = this.#written ? { standing: new Standing(this.#written) } : {};
    this.control = this.#verbs({ role: options.own ?? 'auth' }, { key: known, index: known }, standing);
  }

  static async open(options: TableOptions): Promise<Table> {
    return new Table(options);
  }

  /** What was sent since its last `reset`, by all stores of this table. */
  get meter(): Meter {
    return this.#watch.meter;
  }

  /** The same for as long as nothing is written to the table; undefined where that cannot be told. */
  get mark(): number | undefined {
    return this.#written?.mark;
  }

  /** ms by which the own clock leads that of the last answer; 0 when within what its header can tell. */
  skew(): number {
    return this.#watch.skew;
  }

  /**
   * The store of one tenant, the same for everybody who asks, so that what they read at one moment is read together.
   * With the role `portal` it reaches what the portal may reach, and nothing else.
   */
  for(tenant: string, role: 'tenant' | 'portal' = 'tenant'): Store {
    return this.#stores.of(`${role}|${tenant}`, () => this.#storeOf(tenant, role));
  }

  #storeOf(tenant: string, role: 'tenant' | 'portal'): Store {
    const keys = tenantKeys(tenant);
    const own = (pk: string) => belongsTo(tenant, pk);
    const bounds: Bounds =
      role === 'portal'
        ? { key: (pk) => belongsTo(tenant, pk, 'portal'), index: (pk) => portalMayIndex(tenant, pk) }
        : { key: own, index: own };
    return Object.assign(this.#verbs({ role, tenant }, bounds), { tenant, keys });
  }

  /** Creates the table and its indexes where they are not there yet; the cloud's is made by its template. */
  async create(): Promise<void> {
    const { createTable } = await import('./create.ts');
    await createTable(this.#bare, this.#options.name);
  }

  close(): void {
    this.#bare.destroy();
  }

  #verbs(principal: Principal, bounds: Bounds, standing: Pick<Access, 'standing'> = {}): Verbs {
    return new Verbs({
      table: this.#options.name,
      client: () => this.#clientOf(principal),
      principal,
      bounds,
      guard: this.#options.guard,
      clock: this.#clock,
      watch: this.#watch,
      ...(this.#written && { written: this.#written }),
      ...standing,
    });
  }

  #clientOf({ role, tenant }: Principal): DynamoDBClient {
    const { credentials } = this.#options;
    if (!credentials || tenant === undefined || (role !== 'tenant' && role !== 'portal')) return this.#bare;
    return this.#tagged.of(`${role}|${tenant}`, () =>
      this.#connect(credentials.provider(role, tenant), this.#bare.config.requestHandler),
    );
  }

  #connect(
    credentials?: () => Promise<Identity>,
    requestHandler?: DynamoDBClient['config']['requestHandler'],
  ): DynamoDBClient {
    const { endpoint, region = endpoint && 'local', faults } = this.#options;
    if (this.#options.unsigned) refuseFar(endpoint);
    const placeholder = { accessKeyId: 'local', secretAccessKey: 'local' };
    const identity = credentials ?? (endpoint && !process.env.AWS_ACCESS_KEY_ID ? placeholder : undefined);
    const client = new DynamoDBClient({
      maxAttempts: 1,
      requestHandler: requestHandler ?? { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
      ...(region && { region }),
      ...(endpoint && { endpoint }),
      ...(identity && { credentials: identity }),
      ...(this.#options.unsigned && { signer: unsigned }),
      // What a fault says of one request must not reach another: those that meet faults are set up one by one.
      cacheMiddleware: !faults,
    });
    client.middlewareStack.remove('loggerMiddleware');
    client.middlewareStack.remove('getUserAgentMiddleware');
    speakPlainly(client);
    this.#watch.attach(client);
    faults?.attach(client);
    return client;
  }
}

/** @throws Error where requests without a signature would leave this machine. */
function refuseFar(endpoint: string | undefined): void {
  if (!endpoint || new URL(endpoint).hostname !== '127.0.0.1')
    throw new Error(`Requests to ${endpoint ?? 'the cloud'} are signed`);
}
