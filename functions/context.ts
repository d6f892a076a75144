import type { TenantActor } from '@juxian/base/actor.ts';
import { newId } from '@juxian/base/id.ts';
import type { Locale } from '@juxian/base/text.ts';
import { readConfig, readSeals } from '@juxian/core/config.ts';
import { colleaguesNamed } from '@juxian/core/member.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { configHere } from './confined.ts';
import type { Deps } from './deps.ts';

/**
 * What a verb may know, for one request of an actor. Applicants and visitors get the portal's store and keys, nothing more.
 * @throws Refusal `missing.tenant`.
 */
export async function makeCtx(
  deps: Deps,
  { actor, locale, requestId }: { actor: TenantActor; locale: Locale; requestId?: string },
): Promise<Ctx> {
  const reach = actor.kind === 'applicant' || actor.kind === 'public' ? 'portal' : 'staff';
  const store = deps.table.for(actor.tenant, reach === 'portal' ? 'portal' : 'tenant');
  const [config, seal] = await Promise.all([readConfig(store, reach), readSeals(deps.keyring, store, reach)]);
  return {
    actor,
    store,
    seal,
    files: deps.files,
    clock: deps.clock,
    locale,
    requestId: requestId ?? newId('request', deps.clock.wall()),
    registry: deps.registry,
    config: configHere(deps, config),
    rows: deps.rows,
    people: { named: (ids) => colleaguesNamed(deps.table.control, actor.tenant, ids) },
  };
}
