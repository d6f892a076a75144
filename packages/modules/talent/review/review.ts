import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, computed, entries, longText, moment, number, ref, refs, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from '../studio-kind.ts';
import { handedDisagrees } from './handed.ts';

const points = (n: number) => number(t(`第${n}项`, `No. ${n}`), { min: 0, max: 100, whole: false });

/** What an expert sees of his sheet throughout; the units that apply are shown for the declaration only. */
const ownSheet = [
  'kind',
  'seat',
  'declaration',
  'declined',
  'declinedNote',
  'criteria',
  'codes',
  'copies',
  'scores',
  'totals',
  'submittedAt',
  'handed',
  'skipped',
] as const;

const item = text(t('编号', 'Code'), { required: true, max: 20 });

/** Standing at these the sheet is the expert's to finish. */
const owing = ['invited', 'opening', 'scoring'] as const;
/** Before it is released a sheet does not exist for its expert. */
const released = [...owing, 'submitted', 'opened', 'closing', 'declined'] as const;

/** One expert's sheet for a panel: declaration first, then points per item and criterion. Nobody else reads it before the panel is opened. */
export const review = module({
  name: 'review',
  reach: 'staff',
  room: 'talent',
  title: t('专家评分', 'Score sheets'),
  fields: {
    panel: ref(t('评审组', 'Panel'), 'panel', { required: true }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    seat: number(t('席位', 'Seat'), { required: true, min: 1, max: 999 }),
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    units: computed(t('申报单位（供回避声明）', 'Units that apply, for the declaration'), 'json'),
    declaration: choice(t('回避声明', 'Declaration'), {
      none: t('与上列单位及其申报人没有应当回避的关系', 'No tie to these units or their applicants'),
    }),
    declined: choice(t('不能评审的原因', 'Why not'), {
      conflict: t('存在应当回避的关系', 'A tie'),
      unable: t('时间或身体原因', 'Not able to'),
    }),
    declinedNote: longText(t('说明', 'Note'), { max: 300 }),
    criteria: computed(t('评分指标', 'Criteria'), 'json'),
    codes: computed(t('评审编号', 'Codes'), 'json'),
    copies: refs(t('盲评件', 'Blind copies'), 'blindCopy', { max: 200 }),
    scores: entries(
      t('评分', 'Scores'),
      {
        code: text(t('编号', 'Code'), { required: true, max: 20 }),
        c1: points(1),
        c2: points(2),
        c3: points(3),
        c4: points(4),
        c5: points(5),
        c6: points(6),
        c7: points(7),
        c8: points(8),
        recused: choice(t('回避或弃权', 'Recused or abstained'), {
          yes: t('回避', 'Recused'),
          unable: t('弃权', 'Abstained'),
        }),
        comment: text(t('评语', 'Comment'), { max: 200 }),
      },
      { max: 200 },
    ),
    totals: computed(t('合计', 'Totals'), 'json', { unlisted: true }),
    handed: computed(t('已交的评分', 'Handed in by item'), 'json', { disagrees: handedDisagrees }),
    given: refs(t('已评的盲评件', 'Copies scored'), 'blindCopy', { max: 200 }),
    skipped: computed(t('跳过的', 'Skipped'), 'json'),
    submittedAt: moment(t('提交时间', 'Handed in')),
    remindedAt: moment(t('催办时间', 'Reminded')),
  },
  states: {
    held: { label: t('待发布', 'To be released'), phase: 'draft' },
    invited: {
      label: t('待声明', 'Declaration due'),
      phase: 'waiting',
      initial: true,
      owes: { roles: ['expert'], task: t('声明回避情况', 'Declare conflicts') },
    },
    opening: {
      label: t('打开材料', 'Opening the copies'),
      phase: 'open',
      owes: { roles: ['expert'], task: t('评分', 'Score') },
    },
    scoring: { label: t('评分中', 'Scoring'), phase: 'open', owes: { roles: ['expert'], task: t('评分', 'Score') } },
    submitted: { label: t('已交', 'Handed in'), phase: 'done' },
    opened: { label: t('已开启', 'Opened'), phase: 'done' },
    closing: { label: t('收回材料', 'Closing the copies'), phase: 'refused' },
    declined: { label: t('已回避', 'Declined'), phase: 'refused' },
  },
}).with(({ move, all, assigned }) => ({
  moves: {
    accept: move({
      label: t('声明并开始评审', 'Declare and begin'),
      from: ['invited'],
      to: 'scoring',
      by: ['expert'],
      act: true,
      hint: t('声明后才能看到申报材料', 'The copies open after the declaration'),
      asks: {
        declaration: choice(
          t('回避声明', 'Declaration'),
          { none: t('与所列单位及其申报人没有应当回避的关系', 'No tie to these units or their applicants') },
          { required: true },
        ),
      },
      derive: async ({ record, look }) => (await import('./sheet.ts')).openCopies(look, record),
    }),
    openMore: move({
      label: t('打开其余材料', 'Open the other copies'),
      from: ['opening'],
      to: 'scoring',
      by: ['expert'],
      act: true,
      derive: async ({ record, look }) => (await import('./sheet.ts')).openCopies(look, record),
    }),
    invite: move({
      label: t('邀请评审', 'Invite'),
      from: ['held'],
      to: 'invited',
      by: [],
      says: {
        to: ['expert'],
        text: t('请您参加{kind}评审，截止{due}，请先声明回避情况。', 'You are asked to review ({kind}) until {due}.'),
      },
    }),
    remind: move({
      label: t('催办', 'Remind'),
      from: [...owing],
      by: ['office'],
      derive: ({ now }) => ({ set: { remindedAt: now } }),
      says: {
        to: ['expert'],
        text: t('您的{kind}评审还没有交，截止{due}。', 'Your review ({kind}) is still to be handed in, until {due}.'),
      },
    }),
    closeCopies: move({
      label: t('收回其余材料', 'Close the other copies'),
      from: ['closing'],
      to: 'declined',
      by: ['clock'],
      derive: async ({ record, look, now }) => (await import('./sheet.ts')).closeCopies(look, record, now),
    }),
    decline: move({
      label: t('不能评审', 'Decline'),
      from: [...owing],
      to: 'declined',
      by: ['expert'],
      asks: {
        declined: choice(
          t('原因', 'Why'),
          { conflict: t('存在应当回避的关系', 'A tie'), unable: t('时间或身体原因', 'Not able to') },
          { required: true },
        ),
        declinedNote: longText(t('说明', 'Note'), { max: 300 }),
      },
      derive: async ({ record, input, look, now }) =>
        (await import('./sheet.ts')).leave(look, record, {
          reason: input.declined ?? 'unable',
          note: input.declinedNote,
          at: now,
        }),
    }),
    handInItem: move({
      label: t('交本件', 'Hand in this item'),
      from: ['scoring'],
      by: ['expert'],
      asks: { item },
      derive: async ({ record, input, look, now }) =>
        (await import('./item.ts')).handInItem(look, record, input.item ?? '', now),
    }),
    skip: move({
      label: t('跳过', 'Skip'),
      from: ['scoring'],
      by: ['expert'],
      asks: { item },
      derive: async ({ record, input }) => (await import('./item.ts')).skipItem(record, input.item ?? ''),
    }),
    abstain: move({
      label: t('弃权', 'Abstain'),
      from: ['scoring'],
      by: ['expert'],
      hint: t('本件不再由您评，不能撤回', 'The item is no longer yours; this is not taken back'),
      asks: {
        item,
        recused: choice(
          t('原因', 'Why'),
          {
            yes: t('存在应当回避的关系', 'A tie'),
            unable: t('不熟悉本领域或其他原因', 'Not my field, or another reason'),
          },
          { required: true },
        ),
        note: text(t('说明', 'Note'), { required: true, max: 200 }),
      },
      derive: async ({ record, input, look, now }) =>
        (await import('./item.ts')).abstainFrom(look, record, {
          item: input.item ?? '',
          recused: input.recused ?? 'yes',
          note: input.note ?? '',
          now,
        }),
    }),
    submit: move({
      label: t('提交评分', 'Hand in'),
      from: ['scoring'],
      to: 'submitted',
      by: ['expert'],
      hint: t('其余各件一次交齐；密封，不能再改', 'All that is left, at once; sealed from then on'),
      derive: async ({ record, look, now }) => (await import('./sheet.ts')).handIn(look, record, now),
    }),
  },
  access: {
    office: [
      {
        scope: all(),
        fields: ['panel', 'kind', 'seat', 'expert', 'declined', 'declinedNote', 'submittedAt', 'remindedAt'],
      },
      { scope: all(), states: ['opened'], fields: ['criteria', 'codes', 'scores', 'totals'] },
    ],
    expert: [
      { scope: assigned('expert'), states: [...released], fields: [...ownSheet] },
      { scope: assigned('expert'), states: ['invited'], fields: ['units'] },
      { scope: assigned('expert'), states: ['scoring'], fields: [...ownSheet], edit: { scoring: ['scores'] } },
    ],
  },
  views: {
    events: {
      open: t('开启评分', 'Scores opened'),
      rescore: t('复评', 'To be scored again'),
      curtail: t('提前开启，已交各件计入', 'Opened early, with the items handed in'),
      lapse: t('未交作废', 'Closed unreturned'),
    },
    columns: ['panel', 'kind', 'seat', 'expert', 'state', 'due', 'submittedAt', 'remindedAt'],
    sort: 'panel,seat',
    facets: ['panel', 'kind', 'state'],
  },
  form: [
    {
      title: t('评审', 'Review'),
      fields: ['panel', 'kind', 'seat', 'expert', 'units', 'declaration', 'declined', 'declinedNote'],
    },
    {
      title: t('评分', 'Scores'),
      fields: ['criteria', 'codes', 'copies', 'scores', 'totals', 'submittedAt', 'handed', 'skipped'],
    },
  ],
  summary: (values) => `${values.kind ? studioKinds[values.kind].zh : ''}评审　第${values.seat ?? ''}席`,
}));
