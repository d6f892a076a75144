/**
 * A county's own address for its portal. `name` in ASCII; `since`: when its records were first found right, until then
 * nothing is served there; `broken`: what the daily look found wrong, and since when.
 */
export type PortalDomain = { name: string; since?: string; broken?: { since: string; record: 'CNAME' | 'TXT' } };

/** The picture beside the county's name; its bytes lie beside the configuration under their SHA-256. */
export type Emblem = { hash: string; type: string; width: number; height: number };

/** What the portal's head and foot say of the county beyond its name and its office. */
export type Brand = {
  title: string;
  slogan: string;
  /** 主办单位. */
  organiser: string;
  /** ICP备案号, 公安备案号, 政府网站标识码, as they stand on the page. */
  icp: string;
  police: string;
  siteCode: string;
  emblem?: Emblem;
};

/**
 * The host whose pages speak for a county, without a `/` at the end: its own while that is in order, else the house's.
 * Made of settings alone, never of what a request says.
 */
export const portalOrigin = (origin: string, { domain }: { domain?: PortalDomain }): string =>
  domain?.since && !domain.broken ? `https://${domain.name}` : origin;

/** Where a county's portal is found, without a `/` at the end. */
export function portalAddress(origin: string, county: { slug: string; domain?: PortalDomain }): string {
  const own = portalOrigin(origin, county);
  return own === origin ? `${origin}/p/${county.slug}` : own;
}
