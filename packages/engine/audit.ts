import { dayOf, momentOf } from '@juxian/base/clock.ts';
import { newId } from '@juxian/base/id.ts';
import type { Action } from '@juxian/store/table.ts';
import type { Ctx } from './context.ts';

/** What somebody did that is no event of a record: `settings.published`, `job.undone`. */
export type Act = {
  name: string;
  object?: { module?: string; id?: string };
  /** Clear, therefore without personal data: codes, names of fields, counts. */
  details?: Readonly<Record<string, unknown>>;
};

/** The put-only line of the county's day log, for the same transaction as the act itself. */
export function actLine(ctx: Ctx, act: Act): Action {
  const { store, actor } = ctx;
  const now = ctx.clock.wall();
  const id = newId('line', now);
  const key = store.keys.access(dayOf(now), now, id);
  return {
    put: {
      ...key,
      gsi1pk: store.keys.dayIndex(dayOf(now)),
      gsi1sk: key.sk,
      event: id,
      at: momentOf(now),
      actor: { id: actor.id, name: actor.name, kind: actor.kind },
      outcome: 'done',
      ...act,
    },
    when: 'absent',
  };
}
