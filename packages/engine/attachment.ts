import { createHash } from 'node:crypto';
import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { editableFields, seenValue, visibleFields } from './access.ts';
import type { Ctx } from './context.ts';
import type { AnyModule } from './define.ts';
import type { AnyField, Attachment, Fields } from './kinds/kind.ts';
import { movesFor } from './moves.ts';
import { type Address, openFor } from './open.ts';
import type { Resolved } from './overlay.ts';
import { moduleOf } from './registry.ts';
import { isConfidential } from './room.ts';
import type { Stored } from './stored.ts';

/**
 * Keeps a file with the record, for a field the actor may edit or a move of his asks for. The field names it only after
 * an update or the move itself does.
 * @throws Refusal `invalid.file*` where content, size or name cannot be accepted.
 */
export async function attach(ctx: Ctx, input: Address & GivenFile): Promise<Attachment> {
  const { module, record, gate, parts } = await openFor(ctx, input);
  const editable = editableFields(parts, record.state, record.opened);
  const offers = await movesFor(ctx, module, record, gate);
  const asked = offers.find(({ refusal, move }) => !refusal && move.asks && input.field in move.asks)?.move.asks?.[
    input.field
  ];
  const field = (editable.has(input.field) ? module.fields[input.field] : undefined) ?? asked;
  return keep(ctx, module, record.id, input, field);
}

export type GivenFile = { field: string; name: string; bytes: Uint8Array };

/**
 * Keeps files that come together with a new record: whoever makes it may not see it again, as an objector does not.
 * @returns the record with the files in its values. @throws Refusal as `attach`.
 */
export async function attachNew(
  ctx: Ctx,
  module: Resolved,
  record: Stored,
  creatable: ReadonlySet<string>,
  files: readonly GivenFile[],
): Promise<Stored> {
  const values = { ...record.values };
  for (const given of files) {
    const field = creatable.has(given.field) ? module.fields[given.field] : undefined;
    const kept = await keep(ctx, module, record.id, given, field);
    const held = (values[given.field] as Attachment[] | undefined) ?? [];
    values[given.field] = field?.kind === 'photo' ? kept : [...held, kept];
  }
  return { ...record, values };
}

/** Judges a file by the field it is for and stores its bytes with an item of the record. */
async function keep(
  ctx: Ctx,
  module: Resolved,
  record: string,
  given: GivenFile,
  field: AnyField | undefined,
): Promise<Attachment> {
  if (!field || (field.kind !== 'files' && field.kind !== 'photo'))
    throw refuseField(given.field, 'invalid.unknown', t('此处不能上传文件', 'No file can be uploaded here'));
  const types = field.kind === 'files' ? field.options.types : ['jpg', 'png'];
  const limits = { types, bytes: field.options.bytes };
  const { checkContent } = await import('./inspect.ts');
  const { name, type } = checkContent({ name: given.name, bytes: given.bytes, limits, path: given.field });
  if (field.kind === 'files' && isConfidential(module)) {
    const { refuseArchive } = await import('./scan.ts');
    refuseArchive({ name, type, bytes: given.bytes }, given.field);
  }
  const file = newId('file', ctx.clock.wall());
  const attachment: Attachment = {
    id: `${module.name}.${record}.${file}`,
    name,
    type,
    size: given.bytes.byteLength,
    sha256: createHash('sha256').update(given.bytes).digest('hex'),
  };
  await ctx.files.put(pathOf(ctx, attachment.id), given.bytes, type);
  await ctx.store.transact([
    {
      put: {
        ...ctx.store.keys.file(module.reach, module.name, record, file),
        ...attachment,
        field: given.field,
        at: ctx.clock.now(),
        by: ctx.actor.id,
      },
      when: 'absent',
    },
  ]);
  return attachment;
}

/** Where the bytes of an attachment lie. */
export const pathOf = (ctx: Ctx, id: string): string => `t/${ctx.store.tenant}/files/${id.replaceAll('.', '/')}`;

/**
 * A file of a record the actor sees, if a field the actor sees names it.
 * @throws Refusal `missing.file` otherwise: a foreign file and none look the same.
 */
export async function openFile(ctx: Ctx, id: string): Promise<{ attachment: Attachment; bytes: Uint8Array }> {
  const missing = new Refusal('missing.file', t('未找到', 'Not found'));
  const [module, record] = id.split('.');
  if (!module || !record) throw missing;
  const opened = await openFor(ctx, { module, id: record });
  const visible = visibleFields(opened.parts);
  const attachment = Object.entries(opened.record.values)
    .filter(([field]) => visible.has(field))
    .flatMap(([name, value]) => {
      const field = opened.module.fields[name];
      return field ? attachmentsIn(field, seenValue(field, value, visible.get(name))) : [];
    })
    .find((file) => file.id === id);
  const bytes = attachment && (await ctx.files.get(pathOf(ctx, id)));
  if (!attachment || !bytes) throw missing;
  return { attachment, bytes };
}

function attachmentsIn(field: AnyField | undefined, value: unknown): Attachment[] {
  if (!field || value === undefined || value === null) return [];
  if (field.kind === 'files') return value as Attachment[];
  if (field.kind === 'photo') return [value as Attachment];
  if (field.kind === 'entries')
    return (value as Record<string, unknown>[]).flatMap((line) =>
      Object.entries(field.options.fields).flatMap(([name, column]) => attachmentsIn(column, line[name])),
    );
  return [];
}

/** The attachments that values name, each with the field it stands in. */
export const filesIn = (fields: Fields, values: Record<string, unknown>) =>
  Object.entries(fields).flatMap(([name, field]) => attachmentsIn(field, values[name]).map((file) => ({ name, file })));

/**
 * Replaces what the client says of its attachments by what the record's own file items say.
 * @throws Refusal `invalid.file` for a file that was never uploaded to this record.
 */
export async function settleAttachments(ctx: Ctx, module: Resolved, record: Stored): Promise<Stored> {
  const named = filesIn(module.fields, record.values);
  if (named.length === 0) return record;
  const reach = moduleOf(ctx, module.name).reach;
  const items = await ctx.store.batchGet(
    named.map(({ file }) => ctx.store.keys.file(reach, module.name, record.id, file.id.split('.')[2] ?? '')),
  );
  for (const [i, { name, file }] of named.entries()) {
    const item = items[i];
    if (!item || item.id !== file.id)
      throw refuseField(
        name,
        'invalid.file',
        t('附件“{name}”不在此件中，请重新上传', 'The file “{name}” was not uploaded here'),
        { name: file.name },
      );
    Object.assign(file, { name: item.name, type: item.type, size: item.size, sha256: item.sha256 });
  }
  return record;
}

/** The attachments a record's values name, for papers and archives. */
export const attachmentsOf = (module: AnyModule, values: Record<string, unknown>): Attachment[] =>
  filesIn(module.fields, values).map(({ file }) => file);
