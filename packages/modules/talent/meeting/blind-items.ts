import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look } from '@juxian/engine/define.ts';
import { beforeReview } from '../application/steps.ts';
import { recordsOf } from '../review/plan.ts';

const over: ReadonlySet<string> = new Set(['opened', 'cancelled']);

/**
 * Whether the agenda holds only what experts need not judge without knowing whose it is: nothing that stands in the
 * expert review or, where the county holds one, before it, and nothing whose sheets are not opened yet.
 * @returns true, or the refusal `conflict.blind` naming what has to be left out.
 */
export async function holdsNoBlindItem(look: Look, agenda: unknown): Promise<Refusal | true> {
  const lines = linesOf(agenda);
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
    ({ id, state }) => state === 'expertReview' || (isHeld && beforeReview.has(state)) || scored.has(id),
  );
  if (blind.length === 0) return true;
  const values = { titles: blind.map(({ title }) => `“${title}”`).join('、') };
  const says = t(
    '{titles}的盲评尚未结束，不能列入议程；请先移出，待评审组开启评分后再列',
    '{titles}: still to be judged blind. Leave it out until its panel has opened the scores',
  );
  return new Refusal('conflict.blind', says, {
    values,
    fields: [{ path: 'agenda', code: 'conflict.blind', says, values }],
  });
}

/** @throws Refusal as above, when an agenda is set down. */
export async function refuseBlindItems(look: Look, agenda: unknown): Promise<undefined> {
  const answer = await holdsNoBlindItem(look, agenda);
  if (answer !== true) throw answer;
}

const linesOf = (value: unknown): { application?: string }[] => (Array.isArray(value) ? value : []);
