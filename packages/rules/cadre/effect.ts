import type { Text } from '@juxian/base/text.ts';
import { addDays } from '../day.ts';
import { type FigureName, type FigureReader, figures } from '../figures.ts';
import { dayMonthsLater } from '../month.ts';

/** What a clock bars while it runs: a higher post or rank, any leading post, or re-admission to the Party. */
export type Bar = 'promotion' | 'leading' | 'readmission';
export type Regime = 'sanction' | 'institution' | 'party' | 'organisation' | 'upDown';

type EffectFigure = Extract<FigureName, `cadre.effect.${string}`>;
type Effects = { regime: Regime; clocks: readonly { bar: Bar; months: readonly [EffectFigure, ...EffectFigure[]] }[] };

const one = (regime: Regime, months: EffectFigure, bar: Bar = 'promotion'): Effects => ({
  regime,
  clocks: [{ bar, months: [months] }],
});
const removed: Effects = {
  regime: 'organisation',
  clocks: [
    { bar: 'leading', months: ['cadre.effect.removedLeading'] },
    { bar: 'promotion', months: ['cadre.effect.removedHigher'] },
  ],
};

/** What each measure starts, by its code in the dictionary `measure`. Expulsions start no clock: they end service. */
const effects: Readonly<Record<string, Effects>> = {
  warning: one('sanction', 'cadre.effect.warning'),
  demerit: one('sanction', 'cadre.effect.demerit'),
  grossDemerit: one('sanction', 'cadre.effect.grossDemerit'),
  downgrade: one('sanction', 'cadre.effect.downgrade'),
  dismissal: one('sanction', 'cadre.effect.dismissal'),
  staffWarning: one('institution', 'cadre.effect.staffWarning'),
  staffDemerit: one('institution', 'cadre.effect.staffDemerit'),
  staffDowngrade: one('institution', 'cadre.effect.staffDowngrade'),
  partyWarning: one('party', 'cadre.effect.partyWarning'),
  partySevereWarning: one('party', 'cadre.effect.partySevereWarning'),
  partyPostRemoved: one('party', 'cadre.effect.partyPostRemoved'),
  partyProbation: {
    regime: 'party',
    clocks: [{ bar: 'promotion', months: ['cadre.effect.partyProbation', 'cadre.effect.partyProbationAfter'] }],
  },
  partyExpelled: one('party', 'cadre.effect.partyExpelled', 'readmission'),
  admonition: one('organisation', 'cadre.effect.admonition'),
  suspension: one('organisation', 'cadre.effect.suspension'),
  reassigned: one('organisation', 'cadre.effect.reassigned'),
  resignationOrdered: removed,
  removed,
  demoted: one('organisation', 'cadre.effect.demoted'),
  unfitMoved: one('upDown', 'cadre.effect.unfitMoved'),
  unfitRemoved: one('upDown', 'cadre.effect.unfitMoved'),
  unfitDemoted: one('upDown', 'cadre.effect.unfitDemoted'),
};

export type Decision = {
  id: string;
  /** One code of the dictionary `measure` for each ground that the decision punishes; the same code may stand twice. */
  measures: readonly string[];
  /** The day the decision takes effect. */
  from: string;
  /** Months that the decision itself names, where the law leaves a range. */
  months?: number;
  /** The day it was revoked on appeal; from then on it has no effect. */
  revoked?: string;
  /** What the decision is called, with its document, where it is to be named. */
  named?: string;
};

export type EffectClock = {
  decision: string;
  measure: string;
  bar: Bar;
  from: string;
  /** The last day of effect. */
  end: string;
  months: number;
  title: Text;
  source: Text;
  article?: string;
  /** 待确认, where nobody has confirmed the figure. */
  note?: Text;
};

/** Reads the figures of the day a decision took effect. */
type ReadOn = (day: string) => FigureReader;

/** A decision comes down to its heaviest measure, for so many months. */
type Period = { measure: string; least: number; most: number };

/**
 * The period of a decision with several measures: the heaviest alone counts; several of that same kind may be added up, to
 * 48 months at most, which the deciding body settles between `least` and `most`. Undefined where no measure has a period.
 * Source: 公职人员政务处分法 art. 15.
 */
export function periodOf(measures: readonly string[], day: string, readOn: ReadOn): Period | undefined {
  const timed = measures.flatMap((measure) => {
    const lengths = (effects[measure]?.clocks ?? []).map(({ months }) => sumOf(months, day, readOn));
    return lengths.length > 0 ? [{ measure, months: Math.max(...lengths) }] : [];
  });
  const heaviest = timed.toSorted((a, b) => b.months - a.months)[0];
  if (!heaviest) return undefined;
  const { measure, months } = heaviest;
  const sum = months * (isSanction(measure) ? timed.filter((other) => other.measure === measure).length : 1);
  return { measure, least: months, most: Math.max(months, Math.min(sum, longest(day, readOn))) };
}

/**
 * The clocks that decisions start, ended ones included, each to its last day: the same day n months later, the last of
 * the month where there is none. A sanction that falls within another one is added to what is left of that, to 48 months
 * at most from its own day. Source: 公务员法 art. 64; 公职人员政务处分法 art. 8 and 15.
 */
export function effectClocks(decisions: readonly Decision[], readOn: ReadOn): EffectClock[] {
  const clocks: EffectClock[] = [];
  for (const decision of decisions.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const running = clocks.filter(({ measure, end }) => isSanction(measure) && end >= decision.from);
    clocks.push(
      ...clocksOf(
        decision,
        running
          .map(({ end }) => end)
          .sort()
          .at(-1),
        readOn,
      ),
    );
  }
  return clocks;
}

function clocksOf(decision: Decision, runningTo: string | undefined, readOn: ReadOn): EffectClock[] {
  const { id, from, revoked } = decision;
  const period = periodOf(decision.measures, from, readOn);
  if (!period || (revoked !== undefined && revoked <= from)) return [];
  const { measure } = period;
  return (effects[measure]?.clocks ?? []).map(({ bar, months: [first, ...rest] }) => {
    const { title, source, article, note } = read(first, from, readOn);
    const months = isSanction(measure)
      ? (decision.months ?? period.most)
      : (decision.months ?? read(first, from, readOn).value) + sumOf(rest, from, readOn);
    const end =
      isSanction(measure) && runningTo ? added(from, months, runningTo, readOn) : dayMonthsLater(from, months);
    return {
      decision: id,
      measure,
      bar,
      from,
      end: revoked !== undefined && revoked <= end ? addDays(revoked, -1) : end,
      months,
      title,
      source,
      ...(article !== undefined && { article }),
      ...(note && { note }),
    };
  });
}

function added(from: string, months: number, runningTo: string, readOn: ReadOn): string {
  const [sum, most] = [dayMonthsLater(runningTo, months), dayMonthsLater(from, longest(from, readOn))];
  return sum < most ? sum : most;
}

const isSanction = (measure: string): boolean => ['sanction', 'institution'].includes(effects[measure]?.regime ?? '');

const sumOf = (names: readonly EffectFigure[], day: string, readOn: ReadOn): number =>
  names.reduce((sum, name) => sum + read(name, day, readOn).value, 0);

const longest = (day: string, readOn: ReadOn): number => read('cadre.effect.most', day, readOn).value;

/** The figure of the day of a decision; of decisions older than the rule, the first that there was. */
function read(name: EffectFigure, day: string, readOn: ReadOn) {
  const first = figures[name][0]?.from ?? day;
  return readOn(day < first ? first : day)(name);
}

/** Every clock that runs on a day, its last day included, the one that ends last first. */
export const openEffects = (decisions: readonly Decision[], at: string, readOn: ReadOn): EffectClock[] =>
  effectClocks(decisions, readOn)
    .filter(({ from, end }) => from <= at && at <= end)
    .toSorted((a, b) => b.end.localeCompare(a.end));

/**
 * The open clocks that bar a higher post or rank on a day, with the day up to which they do: where organisational measures
 * and sanctions meet, the longer counts. Undefined where nothing bars it. Source: 公职人员政务处分法 art. 19.
 */
export function blocksPromotion(
  decisions: readonly Decision[],
  at: string,
  readOn: ReadOn,
): { until: string; clocks: EffectClock[] } | undefined {
  const clocks = openEffects(decisions, at, readOn).filter(({ bar }) => bar !== 'readmission');
  const [last] = clocks;
  return last && { until: last.end, clocks };
}
