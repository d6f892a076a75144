import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { agreementProgressPaper, type TaskLine } from '../papers/agreement.ts';
import { type Forms, issuerOf, type Seen, seeAll } from './view.ts';

const standings: Readonly<Record<string, string>> = { done: '已完成', reported: '待确认', dropped: '已取消' };

const lineOf = (seen: Seen, today: string): TaskLine => ({
  task: seen.words('heading'),
  clause: seen.words('clause'),
  unit: seen.words('unit'),
  due: seen.text('to'),
  standing: standings[seen.state] ?? (seen.text('to') < today ? '逾期' : '落实中'),
  doneOn: seen.text('doneOn'),
  result: seen.words('result'),
  evidence: (seen.holds<{ name: string }[]>('evidence') ?? []).map(({ name }) => name),
});

export const agreementForms: Forms = {
  progress: {
    title: t('协议落实情况表', 'Progress of the agreement'),
    by: ['office', 'leader', 'unit'],
    when: ({ state }) =>
      state !== 'draft' || new Refusal('conflict.draft', t('签订后才有落实任务', 'Its tasks begin once it is signed')),
    async paper(ctx, seen) {
      const today = ctx.clock.today();
      const tasks = await seeAll(ctx, 'agreementTask', { agreement: seen.id });
      return agreementProgressPaper({
        ...issuerOf(ctx),
        heading: seen.words('heading'),
        number: seen.words('number'),
        partner: seen.words('partner'),
        leadUnit: seen.words('leadUnit'),
        from: seen.text('from'),
        to: seen.text('to'),
        on: today,
        isWhole: seen.roles.has('office') || seen.roles.has('leader'),
        tasks: tasks.map((one) => lineOf(one, today)).sort((a, b) => a.due.localeCompare(b.due)),
      });
    },
  },
};
