import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { split } from '@juxian/rules/money.ts';
import { type PaymentPaper, paymentPaper, taskBookPaper } from '../papers/grant.ts';
import { type Forms, issuerOf, type Part, type Seen, seeAll, seeIf } from './view.ts';

/** States in which a further tranche may still be paid. */
const payable = new Set(['approved', 'paying']);

const nextOf = (grant: Seen): Part | undefined =>
  payable.has(grant.state) ? grant.lines('tranches').find((line) => line.text('paidOn') === '') : undefined;

async function lineOf(ctx: Ctx, grant: Seen): Promise<PaymentPaper['list'][number]> {
  const unit = await seeIf(ctx, 'unit', grant.text('hostUnit'));
  return {
    studio: grant.words('studioName'),
    unit: grant.words('hostUnit'),
    accountName: grant.words('payee'),
    bank: unit?.words('accountBank') ?? '',
    account: unit?.words('accountNumber') ?? '',
    granted: grant.number('approved') ?? 0,
    paid: grant.number('paid') ?? 0,
    now: nextOf(grant)?.number('amount') ?? 0,
  };
}

const trancheTitle = (line: Part): string => `第${line.words('n')}批（${line.words('percent')}%）`;

export const grantForms: Forms = {
  payment: {
    title: t('经费拨付明细表', 'Payments'),
    by: ['office', 'unit'],
    async paper(ctx, seen) {
      const next = nextOf(seen);
      return paymentPaper({
        ...issuerOf(ctx),
        title: '工作室建设经费拨付明细表',
        tranche: `${seen.words('year')}年度${next ? `　本次：${trancheTitle(next)}` : ''}`,
        list: [await lineOf(ctx, seen)],
        tranches: seen.lines('tranches').map((line) => ({
          title: trancheTitle(line),
          sum: line.number('amount') ?? 0,
          paidOn: line.text('paidOn'),
          document: line.words('document'),
        })),
      });
    },
  },
};

const grantsOf = async (ctx: Ctx, call: Seen): Promise<Seen[]> => {
  const grants = await seeAll(ctx, 'grant', { year: call.number('year') });
  return grants.sort((a, b) => a.text('kind').localeCompare(b.text('kind')) || a.id.localeCompare(b.id));
};

export const yearForms: Forms = {
  payments: {
    title: t('年度经费拨付明细表', 'Payments of the year'),
    by: ['office'],
    when: async (seen, ctx) =>
      (await grantsOf(ctx, seen)).length > 0 ||
      new Refusal('conflict.grants', t('本年度还没有核定的经费', 'No grant of this year is approved yet')),
    async paper(ctx, seen) {
      const grants = await grantsOf(ctx, seen);
      const batches = new Set(grants.flatMap((grant) => nextOf(grant) ?? []).map(trancheTitle));
      return paymentPaper({
        ...issuerOf(ctx),
        title: `${seen.words('year')}年度工作室建设经费拨付明细表`,
        tranche: batches.size > 0 ? `本次：${[...batches].join('、')}` : '',
        list: await Promise.all(grants.map((grant) => lineOf(ctx, grant))),
      });
    },
  },
};

export const studioForms: Forms = {
  taskBook: {
    title: t('任务书', 'Task book'),
    by: ['office', 'leader', 'unit'],
    async paper(ctx, seen) {
      const granted = seen.number('amount') ?? 0;
      return taskBookPaper({
        ...issuerOf(ctx),
        number: seen.words('number'),
        studio: seen.words('studioName'),
        kind: seen.words('kind'),
        leader: seen.words('leaderName'),
        unit: seen.words('hostUnit'),
        from: seen.text('termFrom'),
        to: seen.text('termTo'),
        granted,
        tranches: await tranchesOf(ctx, seen, granted),
        goals: seen.lines('goals').map((line) => ({
          year: line.words('year'),
          goal: line.words('goal'),
          measure: line.words('measure'),
          target: line.words('target'),
        })),
        duties: [
          '工作室领衔人按年度目标组织实施，按规定使用经费，按期提交自评报告。',
          '依托单位提供场地、设备和人员保障，经费单独核算，接受检查审计。',
          '人才工作办公室按期拨付经费，开展跟踪服务和考核。',
        ],
      });
    },
  },
};

/** The tranches of the grant; before there is one, as the county's figures will split it. */
async function tranchesOf(ctx: Ctx, studio: Seen, granted: number): Promise<{ title: string; sum: number }[]> {
  const grant = await seeIf(ctx, 'grant', studio.text('grant'));
  const given = grant?.lines('tranches') ?? [];
  if (given.length > 0) return given.map((line) => ({ title: trancheTitle(line), sum: line.number('amount') ?? 0 }));
  const percents = figuresFor(ctx.config.figures, ctx.clock.today())('talent.tranches').value;
  return split(granted, percents).map((sum, i) => ({ title: `第${i + 1}批（${percents[i]}%）`, sum }));
}
