import { creatableFields, gateOf } from '../access.ts';
import type { Ctx } from '../context.ts';
import type { ImportInput } from '../import.ts';
import { type PlannedRow, type Planning, planImport, rowsRefused, transferKey } from '../import-plan.ts';
import { getPart, type Job, type Progress, putPart } from '../jobs.ts';
import { cellLookOf } from '../look.ts';
import type { Resolved } from '../overlay.ts';
import { moduleOf } from '../registry.ts';
import type { CellIssue, Mapping } from '../transfer.ts';
import { Findings } from './findings.ts';
import { decide, decidedOf, type Laid, putPlan, uploadsOf } from './laid.ts';
import { type Memory, recall, remember } from './memory.ts';
import { type Names, namesOf } from './names.ts';
import type { FoundSheet } from './sheets.ts';
import type { ImportSource, SourceEnv, Staged, StagedRow } from './source.ts';
import { tableSource } from './table.ts';

/** Reads and checks everything and lays the plan down; nothing of the module is touched. */
export async function stage(ctx: Ctx, module: Resolved, job: Job, given?: ImportSource): Promise<Progress> {
  const source = given ?? tableSource;
  const { dryRun } = job.input as Pick<ImportInput, 'dryRun'>;
  const { answers, mapping } = await decidedOf(ctx, job);
  const findings = new Findings(answers, ctx.locale);
  const uploads = await uploadsOf(ctx, job.id);
  const env = await envOf(ctx, module, findings, mapping);
  const staged = await source.read(env, uploads);
  const { rows, unchanged } = await planAll(ctx, module, job, source, staged, findings);
  const places = [...staged.rows.filter(({ module: other }) => !other).map(({ at }) => at), ...findings.issues];
  const isSeveral =
    uploads.length > 1 ||
    staged.found.filter((sheet) => sheet.rows > 0).length > 1 ||
    new Set(places.map(({ file, sheet }) => `${file}\n${sheet}`)).size > 1;
  const told = (issues: readonly CellIssue[]): CellIssue[] =>
    [...issues]
      .sort(byPlace(staged.found))
      .map(({ file, sheet, ...issue }) =>
        isSeveral ? { ...issue, ...(file ? { file } : {}), ...(sheet ? { sheet } : {}) } : issue,
      );
  await putPlan(ctx, job.id, rows);
  await putPart(ctx, job.id, 'refused', told(findings.issues));
  await putPart(ctx, job.id, 'warnings', told(findings.warnings));
  await putPart(ctx, job.id, 'questions', [...findings.questions.values()]);
  await putPart(ctx, job.id, 'words', findings.words);
  await putPart(ctx, job.id, 'found', staged.found);
  await putPart(ctx, job.id, 'laid', laidOf(env, staged.rows, rows));
  await decide(ctx, job.id, { answers, mapping });
  const refused = rowsRefused(findings.issues);
  const result = {
    total: rows.length + unchanged + refused,
    created: rows.filter(({ op }) => op === 'create').length,
    updated: rows.filter(({ op }) => op === 'update').length,
    unchanged,
    refused,
  };
  const next: Progress = dryRun ? { state: 'ready', step: 'checked' } : { step: 'creating' };
  return { ...next, cursor: 0, done: 0, total: rows.length, result };
}

async function envOf(ctx: Ctx, module: Resolved, findings: Findings, mapping: Mapping): Promise<SourceEnv> {
  const names = new Map<string, Promise<Names>>();
  return {
    ctx,
    module,
    fields: creatableFields(await gateOf(ctx, module)),
    look: await cellLookOf(ctx, module.fields),
    locale: ctx.locale,
    today: ctx.clock.today(),
    mapping,
    memory: await recall(ctx, module.name),
    findings,
    names(name, fields) {
      const known = names.get(name) ?? namesOf(ctx, name, fields);
      names.set(name, known);
      return known;
    },
  };
}

/** The plan of all modules: first what rows of the import's own name. */
async function planAll(
  ctx: Ctx,
  module: Resolved,
  job: Job,
  { people, lines = {} }: ImportSource,
  staged: Staged,
  findings: Findings,
): Promise<{ rows: PlannedRow[]; unchanged: number }> {
  const { mode, state } = job.input as Pick<ImportInput, 'mode' | 'state'>;
  let files = 0;
  const planning = async (of: Resolved, with_: Pick<Planning, 'mode' | 'missing'>): Promise<Planning> => {
    const key = transferKey(of);
    return {
      ctx,
      module: of,
      gate: await gateOf(ctx, of),
      findings,
      lines,
      ...with_,
      ...(key !== undefined && (with_.mode === 'upsert' || people) ? { key } : {}),
      async keepFile(bytes) {
        const part = `file-${String(files++).padStart(6, '0')}`;
        await putPart(ctx, job.id, part, Buffer.from(bytes).toString('base64'));
        return part;
      },
    };
  };
  const plan = { rows: [] as PlannedRow[], unchanged: 0 };
  const missing = new Set<string>();
  for (const name of new Set(staged.rows.flatMap((row) => row.module ?? []))) {
    const given = staged.rows.filter((row) => row.module === name);
    const own = await planImport(await planning(moduleOf(ctx, name), { mode: 'upsert', missing: new Set() }), given);
    const made = new Set(own.rows.map(({ id }) => id));
    const standing = new Set((await ctx.rows.fresh(ctx, moduleOf(ctx, name))).where({}).map(({ id }) => id));
    for (const { id } of given) if (id && !made.has(id) && !standing.has(id)) missing.add(id);
    plan.rows.push(...own.rows);
    plan.unchanged += own.unchanged;
  }
  const main = await planImport(
    { ...(await planning(module, { mode, missing })), ...(people ? { people } : {}), ...(state ? { state } : {}) },
    staged.rows.filter((row) => row.module === undefined),
  );
  return { rows: [...plan.rows, ...main.rows], unchanged: plan.unchanged + main.unchanged };
}

const laidOf = (
  { module: main, fields }: SourceEnv,
  staged: readonly StagedRow[],
  rows: readonly PlannedRow[],
): Laid => ({
  fields: [...fields],
  makes: [...new Set(rows.flatMap(({ op, module = main.name }) => (op === 'create' ? [module] : [])))],
  headings: Object.assign({}, ...new Set(staged.map(({ headings }) => headings))),
  own: rows.filter(({ module, op }) => module !== undefined && op === 'create').map(({ id }) => id),
});

/** Sheets in the order of the upload, then rows. */
function byPlace(found: readonly FoundSheet[]): (a: CellIssue, b: CellIssue) => number {
  const order = new Map(found.map(({ file, sheet }, i) => [`${file}\n${sheet}`, i]));
  const at = ({ file = '', sheet = '' }: CellIssue) => order.get(`${file}\n${sheet}`) ?? found.length;
  return (a, b) => at(a) - at(b) || a.row - b.row;
}

/** What was answered, and which fields headings were said to mean, is the county's from now on. */
export async function rememberWhatWasSaid(ctx: Ctx, job: Job): Promise<void> {
  const { answers, mapping } = await decidedOf(ctx, job);
  const words = (await getPart<Record<string, string>>(ctx, job.id, 'words')) ?? {};
  const found = (await getPart<FoundSheet[]>(ctx, job.id, 'found')) ?? [];
  const said: { [K in keyof Memory]: Record<string, string> } = { headings: {}, words: {} };
  for (const [id, word] of Object.entries(words)) {
    const answer = answers[id];
    if (answer !== undefined && !answer.startsWith('create')) said.words[word] = answer;
  }
  for (const { shape, fields } of found)
    for (const [heading, field] of Object.entries(mapping))
      if (field === '' || fields.some(({ name }) => name === field)) said.headings[`${shape}|${heading}`] = field;
  await remember(ctx, job.module, said);
}
