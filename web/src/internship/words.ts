import { t } from '@juxian/base/text.ts';

/** Words of the internship panels. */
export const own = {
  proposal: t('匹配结果', 'Proposal'),
  none: t('还没有匹配结果；点“自动匹配”得出。', 'Nothing proposed yet: match first.'),
  hidden: t('逐人结果由人才办核对。', 'The talent office looks the names over.'),
  placed: t('匹配到岗位 {n}', 'Placed {n}'),
  left: t('未匹配 {n}', 'Not placed {n}'),
  leftNote: t(
    '志愿岗位名额已满或不符合条件，且不服从调剂；可参加下一轮，或在报名中直接选岗录用。',
    'The posts wished for are full or do not fit, and no other would do. They take part in the next round, or are offered a post by hand.',
  ),
  student: t('学生', 'Student'),
  school: t('学校', 'School'),
  wish: t('志愿', 'Wish'),
  post: t('岗位', 'Post'),
  state: t('报名状态', 'Application'),
  nth: t('第{n}志愿', 'Wish {n}'),
  adjusted: t('调剂', 'Not wished for'),
  find: t('按岗位、单位、姓名筛选', 'Post, unit or name'),
  noMatch: t('没有符合“{q}”的人', 'Nobody fits “{q}”'),
  more: t('再显示{n}人', 'Show {n} more'),
  wishes: t('志愿分布', 'Wishes met'),
  offer: t('发出录用', 'Send the offers'),
  offerNote: t(
    '向本轮匹配到岗位、尚待录用的{n}人发出，学生收到通知并在期限内确认；未匹配的不动。',
    'Goes to the {n} placed in this round who still wait; each is told and confirms in time. Those not placed are left as they are.',
  ),
  offerTitle: t('向{n}人发出录用', 'Offer posts to {n} students'),
  running: t('正在发出，可离开本页，办完为止。', 'Under way; you may leave the page, it goes on.'),
  done: t('已发出{n}人', 'Offered to {n}'),
  untouched: t('未匹配、未动{n}人', '{n} not placed, left as they were'),
  refused: t('未能发出{n}人', 'Not offered to {n}'),
  toOffered: t('看待学生确认的名单', 'See who has been offered'),
  attendance: t('今天考勤：在岗{n}人', 'Today: {n} at work'),
  allPresent: t('今天全部全天出勤', 'All present today'),
  registered: t('已登记{n}人，此前已登记{before}人', 'Registered {n}; {before} were before'),
  attendanceNote: t(
    '有人缺勤的，先在其页面用“登记考勤”登记，再点此按钮，不会改动已登记的。',
    'Register whoever is absent on the own page first: what is registered stays.',
  ),
  allSent: t('本轮录用已全部发出。', 'All offers of this round are out.'),
};
