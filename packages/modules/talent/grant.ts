import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, date, entries, files, longText, money, number, ref, text } from '@juxian/engine/kinds/index.ts';
import { expenseKinds } from '@juxian/rules/talent.ts';
import { studioKinds } from './studio-kind.ts';

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
        when: async ({ record, look }) => (await import('./ledger.ts')).mayPay(look, record),
        derive: async ({ record, input }) => (await import('./ledger.ts')).pay(record.values, input),
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
        derive: async ({ record, input, look }) =>
          (await import('./ledger.ts')).bookVoucher(record.values, input, look.figure('talent.expenseLimits').value),
      }),
      reverseVoucher: move({
        label: t('冲销凭证', 'Reverse a voucher'),
        from: ['paying', 'paid'],
        by: ['office'],
        asks: {
          number: text(t('凭证号', 'Voucher'), { required: true, max: 40 }),
          what: text(t('冲销原因', 'Reason'), { required: true, max: 100 }),
        },
        derive: async ({ record, input, today }) =>
          (await import('./ledger.ts')).reverseVoucher(record.values, input, today),
      }),
      returnUnused: move({
        label: t('退回结余', 'Return the unused'),
        from: ['paying', 'paid', 'stopped'],
        to: 'settled',
        by: ['office'],
        asks: { settlement: longText(t('结清说明', 'Settlement'), { required: true, max: 500 }) },
        derive: async ({ record }) => (await import('./ledger.ts')).returnUnused(record.values),
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
