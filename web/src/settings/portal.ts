import type { lookAtDomain, readPortal } from '@juxian/functions/auth/portalSettings.ts';
import { queryOptions } from '@tanstack/react-query';
import { restAsked } from '../api.ts';
import { queries } from '../queries.ts';

export type Portal = Awaited<ReturnType<typeof readPortal>>;
export type Looked = Awaited<ReturnType<typeof lookAtDomain>>;
export type Domain = NonNullable<Portal['domain']>;
export type Finding = Looked['findings'][number];
export type Look = Pick<Looked, 'findings' | 'lookedAt'>;

/** Head and foot as they are sent. `emblem`: in base64, null for none, absent as it stands. */
export type Face = Omit<Portal['brand'], 'emblem'> & { colour: string | null; emblem?: string | null | undefined };

export const portalQuery = queryOptions({
  queryKey: ['tenant', 'portal'],
  queryFn: () => restAsked<Portal>('/tenant/portal'),
});

const kept = (portal: Portal): void => {
  queries.setQueryData(portalQuery.queryKey, portal);
  void queries.invalidateQueries({ queryKey: ['tenant'], exact: true });
};

export async function saveFace(face: Face, revision: number): Promise<void> {
  kept(await restAsked<Portal>('/tenant/portal', { method: 'PUT', body: { ...face, revision } }));
}
export const previewFace = (face: Face, revision: number) =>
  restAsked<{ html: string; contrast: number }>('/tenant/portal/preview', {
    method: 'POST',
    body: { ...face, revision },
  });
export async function saveDomain(domain: string, revision: number): Promise<void> {
  kept(await restAsked<Portal>('/tenant/portal/domain', { method: 'PUT', body: { domain, revision } }));
}
export async function removeDomain(): Promise<void> {
  kept(await restAsked<Portal>('/tenant/portal/domain', { method: 'DELETE' }));
}

const lookKey = (name: string): string => `looked:${name}`;

/** Looks the records up now; what was found stays with the tab. */
export async function checkDomain(name: string): Promise<Look> {
  const answer = await restAsked<Looked>('/tenant/portal/domain/check', { method: 'POST', body: {} });
  const { findings, lookedAt, ...portal } = answer;
  sessionStorage.setItem(lookKey(name), JSON.stringify({ findings, lookedAt }));
  kept(portal);
  return { findings, lookedAt };
}

/** What the last look from this tab found; undefined where there was none. */
export function lastLook(name: string): Look | undefined {
  const text = sessionStorage.getItem(lookKey(name));
  return text === null ? undefined : (JSON.parse(text) as Look);
}
