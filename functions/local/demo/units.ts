import type { StudioKind } from '@juxian/modules/talent/studio-kind.ts';

type Unit = { name: string; sort: string; hosts?: StudioKind; industries?: StudioKind[] };

/** The units of 青山县 in their order: 40, of which 12 host studios. */
export const qingshanUnits: readonly Unit[] = [
  { name: '青山县教育局', sort: 'government', industries: ['teacher'] },
  { name: '青山县卫生健康局', sort: 'government', industries: ['physician'] },
  { name: '青山县文化和旅游局', sort: 'government', industries: ['master'] },
  { name: '青山县工业和信息化局', sort: 'government', industries: ['craftsman'] },
  { name: '青山县人力资源和社会保障局', sort: 'government' },
  { name: '青山县农业农村局', sort: 'government' },
  { name: '青山县财政局', sort: 'government' },
  { name: '青山县科学技术局', sort: 'government' },
  { name: '青山县总工会', sort: 'party' },
  { name: '青山县妇女联合会', sort: 'party' },
  { name: '青山县第一中学', sort: 'school', hosts: 'teacher' },
  { name: '青山县第二中学', sort: 'school', hosts: 'teacher' },
  { name: '青山县实验小学', sort: 'school', hosts: 'teacher' },
  { name: '青山县职业教育中心', sort: 'school', hosts: 'craftsman' },
  { name: '青山县特殊教育学校', sort: 'school' },
  { name: '青山县机关幼儿园', sort: 'school' },
  { name: '青山县人民医院', sort: 'hospital', hosts: 'physician' },
  { name: '青山县中医医院', sort: 'hospital', hosts: 'physician' },
  { name: '青山县妇幼保健院', sort: 'hospital', hosts: 'physician' },
  { name: '青山县疾病预防控制中心', sort: 'hospital' },
  { name: '青山县文化馆', sort: 'institution', hosts: 'master' },
  { name: '青山县博物馆', sort: 'institution', hosts: 'master' },
  { name: '青山县图书馆', sort: 'institution' },
  { name: '青山县融媒体中心', sort: 'institution' },
  { name: '青山县农业技术推广中心', sort: 'institution' },
  { name: '青山县青瓷研究所', sort: 'institution', hosts: 'master' },
  { name: '青山陶瓷有限公司', sort: 'enterprise', hosts: 'craftsman' },
  { name: '青山精密铸造有限公司', sort: 'enterprise', hosts: 'craftsman' },
  { name: '青山县供水公司', sort: 'enterprise' },
  { name: '云麓街道办事处', sort: 'town' },
  { name: '松溪镇人民政府', sort: 'town' },
  { name: '清河镇人民政府', sort: 'town' },
  { name: '东塘镇人民政府', sort: 'town' },
  { name: '白石乡人民政府', sort: 'town' },
  { name: '柳林乡人民政府', sort: 'town' },
  { name: '松溪镇中心学校', sort: 'school' },
  { name: '清河镇中心卫生院', sort: 'hospital' },
  { name: '东塘镇农业服务中心', sort: 'institution' },
  { name: '青山县非遗保护协会', sort: 'society' },
  { name: '青山县青年企业家协会', sort: 'society' },
];

export const yunlingUnits: readonly Unit[] = [
  { name: '云岭区教育局', sort: 'government', industries: ['teacher'] },
  { name: '云岭区第三中学', sort: 'school', hosts: 'teacher' },
  { name: '云岭区中心医院', sort: 'hospital', hosts: 'physician' },
];
