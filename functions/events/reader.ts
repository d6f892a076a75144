import { type Role, roles, type TenantActor } from '@juxian/base/actor.ts';
import { isId } from '@juxian/base/id.ts';
import { type Contact, contactOfPerson } from '@juxian/core/code.ts';
import { listMembers } from '@juxian/core/member.ts';
import { gateOf, partsFor, type Sight, visibleFields } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import type { Stored } from '@juxian/engine/stored.ts';
import type { Reach } from '@juxian/store/keys.ts';
import { memberActorOf } from '../actor.ts';
import type { Deps } from '../deps.ts';

/** Somebody a message is for, with the fields of the record that are theirs to see. */
export type Reader = { id: string; reach: Reach; visible: Sight; contact?: Contact };

/**
 * Everybody a move speaks to who sees the record. `to`: the owner, holders of a role within their scope, or whom a
 * field names: a person, an expert of the register, a unit's officers.
 */
export async function readersOf(
  deps: Deps,
  ctx: Ctx,
  module: Resolved,
  record: Stored,
  to: readonly string[],
): Promise<Reader[]> {
  const named = new Set(to.flatMap((word) => (word === 'owner' ? [record.owner] : namedBy(record.values[word]))));
  const wanted = new Set(to.filter((word): word is Role => (roles as readonly string[]).includes(word)));
  const readers: Reader[] = [];
  for (const id of named) {
    const applicant = isId('person', id) ? await applicantOf(ctx, module, record, id) : undefined;
    if (applicant) readers.push(applicant);
  }
  if (wanted.size === 0 && ![...named].some((id) => !isId('person', id))) return readers;
  for (const member of await listMembers(deps.table.control, ctx.store.tenant)) {
    const isNamed = [member.uid, member.expert, member.unit].some((id) => id !== undefined && named.has(id));
    if (member.status !== 'active' || !(isNamed || member.roles.some((role) => wanted.has(role)))) continue;
    const visible = await visibleTo(ctx, memberActorOf(member, 1), module, record);
    if (!visible) continue;
    const contact: Contact | undefined = member.email ? { channel: 'email', to: member.email } : undefined;
    readers.push({ id: member.uid, reach: 'staff', visible, ...(contact ? { contact } : {}) });
  }
  return readers;
}

const namedBy = (value: unknown): string[] => (Array.isArray(value) ? value : value ? [value] : []).map(String);

async function applicantOf(ctx: Ctx, module: Resolved, record: Stored, id: string): Promise<Reader | undefined> {
  const contact = await contactOfPerson(ctx.store, ctx.seal('portal'), id);
  if (!contact) return undefined;
  const actor: TenantActor = {
    kind: 'applicant',
    id,
    name: '',
    tenant: ctx.store.tenant,
    roles: ['applicant'],
    contact: contact.to,
  };
  const visible = await visibleTo(ctx, actor, module, record);
  return visible && { id, reach: 'portal', visible, contact };
}

/** The same gate that stands before lists and records. */
async function visibleTo(ctx: Ctx, actor: TenantActor, module: Resolved, record: Stored): Promise<Sight | undefined> {
  const as = { ...ctx, actor };
  const parts = partsFor(as, await gateOf(as, module), module, record);
  return parts.length > 0 ? visibleFields(parts) : undefined;
}
