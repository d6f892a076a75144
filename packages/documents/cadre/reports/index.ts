import { Refusal, refuseField, refuseStray } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { type Gate, gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { isDay } from '@juxian/rules/day.ts';
import { openPeople, rowsOf, servingIds, unitsBelow, unitsInOrder } from '../people.ts';
import { effectReport } from './effect.ts';
import { establishmentReport } from './establishment.ts';
import { freedPostsReport } from './freed-posts.ts';
import { postLimitsReport } from './post-limits.ts';
import { probationReport } from './probation.ts';
import { rankAsked, rankEligibleReport } from './rank-eligible.ts';
import { rankQuotaReport } from './rank-quota.ts';
import type { Given, Report } from './report.ts';
import { retirementReport } from './retirement.ts';
import { structureReport } from './structure.ts';

/** What a report is asked, by parameter. Every one knows the cut-off day and a unit with all below it. */
type Params = Readonly<Record<string, string>>;
/** Of the rest each names what it hears: whom to count, how far ahead to look, and its own. */
export type Asked = Partial<
  Record<'asOf' | 'unit' | 'people' | 'months' | 'rank' | 'show' | 'leave' | 'toRank' | 'rise', string>
>;

type Declared = {
  title: Text;
  /** Fields without which it says nothing: who does not see them has no such report. */
  needs: readonly string[];
  hears: readonly (keyof Asked)[];
  /** Of its own parameters. @throws Refusal `invalid.*`. */
  check?(asked: Asked): void;
  make(given: Given, asked: Asked): Report;
};

const structure = t('班子结构分析', 'Structure of teams');
const declared: Readonly<Record<string, Declared>> = {
  'team-structure': {
    title: structure,
    needs: ['unit', 'born', 'sex'],
    hears: ['people'],
    make: (given, { people }) =>
      people === 'leaders'
        ? structureReport(given, structure)
        : structureReport(given, t('干部队伍结构分析', 'Structure of all cadres')),
  },
  establishment: {
    title: t('编制和职数配备', 'Places and leading posts'),
    needs: ['unit', 'position', 'establishment'],
    hears: [],
    make: establishmentReport,
  },
  'rank-quota': {
    title: t('职级职数台账', 'Ledger of ranks'),
    needs: ['unit', 'level', 'rank', 'rankSince', 'category'],
    hears: [],
    make: rankQuotaReport,
  },
  'rank-eligible': {
    title: t('晋升职级符合条件名单', 'Who may be promoted in rank'),
    needs: ['unit', 'level', 'levelSince', 'rank', 'rankSince', 'category', 'appraisals', 'honours', 'appointments'],
    hears: ['rank', 'show'],
    check: rankAsked,
    make: rankEligibleReport,
  },
  'freed-posts': {
    title: t('腾职模拟', 'Posts that would be freed'),
    needs: ['unit', 'position', 'leading', 'level', 'rank', 'rankSince', 'born', 'sex', 'category', 'sixtyGround'],
    hears: ['months', 'leave', 'toRank', 'rise'],
    make: (given, { months, ...named }) =>
      freedPostsReport(given, { ...named, ...(months === undefined ? {} : { months: monthsIn(months) }) }),
  },
  retirement: {
    title: t('到龄预告', 'Reaching the age of retirement'),
    needs: ['unit', 'born', 'sex', 'category', 'sixtyGround'],
    hears: ['people', 'months'],
    make: (given, { months }) => retirementReport(given, monthsIn(months)),
  },
  probation: {
    title: t('试用期', 'Probations'),
    needs: ['unit', 'appointments', 'recruitedOn'],
    hears: ['people'],
    make: probationReport,
  },
  'effect-periods': {
    title: t('影响期', 'Periods of effect'),
    needs: ['unit', 'honours'],
    hears: ['people'],
    make: effectReport,
  },
  'post-limits': {
    title: t('任职年限和轮岗', 'Time in posts'),
    needs: ['unit', 'appointments', 'levels'],
    hears: ['people'],
    make: postLimitsReport,
  },
};

function monthsIn(given = '12'): number {
  const months = Number(given);
  if (!/^\d{1,3}$/.test(given) || months < 1 || months > 120)
    throw refuseField('months', 'invalid.months', t('months 应为1至120', 'months must be from 1 to 120'));
  return months;
}

/** As far ahead as a report reckons: nobody in service now is still there then. */
const mostYears = 50;

/**
 * The parameters as the report hears them; blank is not asked. All that the people are not needed for is looked at
 * before they are read. @throws Refusal `invalid.*` by parameter.
 */
function heard({ hears, check }: Declared, params: Params, today: string): Asked {
  refuseStray(params, ['asOf', 'unit', ...hears]);
  const asked: Asked = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));
  if (asked.people !== undefined && asked.people !== 'leaders')
    throw refuseField(
      'people',
      'invalid.people',
      t('people 只能是 leaders（领导班子成员）', 'people can only be leaders (members of teams)'),
    );
  if (asked.asOf !== undefined) {
    if (!isDay(asked.asOf))
      throw refuseField(
        'asOf',
        'invalid.asOf',
        t('asOf 应为日期，如 2026-03-31', 'asOf must be a day, like 2026-03-31'),
      );
    if (Number(asked.asOf.slice(0, 4)) > Number(today.slice(0, 4)) + mostYears)
      throw refuseField(
        'asOf',
        'invalid.asOf',
        t('asOf 最晚到{years}年以后', 'asOf lies at most {years} years ahead'),
        { years: mostYears },
      );
  }
  if (asked.months !== undefined) monthsIn(asked.months);
  check?.(asked);
  return asked;
}

/** The parts of the reader's gate that give all a report needs, for files only those that may be taken out. */
function gateFor(gate: Gate, needs: readonly string[], takenOut: boolean): Gate | undefined {
  const parts = gate.parts.filter(
    ({ fields, access }) => needs.every((field) => fields.has(field)) && (!takenOut || access.export),
  );
  return parts.length > 0 ? { grants: parts, parts, signature: `report ${takenOut} ${gate.signature}` } : undefined;
}

/** The reports that the reader may ask for. */
export async function reportsOf(ctx: Ctx): Promise<{ name: string; title: Text; file: boolean }[]> {
  if (!ctx.registry.has('cadre') || ctx.config.off.includes('cadre')) return [];
  const gate = await gateOf(ctx, moduleOf(ctx, 'cadre'));
  return Object.entries(declared).flatMap(([name, { title, needs }]) =>
    gateFor(gate, needs, false) ? [{ name, title, file: gateFor(gate, needs, true) !== undefined }] : [],
  );
}

/**
 * A report over the people the reader sees, at the cut-off day: whom he must avoid and who is outside his subtree is in
 * no number. `takenOut` for files.
 * @throws Refusal `missing.report`, `forbidden.export`, `invalid.*` naming the parameter that cannot be heard.
 */
export async function reportOf(
  ctx: Ctx,
  name: string,
  params: Params,
  takenOut: boolean,
): Promise<Report & { day: string }> {
  const { given, report } = await made(ctx, name, params, takenOut);
  return { ...report, day: given.day };
}

/**
 * The ids of those a figure of a report counts; `question` holds the report, the figure and what was asked, as the links
 * of reports write it. @throws Refusal as `reportOf`, `invalid.report` for a figure that there is not.
 */
export async function idsInReport(ctx: Ctx, question: string): Promise<readonly string[]> {
  const { report = '', figure = '', ...params } = Object.fromEntries(new URLSearchParams(question));
  const ids = (await made(ctx, report, params, false)).given.groups.get(figure);
  if (!ids)
    throw refuseField('report', 'invalid.report', t('报表中没有这一项', 'There is no such figure in the report'));
  return ids;
}

async function made(
  ctx: Ctx,
  name: string,
  params: Params,
  takenOut: boolean,
): Promise<{ given: Given; report: Report }> {
  const known = Object.hasOwn(declared, name) ? declared[name] : undefined;
  const whole = known && (await gateOf(ctx, moduleOf(ctx, 'cadre')));
  if (!known || !whole || !gateFor(whole, known.needs, false))
    throw new Refusal('missing.report', t('没有这张报表', 'There is no such report'));
  const gate = gateFor(whole, known.needs, takenOut);
  if (!gate)
    throw new Refusal('forbidden.export', t('您不能导出“{module}”', 'You cannot take this out: {module}'), {
      values: { module: known.title },
    });
  const asked = heard(known, params, ctx.clock.today());
  const given = await givenFor(ctx, name, asked, gate);
  return { given, report: known.make(given, asked) };
}

async function givenFor(ctx: Ctx, report: string, asked: Asked, gate: Gate): Promise<Given> {
  const day = asked.asOf || ctx.clock.today();
  const [units, positions, ids] = await Promise.all([
    unitsInOrder(ctx),
    rowsOf(ctx, 'position'),
    servingIds(ctx, gate),
  ]);
  if (asked.unit && !units.some(({ id }) => id === asked.unit))
    throw refuseField('unit', 'invalid.unit', t('没有这个单位', 'There is no such unit'));
  const within = asked.unit ? unitsBelow(units, asked.unit) : undefined;
  const all = await openPeople(ctx, ids, { day, gate, locale: ctx.locale });
  const isLeaders = asked.people === 'leaders';
  const people = all.filter(
    (person) => (!within || within.has(person.text('unit'))) && (!isLeaders || person.text('leader') === 'yes'),
  );
  const { figureOn } = lookOf(ctx);
  return {
    people,
    units: within ? units.filter(({ id }) => within.has(id)) : units,
    positions,
    day,
    figure: figureOn(day),
    figureOn,
    where: {
      state: 'serving',
      asOf: day,
      ...(within ? { 'filter[unit][in]': [...within].join() } : {}),
      ...(isLeaders ? { 'filter[leader]': 'yes' } : {}),
    },
    question: { report, ...asked, asOf: day },
    groups: new Map(),
    sees: new Set(
      Object.keys(moduleOf(ctx, 'cadre').fields).filter((field) => gate.parts.every(({ fields }) => fields.has(field))),
    ),
  };
}
