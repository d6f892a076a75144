import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module, type NewRecord, type RecordFacts } from '@juxian/engine/define.ts';
import { choice, date, entries, longText, ref, text } from '@juxian/engine/kinds/index.ts';
import { serviceSorts } from '@juxian/rules/attraction.ts';
import { closingTime } from '../due.ts';

/** A call on somebody the county keeps in touch with; what he wishes for becomes a request of the one window. */
export const visit = module({
  name: 'visit',
  reach: 'staff',
  room: 'attraction',
  title: t('走访慰问', 'Visits'),
  fields: {
    date: date(t('日期', 'Date'), { required: true }),
    sort: choice(
      t('对象类别', 'Who was visited'),
      {
        linked: t('省市委联系专家', 'Expert linked with higher committees'),
        expert: t('智库专家', 'Think-tank expert'),
        native: t('在外人才', 'Native elsewhere'),
        secondee: t('挂职人才', 'Secondee'),
        local: t('本地人才', 'Talent of the county'),
      },
      { required: true },
    ),
    name: text(t('走访对象', 'Visited'), { required: true, max: 40 }),
    native: ref(t('在外人才', 'Native'), 'native'),
    expert: ref(t('专家', 'Expert'), 'expert'),
    secondment: ref(t('挂职', 'Secondment'), 'secondment'),
    leader: text(t('联系领导', 'Leader'), { required: true, max: 40 }),
    companions: text(t('陪同人员', 'Accompanied by'), { max: 120 }),
    way: choice(
      t('方式', 'Way'),
      {
        door: t('上门走访', 'At home'),
        meeting: t('座谈', 'Meeting'),
        phone: t('电话问候', 'By telephone'),
      },
      { required: true },
    ),
    talk: longText(t('走访情况', 'What was said'), { max: 1000 }),
    wishes: entries(
      t('提出的诉求', 'Wishes'),
      {
        wish: text(t('诉求', 'Wish'), { required: true, max: 300 }),
        sort: choice(t('服务事项', 'Service'), serviceSorts, { required: true }),
      },
      { max: 10 },
    ),
  },
  states: {
    planned: { label: t('计划', 'Planned'), phase: 'draft', initial: true },
    made: { label: t('已走访', 'Made'), phase: 'done' },
    cancelled: { label: t('已取消', 'Cancelled'), phase: 'refused' },
  },
}).with(({ move, all }) => {
  const plan = [
    'date',
    'sort',
    'name',
    'native',
    'expert',
    'secondment',
    'leader',
    'companions',
    'way',
    'talk',
    'wishes',
  ] as const;
  return {
    moves: {
      make: move({
        label: t('登记完成', 'Record it as made'),
        from: ['planned'],
        to: 'made',
        by: ['office'],
        act: true,
        hint: t('诉求随即转为服务申请，由一个窗口办理', 'Wishes become requests of the one window'),
        when: ({ record, today }) => {
          if ((record.values.date ?? '9') > today)
            return new Refusal('conflict.early', t('走访日期还没有到', 'The day has not come'));
          return (
            (record.values.talk ?? '') !== '' ||
            new Refusal('conflict.talk', t('请先填写走访情况', 'Write down the visit first'))
          );
        },
        derive: ({ record, look, today }) => ({
          create: requestsOf(
            record,
            (days) => closingTime(look.addWorkingDays(today, days)),
            (sort) => look.figure('talent.serviceDays').value[sort],
          ),
        }),
      }),
      cancel: move({ label: t('取消', 'Cancel'), from: ['planned'], to: 'cancelled', by: ['office'] }),
    },
    access: {
      office: { scope: all(), fields: plan, create: plan, edit: { planned: plan }, export: true },
      leader: { scope: all(), fields: plan },
    },
    views: {
      lead: 'name',
      columns: ['date', 'sort', 'leader', 'way', 'state'],
      sort: '-date,name',
      facets: ['sort', 'leader', 'way', 'state'],
    },
    form: [
      {
        title: t('走访', 'Visit'),
        fields: ['date', 'sort', 'name', 'native', 'expert', 'secondment', 'leader', 'companions', 'way'],
      },
      { title: t('情况与诉求', 'What was said and wished'), fields: ['talk', 'wishes'] },
    ],
    transfer: { columns: ['date', 'sort', 'name', 'leader', 'companions', 'way', 'talk'] },
    summary: (values) => `${values.name ?? ''}　${values.date ?? ''}`,
  };
});

const requestsOf = (
  record: RecordFacts<typeof visit.fields>,
  dueIn: (days: number) => string,
  daysOf: (sort: keyof typeof serviceSorts) => number,
): NewRecord[] =>
  (record.values.wishes ?? []).flatMap(({ wish, sort }) =>
    wish && sort
      ? [
          {
            module: 'serviceRequest',
            state: 'received',
            values: { sort, name: record.values.name, request: wish, visit: record.id },
            due: dueIn(daysOf(sort)),
          },
        ]
      : [],
  );
