import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { recordsOf } from './plan.ts';
import { chunk } from './release.ts';

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

/** Gives the flagged items back to the experts who scored them; the other sheets stay as they are. */
export async function scoreAgain(look: Look, panel: RecordFacts, due: string) {
  const { sheets, flagged } = panel.values as { sheets: string[]; flagged: string[] };
  const held = await recordsOf(look, 'review', sheets);
  const change = held.flatMap((sheet): OtherChange[] => {
    const codes = (sheet.values.codes as string[]).filter((code) => flagged.includes(code));
    if (codes.length === 0) return [];
    const set = { codes, scores: null, totals: null };
    return [{ module: 'review', id: sheet.id, revision: sheet.revision, event: 'rescore', state: 'scoring', due, set }];
  });
  return { set: { round: 2, returned: held.length - change.length, flagged: [] }, due, change };
}
