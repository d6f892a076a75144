import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { recordsOf } from '../review/plan.ts';
import { openSheets } from '../review/tally.ts';

const isIn = ({ state }: RecordFacts): boolean => state === 'submitted' || state === 'opened';
const owing: ReadonlySet<string> = new Set(['invited', 'opening', 'scoring']);
/** Sheets that one transaction can close. */
const most = 40;

/**
 * Opens a sealed panel before every sheet is in: what is in is tallied, sheets still out are closed with their copies.
 * @throws Refusal `conflict.sealed` where nothing is in, `conflict.recused` where an item has no score.
 */
export async function openEarly(look: Look, panel: RecordFacts, now: string) {
  const sheets = await recordsOf(look, 'review', (panel.values.sheets ?? []) as string[]);
  const given = sheets.filter(isIn);
  const out = sheets.filter(({ state }) => owing.has(state));
  if (given.length === 0) throw new Refusal('conflict.sealed', t('还没有收到评分', 'No sheet is in yet'));
  if (out.length > most)
    throw new Refusal('conflict.sealed', t('还有{n}份未交，太多', '{n} sheets are still out; too many'), {
      values: { n: out.length },
    });
  const kept = given.map(({ id }) => id);
  const { set } = await openSheets(look, { ...panel, values: { ...panel.values, sheets: kept } }, now);
  const change = out.map(
    ({ id, revision }): OtherChange => ({
      module: 'review',
      id,
      revision,
      event: 'lapse',
      state: 'closing',
      due: now,
    }),
  );
  return { set: { ...set, sheets: kept }, due: now, change };
}
