import { newId } from '@juxian/base/id.ts';
import { refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look } from '@juxian/engine/define.ts';

/** What is looked at where a call does not say; source: practice of the formal review of talent studios. */
const usual = ['申报条件', '材料齐全', '未重复申报', '签章完整'];

type Line = { item?: string; result?: string };

/** What the formal review of an application looks at, in the order of its call. */
export async function checksOf(look: Look, { call }: { call?: string }): Promise<string[]> {
  const of = call ? await look.record('call', call) : undefined;
  const own = ((of?.values.checks ?? []) as Line[]).flatMap(({ item }) => item?.trim() || []);
  return own.length > 0 ? own : usual;
}

/** The list as it lies before whoever looks: every item, none judged yet. */
export const unchecked = (checks: readonly string[]) => checks.map((item) => ({ id: newId('line'), item }));

/**
 * Passes nothing that has not been looked at item by item.
 * @throws Refusal `invalid.checklist` naming the items without a result, `conflict.checklist` the first not met.
 */
export function refuseUnmet(checks: readonly string[], given: readonly Line[]): void {
  const looked = new Set(given.map(({ item }) => item?.trim()));
  const missing = checks.filter((item) => !looked.has(item));
  if (missing.length > 0)
    throw refuseField('input.checklist', 'invalid.checklist', t('还没有核对：{items}', 'Not looked at yet: {items}'), {
      items: missing.join('、'),
    });
  const failed = given.find(({ result }) => result !== 'yes');
  if (failed)
    throw refuseField(
      'input.checklist',
      'conflict.checklist',
      t('“{item}”不符合，不能通过', '“{item}” does not meet the rule; it cannot pass'),
      { item: failed.item },
    );
}
