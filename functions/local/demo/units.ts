import type { StudioKind } from '@juxian/modules/talent/studio-kind.ts';

export type Unit = {
  name: string;
  short?: string;
  sort: string;
  /** The name of the unit above it. */
  parent?: string;
  hosts?: StudioKind;
  industries?: StudioKind[];
};

const education = '青山县教育局';
const health = '青山县卫生健康局';
const culture = '青山县文化和旅游局';
const industry = '青山县工业和信息化局';

/** The units of 青山县 in their order: 40, of which 12 host studios. */
export const qingshanUnits: readonly Unit[] = [
  { name: '中共青山县委办公室', short: '县委办', sort: 'party' },
  { name: '中共青山县委组织部', short: '组织部', sort: 'party' },
  { name: '中共青山县委宣传部', short: '宣传部', sort: 'party' },
  { name: '青山县人民政府办公室', short: '政府办', sort: 'government' },
  { name: education, short: '教育局', sort: 'government', industries: ['teacher'] },
  { name: health, short: '卫健局', sort: 'government', industries: ['physician'] },
  { name: culture, short: '文旅局', sort: 'government', industries: ['master'] },
  { name: industry, short: '工信局', sort: 'government', industries: ['craftsman'] },
  { name: '青山县人力资源和社会保障局', short: '人社局', sort: 'government' },
  { name: '青山县农业农村局', short: '农业农村局', sort: 'government' },
  { name: '青山县财政局', short: '财政局', sort: 'government' },
  { name: '青山县住房和城乡建设局', short: '住建局', sort: 'government' },
  { name: '青山县行政审批局', short: '审批局', sort: 'government' },
  { name: '青山县市场监督管理局', short: '市监局', sort: 'government' },
  { name: '青山县交通运输局', short: '交通局', sort: 'government' },
  { name: '青山县总工会', short: '总工会', sort: 'party' },
  { name: '云麓街道', sort: 'town' },
  { name: '松溪镇', sort: 'town' },
  { name: '清河镇', sort: 'town' },
  { name: '东塘镇', sort: 'town' },
  { name: '白石乡', sort: 'town' },
  { name: '柳林乡', sort: 'town' },
  { name: '青山县第一中学', short: '一中', sort: 'school', parent: education, hosts: 'teacher' },
  { name: '青山县第二中学', short: '二中', sort: 'school', parent: education, hosts: 'teacher' },
  { name: '青山县实验小学', short: '实验小学', sort: 'school', parent: education, hosts: 'teacher' },
  { name: '青山县职业教育中心', short: '职教中心', sort: 'school', parent: education, hosts: 'craftsman' },
  { name: '松溪镇中心学校', short: '松溪学校', sort: 'school', parent: '松溪镇' },
  { name: '青山县人民医院', short: '县医院', sort: 'hospital', parent: health, hosts: 'physician' },
  { name: '青山县中医医院', short: '中医院', sort: 'hospital', parent: health, hosts: 'physician' },
  { name: '青山县妇幼保健院', short: '妇幼院', sort: 'hospital', parent: health, hosts: 'physician' },
  { name: '青山县疾病预防控制中心', short: '疾控中心', sort: 'hospital', parent: health },
  { name: '青山县文化馆', short: '文化馆', sort: 'institution', parent: culture, hosts: 'master' },
  { name: '青山县博物馆', short: '博物馆', sort: 'institution', parent: culture, hosts: 'master' },
  { name: '青山县融媒体中心', short: '融媒体', sort: 'institution', parent: '中共青山县委宣传部' },
  { name: '青山县农业技术推广中心', short: '农技中心', sort: 'institution', parent: '青山县农业农村局' },
  { name: '青山县青瓷研究所', short: '青瓷所', sort: 'institution', parent: industry, hosts: 'master' },
  { name: '青山陶瓷有限公司', short: '陶瓷公司', sort: 'enterprise', parent: industry, hosts: 'craftsman' },
  { name: '青山精密铸造有限公司', short: '铸造公司', sort: 'enterprise', parent: industry, hosts: 'craftsman' },
  { name: '青山县供水公司', short: '供水公司', sort: 'enterprise', parent: '青山县住房和城乡建设局' },
  { name: '青山县非遗保护协会', short: '非遗协会', sort: 'society' },
];

export const yunlingUnits: readonly Unit[] = [
  { name: '云岭区教育局', short: '教育局', sort: 'government', industries: ['teacher'] },
  { name: '云岭区第三中学', short: '三中', sort: 'school', parent: '云岭区教育局', hosts: 'teacher' },
  { name: '云岭区中心医院', short: '中心医院', sort: 'hospital', hosts: 'physician' },
];
