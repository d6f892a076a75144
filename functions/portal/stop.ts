import type { Ctx } from '@juxian/engine/context.ts';

/** What proves that a link to stop a subscription was sent by the county: nobody else can make it. */
export const stopKey = (ctx: Ctx, id: string): string => ctx.seal('portal').blind('subscription stop', id);

/** Where a subscription is ended without signing in, within the county's portal. */
export const stopPath = (ctx: Ctx, id: string): string => `/subscriptions/${id}/${stopKey(ctx, id)}`;
