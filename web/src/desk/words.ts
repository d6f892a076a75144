import { t } from '@juxian/base/text.ts';

/** The words of the queue and of what experts see of each other; loaded with the desk. */
export const own = {
  goOn: t('评下一件', 'Next item'),
  begin: t('开始评审', 'Begin'),
  nextIs: t('下一件：{code}', 'Next: {code}'),
  handIn: t('交本件，评下一件', 'Hand in, next item'),
  handInLast: t('交本件，全部交齐', 'Hand in the last item'),
  skip: t('跳过', 'Skip'),
  abstain: t('弃权…', 'Abstain…'),
  abstainFrom: t('对{code}弃权', 'Abstain from {code}'),
  counts: t('已交{handed}　跳过{skipped}　弃权{aside}', '{handed} in　{skipped} skipped　{aside} abstained'),
  allIn: t('全部交齐，谢谢。', 'Everything is handed in. Thank you.'),
  sealed: t(
    '任一项低于及格分时须说明理由。交后不能再改；评分收齐前对人才办密封。',
    'Give the reason where an item is below the pass mark. It no longer changes once handed in, and is sealed to the office until every sheet is in.',
  ),
  states: {
    handed: t('已交', 'In'),
    skipped: t('跳过', 'Skipped'),
    recused: t('回避', 'Recused'),
    unable: t('弃权', 'Abstained'),
    draft: t('未交', 'Not handed in'),
  },
  mine: t('我的评分', 'My scores'),
  others: t('其他专家的评分', 'The other experts'),
  noneYet: t(
    '还没有其他专家交这一件。未交的草稿任何人都看不到。',
    'No other expert has handed this item in. Nobody ever sees a draft.',
  ),
  shut: {
    own: t('交本件后可看到其他专家的评分。', "You see the other experts' scores after handing this item in."),
    aside: t('您已回避或弃权，看不到其他专家的评分。', 'You stood aside, so you see nothing of the others.'),
    undeclared: t('声明以后才能看到。', 'After the declaration.'),
    again: t('正在退回复评，退齐以后再看。', 'Sheets are being given back; look again when that is done.'),
  },
  see: {
    never: t('专家之间互不可见。', 'Experts see nothing of each other.'),
    after: t(
      '本组专家在本人交后可看到他人同一件的评分：{names}，{comments}。您交的，别人也这样看到；草稿任何人看不到。',
      "Having handed in their own, experts of this panel see the others' scores of the same item: {names}, {comments}. Yours are seen likewise; nobody sees a draft.",
    ),
    always: t(
      '本组专家可随时看到他人已交的同一件的评分：{names}，{comments}。您交的，别人也这样看到；草稿任何人看不到。',
      "Experts of this panel see the others' scores of the same item as soon as they are handed in: {names}, {comments}. Yours are seen likewise; nobody sees a draft.",
    ),
  },
  names: { shown: t('显示姓名', 'with names'), hidden: t('隐去姓名', 'without names') },
  comments: { shown: t('连同评语', 'with comments'), hidden: t('不含评语', 'without comments') },
};
