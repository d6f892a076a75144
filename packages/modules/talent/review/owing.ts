import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import type { ScoreLine } from './handed.ts';
import { recordsOf } from './plan.ts';
import { chunk, untilEnd } from './release.ts';

/** Where a sheet is its expert's to finish. */
const owing: ReadonlySet<string> = new Set(['invited', 'opening', 'scoring']);

/**
 * Reminds the experts of a panel whose sheets are still out and who were not reminded today, at most 40 at a time.
 * @throws Refusal `conflict.owing` where nobody is left to remind.
 */
export async function remindOwing(look: Look, panel: RecordFacts, now: string) {
  const sheets = (await look.rows('review', { panel: panel.id })).filter(({ state }) => owing.has(state));
  const due = sheets.filter(({ values }) => String(values.remindedAt ?? '').slice(0, 10) !== now.slice(0, 10));
  if (due.length === 0)
    throw new Refusal(
      'conflict.owing',
      sheets.length === 0
        ? t('没有人欠交评分', 'Nobody owes a sheet')
        : t('欠交的专家今天都已催过', 'Everybody who owes a sheet was reminded today'),
    );
  const change = due.slice(0, chunk).map(
    ({ id, revision }): OtherChange => ({
      module: 'review',
      id,
      revision,
      event: 'remind',
      set: { remindedAt: now },
    }),
  );
  return { change };
}

/**
 * Has the flagged items scored again: gives them back to the experts who scored them, 40 sheets at a time; the other
 * sheets stay as they are. Until the last is back nobody sees another's.
 * @throws Refusal `invalid.until` for a day that does not lie ahead.
 */
export async function scoreAgain(look: Look, panel: RecordFacts, given: { until: string; now: string; today: string }) {
  const { until, now, today } = given;
  if (until <= today)
    throw refuseField('input.until', 'invalid.until', t('复评截止须晚于今天', 'The last day must lie ahead'));
  const { sheets, flagged } = panel.values as { sheets: string[]; flagged: string[] };
  const held = await recordsOf(look, 'review', sheets);
  const staying = held.filter((sheet) => !isFlagged(sheet, flagged)).length;
  const { set, ...rest } = await giveBack(look, { ...panel, values: { ...panel.values, until } }, now);
  return { ...rest, set: { round: 2, returned: staying, until, ...set } };
}

const isFlagged = (sheet: RecordFacts, flagged: readonly string[]): boolean => scoredOf(sheet, flagged).length > 0;

/** What is scored again of a sheet: nothing that its expert stood aside from. */
function scoredOf({ values }: RecordFacts, flagged: readonly string[]): string[] {
  const lines = (values.scores as ScoreLine[] | undefined) ?? [];
  const aside = new Set(lines.flatMap(({ code, recused }) => (recused ? [code] : [])));
  return (values.codes as string[]).filter((code) => flagged.includes(code) && !aside.has(code));
}

/** Gives back as many flagged sheets as one transaction holds; with the last of them the panel is scored again. */
export async function giveBack(look: Look, panel: RecordFacts, now: string) {
  const { sheets, flagged } = panel.values as { sheets: string[]; flagged: string[] };
  const held = await recordsOf(look, 'review', sheets);
  const left = held.filter((sheet) => sheet.state === 'opened' && isFlagged(sheet, flagged));
  const due = untilEnd(panel);
  const change = left.slice(0, chunk).map((sheet): OtherChange => {
    const { id, revision } = sheet;
    const set = {
      codes: scoredOf(sheet, flagged),
      scores: null,
      totals: null,
      handed: null,
      given: null,
      skipped: null,
    };
    return { module: 'review', id, revision, event: 'rescore', state: 'scoring', due, set };
  });
  return left.length > chunk
    ? { state: 'rescoring' as const, due: now, set: {}, change }
    : { state: 'scoring' as const, due, set: { flagged: [] }, change };
}
