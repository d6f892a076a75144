import type { Files } from '@juxian/store/files.ts';
import type { Ctx } from './context.ts';
import type { AnyModule } from './define.ts';
import type { ModuleRows, Row } from './module-rows.ts';

/** All rows of a module as they were known after a query that began at `queried`, ms of the writer's wall clock. */
type Snapshot = { form: 1; queried: number; rows: Row[] };

// One name a module, so that a cold start asks once; writing over it is atomic on disk and in a bucket.
const pathOf = (tenant: string, module: AnyModule): string => `t/${tenant}/rows/${module.name}/latest`;
const aadOf = (module: AnyModule): string => `rows#${module.name}`;

/** Seals the rows with the tenant's key, compressed, over the snapshot before. */
export async function putSnapshot(
  files: Files,
  ctx: Ctx,
  module: AnyModule,
  rows: ModuleRows,
  queried: number,
): Promise<void> {
  const snapshot: Snapshot = { form: 1, queried, rows: [...rows.rows()] };
  const sealed = ctx.seal(module.reach).seal(aadOf(module), snapshot);
  await files.put(pathOf(ctx.store.tenant, module), sealed, 'application/octet-stream');
}

/** @returns the snapshot, or undefined where there is none of this form. */
export async function getSnapshot(files: Files, ctx: Ctx, module: AnyModule): Promise<Snapshot | undefined> {
  const sealed = await files.get(pathOf(ctx.store.tenant, module));
  if (!sealed) return undefined;
  const snapshot = ctx.seal(module.reach).open<Snapshot>(aadOf(module), sealed);
  return snapshot.form === 1 ? snapshot : undefined;
}
