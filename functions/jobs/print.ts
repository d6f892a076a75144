import { fn } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import {
  getPart,
  getParts,
  type Job,
  type JobAnswer,
  type JobKind,
  jobAnswer,
  type Progress,
  putPart,
  startJob,
} from '@juxian/engine/jobs.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { listIds } from '@juxian/engine/views.ts';
import * as z from 'zod';
import { among } from '../among.ts';
import { issuePaper, noteIssue } from '../copies.ts';
import type { Deps } from '../deps.ts';
import { keepArchive } from './archive.ts';

/** Forms drawn between two saves of the job: a cancel is heard after as many. */
const chunk = 5;
const most = 3000;

export const printFormats = ['pdf', 'docx', 'lrmx'] as const;
export const printSchema = z.strictObject({
  module: z.string().max(60),
  form: z.string().max(60),
  format: z.enum(printFormats),
  ids: z.array(z.string().max(60)).min(1).max(most).optional(),
  /** Parameters of the list whose records are meant. */
  filter: z.record(z.string(), z.string()).optional(),
  asOf: z.string().max(10).optional(),
});
type Input = z.output<typeof printSchema>;
/** One file as drawn; `problem` where it could not be. */
type Drawn = { id: string; title: string } & ({ name: string; base64: string } | { problem: string });

/**
 * Prints a form of many records into one archive, a file each, named as the form names its files.
 * @throws Refusal `invalid.print` unless exactly one of ids and filter is given, `invalid.tooMany` for over 3,000 records.
 */
export const startPrint = fn(printSchema, async (ctx: Ctx, given): Promise<JobAnswer> => {
  const module = moduleOf(ctx, given.module);
  const gate = await gateOf(ctx, module);
  if (gate.grants.length === 0) throw new Refusal('missing.module', t('未找到', 'Not found'));
  if ((given.ids === undefined) === (given.filter === undefined))
    throw new Refusal('invalid.print', t('请给出 ids 或 filter 之一', 'Give one of ids and filter'));
  const ids =
    given.ids ??
    (await listIds(ctx, module, await among(ctx, module.name, given.filter ?? {}), gate)).map(({ id }) => id);
  if (ids.length > most)
    throw new Refusal(
      'invalid.tooMany',
      t('一次最多打印{most}份，现有{found}份', 'At most {most} at once; there are {found}'),
      {
        values: { most, found: ids.length },
      },
    );
  const { filter: _, ...input } = { ...given, ids };
  return jobAnswer(
    await startJob(ctx, { kind: 'print', module: given.module, step: 'drawing', input, total: ids.length }),
  );
});

export const printJob = ({ origin }: Pick<Deps, 'origin'>): JobKind => ({
  step: (ctx, job) => (job.step === 'drawing' ? drawChunk(ctx, job, origin) : pack(ctx, job)),
  cancelled: ({ id }) => ({ state: 'cancelled', step: 'cancelled', act: { name: 'job.cancelled', object: { id } } }),
});

async function drawChunk(ctx: Ctx, job: Job, origin: string): Promise<Progress> {
  const { ids = [], ...asked } = job.input as Input;
  const next = ids.slice(job.cursor, job.cursor + chunk);
  if (next.length === 0) return { step: 'packing' };
  const drawn: Drawn[] = [];
  for (const id of next) drawn.push(await drawOne(ctx, { ...asked, id }, origin));
  await putPart(ctx, job.id, `drawn-${String(job.cursor).padStart(6, '0')}`, drawn);
  const cursor = job.cursor + next.length;
  return { cursor, done: cursor };
}

async function drawOne(
  ctx: Ctx,
  { module, id, form, format, asOf }: Omit<Input, 'ids' | 'filter'> & { id: string },
  origin: string,
): Promise<Drawn> {
  const { printForm, exchangeForm } = await import('@juxian/documents/forms.ts');
  const asked = { module, id, form, ...(asOf ? { asOf } : {}) };
  try {
    const issued = { module, id, form, format };
    if (format === 'lrmx') {
      const { name, bytes } = await exchangeForm(ctx, asked);
      await noteIssue(ctx, ctx.store, issued);
      return { id, title: name, name, base64: Buffer.from(bytes).toString('base64') };
    }
    const { printDocx, printPdf } = await import('@juxian/documents/print.ts');
    const { paper: drawn, file } = await printForm(ctx, asked, { origin });
    const paper = await issuePaper(ctx, ctx.store, issued, drawn);
    const bytes = await (format === 'docx' ? printDocx(paper) : printPdf(paper));
    return { id, title: file, name: `${file}.${format}`, base64: Buffer.from(bytes).toString('base64') };
  } catch (error) {
    if (!(error instanceof Refusal) || error.group === 'limit') throw error;
    return { id, title: id, problem: error.reason(ctx.locale) };
  }
}

async function pack(ctx: Ctx, job: Job): Promise<Progress> {
  const drawn = (await getParts<Drawn[]>(ctx, job.id, 'drawn-')).flat();
  const refused = drawn.filter((one) => 'problem' in one);
  const files = drawn.flatMap((one) =>
    'name' in one ? [{ name: one.name, bytes: Buffer.from(one.base64, 'base64') }] : [],
  );
  const { zipFiles } = await import('@juxian/documents/zip.ts');
  await putPart(ctx, job.id, 'refused', refused);
  await keepArchive(ctx, job.id, zipFiles(files));
  const result = { printed: drawn.length - refused.length, refused: refused.length };
  return {
    state: 'done',
    step: 'done',
    result,
    act: { name: 'job.printed', object: { module: job.module, id: job.id }, details: result },
  };
}

/** Records of a print job that could not be printed, and why. */
export const unprinted = async (ctx: Ctx, job: string): Promise<Drawn[]> =>
  (await getPart<Drawn[]>(ctx, job, 'refused')) ?? [];
