import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import {
  choice,
  computed,
  date,
  entries,
  files,
  longText,
  money,
  number,
  ref,
  text,
} from '@juxian/engine/kinds/index.ts';
import { termDisagrees } from './term.ts';

/** The steps from a curriculum vitae to an arrival, each at most as many as the one before. */
export const funnelSteps = ['resumes', 'interviews', 'intents', 'contracts', 'arrivals'] as const;
export type FunnelStep = (typeof funnelSteps)[number];

const count = (step: FunnelStep, label: Text) =>
  number(label, { min: 0, max: 99_999, whole: true, disagrees: stepDisagrees(step) });

const fairs = {
  campus: t('校园引才', 'At a campus'),
  fair: t('招聘会', 'Fair'),
  online: t('线上招聘', 'Online'),
  promotion: t('宣介推广', 'Promotion'),
};

/** A trip, fair or promotion that brings talent in: what was shown, what it cost, and the way from résumé to arrival. */
export const campaign = module({
  name: 'campaign',
  reach: 'staff',
  room: 'attraction',
  title: t('引才活动', 'Campaigns'),
  fields: {
    heading: text(t('活动名称', 'Campaign'), { required: true, max: 60 }),
    sort: choice(t('形式', 'Form'), fairs, { required: true }),
    brand: text(t('引才品牌', 'Brand'), { max: 40 }),
    from: date(t('开始', 'From'), { required: true }),
    to: date(t('结束', 'To'), { disagrees: ({ from, to }) => (from === to ? undefined : termDisagrees({ from, to })) }),
    city: text(t('城市', 'City'), { max: 40 }),
    university: text(t('院校', 'University'), { max: 60 }),
    units: entries(
      t('参加单位', 'Units taking part'),
      {
        unit: ref(t('单位', 'Unit'), 'unit', { required: true }),
        posts: number(t('带去岗位', 'Posts shown'), { min: 0, max: 9999, whole: true }),
      },
      { max: 80 },
    ),
    posts: computed(t('岗位数', 'Posts shown'), 'number'),
    resumes: count('resumes', t('收到简历', 'Résumés')),
    interviews: count('interviews', t('面试', 'Interviews')),
    intents: count('intents', t('达成意向', 'Intents')),
    contracts: count('contracts', t('签约', 'Contracts')),
    arrivals: count('arrivals', t('到岗', 'Arrivals')),
    cost: money(t('费用', 'Cost'), { min: 0 }),
    materials: files(t('宣介材料', 'Materials'), { max: 20 }),
    note: longText(t('活动情况', 'What happened'), { max: 2000 }),
  },
  states: {
    planned: { label: t('筹备', 'Planned'), phase: 'draft', initial: true },
    following: { label: t('跟进中', 'Followed up'), phase: 'open' },
    closed: { label: t('已结束', 'Closed'), phase: 'done' },
    cancelled: { label: t('已取消', 'Cancelled'), phase: 'refused' },
  },
}).with(({ move, all }) => {
  const plan = ['heading', 'sort', 'brand', 'from', 'to', 'city', 'university', 'units'] as const;
  const outcome = [...funnelSteps, 'cost', 'materials', 'note'] as const;
  const fields = [...plan, 'posts', ...outcome] as const;
  return {
    moves: {
      hold: move({
        label: t('活动举行', 'Held'),
        from: ['planned'],
        to: 'following',
        by: ['office'],
        act: true,
        when: ({ record, today }) =>
          (record.values.from ?? '9') <= today ||
          new Refusal('conflict.early', t('活动{from}才开始', 'It begins on {from}'), {
            values: { from: record.values.from },
          }),
        derive: ({ record }) => ({
          set: { posts: (record.values.units ?? []).reduce((sum, { posts }) => sum + (posts ?? 0), 0) },
        }),
      }),
      close: move({
        label: t('结束跟进', 'Close'),
        from: ['following'],
        to: 'closed',
        by: ['office'],
        act: true,
        hint: t('此后计入引才统计', 'It counts in the figures from then on'),
        when: ({ record }) => {
          const blank = funnelSteps.filter((step) => record.values[step] === undefined);
          return (
            blank.length === 0 ||
            new Refusal('conflict.funnel', t('从简历到到岗各数须填全，没有的填0', 'Fill in every count, 0 where none'))
          );
        },
      }),
      cancel: move({ label: t('取消', 'Cancel'), from: ['planned'], to: 'cancelled', by: ['office'] }),
    },
    access: {
      office: { scope: all(), fields, create: plan, edit: { planned: plan, following: outcome }, export: true },
      leader: { scope: all(), fields },
    },
    views: {
      lead: 'heading',
      columns: ['sort', 'from', 'city', 'university', 'posts', ...funnelSteps, 'state'],
      sort: '-from,heading',
      facets: ['sort', 'city', 'state'],
    },
    form: [
      { title: t('活动', 'Campaign'), fields: plan },
      { title: t('成效', 'Outcome'), fields: ['posts', ...funnelSteps, 'cost'] },
      { title: t('材料', 'Materials'), fields: ['materials', 'note'] },
    ],
    summary: (values) => values.heading ?? '',
  };
});

/** A later step never counts more people than an earlier one that is known. */
function stepDisagrees(step: FunnelStep) {
  return (values: Readonly<Record<string, unknown>>): Text | undefined => {
    const before = funnelSteps.slice(0, funnelSteps.indexOf(step)).map((name) => values[name]);
    const least = Math.min(...before.filter((value) => typeof value === 'number'));
    return typeof values[step] === 'number' && values[step] > least
      ? t('多于前一环节的人数', 'More than the step before')
      : undefined;
  };
}
