import { t } from '@juxian/base/text.ts';

/** The fourteen fields of study. Source: 研究生教育学科专业目录（2022年）. */
export const subjects = {
  '01': t('哲学', 'Philosophy'),
  '02': t('经济学', 'Economics'),
  '03': t('法学', 'Law'),
  '04': t('教育学', 'Education'),
  '05': t('文学', 'Literature'),
  '06': t('历史学', 'History'),
  '07': t('理学', 'Science'),
  '08': t('工学', 'Engineering'),
  '09': t('农学', 'Agriculture'),
  '10': t('医学', 'Medicine'),
  '11': t('军事学', 'Military science'),
  '12': t('管理学', 'Management'),
  '13': t('艺术学', 'Arts'),
  '14': t('交叉学科', 'Interdisciplinary'),
};

/** Levels of study, lowest first. */
export const studyLevels = {
  college: t('专科', 'College'),
  bachelor: t('本科', 'Bachelor'),
  master: t('硕士', 'Master'),
  doctor: t('博士', 'Doctor'),
};

const order = Object.keys(studyLevels);
/** The place of a level in their order; 0 where none is asked. */
export const levelOrder = (level: string | undefined): number => Math.max(0, order.indexOf(level ?? ''));

/** Kinds of posts by where they are. */
export const postSorts = {
  office: t('党政机关', 'Office'),
  school: t('教育', 'Education'),
  health: t('医疗卫生', 'Health'),
  enterprise: t('企业', 'Enterprise'),
  village: t('村和社区', 'Village and community'),
  culture: t('文化旅游', 'Culture and tourism'),
};

export const seasons = {
  winter: t('寒假', 'Winter'),
  summer: t('暑假', 'Summer'),
  term: t('学期中', 'During term'),
};

/** What a mentor may say of an internship. */
export const internshipGrades = {
  excellent: t('优秀', 'Excellent'),
  good: t('良好', 'Good'),
  passed: t('合格', 'Passed'),
  failed: t('不合格', 'Failed'),
};

/** Whole days present count one, half days a half. */
export const daysPresent = (attendance: readonly { present?: string }[] | undefined): number =>
  (attendance ?? []).reduce((sum, { present }) => sum + (present === 'full' ? 1 : present === 'half' ? 0.5 : 0), 0);
