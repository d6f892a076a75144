/** The roles outside programs rely on; people's words, fixed for life. */
export const roles = [
  'system',
  'security',
  'audit',
  'office',
  'leader',
  'unit',
  'industry',
  'expert',
  'applicant',
] as const;
export type Role = (typeof roles)[number];

/** No person holds two of these after a county has gone live. */
export const exclusiveRoles = ['system', 'security', 'audit'] as const satisfies readonly Role[];

type Signed = {
  id: string;
  name: string;
  tenant: string;
  roles: readonly Role[];
};

/** Who acts. Every actor but `public` and `operator` is bound to one tenant. */
export type Actor =
  | (Signed & {
      kind: 'member';
      /** The unit whose subtree a `unit` member may see. */
      unit?: string;
      /** The studio kinds an `industry` member answers for. */
      kinds?: readonly string[];
      /** The register entry of an `expert` member. */
      expert?: string;
      /** Records of people whom the member is kept from: the own, relatives', declared conflicts'. */
      avoids?: readonly string[];
      /** 1 = password, 2 = with a second factor. */
      assurance: 1 | 2;
    })
  | (Signed & { kind: 'applicant'; contact: string })
  | (Signed & { kind: 'key' })
  /** A link opened without an account: it may act on one record only. */
  | (Signed & { kind: 'link'; module: string; record: string; unit?: string; kinds?: readonly string[] })
  | (Signed & { kind: 'clock' })
  | { kind: 'public'; tenant: string; id: 'public'; name: ''; roles: readonly [] }
  | { kind: 'operator'; id: string; name: string; roles: readonly [] };

export type TenantActor = Exclude<Actor, { kind: 'operator' }>;

/** Whether the actor holds the role. */
export const holds = (actor: Actor, role: Role): boolean => (actor.roles as readonly Role[]).includes(role);

/** The clock of a tenant: takes the moves that are due, with no role of a person. */
export const clockActor = (tenant: string): TenantActor => ({
  kind: 'clock',
  id: 'clock',
  name: '',
  tenant,
  roles: [],
});

/** A visitor of a county's portal who has not signed in. */
export const publicActor = (tenant: string): TenantActor => ({
  kind: 'public',
  tenant,
  id: 'public',
  name: '',
  roles: [],
});
