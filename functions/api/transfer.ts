import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { recordAccess } from '@juxian/core/audit.ts';
import type { DayColumn } from '@juxian/documents/cadre/day-columns.ts';
import { creatableFields, type Gate, gateOf } from '@juxian/engine/access.ts';
import type { ListItem } from '@juxian/engine/answer.ts';
import { fileHeaders } from '@juxian/engine/content.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { CellLook } from '@juxian/engine/kinds/kind.ts';
import { people } from '@juxian/engine/kinds/person/server.ts';
import { cellLookOf } from '@juxian/engine/look.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { stateLabel } from '@juxian/engine/record.ts';
import { namedBy } from '@juxian/engine/reference.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import type { Mapping, Worked } from '@juxian/engine/transfer.ts';
import { listRecords } from '@juxian/engine/views.ts';
import type { Context, Hono } from 'hono';
import { actorLine } from '../actor.ts';
import { among } from '../among.ts';
import type { Deps } from '../deps.ts';
import { readUpload } from '../upload.ts';
import { exportGate } from './exportGate.ts';
import { isWords, jobView } from './jobs.ts';
import { type ApiEdge, listParams } from './records.ts';
import { tailsFor } from './tails.ts';

type Params = Record<string, string>;
type TakenOut = { name: string; type: string; bytes: Uint8Array };

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const types: Record<string, string> = {
  xlsx,
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  lrmx: 'application/zip',
};

/**
 * The rows of a list as a file, as the actor sees them, masks included: only those that a role with export shows.
 * The line of the log stands before anything leaves.
 * @throws Refusal `forbidden.export`, `invalid.format`, and whatever the list refuses.
 */
export async function exportRecords(ctx: Ctx, name: string, format: string, params: Params): Promise<TakenOut> {
  const type = types[format];
  if (!type)
    throw new Refusal('invalid.format', t('没有这种格式：{format}', 'There is no format {format}'), {
      values: { format },
    });
  const module = moduleOf(ctx, name);
  const gate = await exportGate(ctx, module);
  const worked = await workedColumns(name);
  const columns = columnsOf(module, gate, params.fields, worked);
  const fields = columns.flatMap((column) => (module.fields[column] ? column : (worked[column]?.from ?? []))).join();
  const items = await everyItem(ctx, module, { ...params, ...(fields ? { fields } : {}) }, gate);
  await recordAccess(ctx.store, ctx.clock, {
    actor: actorLine(ctx.actor),
    name: 'records.exported',
    object: { module: name },
    outcome: 'done',
    details: {
      format,
      rows: items.length,
      fields: columns,
      filters: Object.keys(params).filter((param) => param !== 'fields'),
    },
  });
  return {
    name: `${name}-${ctx.clock.today()}.${format === 'lrmx' ? 'zip' : format}`,
    type,
    bytes: await written(ctx, module, format, items, columns, workedOn(worked, params.asOf || ctx.clock.today())),
  };
}

const ownColumns = ['state', 'due', 'changedAt'];

type DayColumns = Readonly<Record<string, DayColumn>>;

/** Columns of a list that its cut-off day decides. */
async function workedColumns(name: string): Promise<DayColumns> {
  return name === 'cadre' ? (await import('@juxian/documents/cadre/day-columns.ts')).dayColumns : {};
}

const workedOn = (columns: DayColumns, day: string): Readonly<Record<string, Worked>> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, { title, of }]) => [name, { title, of: (values) => of(values, day) }]),
  );

function columnsOf(module: Resolved, gate: Gate, fields: string | undefined, worked: DayColumns): string[] {
  if (fields) return fields.split(',').map((name) => name.trim());
  const visible = new Set(gate.parts.flatMap((part) => [...part.fields]));
  const { lead, columns } = module.views;
  const named = lead && !columns.includes(lead) ? [lead, ...columns] : columns;
  return named
    .filter((name) => ownColumns.includes(name) || visible.has(name))
    .flatMap((name) => [
      name,
      ...Object.keys(worked).filter((one) => worked[one]?.after === name && visible.has(worked[one].from)),
    ]);
}

async function everyItem(ctx: Ctx, module: Resolved, params: Params, gate: Gate): Promise<ListItem[]> {
  const { limit: _, cursor: __, facets: ___, group: ____, measure: _____, ...given } = params;
  const asked = await among(ctx, module.name, given);
  const items: ListItem[] = [];
  const tails = await tailsFor(ctx, module, gate, asked.q);
  for (let cursor: string | undefined; ; ) {
    const page = await listRecords(ctx, module, { ...asked, limit: '500', ...(cursor ? { cursor } : {}) }, gate, tails);
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined) return items;
  }
}

async function written(
  ctx: Ctx,
  module: Resolved,
  format: string,
  items: ListItem[],
  columns: string[],
  worked: Readonly<Record<string, Worked>>,
): Promise<Uint8Array> {
  if (format === 'lrmx') {
    const { exchangeMany } = await import('@juxian/documents/forms.ts');
    return exchangeMany(
      ctx,
      module.name,
      items.map(({ id }) => id),
    );
  }
  if (format === 'json') return new TextEncoder().encode(JSON.stringify({ module: module.name, items }));
  const look = await namingPeople(ctx, module, items);
  const [{ exportSheet }, { writeCsv, writeXlsx }] = await Promise.all([transfer(), sheets()]);
  const sheet = exportSheet(module, items, columns, look, (state) => stateLabel(ctx, module, state), worked);
  return format === 'csv' ? writeCsv(sheet) : writeXlsx([sheet]);
}

/** Names of the colleagues that the rows name stand beside the titles of records. */
async function namingPeople(ctx: Ctx, module: Resolved, items: readonly ListItem[]): Promise<CellLook> {
  const look = await cellLookOf(ctx, module.fields);
  const ids = items.flatMap(({ values }) => namedBy(module.fields, values)).filter((one) => one.module === people);
  if (ids.length === 0) return look;
  const named = await ctx.people.named(ids.map(({ id }) => id));
  return { ...look, title: (of, id) => (of === people ? named.get(id)?.name : look.title(of, id)) };
}

/** An empty sheet with the headings that an import of the actor knows. @throws Refusal `forbidden.create`. */
export async function importTemplate(ctx: Ctx, name: string): Promise<TakenOut> {
  const module = moduleOf(ctx, name);
  const creatable = creatableFields(await gateOf(ctx, module));
  if (creatable.size === 0)
    throw new Refusal('forbidden.create', t('您不能导入“{module}”', 'You cannot import here: {module}'), {
      values: { module: module.title },
    });
  const [{ importable, templateSheet }, { writeXlsx }] = await Promise.all([transfer(), sheets()]);
  const sheet = templateSheet(module, importable(module, creatable), ctx.locale);
  return { name: `${name}.xlsx`, type: xlsx, bytes: await writeXlsx([sheet]) };
}

/** Rows out and in. Mounted before the records: `export` and `template` are no ids. */
export function transferRoutes(app: Hono<ApiEdge>, deps: Deps): void {
  app.get('/records/:module/export', async (c) => {
    const { form, meeting, ...asked } = listParams(c.req.url);
    if (form !== undefined) {
      const { answerListForm } = await import('./listForms.ts');
      return answerListForm(c, c.req.param('module'), { form, ...(meeting ? { meeting } : {}) }, asked);
    }
    const { format = 'xlsx', ...params } = asked;
    return sent(c, await exportRecords(c.var.ctx, c.req.param('module'), format, params));
  });
  app.get('/records/:module/template', async (c) => sent(c, await importTemplate(c.var.ctx, c.req.param('module'))));
  app.post('/records/:module/import', async (c) => {
    const { ctx } = c.var;
    const { startImport } = await import('@juxian/engine/import.ts');
    const { id } = await startImport(ctx, { module: c.req.param('module'), ...(await importOf(c.req.raw)) });
    await deps.askJob?.(ctx.store.tenant, id);
    return c.json(await jobView(ctx, id), 202);
  });
}

const sent = (c: Context<ApiEdge>, { name, type, bytes }: TakenOut): Response =>
  c.body(Uint8Array.from(bytes).buffer, 200, fileHeaders(name, type));

const mostFiles = 500;
/** What the files of one import may weigh together. */
const importBytes = 60 * 1024 * 1024;

// Loaded by the first file in or out: most processes never see one, and every process starts.
const transfer = () => import('@juxian/engine/transfer.ts');
const sheets = () => import('@juxian/engine/sheet.ts');

/** The multipart body of an import: `file`, also several, `mode`, `dryRun`, `mapping` as JSON, `state`. */
async function importOf(request: Request) {
  const { form, files } = await readUpload(request, importBytes);
  if (files.length > mostFiles)
    throw new Refusal(
      'invalid.files',
      t('一次最多{most}个文件，请打包成zip', 'At most {most} files at once; zip them'),
      {
        values: { most: mostFiles },
      },
    );
  const mode = form.get('mode') ?? 'create';
  if (mode !== 'create' && mode !== 'upsert')
    throw new Refusal('invalid.mode', t('mode 应为 create 或 upsert', 'mode is create or upsert'));
  const dryRun = form.get('dryRun') ?? 'false';
  if (dryRun !== 'true' && dryRun !== 'false')
    throw refuseField('dryRun', 'invalid.dryRun', t('dryRun 应为 true 或 false', 'dryRun is true or false'));
  const state = form.get('state');
  const mapping = mappingOf(form.get('mapping'));
  return {
    files: await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    ),
    mode,
    dryRun: dryRun === 'true',
    ...(mapping ? { mapping } : {}),
    ...(typeof state === 'string' && state !== '' ? { state } : {}),
  } as const;
}

function mappingOf(given: FormDataEntryValue | null): Mapping | undefined {
  if (given === null || given === '') return undefined;
  try {
    const mapping: unknown = JSON.parse(String(given));
    if (isWords(mapping)) return mapping;
  } catch {}
  throw new Refusal(
    'invalid.mapping',
    t('mapping 应是“表头: 栏目”的 JSON 对象', 'mapping is a JSON object of heading to field'),
  );
}
