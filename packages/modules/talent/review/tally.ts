import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { type Calibration, calibrate } from '@juxian/rules/calibration.ts';
import { panelResult, sheetTotal } from '@juxian/rules/score.ts';
import { stepAfter } from '../application/steps.ts';
import type { Item, SheetCriterion } from './draw.ts';
import type { ScoreLine } from './handed.ts';
import { assigningOf, recordsOf } from './plan.ts';

/** The names of the point columns of a sheet, in the order of its criteria. */
export const pointColumns = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'] as const;

/**
 * Totals of a finished sheet by code; recused items are absent.
 * @throws Refusal naming the item that is not scored, whose points lie outside of 0 and the weight, or that is below the
 * pass mark without a reason.
 */
export function totalsOf(
  criteria: readonly SheetCriterion[],
  codes: readonly string[],
  scores: readonly ScoreLine[],
): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const code of codes) {
    const line = scores.find((one) => one.code === code);
    if (line?.recused) continue;
    if (!line)
      throw refuseField('scores', 'invalid.unscored', t('{code}尚未评分', '{code} is not scored yet'), { code });
    const marks = marksOf(criteria, line);
    for (const { name, label, weight, pass = 0 } of criteria) {
      const mark = marks[name];
      if (mark === undefined)
        throw refuseField(
          'scores',
          'invalid.unscored',
          t('{code}的“{label}”未评分', '“{label}” of {code} is not scored'),
          { code, label },
        );
      if (mark < 0 || mark > weight)
        throw refuseField(
          'scores',
          'invalid.score',
          t('{code}的“{label}”应在0至{weight}分之间', '“{label}” of {code} must lie between 0 and {weight}'),
          { code, label, weight },
        );
      if (mark < pass && !line.comment?.trim())
        throw refuseField(
          'scores',
          'invalid.comment',
          t('{code}的“{label}”低于及格分{pass}分，请写明理由', '“{label}” of {code} is below {pass}: give the reason'),
          { code, label, pass },
        );
    }
    totals[code] = sheetTotal(criteria, marks);
  }
  return totals;
}

/** Points by criterion, those that were given. */
export const marksOf = (criteria: readonly SheetCriterion[], line: ScoreLine): Record<string, number> =>
  Object.fromEntries(
    criteria.flatMap(({ name }, i) => {
      const mark = line[pointColumns[i] ?? ''];
      return typeof mark === 'number' ? [[name, mark]] : [];
    }),
  );

export type ItemResult = {
  code: string;
  application: string;
  totals: number[];
  /** The seats that gave the totals, in their order; a recused one is absent. */
  seats: number[];
  mean: number;
  dropped: readonly number[];
  range: number;
  median: number;
  deviation: number;
  needsReview: boolean;
  marks: Record<string, number>;
  exceptions?: { seat: number | undefined; rules: Text[]; proposed: string; settled: string }[];
};

/** Records besides the panel that one transaction can still change. */
const whole = 48;

/**
 * Opens the sealed sheets of a panel: mean to two decimals, highest and lowest dropped from seven up, items whose range
 * exceeds the figure left for a second review in the first round. What one transaction cannot hold is carried on.
 * `given`: the sheets as they will stand, where they are changed in the same step.
 */
export async function openSheets(look: Look, panel: RecordFacts, now: string, given?: readonly RecordFacts[]) {
  const {
    items,
    sheets,
    criteria,
    round,
    results: before = [],
  } = panel.values as {
    items: Item[];
    sheets: string[];
    criteria: SheetCriterion[];
    round: number;
    results?: ItemResult[];
  };
  const held = given ?? (await recordsOf(look, 'review', sheets));
  const returned = held.filter(({ state }) => state === 'submitted');
  if (held.some(({ state }) => state !== 'submitted' && state !== 'opened'))
    throw new Refusal('conflict.sealed', t('评分尚未收齐', 'Not every sheet is in'));
  const figures = {
    dropFrom: look.figure('talent.dropFrom').value,
    reviewRange: look.figure('talent.reviewRange').value,
  };
  const scored = new Set(returned.flatMap(({ values }) => values.codes as string[]));
  const exceptions = exceptionsBy(panel);
  const results = items.map((item): ItemResult => {
    const earlier = before.find(({ code }) => code === item.code);
    if (earlier && !scored.has(item.code)) return earlier;
    const aside = exceptions(item.application);
    return {
      ...resultOf(item, returned, criteria, figures, round === 1),
      ...(aside.length > 0 ? { exceptions: aside } : {}),
    };
  });
  const set = {
    results,
    calibration: calibrationOf(panel, results),
    flagged: results.filter(({ needsReview }) => needsReview).map(({ code }) => code),
  };
  const change = await tallied(look, { ...panel, values: { ...panel.values, results } });
  return change.length > whole ? { set, state: 'tallying' as const, due: now } : { set, due: null, change };
}

/** What still has to follow from the results of a panel: sheets that open, applications that take their score and go on. */
export async function tallied(look: Look, panel: RecordFacts): Promise<OtherChange[]> {
  const { call, kind, results } = panel.values as { call: string; kind: string; results: ItemResult[] };
  const sheets = await look.rows('review', { panel: panel.id, state: 'submitted' });
  const waiting = new Set((await look.rows('application', { call, kind, state: 'expertReview' })).map(({ id }) => id));
  const due = results.filter(({ needsReview, application }) => !needsReview && waiting.has(application));
  const filed = await Promise.all(
    due.slice(0, whole + 1).map(({ application }) => look.record('application', application)),
  );
  return [
    ...sheets.map(
      ({ id, revision }): OtherChange => ({ module: 'review', id, revision, event: 'open', state: 'opened' }),
    ),
    ...filed.flatMap((one, i): OtherChange[] => {
      const result = due[i];
      if (one?.state !== 'expertReview' || !result) return [];
      return [
        {
          module: 'application',
          id: one.id,
          revision: one.revision,
          event: 'scored',
          state: stepAfter(look, 'expertReview'),
          set: { score: result.mean, marks: result.marks, code: result.code, panel: panel.id },
        },
      ];
    }),
  ];
}

/** The conflicts set aside for an item, with both people: they stand beside its result. */
function exceptionsBy(panel: RecordFacts): (application: string) => NonNullable<ItemResult['exceptions']> {
  const { exceptions, seats } = assigningOf(panel);
  return (application) =>
    exceptions.flatMap(({ application: of, expert, rules, proposed, settled }) =>
      of === application && settled?.decision === 'yes'
        ? [
            {
              seat: seats.find((one) => one.expert === expert)?.seat,
              rules,
              proposed: proposed.name,
              settled: settled.name,
            },
          ]
        : [],
    );
}

/** How the experts scored beside each other; who holds two seats is counted at the first. */
function calibrationOf(panel: RecordFacts, results: readonly ItemResult[]): Calibration {
  const { seats } = assigningOf(panel);
  const judgeOf = (seat: number): string => {
    const expert = seats.find((one) => one.seat === seat)?.expert;
    return String(seats.find((one) => one.expert === expert)?.seat ?? seat);
  };
  return calibrate(
    results.flatMap(({ code, totals, seats: by }) =>
      totals.map((total, i) => ({ item: code, judge: judgeOf(by[i] ?? 0), total })),
    ),
  );
}

function resultOf(
  item: Item,
  sheets: readonly RecordFacts[],
  criteria: readonly SheetCriterion[],
  figures: { dropFrom: number; reviewRange: number },
  first: boolean,
): ItemResult {
  const counted = sheets.flatMap(({ values }) => {
    const total = (values.totals as Record<string, number> | undefined)?.[item.code];
    const line = (values.scores as ScoreLine[] | undefined)?.find(({ code }) => code === item.code);
    return total === undefined || !line ? [] : [{ seat: Number(values.seat), total, marks: marksOf(criteria, line) }];
  });
  if (counted.length === 0)
    throw new Refusal(
      'conflict.recused',
      t('{code}的专家全部回避，请另组评审', 'Every expert is recused from {code}'),
      { values: { code: item.code } },
    );
  const totals = counted.map(({ total }) => total);
  const { mean, dropped, range, median, deviation, needsReview } = panelResult(totals, figures);
  const marks = Object.fromEntries(
    criteria.map(({ name }) => [
      name,
      round2(counted.reduce((sum, one) => sum + (one.marks[name] ?? 0), 0) / counted.length),
    ]),
  );
  return {
    code: item.code,
    application: item.application,
    totals,
    seats: counted.map(({ seat }) => seat),
    mean,
    dropped,
    range,
    median,
    deviation,
    needsReview: first && needsReview,
    marks,
  };
}

const round2 = (value: number): number => Math.round(value * 100 + 1e-9) / 100;
