import { Refusal } from '@juxian/base/refusal.ts';
import { type Locale, say, type Text, t } from '@juxian/base/text.ts';
import { visibleFields } from '@juxian/engine/access.ts';
import { actLine } from '@juxian/engine/audit.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { missing, openFor } from '@juxian/engine/open.ts';
import { factsOf } from '@juxian/engine/stored.ts';
import { readWorkbook } from '@juxian/engine/workbook/read.ts';
import { applicationsOf, barredLines, readLines } from '@juxian/modules/talent/review/assigning.ts';
import {
  rulesBetween,
  ruleText,
  tiesOfExpert,
  tiesOfFiled,
  tiesSince,
} from '@juxian/modules/talent/review/conflict.ts';
import { everyRecord, unassigned } from '@juxian/modules/talent/review/draw.ts';
import { assigningOf, isExcepted, recordsOf, rulesInWords, unitNamesOf } from '@juxian/modules/talent/review/plan.ts';
import { openVacancies, proposals } from '@juxian/modules/talent/review/vacancy.ts';

/** One item of the board: who reviews it, and who is barred from it by which rules. */
export type BoardItem = {
  id: string;
  code: string;
  number: string;
  title: string;
  host: string;
  experts: string[];
  barred: Record<string, string[]>;
};
export type BoardExpert = { id: string; name: string; unit: string; title: string; load: number; sheet?: string };
export type BoardVacancy = {
  id: string;
  item: string;
  code: string;
  from: string;
  reason: string;
  note?: string;
  to?: string;
  waived?: string;
  proposed?: string;
  load?: number;
};
export type Board = {
  items: BoardItem[];
  experts: BoardExpert[];
  vacancies: BoardVacancy[];
  /** Why nobody can be proposed. */
  stuck?: string;
  basis: string;
};

/** The panel whose plan the actor sees. @throws Refusal `missing.*` for everybody else. */
async function panelFor(ctx: Ctx, id: string): Promise<RecordFacts> {
  const { record, parts } = await openFor(ctx, { module: 'panel', id });
  if (!visibleFields(parts).has('plan')) throw missing();
  return factsOf(record);
}

const vacancyReasons: Readonly<Record<string, Text>> = {
  conflict: t('存在应当回避的关系', 'A tie'),
  unable: t('时间或身体原因', 'Not able to'),
  declared: t('评审时申请回避本件', 'Stood aside from the item'),
  abstained: t('评审时对本件弃权', 'Abstained from the item'),
};

/** Items with their experts and conflicts, experts with their loads, vacancies with who is proposed for them. */
export async function boardOf(ctx: Ctx, id: string): Promise<Board> {
  const panel = await panelFor(ctx, id);
  const look = lookOf(ctx);
  const assigning = assigningOf(panel);
  const [filed, experts, units, sheets] = await Promise.all([
    rowsBy(look, 'application'),
    rowsBy(look, 'expert'),
    unitNamesOf(look),
    look.rows('review', { panel: id }),
  ]);
  const said = (rules: Parameters<typeof rulesInWords>[1]) =>
    rulesInWords(look, rules).map((rule) => say(rule, ctx.locale));
  const loads = new Map<string, number>();
  for (const expert of Object.values(assigning.plan).flat()) loads.set(expert, (loads.get(expert) ?? 0) + 1);
  const everybody = new Set([...assigning.pool, ...loads.keys(), ...assigning.vacancies.map(({ from }) => from)]);
  return {
    items: assigning.items.map(({ application, code }) => {
      const row = filed.get(application);
      const barred = Object.entries(assigning.bars[application] ?? {}).filter(
        ([expert]) => !isExcepted(assigning, application, expert),
      );
      return {
        id: application,
        code,
        number: String(row?.values.number ?? ''),
        title: row?.title ?? '',
        host: units.get(String(row?.values.hostUnit)) ?? '',
        experts: assigning.plan[application] ?? [],
        barred: Object.fromEntries(barred.map(([expert, rules]) => [expert, said(rules)])),
      };
    }),
    experts: [...everybody].map((expert) => {
      const row = experts.get(expert);
      const own = sheets.filter(({ values }) => values.expert === expert);
      const [state] = own.map(({ state }) => ctx.registry.get('review')?.states[state]?.label);
      return {
        id: expert,
        name: row?.title ?? '',
        unit: String(row?.values.unitName ?? ''),
        title: String(row?.values.professionalTitle ?? ''),
        load: loads.get(expert) ?? 0,
        ...(state ? { sheet: say(state, ctx.locale) } : {}),
      };
    }),
    ...(await vacanciesOf(ctx, look, panel)),
    basis: basisOf(look, ctx.locale),
  };
}

const rowsBy = async (look: Look, module: string) => new Map((await look.rows(module)).map((row) => [row.id, row]));

/** The figure that ties reach back by, with where it comes from. */
function basisOf(look: Look, locale: Locale): string {
  const { value, source, note } = look.figure('talent.conflictYears');
  const says = t('追溯{years}年，依据：{source}{note}', 'Ties count for {years} years; source: {source}{note}');
  return say(says, locale, {
    years: value,
    source,
    note: note ? t(`（${note.zh}）`, ` (${note.en})`) : '',
  });
}

async function vacanciesOf(ctx: Ctx, look: Look, panel: RecordFacts): Promise<Pick<Board, 'vacancies' | 'stuck'>> {
  const assigning = assigningOf(panel);
  const open = new Set(openVacancies(assigning).map(({ id }) => id));
  let proposed: Awaited<ReturnType<typeof proposals>> = [];
  let stuck: string | undefined;
  try {
    if (panel.state === 'scoring') proposed = await proposals(look, panel, ctx.clock.today());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    stuck = error.reason(ctx.locale);
  }
  return {
    vacancies: assigning.vacancies.map(({ id, application, code, from, reason, note, to, waived }) => {
      const next = open.has(id) ? proposed.find(({ vacancy }) => vacancy === id) : undefined;
      return {
        id,
        item: application,
        code,
        from,
        reason: say(vacancyReasons[reason] ?? t(reason, reason), ctx.locale),
        ...(note ? { note } : {}),
        ...(to ? { to } : {}),
        ...(waived ? { waived } : {}),
        ...(next ? { proposed: next.expert, load: next.load } : {}),
      };
    }),
    ...(stuck ? { stuck } : {}),
  };
}

export type Matrix = {
  items: { code: string; number: string; title: string }[];
  experts: { name: string; unit: string; known: boolean; cells: string[][] }[];
  basis: string;
};

const mostNames = 100;

/**
 * Conflicts of experts with the items of a panel, by rule: of its pool, or of people named one on a line, their unit after
 * the name. Who is not in the register is compared by name and unit alone. Nobody is told; only a line of access is left.
 * @throws Refusal `invalid.names` over 100 names.
 */
export async function matrixOf(ctx: Ctx, { panel: id, names }: { panel: string; names: string }): Promise<Matrix> {
  const panel = await panelFor(ctx, id);
  const look = lookOf(ctx);
  const { items, pool } = assigningOf(panel);
  const lines = [
    ...new Set(
      names
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
  if (lines.length > mostNames)
    throw new Refusal('invalid.names', t('一次最多{max}人', 'At most {max} people at a time'), {
      values: { max: mostNames },
    });
  const filed =
    items.length > 0
      ? await recordsOf(look, 'application', applicationsOf(items))
      : (await unassigned(look, panel, 1200)).filed;
  const isOfPool = lines.length === 0 && pool.length > 0;
  const register = isOfPool
    ? await recordsOf(look, 'expert', pool)
    : await everyRecord(look, 'expert', { state: 'active' });
  const asked = lines.length > 0 ? lines.flatMap((line) => peopleIn(line, register)) : register.map(inRegister);
  const unitNames = await unitNamesOf(look);
  const years = look.figure('talent.conflictYears').value;
  const since = tiesSince(ctx.clock.today(), years);
  const facts = filed.map((application) => tiesOfFiled(application, unitNames));
  await ctx.store.transact([
    actLine(ctx, {
      name: 'review.matrix',
      object: { module: 'panel', id },
      details: { experts: asked.length, items: filed.length },
    }),
  ]);
  return {
    items: filed.map(({ id: application, title, values }) => ({
      code: items.find((item) => item.application === application)?.code ?? '',
      number: String(values.number ?? ''),
      title,
    })),
    experts: asked.map(({ one, known }) => {
      const ties = tiesOfExpert(one);
      return {
        name: String(one.values.name ?? ''),
        unit: String(one.values.unitName ?? ''),
        known,
        cells: facts.map((item) =>
          rulesBetween(ties, item, since).map((rule) => say(ruleText(rule, years), ctx.locale)),
        ),
      };
    }),
    basis: basisOf(look, ctx.locale),
  };
}

type Asked = { one: Pick<RecordFacts, 'id' | 'values'>; known: boolean };
const inRegister = (one: RecordFacts): Asked => ({ one, known: true });

/** Everybody of the register whom a line names, or somebody known by what the line says only. */
function peopleIn(line: string, register: readonly RecordFacts[]): Asked[] {
  const [name = '', ...rest] = line.split(/[\s,，、;；\t]+/);
  const unitName = rest.join('');
  const found = register.filter(
    ({ values }) => values.name === name && (unitName === '' || String(values.unitName ?? '').includes(unitName)),
  );
  return found.length > 0 ? found.map(inRegister) : [{ one: { id: '', values: { name, unitName } }, known: false }];
}

export type Pairs = { lines: string; count: number; faults: { at: number; message: string }[] };

const mostBytes = 1_500_000;

/**
 * Reads a list of items and experts, typed or from a workbook or text file, and says of every line what is wrong with it.
 * Nothing is changed: the lines are for the move that assigns.
 * @throws Refusal `limit.sheet` for a file over 1.5 MB, and what workbooks are refused for.
 */
export async function pairsOf(
  ctx: Ctx,
  given: { panel: string; text?: string | undefined; file?: string | undefined; name?: string | undefined },
): Promise<Pairs> {
  const panel = await panelFor(ctx, given.panel);
  const look = lookOf(ctx);
  const lines = given.file ? await linesOfFile(given.file, given.name ?? '') : (given.text ?? '');
  const { pairs, faults } = await readLines(look, panel, lines);
  const barred = await barredLines(look, assigningOf(panel), pairs, ctx.clock.today());
  return {
    lines,
    count: pairs.length - barred.length,
    faults: [...faults, ...barred]
      .sort((a, b) => a.at - b.at)
      .map(({ at, says }) => ({ at, message: say(says, ctx.locale) })),
  };
}

async function linesOfFile(base64: string, name: string): Promise<string> {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > mostBytes) throw new Refusal('limit.sheet', t('文件不能超过1.5MB', 'The file is over 1.5 MB'));
  const { sheets } = await readWorkbook(bytes, name);
  const [sheet] = sheets.filter(({ hidden }) => !hidden);
  return (sheet?.rows ?? [])
    .map((row) =>
      row
        .slice(0, 2)
        .map(({ text }) => text.replace(/[\t\n]/g, ' ').trim())
        .join('\t'),
    )
    .join('\n');
}
