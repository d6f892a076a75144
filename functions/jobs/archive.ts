import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';

const archivePath = (ctx: Ctx, job: string): string => `t/${ctx.store.tenant}/jobs/${job}/archive`;
const archiveAad = (job: string): string => `job#${job}#archive`;

/** Keeps an archive sealed with the parts of a job, and as long as these. */
export async function keepArchive(ctx: Ctx, job: string, bytes: Uint8Array): Promise<void> {
  const sealed = ctx.seal('staff').sealBytes(archiveAad(job), bytes);
  await ctx.files.put(archivePath(ctx, job), sealed, 'application/octet-stream');
}

/** The packed archive of a job that is done. @throws Refusal `missing.file` before that, or once it is forgotten. */
export async function openArchive(ctx: Ctx, job: string): Promise<Uint8Array> {
  const sealed = await ctx.files.get(archivePath(ctx, job));
  if (!sealed)
    throw new Refusal('missing.file', t('文件还没有准备好，或已过期', 'The file is not ready yet, or is gone'));
  return ctx.seal('staff').openBytes(archiveAad(job), sealed);
}
