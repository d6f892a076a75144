import { isId } from '@juxian/base/id.ts';
import { type Key, stampText } from '@juxian/store/keys.ts';
import { type Item, StoreConflict } from '@juxian/store/table.ts';
import type { Ctx } from './context.ts';
import type { AnyModule } from './define.ts';

const markKey = ({ store }: Ctx, { reach, name }: AnyModule, job: string): Key =>
  store.keys.job(reach, `${name}.${job}`);

/** Whether an entry of a module's index is no record, but says that an import has committed. */
export const isMark = ({ id }: Item): boolean => isId('job', String(id));

/**
 * Lets all that an import made in these modules be seen, at one stroke: lists learn it by the delta query they make
 * anyway. From here on its records stand, though each still has the import's id on it.
 */
export async function showMade(ctx: Ctx, modules: readonly AnyModule[], job: string): Promise<void> {
  if (modules.length === 0) return;
  const stamp = stampText(ctx.clock.wall());
  await ctx.store.transact(
    modules.map((module) => ({
      put: {
        ...markKey(ctx, module, job),
        gsi1pk: ctx.store.keys.moduleIndex(module.reach, module.name),
        gsi1sk: `${stamp}#${job}`,
        module: module.name,
        id: job,
        revision: 0,
      },
    })),
  );
  for (const module of modules) ctx.rows.show(ctx.store.tenant, module, job);
}

const keptFor = 30 * 86_400;

/** Takes the mark out of the index once no record has the import's id on it any more; who has read one before still finds it. */
export async function retireMarks(ctx: Ctx, modules: readonly AnyModule[], job: string): Promise<void> {
  const expires = Math.floor(ctx.clock.wall() / 1000) + keptFor;
  for (const module of modules)
    try {
      const update = markKey(ctx, module, job);
      await ctx.store.transact([
        { update, set: { expires }, remove: ['gsi1pk', 'gsi1sk'], when: { equals: { id: job } } },
      ]);
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
    }
}

/** Whether what the import made in the module may be seen. */
export const isShown = async (ctx: Ctx, module: AnyModule, job: string): Promise<boolean> =>
  (await ctx.store.get(markKey(ctx, module, job))) !== undefined;

/** The items without those of imports that have not committed; one read more where an import is under way. */
export async function shownItems(ctx: Ctx, module: AnyModule, items: readonly (Item | undefined)[]): Promise<Item[]> {
  const found = items.filter((item) => item !== undefined);
  const jobs = [...new Set(found.flatMap(({ job }) => (job ? [String(job)] : [])))];
  const marks = jobs.length > 0 ? await ctx.store.batchGet(jobs.map((job) => markKey(ctx, module, job))) : [];
  const shown = new Set(jobs.filter((_, i) => marks[i]));
  return found.flatMap(({ job, ...item }) =>
    job === undefined ? [item as Item] : shown.has(String(job)) ? [item as Item] : [],
  );
}
