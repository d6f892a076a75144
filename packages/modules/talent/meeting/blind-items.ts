import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { recordsOf } from '../review/plan.ts';

const before: ReadonlySet<string> = new Set(['atUnit', 'atDepartment', 'formalReview', 'returned']);
const over: ReadonlySet<string> = new Set(['opened', 'cancelled']);

/**
 * Whether the agenda holds only what experts need not judge without knowing whose it is: nothing that stands in the
 * expert review or, where the county holds one, before it, and nothing whose sheets are not opened yet.
 * @returns true, or the refusal `conflict.blind` naming what has to be left out.
 */
export async function holdsNoBlindItem(look: Look, { values }: RecordFacts): Promise<Refusal | true> {
  const lines = linesOf(values.agenda);
  if (lines.length === 0) return true;
  const named = new Set(lines.map(({ application }) => application));
  const filed = (await look.rows('application')).filter(({ id }) => named.has(id));
  const panels = (await look.rows('panel')).filter(({ state }) => !over.has(state));
  const held = await recordsOf(
    look,
    'panel',
    panels.map(({ id }) => id),
  );
  const scored = new Set(held.flatMap((panel) => linesOf(panel.values.items).map(({ application }) => application)));
  const isHeld = look.isOn('panel', 'draw');
  const blind = filed.filter(
    ({ id, state }) => state === 'expertReview' || (isHeld && before.has(state)) || scored.has(id),
  );
  return (
    blind.length === 0 ||
    new Refusal(
      'conflict.blind',
      t('{titles}的盲评尚未结束，不能列入议程', '{titles}: still to be judged blind, not to stand on the agenda'),
      { values: { titles: blind.map(({ title }) => `“${title}”`).join('、') } },
    )
  );
}

const linesOf = (value: unknown): { application?: string }[] => (Array.isArray(value) ? value : []);
