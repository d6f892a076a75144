import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Look, module, type RecordFacts } from '@juxian/engine/define.ts';
import { choice, date, entries, files, longText, money, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { percentOf, yuan } from '@juxian/rules/money.ts';
import { expenseKinds } from '@juxian/rules/talent.ts';
import { studioKinds } from './studio-kind.ts';

/** What marks the number of a voucher that takes another one back. */
const reversed = '-冲';

/** The money of one studio: tranches to the host unit's account, vouchers against what was paid, return of the unused. */
export const grant = module({
  name: 'grant',
  reach: 'staff',
  room: 'talent',
  title: t('人才经费', 'Grants'),
  fields: {
    studio: ref(t('工作室', 'Studio'), 'studio', { required: true }),
    studioName: text(t('工作室名称', 'Name of the studio'), { required: true, max: 40 }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    year: number(t('年度', 'Year'), { required: true, min: 2000, max: 2100, whole: true, plain: true }),
    hostUnit: ref(t('依托单位（收款单位）', 'Host unit, the payee'), 'unit', { required: true }),
    payee: text(t('收款户名', 'Account name'), { max: 80 }),
    approved: money(t('核定', 'Approved'), { required: true, min: 0 }),
    paid: money(t('已拨', 'Paid'), { min: 0 }),
    unpaid: money(t('待拨', 'To be paid'), { min: 0 }),
    spent: money(t('已支出', 'Spent'), { min: 0 }),
    balance: money(t('可用余额', 'Balance'), { min: 0 }),
    returned: money(t('已退回', 'Returned'), { min: 0 }),
    tranches: entries(
      t('拨付', 'Tranches'),
      {
        n: number(t('批次', 'No.'), { min: 1, max: 9 }),
        percent: number(t('比例', 'Percent'), { min: 0, max: 100, unit: t('%', '%') }),
        amount: money(t('金额', 'Amount'), { min: 0 }),
        paidOn: date(t('拨付日期', 'Paid on')),
        document: text(t('拨款凭证号', 'Payment document'), { max: 40 }),
      },
      { max: 9 },
    ),
    vouchers: entries(
      t('支出凭证', 'Vouchers'),
      {
        number: text(t('凭证号', 'Voucher'), { required: true, max: 40 }),
        item: choice(t('科目', 'Item'), expenseKinds, { required: true }),
        amount: money(t('金额', 'Amount'), { required: true }),
        date: date(t('日期', 'Date'), { required: true }),
        what: text(t('事由', 'For what'), { required: true, max: 100 }),
        proof: files(t('凭证附件', 'Proof'), { max: 3 }),
      },
      { max: 200 },
    ),
    settlement: longText(t('结清说明', 'Settlement'), { max: 500 }),
  },
  states: {
    approved: {
      label: t('待首拨', 'First tranche due'),
      phase: 'waiting',
      initial: true,
      owes: { roles: ['office'], task: t('首拨经费', 'Pay the first tranche') },
    },
    paying: { label: t('已部分拨付', 'Partly paid'), phase: 'open' },
    paid: { label: t('已拨清', 'Paid'), phase: 'open' },
    settled: { label: t('已结清', 'Settled'), phase: 'done' },
    stopped: {
      label: t('已停拨', 'Stopped'),
      phase: 'refused',
      owes: { roles: ['office'], task: t('追回未用经费', 'Recover the unused money') },
    },
  },
}).with(({ move, all, within }) => {
  const sums = ['approved', 'paid', 'unpaid', 'spent', 'balance', 'returned'] as const;
  const head = ['studio', 'studioName', 'kind', 'year', 'hostUnit', 'payee', ...sums] as const;
  const fields = [...head, 'tranches', 'vouchers', 'settlement'] as const;
  return {
    moves: {
      pay: move({
        label: t('拨付下一批', 'Pay the next tranche'),
        from: ['approved', 'paying'],
        by: ['office'],
        act: true,
        hint: t('只拨到依托单位账户', "To the host unit's account only"),
        asks: {
          paidOn: date(t('拨付日期', 'Paid on'), { required: true }),
          document: text(t('拨款凭证号', 'Payment document'), { required: true, max: 40 }),
        },
        when: ({ record, look }) => mayPay(look, record),
        derive: ({ record, input }) => {
          const tranches = record.values.tranches ?? [];
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
            set: { tranches: after, ...sumsOf({ ...record.values, tranches: after }) },
          };
        },
      }),
      bookVoucher: move({
        label: t('登记支出凭证', 'Book a voucher'),
        from: ['paying', 'paid'],
        by: ['unit', 'office'],
        asks: {
          number: text(t('凭证号', 'Voucher'), { required: true, max: 40 }),
          item: choice(t('科目', 'Item'), expenseKinds, { required: true }),
          amount: money(t('金额', 'Amount'), { required: true, min: 1 }),
          date: date(t('日期', 'Date'), { required: true }),
          what: text(t('事由', 'For what'), { required: true, max: 100 }),
          proof: files(t('凭证附件', 'Proof'), { max: 3 }),
        },
        derive: ({ record, input, look }) => {
          const { vouchers = [], balance = 0, approved = 0 } = record.values;
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
          const limit = percentOf(approved, look.figure('talent.expenseLimits').value[item] ?? 100);
          const used = vouchers.filter((line) => line.item === item).reduce((sum, line) => sum + (line.amount ?? 0), 0);
          if (used + amount > limit)
            throw refuseField(
              'input.amount',
              'conflict.item',
              t('{item}限额{limit}，已用{used}，此笔不能登记', '{item} is limited to {limit}; {used} is used'),
              { item: expenseKinds[item], limit: yuan(limit), used: yuan(used) },
            );
          const after = [...vouchers, { id: newId('line'), ...input }];
          return { set: { vouchers: after, ...sumsOf({ ...record.values, vouchers: after }) } };
        },
      }),
      reverseVoucher: move({
        label: t('冲销凭证', 'Reverse a voucher'),
        from: ['paying', 'paid'],
        by: ['office'],
        asks: {
          number: text(t('凭证号', 'Voucher'), { required: true, max: 40 }),
          what: text(t('冲销原因', 'Reason'), { required: true, max: 100 }),
        },
        derive: ({ record, input, today }) => {
          const vouchers = record.values.vouchers ?? [];
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
          return { set: { vouchers: after, ...sumsOf({ ...record.values, vouchers: after }) } };
        },
      }),
      returnUnused: move({
        label: t('退回结余', 'Return the unused'),
        from: ['paying', 'paid', 'stopped'],
        to: 'settled',
        by: ['office'],
        asks: { settlement: longText(t('结清说明', 'Settlement'), { required: true, max: 500 }) },
        derive: ({ record }) => {
          const returned = record.values.balance ?? 0;
          return { set: { returned, ...sumsOf({ ...record.values, returned }) } };
        },
      }),
    },
    access: {
      office: { scope: all(), fields, export: true },
      leader: { scope: all(), fields: head },
      unit: { scope: within('hostUnit'), fields },
    },
    views: {
      events: { stop: t('停拨', 'Stopped') },
      lead: 'studioName',
      columns: ['kind', 'year', 'hostUnit', ...sums.slice(0, 5), 'state'],
      sort: '-year,kind',
      facets: ['year', 'kind', 'state', 'hostUnit'],
    },
    form: [
      { title: t('经费', 'Grant'), fields: head },
      { title: t('拨付', 'Tranches'), fields: ['tranches'] },
      { title: t('支出凭证', 'Vouchers'), fields: ['vouchers', 'settlement'] },
    ],
    summary: (values) => `${values.studioName ?? ''}经费`,
  };
});

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

async function mayPay(look: Look, record: RecordFacts): Promise<Refusal | true> {
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
