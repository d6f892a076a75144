import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';

/** Who a module reaches: staff only, or the portal as well. Part of the key, so fixed for life. */
export type Reach = 'staff' | 'portal';
export type Key = { pk: string; sk: string };

const letter = { staff: 'S', portal: 'P' } as const satisfies Record<Reach, string>;
const tenantId = /^t[0-9a-z]{10}$/;

/** A part of a key. A text with `#` in it can name nothing, so it is answered like an unknown id. */
function part(text: string): string {
  if (typeof text === 'string' && text !== '' && text.length <= 512 && !text.includes('#')) return text;
  throw new Refusal('missing.record', t('没有这条记录', 'There is no such record'));
}

const parts = (...texts: string[]): string => texts.map(part).join('#');

/** A moment in ms as text of 15 digits, so that it sorts. */
export const stampText = (stamp: number): string => String(Math.max(0, stamp)).padStart(15, '0');

/** The sort key of an index entry: a moment (ms) or a sortable text such as a due date, then the id. */
export const sortKey = (at: number | string, id: string): string =>
  parts(typeof at === 'number' ? stampText(at) : at, id);

/** The number of an event as text: 10 digits. */
export const eventNumber = (n: number): string => String(n).padStart(10, '0');

export type TenantKeys = ReturnType<typeof tenantKeys>;

/**
 * Every key of one tenant's data.
 * @throws Error when the tenant id has not the shape `t` + 10 characters: it comes from a session, never from input.
 */
export function tenantKeys(tenant: string) {
  if (!tenantId.test(tenant)) throw new Error(`Not a tenant id: ${tenant}`);
  const whole = `T#${tenant}`;
  const of = (reach: Reach, kind: string, ...rest: string[]) => `${whole}#${letter[reach]}#${kind}#${parts(...rest)}`;
  const record = (reach: Reach, module: string, id: string) => of(reach, 'R', module, id);
  const events = (reach: Reach, module: string, id: string) => of(reach, 'E', module, id);
  const config = (reach: Reach) => `${whole}#${letter[reach]}#CONFIG`;
  const accessDay = (day: string) => `${whole}#A#${part(day)}`;
  const messages = (reach: Reach, person: string) => of(reach, 'N', person);
  const views = (holder: string) => of('staff', 'V', holder);
  const webhooks = of('staff', 'H', 'all');
  const deliveries = (hook: string) => of('staff', 'H', 'sent', hook);
  return {
    record: (reach: Reach, module: string, id: string): Key => ({ pk: record(reach, module, id), sk: '#' }),
    file: (reach: Reach, module: string, id: string, file: string): Key => ({
      pk: record(reach, module, id),
      sk: `#F#${part(file)}`,
    }),
    draft: (reach: Reach, module: string, id: string, person: string): Key => ({
      pk: record(reach, module, id),
      sk: `#D#${part(person)}`,
    }),
    /** The ballots on a question put in a record: what lies in the urn, and beside it whoever was struck off. */
    urn: (reach: Reach, module: string, id: string, question: string): Key => ({
      pk: record(reach, module, id),
      sk: `#B#${part(question)}`,
    }),
    struckOff: (reach: Reach, module: string, id: string, question: string, voter: string): Key => ({
      pk: record(reach, module, id),
      sk: `#B#${parts(question, voter)}`,
    }),
    event: (reach: Reach, module: string, id: string, n: number): Key => ({
      pk: events(reach, module, id),
      sk: eventNumber(n),
    }),
    events,
    access: (day: string, stamp: number | string, id: string): Key => ({ pk: accessDay(day), sk: sortKey(stamp, id) }),
    accessDay,
    claim: (reach: Reach, module: string, field: string, hash: string): Key => ({
      pk: of(reach, 'K', module, field, hash),
      sk: '#',
    }),
    idempotency: (reach: Reach, hash: string): Key => ({ pk: of(reach, 'I', hash), sk: '#' }),
    config: (reach: Reach): Key => ({ pk: config(reach), sk: '#' }),
    configPart: (reach: Reach, part: string): Key => ({ pk: config(reach), sk: part }),
    sequence: (reach: Reach, name: string): Key => ({ pk: of(reach, 'Q', name), sk: '#' }),
    job: (reach: Reach, id: string): Key => ({ pk: of(reach, 'J', id), sk: '#' }),
    jobPart: (reach: Reach, id: string, part: string): Key => ({ pk: of(reach, 'J', id), sk: part }),
    message: (reach: Reach, person: string, stamp: number | string, id: string): Key => ({
      pk: messages(reach, person),
      sk: sortKey(stamp, id),
    }),
    messages,
    /** A saved view of lists; `holder` is a person or, for those of the whole county, `shared`. */
    view: (holder: string, id: string): Key => ({ pk: views(holder), sk: part(id) }),
    views,
    /** A receiver of events, and what it was sent. */
    webhook: (id: string): Key => ({ pk: webhooks, sk: part(id) }),
    webhooks: (): string => webhooks,
    /** Something published that subscribers are still to be told of, or were lately. */
    news: (event: string): Key => ({ pk: of('staff', 'H', 'news'), sk: part(event) }),
    delivery: (hook: string, event: string): Key => ({ pk: deliveries(hook), sk: part(event) }),
    deliveries,
    /** Partition of gsi1: the rows of a module by stamp. */
    moduleIndex: (reach: Reach, module: string): string => of(reach, 'M', module),
    /** Partition of gsi1: everything that happened in the tenant on a day, by stamp. */
    dayIndex: accessDay,
    /** Partition of gsi2: work and deadlines by due moment. */
    queueIndex: (reach: Reach, queue: string): string => of(reach, 'W', queue),
  };
}

/** Whether a partition key is the tenant's; with `reach`, only of that reach. The closing `#` keeps siblings apart. */
export const belongsTo = (tenant: string, pk: string, reach?: Reach): boolean =>
  pk.startsWith(reach ? `T#${tenant}#${letter[reach]}#` : `T#${tenant}#`);

/** Whether a partition key of an index may be written with the portal's role: its own, or the tenant's day log. */
export const portalMayIndex = (tenant: string, pk: string): boolean =>
  belongsTo(tenant, pk, 'portal') || pk.startsWith(`T#${tenant}#A#`);

/** The partitions without a tenant. */
export const controlPrefixes = ['S#', 'U#', 'A#', 'KEY#', 'LINK#', 'LOGIN#', 'OTP#', 'RL#', 'C#'] as const;

/** Keys outside any tenant: sessions, accounts, factors, and the control plane. */
export const controlKeys = {
  /** By the SHA-256 of the secret. */
  session: (hash: string): Key => ({ pk: `S#${part(hash)}`, sk: '#' }),
  user: (uid: string): Key => ({ pk: `U#${part(uid)}`, sk: 'PROFILE' }),
  membership: (uid: string, tenant: string): Key => ({ pk: `U#${part(uid)}`, sk: `MEMB#${part(tenant)}` }),
  /** Which link leads to a member's calendar. */
  calendar: (uid: string, tenant: string): Key => ({ pk: `U#${part(uid)}`, sk: `CAL#${part(tenant)}` }),
  /** The partition of a user: profile and memberships. */
  userPartition: (uid: string): string => `U#${part(uid)}`,
  /** Without a factor: the account's own sign-in item. */
  authFactor: (uid: string, factor = 'AUTH'): Key => ({ pk: `A#${part(uid)}`, sk: factor }),
  authFactors: (uid: string): string => `A#${part(uid)}`,
  login: (channel: string, address: string): Key => ({ pk: `LOGIN#${part(channel)}#${part(address)}`, sk: '#' }),
  code: (channel: string, address: string): Key => ({ pk: `OTP#${part(channel)}#${part(address)}`, sk: '#' }),
  apiKey: (hash: string): Key => ({ pk: `KEY#${part(hash)}`, sk: '#' }),
  link: (hash: string): Key => ({ pk: `LINK#${part(hash)}`, sk: '#' }),
  division: (code: string): Key => ({ pk: `C#DIV#${part(code)}`, sk: '#' }),
  slug: (slug: string): Key => ({ pk: `C#SLUG#${part(slug)}`, sk: '#' }),
  /** A host that is a county's portal. */
  domain: (name: string): Key => ({ pk: 'C#HOST', sk: part(name) }),
  /** The partition holding every such host. */
  domains: (): string => 'C#HOST',
  tenant: (id: string): Key => ({ pk: 'C#TENANT', sk: part(id) }),
  /** The partition holding every tenant. */
  tenants: (): string => 'C#TENANT',
  /** A checkpoint, lease or anchor of the platform itself. */
  platform: (name: string, item = '#'): Key => ({ pk: `C#PLATFORM#${part(name)}`, sk: item }),
  rate: (hash: string, window: number | string): Key => ({ pk: `RL#${part(hash)}`, sk: String(window) }),
  /** Partition of gsi1: a user's sessions. */
  sessionsOf: (uid: string): string => `S#OF#${part(uid)}`,
};
