import type { readTenant } from '@juxian/functions/api/tenant.ts';
import { queryOptions } from '@tanstack/react-query';
import { restAsked } from '../api.ts';
import type { Diff } from './diff.ts';
import type { Declared } from './order.ts';

/** The answers of the settings' REST routes. */
export type Version = { version: number; at: string; by: string; note?: string; restores?: number };
export type Settings = {
  module: string;
  draft?: { overlay: Diff; at: string; by: string; base: number };
  published?: Diff & { version: number };
  versions: Version[];
  stale: string[];
  /** The order as declared, in both languages. */
  declared: Declared;
};

export type MemberLine = {
  id: string;
  name: string;
  email: string;
  status: string;
  roles: string[];
  requested?: string[];
  unit?: string;
  kinds?: string[];
  createdAt: string;
  invitation?: { url?: string; expiresAt: string };
};
export type RoleLine = { name: string; label: string; help: string; exclusive: boolean };

export const settingsQuery = (module: string) =>
  queryOptions({
    queryKey: ['settings', module],
    queryFn: () => restAsked<Settings>(`/modules/${module}/overlay/versions`),
  });
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async () => (await restAsked<{ items: MemberLine[] }>('/members')).items,
});
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async () => (await restAsked<{ items: RoleLine[] }>('/roles')).items,
  staleTime: 3_600_000,
});

export const saveDraft = (module: string, overlay: Diff) =>
  restAsked<Settings>(`/modules/${module}`, { method: 'PATCH', body: overlay });
export const publish = (module: string) =>
  restAsked<Settings>(`/modules/${module}/publish`, { method: 'POST', body: {} });
export const rollBack = (module: string, version: number) =>
  restAsked<Settings>(`/modules/${module}/rollback`, { method: 'POST', body: { version } });

/** The diff in force, without its number. */
export const inForce = ({ published }: Settings): Diff => {
  const { version: _, ...diff } = published ?? { version: 0 };
  return diff;
};

export type Tenant = Awaited<ReturnType<typeof readTenant>>;
export type Figure = Tenant['figures'][number];
export type TenantChange = Partial<Pick<Tenant, 'office' | 'closedDays' | 'off'>> & {
  figures?: Record<string, unknown>;
};
export const tenantQuery = queryOptions({ queryKey: ['tenant'], queryFn: () => restAsked<Tenant>('/tenant') });
/** Whether the county has gone live. */
export const liveQuery = queryOptions({
  queryKey: ['live'],
  queryFn: async () => (await restAsked<{ tenant: { live: boolean } }>('/me')).tenant.live,
});
