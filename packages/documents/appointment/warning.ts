import { type Text, t } from '@juxian/base/text.ts';
import type { CellName, Warning } from './form.ts';

const titles: Readonly<Record<string, Text>> = {
  name: t('姓名', 'name'),
  sex: t('性别', 'sex'),
  birth: t('出生年月', 'birth'),
  ethnicGroup: t('民族', 'ethnic group'),
  nativePlace: t('籍贯', 'native place'),
  birthplace: t('出生地', 'birthplace'),
  party: t('入党时间', 'party'),
  workStart: t('参加工作时间', 'start of work'),
  health: t('健康状况', 'health'),
  retirement: t('到龄时间', 'retirement'),
  professionalPost: t('专业技术职务', 'professional post'),
  speciality: t('熟悉专业有何专长', 'speciality'),
  fullTime: t('全日制教育', 'full-time education'),
  inService: t('在职教育', 'in-service education'),
  currentPost: t('现任职务', 'current post'),
  proposedPost: t('拟任职务', 'proposed post'),
  removedPost: t('拟免职务', 'post to be removed from'),
  resume: t('简历', 'résumé'),
  rewards: t('奖惩情况', 'rewards and punishments'),
  appraisals: t('年度考核结果', 'yearly appraisals'),
  reasons: t('任免理由', 'reasons'),
  relatives: t('家庭主要成员及重要社会关系', 'relatives'),
  reporting: t('呈报单位', 'reporting unit'),
  approval: t('审批机关意见', 'opinion of the approving organ'),
  administration: t('行政机关任免意见', 'opinion of the administration'),
};

const titleOf = (cell: CellName): Text => titles[cell.split('.')[0] ?? ''] ?? t(cell, cell);

/** A warning as a sentence for the person who prints. */
export function warningText(warning: Warning): Text {
  switch (warning.is) {
    case 'small': {
      const { zh, en } = titleOf(warning.cell);
      return t(
        `“${zh}”一栏字数过多，已缩到${warning.size}磅，请精简`,
        `“${en}” is too long: it is set in ${warning.size} points; shorten it`,
      );
    }
    case 'missing': {
      const { zh, en } = titleOf(warning.cell);
      return t(
        `“${zh}”一栏有字库中没有的字，印为□：${warning.characters}`,
        `“${en}” holds characters that no face has, printed as □: ${warning.characters}`,
      );
    }
    case 'relatives': {
      const names = warning.omitted.join('、');
      return t(
        `家庭成员和社会关系共${warning.given}人，表上只印${warning.printed}人，没有印：${names}`,
        `Of ${warning.given} relatives the form prints ${warning.printed}; not printed: ${names}`,
      );
    }
    case 'photo':
      return t('照片不是能识别的JPG或PNG，没有印上', 'The photo is no readable JPEG or PNG and is not printed');
  }
}
