import { isIP } from 'node:net';
import { findDomain } from '@juxian/core/domain.ts';
import { plainHost } from '@juxian/core/hostName.ts';
import type { Table } from '@juxian/store/table.ts';
import type { Deps } from '../deps.ts';
import { type AtCounty, hostAsked } from '../http.ts';

const freshFor = 5000;
const mostKept = 2000;
type Known = Map<string, { at: Promise<AtCounty | undefined>; until: number }>;
const knownBy = new WeakMap<Table, Known>();

type Standing = Pick<Deps, 'table' | 'entrance' | 'origin'>;

/** The county whose own host a request was sent to, at most 5 s old; undefined for the house's host and any unknown one. */
export async function countyAsked(
  { table, entrance, origin }: Standing,
  request: Request,
): Promise<AtCounty | undefined> {
  const host = plainHost(hostAsked(request, entrance));
  if (!host.includes('.') || host.length > 253 || isIP(host) !== 0 || host === new URL(origin).hostname)
    return undefined;
  const hosts: Known = knownBy.get(table) ?? new Map();
  knownBy.set(table, hosts);
  const known = hosts.get(host);
  if (known && performance.now() < known.until) return known.at;
  const at = /^[a-z0-9.-]+$/.test(host)
    ? findDomain(table.control, host).then((claim) => claim && { tenant: claim.tenant, slug: claim.slug })
    : Promise.resolve(undefined);
  if (hosts.size >= mostKept) hosts.clear();
  hosts.set(host, { at, until: performance.now() + freshFor });
  at.catch(() => hosts.delete(host));
  return at;
}

/** Forgets which hosts are whose. */
export const forgetHosts = ({ table }: Pick<Deps, 'table'>): void => void knownBy.delete(table);

type Answers = { fetch(request: Request, env?: unknown): Response | Promise<Response> };

/** An app that answers on counties' own hosts as well as on the house's. */
export const onEveryHost = (deps: Standing, app: Answers): Answers => ({
  async fetch(request, env) {
    const county = await countyAsked(deps, request);
    return app.fetch(request, { ...(env as object | undefined), ...(county ? { county } : {}) });
  },
});
