import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import type { SheetCriterion } from './draw.ts';
import { handedOf, refuseTwice, type ScoreLine } from './handed.ts';
import { asideIn, copiesIn, handIn, panelOf } from './sheet.ts';
import { totalsOf } from './tally.ts';

type Sheet = { criteria: SheetCriterion[]; codes: string[]; scores?: ScoreLine[]; skipped?: string[] };

const linesOf = (sheet: RecordFacts): ScoreLine[] => (sheet.values as Sheet).scores ?? [];

/** @throws Refusal `invalid.item` for what is not on the sheet, `conflict.handedIn` for what is no longer to be done. */
function refuseSettled({ values }: RecordFacts, item: string): void {
  if (!(values as Sheet).codes.includes(item))
    throw refuseField('input.item', 'invalid.item', t('评分表上没有{item}', '{item} is not on this sheet'), { item });
  if (handedOf(values).some(({ code }) => code === item))
    throw new Refusal('conflict.handedIn', t('{item}已交', '{item} is handed in'), { values: { item } });
}

/** Hands in one item for good; with the last one the sheet is handed in. @throws Refusal naming what is not scored. */
export async function handInItem(look: Look, sheet: RecordFacts, item: string, now: string) {
  refuseSettled(sheet, item);
  const { criteria } = sheet.values as Sheet;
  refuseTwice(linesOf(sheet), [item]);
  totalsOf(criteria, [item], linesOf(sheet));
  return settled(look, sheet, { item, lines: linesOf(sheet), now });
}

/** Puts an item behind all others that are still to be done, also behind those skipped before. */
export function skipItem(sheet: RecordFacts, item: string) {
  refuseSettled(sheet, item);
  return { set: { skipped: [...skippedBut(sheet, item), item] } };
}

const skippedBut = ({ values }: RecordFacts, item: string): string[] =>
  ((values as Sheet).skipped ?? []).filter((code) => code !== item);

type Aside = { item: string; recused: 'yes' | 'unable'; note: string; now: string };

/** Stands aside from one item for good; in an assigned panel it is vacant from now on. */
export async function abstainFrom(look: Look, sheet: RecordFacts, { item, recused, note, now }: Aside) {
  refuseSettled(sheet, item);
  const id = linesOf(sheet).find(({ code }) => code === item)?.id ?? newId('line');
  const lines = [...linesOf(sheet).filter(({ code }) => code !== item), { id, code: item, recused, comment: note }];
  return settled(look, sheet, { item, lines, now });
}

async function settled(
  look: Look,
  sheet: RecordFacts,
  { item, lines, now }: { item: string; lines: ScoreLine[]; now: string },
) {
  const { codes } = sheet.values as Sheet;
  const handed = [...handedOf(sheet.values), ...lines.filter(({ code }) => code === item)];
  const after: RecordFacts = { ...sheet, values: { ...sheet.values, scores: lines, handed } };
  if (codes.every((code) => handed.some((line) => line.code === code))) {
    const last = await handIn(look, after, now);
    return { ...last, state: 'submitted', set: { scores: lines as never, ...last.set } };
  }
  const panel = await panelOf(look, sheet);
  const vacant = asideIn(panel, after, now);
  const change: OtherChange[] = vacant
    ? [{ module: 'panel', id: panel.id, revision: panel.revision, event: 'vacate', set: vacant }]
    : [];
  return {
    set: {
      scores: lines as never,
      handed,
      given: copiesIn(panel, handed),
      skipped: skippedBut(sheet, item),
    },
    change,
  };
}
