import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { codesOf, keyOf, pairsOf, planOf, readLines, refuseLines } from './assigning.ts';
import { assigningOf, barsOf, rulesInWords } from './plan.ts';

/**
 * Proposes to set a conflict aside for one item. It takes a second person before the pair can be.
 * @throws Refusal `conflict.free` where nothing bars the pair, `forbidden.self` for the expert's own application.
 */
export async function proposeException(
  look: Look,
  panel: RecordFacts,
  given: { item: string; expert: string; reason: string; by: { id: string; name: string }; now: string; today: string },
) {
  const assigning = assigningOf(panel);
  const { pairs, faults } = await readLines(look, panel, `${given.item}\t${given.expert}`);
  const [pair] = pairs;
  if (!pair) throw refuseLines(faults);
  const [expert, filed] = [await look.record('expert', pair.expert), await look.record('application', pair.item)];
  const bars = await barsOf(look, expert ? [expert] : [], filed ? [filed] : [], given.today);
  const rules = bars[pair.item]?.[pair.expert] ?? [];
  if (rules.length === 0)
    throw new Refusal(
      'conflict.free',
      t('这位专家对此件没有回避情形，可直接分配', 'Nothing bars this expert from the item'),
    );
  if (rules.includes('self'))
    throw new Refusal(
      'forbidden.self',
      t('本人申报或为团队成员的，不能作例外', 'Nobody reviews an application of his own'),
    );
  const isOpen = assigning.exceptions.some(
    (one) => one.application === pair.item && one.expert === pair.expert && one.settled?.decision !== 'no',
  );
  if (isOpen) throw new Refusal('conflict.proposed', t('这一例外已经提出', 'This exception has been proposed'));
  const [code = ''] = codesOf(assigning, [pair.item]);
  return {
    set: {
      exceptions: [
        ...assigning.exceptions,
        {
          id: newId('line'),
          application: pair.item,
          expert: pair.expert,
          name: expert?.title ?? '',
          code,
          rules: rulesInWords(look, rules),
          proposed: { ...given.by, reason: given.reason, at: given.now },
        },
      ],
    },
  };
}

/** Settles an exception, by somebody other than who proposed it; with a yes the pair is assigned. */
export function settleException(
  panel: RecordFacts,
  given: { exception: string; decision: 'yes' | 'no'; reason: string; by: { id: string; name: string }; now: string },
) {
  const assigning = assigningOf(panel);
  const open = assigning.exceptions.find(({ id, settled }) => id === given.exception && !settled);
  if (!open) throw new Refusal('missing.exception', t('没有这项待确认的例外', 'There is no such exception to settle'));
  if (open.proposed.id === given.by.id)
    throw new Refusal(
      'forbidden.secondPerson',
      t('提出例外的人不能自己确认，须由另一人确认', 'Who proposed it does not settle it; another person has to'),
    );
  const settled = { ...given.by, reason: given.reason, at: given.now, decision: given.decision };
  const pair = { item: open.application, expert: open.expert };
  const others = pairsOf(assigning.plan).filter((one) => keyOf(one) !== keyOf(pair));
  return {
    set: {
      exceptions: assigning.exceptions.map((one) => (one === open ? { ...one, settled } : one)),
      ...(given.decision === 'yes' ? { plan: planOf(assigning.items, [...others, pair]) } : {}),
    },
  };
}
