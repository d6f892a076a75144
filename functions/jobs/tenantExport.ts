import { createHash } from 'node:crypto';
import { listMembers } from '@juxian/core/member.ts';
import { attachmentsOf, pathOf } from '@juxian/engine/attachment.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { storedValues } from '@juxian/engine/dated.ts';
import { getPart, getParts, type Job, type JobKind, type Progress, putPart } from '@juxian/engine/jobs.ts';
import type { Attachment } from '@juxian/engine/kinds/kind.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { shownItems } from '@juxian/engine/shown.ts';
import { changesAad, openRecord, type Stored } from '@juxian/engine/stored.ts';
import type { Item } from '@juxian/store/table.ts';
import { type Zippable, zipSync } from 'fflate';
import type { Deps } from '../deps.ts';
import { keepArchive } from './archive.ts';
import { everyModule, recordsIn } from './recordsIn.ts';

/** What a county takes along: every record with opened values and history, every file, settings and people. */
export const archiveFiles = {
  county: 'county.json',
  members: 'members.jsonl',
  manifest: 'manifest.json',
  records: (module: string) => `records/${module}.jsonl`,
  events: (module: string) => `events/${module}.jsonl`,
  file: (id: string) => `files/${id.replaceAll('.', '/')}`,
};

const chunk = 50;

type Address = { module: string; id: string };
/** Lines of one chunk, by module, and the attachments they name. */
type Part = { module: string; records: string[]; events: string[]; files: Attachment[] }[];

/**
 * The archive of a county: JSON Lines per module, files as they were uploaded, and a manifest with the SHA-256 of each.
 * Kept sealed with the job's parts, and as long as these.
 */
export const tenantExportJob = (deps: Deps): JobKind => ({
  async step(ctx, job) {
    switch (job.step) {
      case 'listing':
        return list(ctx, job);
      case 'records':
        return readChunk(ctx, job);
      default:
        return pack(deps, ctx, job);
    }
  },
  cancelled: ({ id }) => ({ state: 'cancelled', step: 'cancelled', act: { name: 'job.cancelled', object: { id } } }),
});

async function list(ctx: Ctx, job: Job): Promise<Progress> {
  const all: Address[] = [];
  for (const module of everyModule(ctx))
    all.push(...(await recordsIn(ctx, module)).map((id) => ({ module: module.name, id })));
  await putPart(ctx, job.id, 'list', all);
  return { step: 'records', cursor: 0, done: 0, total: all.length };
}

async function readChunk(ctx: Ctx, job: Job): Promise<Progress> {
  const list = (await getPart<Address[]>(ctx, job.id, 'list')) ?? [];
  const addresses = list.slice(job.cursor, job.cursor + chunk);
  if (addresses.length === 0) return { step: 'packing' };
  const parts: Part = [];
  for (const module of everyModule(ctx)) {
    const own = addresses.filter((address) => address.module === module.name);
    if (own.length === 0) continue;
    const items = await ctx.store.batchGet(own.map(({ id }) => ctx.store.keys.record(module.reach, module.name, id)));
    const records = (await shownItems(ctx, module, items)).map((item) => openRecord(ctx, module, item));
    parts.push({
      module: module.name,
      records: records.map((record) => recordLine(module, record)),
      events: (await Promise.all(records.map((record) => eventLines(ctx, module.reach, record)))).flat(),
      files: records.flatMap((record) => attachmentsOf(module, record.values)),
    });
  }
  await putPart(ctx, job.id, `part-${String(job.cursor).padStart(7, '0')}`, parts);
  const cursor = job.cursor + addresses.length;
  return { cursor, done: cursor };
}

function recordLine(module: Resolved, record: Stored): string {
  const { key: _, wrapped: __, job: ___, ...rest } = record;
  return JSON.stringify({ ...rest, values: storedValues(module, record.values) });
}

async function eventLines(ctx: Ctx, reach: 'staff' | 'portal', record: Stored): Promise<string[]> {
  const pk = ctx.store.keys.events(reach, record.module, record.id);
  return (await ctx.store.query({ pk })).items.map((item) => JSON.stringify(openedEvent(record, item)));
}

function openedEvent(record: Stored, item: Item): Record<string, unknown> {
  const { pk: _, sk: __, gsi1pk: ___, gsi1sk: ____, changes, ...clear } = item;
  const aad = changesAad(record.module, record.id, Number(item.n));
  return { ...clear, changes: record.key.open(aad, changes as Uint8Array) };
}

async function pack(deps: Deps, ctx: Ctx, job: Job): Promise<Progress> {
  const entries: Record<string, Uint8Array> = {};
  const text = new TextEncoder();
  const parts = (await getParts<Part>(ctx, job.id, 'part-')).flat();
  for (const name of new Set(parts.map(({ module }) => module))) {
    const own = parts.filter(({ module }) => module === name);
    entries[archiveFiles.records(name)] = text.encode(linesOf(own.flatMap(({ records }) => records)));
    entries[archiveFiles.events(name)] = text.encode(linesOf(own.flatMap(({ events }) => events)));
  }
  const members = await listMembers(deps.table.control, ctx.store.tenant);
  entries[archiveFiles.members] = text.encode(linesOf(members.map((member) => JSON.stringify(member))));
  entries[archiveFiles.county] = text.encode(JSON.stringify(ctx.config, null, 2));
  for (const file of parts.flatMap(({ files }) => files)) {
    const bytes = await ctx.files.get(pathOf(ctx, file.id));
    if (bytes) entries[archiveFiles.file(file.id)] = bytes;
  }
  entries[archiveFiles.manifest] = text.encode(manifestOf(ctx, job, entries, parts));
  const zipped = zipSync(entries as Zippable, { level: 6 });
  await keepArchive(ctx, job.id, zipped);
  const result = { records: job.total, files: Object.keys(entries).length, bytes: zipped.length };
  return {
    state: 'done',
    step: 'done',
    result,
    act: { name: 'tenant.exported', object: { id: job.id }, details: result },
  };
}

const linesOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function manifestOf(ctx: Ctx, job: Job, entries: Record<string, Uint8Array>, parts: Part): string {
  const names = new Map(parts.flatMap(({ files }) => files).map((file) => [archiveFiles.file(file.id), file]));
  const files = Object.entries(entries).map(([path, bytes]) => {
    const { name, type } = names.get(path) ?? {};
    return {
      path,
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      ...(name ? { name, type } : {}),
    };
  });
  return JSON.stringify(
    { format: 1, tenant: ctx.store.tenant, name: ctx.config.name, takenAt: ctx.clock.now(), job: job.id, files },
    null,
    2,
  );
}
