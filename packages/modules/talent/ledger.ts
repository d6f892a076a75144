import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { percentOf, yuan } from '@juxian/rules/money.ts';
import { type ExpenseKind, expenseKinds } from '@juxian/rules/talent.ts';

/** What marks the number of a voucher that takes another one back. */
const reversed = '-冲';

type Tranche = { id: string; n?: number; percent?: number; amount?: number; paidOn?: string; document?: string };
type Voucher = { id: string; number?: string; item?: ExpenseKind; amount?: number; date?: string; what?: string };
type Ledger = { approved?: number; returned?: number; balance?: number; tranches?: Tranche[]; vouchers?: Voucher[] };

type Sums = {
  approved?: number;
  returned?: number;
  tranches?: { amount?: number; paidOn?: string }[];
  vouchers?: { amount?: number }[];
};

/** Paid, unpaid, spent and balance from the lines; fen. What was returned is no balance any more. */
export function sumsOf({ approved = 0, returned = 0, tranches = [], vouchers = [] }: Sums) {
  const paid = tranches.filter(({ paidOn }) => paidOn).reduce((sum, { amount = 0 }) => sum + amount, 0);
  const spent = vouchers.reduce((sum, { amount = 0 }) => sum + amount, 0);
  return { paid, unpaid: approved - paid, spent, balance: paid - spent - returned };
}

/** Whether the next tranche may go: the studio runs, and from the second on its mid-term check is passed. */
export async function mayPay(look: Look, record: RecordFacts): Promise<Refusal | true> {
  const tranches = (record.values.tranches ?? []) as { n: number; paidOn?: string }[];
  const next = tranches.find(({ paidOn }) => !paidOn);
  if (!next) return new Refusal('conflict.paid', t('各批均已拨付', 'Every tranche is paid'));
  const studio = await look.record('studio', String(record.values.studio));
  if (studio?.state !== 'running')
    return new Refusal(
      'conflict.studio',
      t('签订任务书并授牌后才能首拨', 'Only after the task book is signed and the plaque hung'),
      {
        rule: t('步骤：认定发文→任务书签订→授牌→首拨', 'Order of steps: decision, task book, plaque, first tranche'),
      },
    );
  if (next.n === 1) return true;
  const checks = await look.rows('appraisal', { studio: studio.id, sort: 'midterm', state: 'graded' });
  return (
    checks.some(({ values }) => values.grade !== 'failed') ||
    new Refusal(
      'conflict.midterm',
      t('中期考核合格后才能拨付第{n}批', 'Tranche {n} only after the mid-term check is passed'),
      { values: { n: next.n } },
    )
  );
}

/** Pays the next tranche under a document that stands for no other. */
export function pay(values: Ledger, input: { paidOn?: string; document?: string }) {
  const tranches = values.tranches ?? [];
  if (tranches.some(({ document }) => document === input.document))
    throw refuseField(
      'input.document',
      'conflict.document',
      t('凭证号{document}已用于另一批拨付', 'Document {document} already stands for another tranche'),
      { document: input.document },
    );
  const next = tranches.find(({ paidOn }) => !paidOn);
  const after = tranches.map((line) =>
    line === next ? { ...line, paidOn: input.paidOn, document: input.document } : line,
  );
  return {
    state: after.every(({ paidOn }) => paidOn) ? 'paid' : 'paying',
    set: { tranches: after, ...sumsOf({ ...values, tranches: after }) },
  };
}

/**
 * Books what was spent, within the balance and the limit of its item in percent of the sum approved.
 * @throws Refusal beside the number or the amount
 */
export function bookVoucher(values: Ledger, input: Omit<Voucher, 'id'>, limits: Readonly<Record<ExpenseKind, number>>) {
  const { vouchers = [], balance = 0, approved = 0 } = values;
  const { amount = 0, item = 'materials' } = input;
  if (input.number?.endsWith(reversed))
    throw refuseField(
      'input.number',
      'invalid.voucher',
      t('以“{mark}”结尾的凭证号留给冲销', 'Numbers that end in “{mark}” are kept for reversals'),
      { mark: reversed },
    );
  if (vouchers.some(({ number: known }) => known === input.number))
    throw refuseField(
      'input.number',
      'conflict.voucher',
      t('凭证号{number}已登记', 'Voucher {number} is already booked'),
      { number: input.number },
    );
  if (amount > balance)
    throw refuseField(
      'input.amount',
      'conflict.balance',
      t('金额{amount}超过可用余额{balance}', '{amount} is more than the balance of {balance}'),
      { amount: yuan(amount), balance: yuan(balance) },
    );
  const limit = percentOf(approved, limits[item] ?? 100);
  const used = vouchers.filter((line) => line.item === item).reduce((sum, line) => sum + (line.amount ?? 0), 0);
  if (used + amount > limit)
    throw refuseField(
      'input.amount',
      'conflict.item',
      t('{item}限额{limit}，已用{used}，此笔不能登记', '{item} is limited to {limit}; {used} is used'),
      { item: expenseKinds[item], limit: yuan(limit), used: yuan(used) },
    );
  const after = [...vouchers, { id: newId('line'), ...input }];
  return { set: { vouchers: after, ...sumsOf({ ...values, vouchers: after }) } };
}

/** Takes a voucher back by another of the same sum below zero; once. */
export function reverseVoucher(values: Ledger, input: { number?: string; what?: string }, today: string) {
  const vouchers = values.vouchers ?? [];
  const booked = vouchers.find(({ number: known }) => known === input.number);
  const reversal = `${input.number}${reversed}`;
  if (!booked || (booked.amount ?? 0) < 0 || vouchers.some(({ number: known }) => known === reversal))
    throw refuseField(
      'input.number',
      'invalid.voucher',
      t('没有可冲销的凭证{number}', 'There is no voucher {number} to reverse'),
      { number: input.number },
    );
  const after = [
    ...vouchers,
    {
      id: newId('line'),
      number: reversal,
      item: booked.item,
      amount: -(booked.amount ?? 0),
      date: today,
      what: input.what,
    },
  ];
  return { set: { vouchers: after, ...sumsOf({ ...values, vouchers: after }) } };
}

/** Returns the balance. */
export function returnUnused(values: Ledger) {
  const returned = values.balance ?? 0;
  return { set: { returned, ...sumsOf({ ...values, returned }) } };
}
