import type { AppointmentForm } from '@juxian/documents/appointment/form.ts';

/** An ordinary form of a fictional person. */
export const ordinary: AppointmentForm = {
  layout: 'from2025',
  name: '顾砚秋',
  sex: '女',
  birth: '1981.04',
  age: '45',
  ethnicGroup: '汉族',
  nativePlace: '岭东青山',
  birthplace: '岭东青山',
  party: '2006.06',
  workStart: '2003.07',
  health: '健康',
  retirement: '2039.01（57岁9个月）',
  professionalPost: '农艺师',
  speciality: '农业经济管理',
  fullTime: {
    education: '大学',
    degree: '农学学士',
    school: '岭东农业大学农学系',
    degreeSchool: '农学专业',
  },
  inService: {
    education: '研究生',
    degree: '公共管理硕士',
    school: '岭东大学',
    degreeSchool: '公共管理硕士专业',
  },
  currentPost: '青山县松溪镇党委副书记、镇长',
  proposedPost: '青山县松溪镇党委书记',
  removedPost: '青山县松溪镇党委副书记',
  resume: [
    '1999.09--2003.07  岭东农业大学农学系农学专业学习',
    '2003.07--2006.08  青山县松溪镇农业服务中心技术员',
    '2006.08--2010.05  青山县农业局科员',
    '2010.05--2013.11  青山县农业局种植业股股长',
    '                  （其间：2011.09--2013.07在岭东大学公共管理硕士专业在职学习）',
    '2013.11--2017.03  青山县白石乡党委委员、副乡长',
    '2017.03--2019.08  青山县白石乡党委副书记',
    '2019.08--2021.09  青山县乡村振兴局党组成员、副局长',
    '                  （其间：2020.03--2020.12挂职任云岭区农业农村局局长助理）',
    '2021.09--         青山县松溪镇党委副书记、镇长',
  ].join('\n'),
  rewards: '2022年12月被岭东省委、省政府表彰为省乡村振兴先进个人',
  appraisals: '2023年称职；2024年优秀；2025年称职',
  reasons:
    '因松溪镇党委书记空缺，经民主推荐、考察，县委组织部部务会议研究，拟任松溪镇党委书记，免去其镇党委副书记职务。',
  relatives: [
    { relation: '丈夫', name: '江越', age: '46', politics: '中共党员', post: '青山县水利局高级工程师' },
    { relation: '女儿', name: '江采薇', age: '17', politics: '共青团员', post: '青山县第一中学学生' },
    { relation: '父亲', name: '顾长庚', age: '', politics: '中共党员', post: '青山县农机站退休职工（已去世）' },
    { relation: '母亲', name: '孟素音', age: '71', politics: '群众', post: '青山县松溪镇溪口村村民' },
    { relation: '弟弟', name: '顾砚亭', age: '40', politics: '群众', post: '岭东工业大学实验师' },
  ],
  reporting: { text: '' },
  approval: { text: '' },
  administration: { text: '' },
  filler: '温不言',
  office: '中共青山县委组织部',
  demo: true,
};

const stages = Array.from({ length: 14 }, (_, i) => [
  `${1990 + 2 * i}.0${(i % 8) + 1}--${1992 + 2 * i}.0${((i + 1) % 8) + 1}  青山县乡村振兴局党组成员、副局长，县扶贫开发领导小组办公室副主任（第${i + 1}任）`,
  ...(i % 5 === 2
    ? [`                  （其间：${1991 + 2 * i}.03--${1991 + 2 * i}.09在岭东省委党校中青年干部培训班学习）`]
    : []),
]).flat();

/** A form whose cells are full, yet fit. */
export const crowded: AppointmentForm = {
  ...ordinary,
  name: '阿依古丽·买买提明',
  ethnicGroup: '维吾尔族',
  nativePlace: '岭东青山松溪白石',
  party: '2001.08；民建',
  professionalPost: '正高级农业经济师、农艺师',
  fullTime: { ...ordinary.fullTime, school: '岭东农业大学农业资源与环境学院植物保护系' },
  currentPost:
    '青山县松溪镇党委副书记、镇长，县松溪现代农业产业园管理委员会主任（兼），县供销合作社联合社理事会副主任（兼），县红十字会副会长（兼）',
  resume: [...stages, '2018.03--         青山县松溪镇党委副书记、镇长'].join('\n'),
  rewards:
    '2015年5月被岭东省委、省政府表彰为全省劳动模范；2018年12月被岭东省人民政府记二等功；2020年11月被岭东省委、省政府表彰为全省脱贫攻坚先进个人；2022年12月被岭东省委、省政府表彰为省乡村振兴先进个人；2024年7月被岭东省委表彰为全省优秀共产党员',
  reasons: `${ordinary.reasons}${ordinary.reasons}${ordinary.reasons}`,
  relatives: ordinary.relatives.map((one) => ({
    ...one,
    post: `${one.post}（曾任青山县水利局农村饮水安全工程建设管理站站长、党支部书记）`,
  })),
};
