import { isSame } from '@juxian/core/secret.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Visit } from './visit.ts';

/** What proves that a link was sent with an invitation: nobody else can make it, and it is kept nowhere. */
const invitationKey = (ctx: Ctx, id: string): string => ctx.seal('portal').blind('team invitation', id);

/** Where an invitation to a team is opened, within the county's portal. */
export const invitationPath = (ctx: Ctx, id: string): string => `/team/${id}/${invitationKey(ctx, id)}`;

export const opensInvitation = (ctx: Ctx, id: string, key: string): boolean => isSame(key, invitationKey(ctx, id));

/** Where an invitation is read: by whoever was invited behind its link, by the leader beside his team. */
export function invitationHome({ ctx, site }: Visit, { id, values }: RecordAnswer, already?: string): string {
  const said = already ? `already=${encodeURIComponent(already)}` : '';
  return values.inviter === ctx.actor.id
    ? `${site.base}/my/${values.application}/team?${[said, `of=${id}`].filter(Boolean).join('&')}`
    : `${site.base}${invitationPath(ctx, id)}${said ? `?${said}` : ''}`;
}
