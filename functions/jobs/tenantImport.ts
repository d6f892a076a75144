import { createHash } from 'node:crypto';
import { isId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { configRevision, dropConfig, readConfig } from '@juxian/core/config.ts';
import { type ArchiveEntry, BrokenArchive, openArchive as openZip } from '@juxian/engine/archive.ts';
import { filesIn, pathOf } from '@juxian/engine/attachment.ts';
import { commit } from '@juxian/engine/commit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { valuesOn } from '@juxian/engine/dated.ts';
import { getPart, type Job, type JobKind, type Progress, putPart } from '@juxian/engine/jobs.ts';
import type { KindName } from '@juxian/engine/kinds/kind.ts';
import { raiseSequences, sequenceOf } from '@juxian/engine/number.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { overlaySettings, publishOverlay, saveDraft } from '@juxian/engine/settings.ts';
import type { Stored } from '@juxian/engine/stored.ts';
import * as z from 'zod';
import { changeTenant } from '../api/tenant.ts';
import { keepArchive, openArchive } from './archive.ts';
import { everyModule } from './recordsIn.ts';
import { archiveFiles } from './tenantExport.ts';

const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
const shortText = z.string().max(200);

const manifestSchema = z.object({
  format: z.literal(1),
  tenant: shortText,
  name: shortText,
  takenAt: moment,
  files: z.array(z.object({ path: z.string().max(400), bytes: z.int(), sha256: z.string().length(64) })),
});

const lineSchema = z.object({
  id: z.string(),
  module: shortText,
  state: shortText,
  revision: z.int().min(1),
  n: z.int().min(1),
  head: shortText,
  values: z.record(z.string(), z.unknown()),
  owner: shortText,
  createdAt: moment,
  changedAt: moment,
  changedBy: shortText,
  since: moment,
  due: moment.optional(),
  opened: z.array(shortText),
  overlay: z.int(),
  gone: moment.optional(),
});
type Line = z.output<typeof lineSchema>;

const countySchema = z.object({
  overlays: z.record(z.string(), z.looseObject({ version: z.int() })).default({}),
  off: z.array(z.string()).default([]),
  figures: z.record(z.string(), z.unknown()).default({}),
  closedDays: z.array(z.string()).default([]),
  office: z.object({ name: z.string(), phone: z.string(), address: z.string(), hours: z.string() }).optional(),
  colour: z.string().optional(),
});
type County = z.output<typeof countySchema>;

/** What the check has laid down for the steps after it. */
type Staged = {
  origin: { tenant: string; name: string; takenAt: string };
  county: County;
  files: string[];
  sequences: { module: string; name: string; last: number }[];
};

const linesInPart = 20;
const filesAtOnce = 100;
const mostUnpacked = 2_000_000_000;

const broken = (zh: string, en: string, values: Record<string, unknown> = {}): Refusal =>
  new Refusal('invalid.archive', t(zh, en), { values });

/** @throws Refusal `conflict.notEmpty` where the county holds any record, deleted ones included. */
export async function refuseUnlessEmpty(ctx: Ctx): Promise<void> {
  const { store } = ctx;
  for (const { reach, name } of everyModule(ctx)) {
    const { items } = await store.query({ pk: store.keys.moduleIndex(reach, name), index: 'gsi1', limit: 1 });
    if (items.length > 0)
      throw new Refusal(
        'conflict.notEmpty',
        t(
          '本县已有记录，只有空的县可以迁入',
          'The county holds records already; only an empty one can take an archive',
        ),
      );
  }
}

/** Keeps the uploaded archive with the job that will read it. */
export const stageArchive = (ctx: Ctx, job: string, bytes: Uint8Array): Promise<void> => keepArchive(ctx, job, bytes);

/**
 * Brings a county's archive into an empty one: checked whole before anything is written, then settings, files and
 * records, each with one event that says where it came from. Ids stay; people are not carried, their names stand in
 * the records. Cancelled before it writes it ends; afterwards it goes to its end.
 */
export const tenantImportJob: JobKind = {
  async step(ctx, job) {
    switch (job.step) {
      case 'checking':
        return check(ctx, job);
      case 'settings':
        return settle(ctx, job);
      case 'files':
        return placeFiles(ctx, job);
      default:
        return placeRecords(ctx, job);
    }
  },
  cancelled: ({ id, step }) =>
    step === 'checking'
      ? { state: 'cancelled', step: 'cancelled', act: { name: 'job.cancelled', object: { id } } }
      : { step },
};

async function check(ctx: Ctx, job: Job): Promise<Progress> {
  await refuseUnlessEmpty(ctx);
  const entries = await entriesOf(ctx, job.id);
  const manifest = checkedManifest(entries);
  const county = parsed(countySchema, archiveFiles.county, textOf(entries, archiveFiles.county));
  const overlaid = withOverlays(ctx, county.overlays);
  const lines = linesIn(entries);
  const files = new Set<string>();
  const sequences = new Map<string, Staged['sequences'][number]>();
  for (const line of lines) {
    const module = checkedModule(overlaid, line);
    if (ctx.config.off.includes(line.module))
      throw broken('“{module}”在这里没有启用，不能迁入', '{module} is off here and cannot be brought in', {
        module: module.title,
      });
    for (const id of filesOf(module, line)) {
      if (!entries.has(archiveFiles.file(id)))
        throw broken('记录{id}的附件不在压缩包里', 'A file of the record {id} is not in the archive', { id: line.id });
      files.add(id);
    }
    const found = sequenceOf(module, line.values);
    const last = Math.max(found?.last ?? 0, sequences.get(found?.name ?? '')?.last ?? 0);
    if (found) sequences.set(found.name, { module: module.name, name: found.name, last });
  }
  const { tenant, name, takenAt } = manifest;
  const staged: Staged = {
    origin: { tenant, name, takenAt },
    county,
    files: [...files],
    sequences: [...sequences.values()],
  };
  await putPart(ctx, job.id, 'staged', staged);
  for (let at = 0; at < lines.length; at += linesInPart)
    await putPart(ctx, job.id, partName(at), lines.slice(at, at + linesInPart));
  return { step: 'settings', cursor: 0, done: 0, total: lines.length };
}

const partName = (at: number): string => `line-${String(at).padStart(7, '0')}`;

async function entriesOf(ctx: Ctx, job: string): Promise<Map<string, ArchiveEntry>> {
  try {
    const entries = openZip(await openArchive(ctx, job));
    if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > mostUnpacked)
      throw new Refusal('limit.archive', t('压缩包太大', 'The archive is too large'));
    return new Map(entries.map((entry) => [entry.name, entry]));
  } catch (error) {
    throw error instanceof BrokenArchive ? broken('不是完整的压缩包', 'Not a whole archive') : error;
  }
}

function bytesOf(entries: ReadonlyMap<string, ArchiveEntry>, path: string): Uint8Array {
  try {
    const entry = entries.get(path);
    if (entry) return entry.read(entry.unpacked);
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
  }
  throw broken('压缩包里缺少{path}', 'The archive has no {path}', { path });
}

const textOf = (entries: ReadonlyMap<string, ArchiveEntry>, path: string): string =>
  new TextDecoder().decode(bytesOf(entries, path));

function parsed<S extends z.ZodType>(schema: S, path: string, text: string): z.output<S> {
  const result = schema.safeParse(jsonOf(text));
  if (result.success) return result.data;
  throw broken('{path}的内容不对', '{path} cannot be read', { path });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The manifest, once it has been found to name every file with its right SHA-256, and no other file to be there. */
function checkedManifest(entries: ReadonlyMap<string, ArchiveEntry>): z.output<typeof manifestSchema> {
  const manifest = parsed(manifestSchema, archiveFiles.manifest, textOf(entries, archiveFiles.manifest));
  const named = new Set(manifest.files.map(({ path }) => path));
  const stray = [...entries.keys()].find((path) => path !== archiveFiles.manifest && !named.has(path));
  if (stray !== undefined) throw broken('清单里没有{path}', 'The manifest does not name {path}', { path: stray });
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = bytesOf(entries, path);
    if (found.byteLength !== bytes || createHash('sha256').update(found).digest('hex') !== sha256)
      throw broken('{path}与清单的校验值不符', '{path} is not what the manifest says', { path });
  }
  return manifest;
}

const withOverlays = (ctx: Ctx, overlays: County['overlays']): Ctx => ({
  ...ctx,
  config: { ...ctx.config, overlays, off: [] },
});

function linesIn(entries: ReadonlyMap<string, ArchiveEntry>): Line[] {
  const paths = [...entries.keys()].filter((path) => /^records\/[\w-]+\.jsonl$/.test(path));
  const lines = paths.flatMap((path) =>
    textOf(entries, path)
      .split('\n')
      .filter(Boolean)
      .map((text) => parsed(lineSchema, path, text)),
  );
  if (new Set(lines.map(({ id }) => id)).size !== lines.length) throw broken('有重复的记录', 'A record is there twice');
  return lines;
}

/** The module of a line whose state and values it could hold. What no field names nobody sees: it is carried as it is. */
function checkedModule(ctx: Ctx, line: Line): Resolved {
  const { id } = line;
  const wrong = (field: string) =>
    broken('“{module}”的记录{id}不符合要求：{field}', 'The record {id} of {module} cannot stand: {field}', {
      module: line.module,
      id,
      field,
    });
  if (!isId('record', id) || !ctx.registry.has(line.module)) throw wrong('id');
  const module = moduleOf(ctx, line.module);
  if (!Object.hasOwn(module.states, line.state)) throw wrong('state');
  const misshapen = Object.entries(line.values).find(([name, value]) => !isShaped(module.fields[name]?.kind, value));
  if (misshapen) throw wrong(misshapen[0]);
  return module;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): boolean => Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';

const shapes: Partial<Record<KindName, (value: unknown) => boolean>> = {
  number: isNumber,
  money: isNumber,
  choices: isList,
  refs: isList,
  files: (value) => Array.isArray(value) && value.every(isObject),
  entries: (value) => Array.isArray(value) && value.every(isObject),
  period: isObject,
  photo: isObject,
  computed: () => true,
};

/**
 * Whether a value has the form in which its kind is kept. What may be filled in is stricter, and moves write more than
 * that: what a county held it may bring along.
 */
const isShaped = (kind: KindName | undefined, value: unknown): boolean =>
  kind === undefined || value === null || (shapes[kind] ?? isText)(value);

/** The ids of a line's attachments, each of which must be the record's own. */
function filesOf(module: Resolved, line: Line): string[] {
  return filesIn(module.fields, line.values).map(({ file: { id } }) => {
    const own = `${line.module}.${line.id}.`;
    if (id.startsWith(own) && isId('file', id.slice(own.length))) return id;
    throw broken('记录{id}的附件编号不对', 'A file of the record {id} has a wrong id', { id: line.id });
  });
}

async function stagedOf(ctx: Ctx, job: Job): Promise<Staged> {
  const staged = await getPart<Staged>(ctx, job.id, 'staged');
  if (!staged) throw new Error(`The import ${job.id} has lost its staging`);
  return staged;
}

/** The county's own settings and the last numbers given; run twice it leaves the same. */
async function settle(ctx: Ctx, job: Job): Promise<Progress> {
  const { county, origin, sequences } = await stagedOf(ctx, job);
  for (const [module, { version: _, ...diff }] of Object.entries(county.overlays)) {
    if (!ctx.registry.has(module)) continue;
    const { version: __, ...standing } = (await overlaySettings(ctx, { module })).published ?? { version: 0 };
    if (JSON.stringify(standing) === JSON.stringify(diff)) continue;
    await saveDraft(ctx, { module, overlay: diff });
    await publishOverlay(ctx, { module, note: origin.name });
  }
  dropConfig(ctx.store.tenant);
  const { office, closedDays, figures, colour } = county;
  await changeTenant(ctx, {
    revision: await configRevision(ctx.store),
    off: county.off.filter((name) => ctx.registry.has(name)),
    closedDays,
    figures,
    ...(office?.name ? { office } : {}),
    ...(colour ? { colour } : {}),
  });
  for (const { module, ...sequence } of sequences)
    await raiseSequences(ctx, ctx.registry.get(module)?.reach ?? 'staff', [sequence]);
  return { step: 'files', cursor: 0 };
}

async function placeFiles(ctx: Ctx, job: Job): Promise<Progress> {
  const { files } = await stagedOf(ctx, job);
  const own = files.slice(job.cursor, job.cursor + filesAtOnce);
  if (own.length === 0) return { step: 'records', cursor: 0, result: { files: files.length } };
  const entries = await entriesOf(ctx, job.id);
  for (const id of own)
    await ctx.files.put(pathOf(ctx, id), bytesOf(entries, archiveFiles.file(id)), 'application/octet-stream');
  return { cursor: job.cursor + own.length };
}

async function placeRecords(ctx: Ctx, job: Job): Promise<Progress> {
  const staged = await stagedOf(ctx, job);
  const lines = (await getPart<Line[]>(ctx, job.id, partName(job.cursor))) ?? [];
  if (lines.length === 0) {
    const result = { ...job.result, records: job.total };
    return {
      state: 'done',
      step: 'done',
      result,
      act: { name: 'tenant.imported', object: { id: job.id }, details: { ...result, origin: staged.origin.tenant } },
    };
  }
  const { overlays } = await readConfig(ctx.store, 'staff');
  const overlaid = withOverlays(ctx, overlays);
  const modules = new Map(lines.map(({ module }) => [module, moduleOf(overlaid, module)]));
  const keyOf = (line: Line) => ctx.store.keys.record(modules.get(line.module)?.reach ?? 'staff', line.module, line.id);
  const standing = await ctx.store.batchGet(lines.map(keyOf));
  for (const [i, line] of lines.entries()) {
    const module = modules.get(line.module);
    if (module && !standing[i]) await placeRecord(ctx, module, line, staged.origin);
  }
  const cursor = job.cursor + lines.length;
  return { cursor, done: cursor };
}

/** One record with its files' items: its history is the one event that says where it came from. */
async function placeRecord(ctx: Ctx, module: Resolved, line: Line, origin: Staged['origin']): Promise<void> {
  const { store } = ctx;
  const { due, gone, ...rest } = line;
  for (const { name: field, file } of filesIn(module.fields, line.values)) {
    const id = file.id.split('.')[2] ?? '';
    const key = store.keys.file(module.reach, module.name, line.id, id);
    await store.transact([{ put: { ...key, ...file, field, at: line.createdAt, by: line.owner } }]);
  }
  const { key, wrapped } = ctx.seal(module.reach).newRecordKey();
  const after: Stored = {
    ...rest,
    values: valuesOn(module, line.values, ctx.clock.today()),
    title: module.summary(line.values),
    overlay: module.overlayVersion,
    n: 0,
    head: '',
    key,
    wrapped,
    ...(due ? { due } : {}),
    ...(gone ? { gone } : {}),
  };
  const note = { origin: origin.name, tenant: origin.tenant, takenAt: origin.takenAt, head: line.head };
  await commit(ctx, [{ module, after, event: 'imported', note, carried: true }]);
}
