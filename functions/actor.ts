import type { Role, TenantActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { type ApiKey, findApiKey, isApiKey, listApiKeys } from '@juxian/core/apiKey.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import { maskedContact, sessionContact } from '@juxian/core/code.ts';
import { readSeals } from '@juxian/core/config.ts';
import { findLink, isLink } from '@juxian/core/link.ts';
import { findMember, isColleague, type Membership } from '@juxian/core/member.ts';
import { avoidedOf } from '@juxian/core/recusal.ts';
import { findSession, type Owed, type Session } from '@juxian/core/session.ts';
import type { Deps } from './deps.ts';
import { bearerOf, sessionCookieOf } from './http.ts';

/** Who asks. `session` is absent for keys and links. */
export type Asking = { actor: TenantActor; session?: Session };

const signedOut = (): Refusal => new Refusal('forbidden.signedOut', t('请先登录', 'Sign in first'));

const owed: Record<Owed, Text> = {
  enrol: t('请先启用动态口令', 'Enrol a second factor first'),
  factor: t('请输入动态口令', 'Enter the code of your second factor'),
  password: t('密码已到期，请先修改', 'The password is overdue; change it first'),
};

export const anythingOwed: readonly Owed[] = ['enrol', 'factor', 'password'];

/**
 * Who a request comes from: session cookie, or a bearer session, API key or link.
 * `owing` lets through who still owes just that: for the routes that serve it.
 * @throws Refusal `forbidden.signedOut` (401), `forbidden.enrol`, `forbidden.factor`, `forbidden.password`.
 */
export async function resolveActor(deps: Deps, request: Request, owing: readonly Owed[] = []): Promise<Asking> {
  const token =
    bearerOf(request.headers.get('Authorization') ?? undefined) ??
    sessionCookieOf(request.headers.get('Cookie') ?? undefined);
  if (!token) throw signedOut();
  const asking = isApiKey(token)
    ? await keyOf(deps, token)
    : isLink(token)
      ? await linkOf(deps, token)
      : await personOf(deps, token);
  if (!asking) throw signedOut();
  const owes = stillOwes(deps, asking);
  if (owes && !owing.includes(owes)) throw new Refusal(`forbidden.${owes}`, owed[owes]);
  return asking;
}

function stillOwes(deps: Deps, { actor, session }: Asking): Owed | undefined {
  if (session?.owes) return session.owes;
  return actor.kind === 'member' && deps.profile !== 'local' && actor.assurance === 1 ? 'factor' : undefined;
}

async function personOf(deps: Deps, token: string): Promise<Asking | undefined> {
  const found = await findSession(deps.table.control, deps.clock, token);
  if (!found) return undefined;
  const { session, membership } = found;
  if (!membership) {
    const { uid: id, tenant } = session;
    const store = deps.table.for(tenant, 'portal');
    const seal = (await readSeals(deps.keyring, store, 'portal'))('portal');
    const contact = sessionContact(seal, session).to;
    return {
      session,
      actor: { kind: 'applicant', id, name: maskedContact(contact), tenant, roles: ['applicant'], contact },
    };
  }
  return { session, actor: memberActorOf(membership, session.assurance) };
}

/** A member as they act. */
export function memberActorOf(membership: Membership, assurance: 1 | 2): Member {
  const { uid, name, tenant, roles, unit, kinds, expert } = membership;
  const avoids = avoidedOf(membership);
  return {
    kind: 'member',
    id: uid,
    name,
    tenant,
    roles,
    assurance,
    ...(unit ? { unit } : {}),
    ...(kinds ? { kinds } : {}),
    ...(expert ? { expert } : {}),
    ...(avoids.length > 0 ? { avoids } : {}),
  };
}

/**
 * Somebody whose work goes on without them, with the access of now.
 * @throws Refusal `forbidden.member` where the account or key has none in the county any more.
 */
export async function actorToday(deps: Pick<Deps, 'table' | 'clock'>, actor: TenantActor): Promise<TenantActor> {
  const { control } = deps.table;
  if (actor.kind === 'member') {
    const membership = await findMember(control, actor.tenant, actor.id);
    if (membership && isColleague(membership)) return memberActorOf(membership, actor.assurance);
  } else if (actor.kind === 'key') {
    const key = (await listApiKeys(control, actor.tenant)).find(({ id }) => id === actor.id);
    if (key && deps.clock.wall() < key.expiresAt) return keyActorOf(key);
  } else return actor;
  throw new Refusal(
    'forbidden.member',
    t('发起人的账号已停用或已没有角色，任务已停止', 'Whoever started it has no access any more; the job has stopped'),
  );
}

const keyActorOf = ({ id, name, tenant, roles }: ApiKey): TenantActor => ({ kind: 'key', id, name, tenant, roles });

async function keyOf(deps: Deps, token: string): Promise<Asking | undefined> {
  const key = await findApiKey(deps.table.control, deps.clock, token);
  return key && { actor: keyActorOf(key) };
}

async function linkOf(deps: Deps, token: string): Promise<Asking | undefined> {
  const link = await findLink(deps.table.control, deps.clock, token);
  if (!link) return undefined;
  const { id, name, tenant, role, module, record, unit, kinds } = link;
  return {
    actor: {
      kind: 'link',
      id,
      name,
      tenant,
      roles: [role],
      module,
      record,
      ...(unit ? { unit } : {}),
      ...(kinds ? { kinds } : {}),
    },
  };
}

type Member = Extract<TenantActor, { kind: 'member' }>;

/** The actor as a line of the audit log names them; an applicant's contact stays out of it. */
export const actorLine = ({ id, name, kind }: TenantActor) => ({ id, name: kind === 'applicant' ? '' : name, kind });

/** A member in a session of their own. @throws Refusal `forbidden.member` for applicants, keys and links. */
export async function memberOf(
  deps: Deps,
  request: Request,
  owing: readonly Owed[] = [],
): Promise<{ actor: Member; session: Session }> {
  const { actor, session } = await resolveActor(deps, request, owing);
  if (actor.kind === 'member' && session) return { actor, session };
  throw new Refusal('forbidden.member', t('须本人登录后办理', 'A member has to sign in for this'));
}

/**
 * Only a signed-in member with one of the roles goes on; the attempt of another is written down.
 * @throws Refusal `forbidden.role`.
 */
export async function needRole(deps: Deps, asking: Asking, act: string, ip: string, ...roles: Role[]): Promise<Member> {
  const { actor, session } = asking;
  if (actor.kind === 'member' && actor.roles.some((role) => roles.includes(role))) return actor;
  await recordAccess(deps.table.for(actor.tenant), deps.clock, {
    actor: actorLine(actor),
    name: act,
    outcome: 'refused',
    ip,
    ...(session ? { sessionHash: session.hash } : {}),
    details: { code: 'forbidden.role' },
  });
  throw new Refusal('forbidden.role', t('您没有办理此事的角色', 'None of your roles may do this'));
}
