import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import type { SheetCriterion } from '../review/draw.ts';
import { handedOf } from '../review/handed.ts';
import { recordsOf } from '../review/plan.ts';
import { openSheets, totalsOf } from '../review/tally.ts';

const isIn = ({ state }: RecordFacts): boolean => state === 'submitted' || state === 'opened';
const owing: ReadonlySet<string> = new Set(['invited', 'opening', 'scoring']);
/** Sheets that one transaction can close. */
const most = 40;

/**
 * Opens a sealed panel before every sheet is in: what is handed in is tallied, item by item where a sheet is not whole;
 * sheets of which nothing is in are closed with their copies.
 * @throws Refusal `conflict.sealed` where nothing is in, `conflict.recused` where an item has no score.
 */
export async function openEarly(look: Look, panel: RecordFacts, now: string) {
  const sheets = await recordsOf(look, 'review', (panel.values.sheets ?? []) as string[]);
  const out = sheets.filter(({ state }) => owing.has(state));
  const begun = out.flatMap((sheet) => inPart(sheet, now) ?? []);
  const given = [...sheets.filter(isIn), ...begun];
  if (given.length === 0) throw new Refusal('conflict.sealed', t('还没有收到评分', 'No sheet is in yet'));
  if (out.length > most)
    throw new Refusal('conflict.sealed', t('还有{n}份未交，太多', '{n} sheets are still out; too many'), {
      values: { n: out.length },
    });
  const kept = given.map(({ id }) => id);
  const { set } = await openSheets(look, { ...panel, values: { ...panel.values, sheets: kept } }, now, given);
  const ended = new Map(begun.map((sheet) => [sheet.id, sheet]));
  const change = out.map(({ id, revision }): OtherChange => {
    const sheet = ended.get(id);
    return sheet
      ? { module: 'review', id, revision, event: 'curtail', state: sheet.state, set: sheet.values, due: null }
      : { module: 'review', id, revision, event: 'lapse', state: 'closing', due: now };
  });
  return { set: { ...set, sheets: kept }, due: now, change };
}

/** A sheet as handed in with the items that are, and without the others; undefined where none of them holds points. */
function inPart(sheet: RecordFacts, now: string): RecordFacts | undefined {
  const handed = handedOf(sheet.values);
  if (handed.every(({ recused }) => recused)) return undefined;
  const codes = handed.map(({ code = '' }) => code);
  const totals = totalsOf(sheet.values.criteria as SheetCriterion[], codes, handed);
  const values = { ...sheet.values, codes, scores: handed, totals, submittedAt: now, skipped: null };
  return { ...sheet, state: 'submitted', values };
}
