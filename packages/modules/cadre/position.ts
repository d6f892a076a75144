import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, code, number, ref, text } from '@juxian/engine/kinds/index.ts';

const yesNo = { yes: t('是', 'Yes'), no: t('否', 'No') };

/** The posts of a unit: level, how many may hold it, and whether it is one of those that money and power gather round. */
export const position = module({
  name: 'position',
  reach: 'staff',
  room: 'cadre',
  title: t('岗位', 'Positions'),
  fields: {
    name: text(t('岗位名称', 'Position'), { required: true, max: 80 }),
    unit: ref(t('所在单位', 'Unit'), 'unit', { required: true }),
    level: code(t('职务层次', 'Level'), 'postLevel', { required: true }),
    sort: choice(
      t('类别', 'Kind'),
      {
        chief: t('正职领导', 'Chief'),
        deputy: t('副职领导', 'Deputy'),
        inner: t('内设机构领导', 'Head of an inner office'),
        staff: t('非领导', 'Not leading'),
      },
      { required: true },
    ),
    headcount: number(t('职数', 'Headcount'), { required: true, min: 0, max: 999 }),
    order: number(t('序号', 'Order'), { min: 0, max: 9999 }),
    hot: choice(t('热点岗位', 'Hot post'), yesNo),
    hotReason: choice(t('热点原因', 'Why hot'), {
      money: t('管钱', 'Money'),
      people: t('管人', 'People'),
      goods: t('管物', 'Goods'),
      approval: t('审批', 'Approval'),
      enforcement: t('执法', 'Enforcement'),
    }),
    risk: choice(t('风险等级', 'Risk'), { high: t('高', 'High'), middle: t('中', 'Middle'), low: t('低', 'Low') }),
    duty: text(t('主要职责', 'Duties'), { max: 200 }),
  },
  states: {
    active: { label: t('在用', 'In use'), phase: 'open', initial: true },
    closed: { label: t('已撤销', 'Closed'), phase: 'done' },
  },
}).with(({ move, all, within }) => {
  const fields = ['name', 'unit', 'level', 'sort', 'headcount', 'order', 'hot', 'hotReason', 'risk', 'duty'] as const;
  return {
    moves: {
      close: move({ label: t('撤销岗位', 'Close the position'), from: ['active'], to: 'closed', by: ['office'] }),
      reopen: move({ label: t('恢复岗位', 'Reopen the position'), from: ['closed'], to: 'active', by: ['office'] }),
    },
    access: {
      office: { scope: all(), fields, create: fields, edit: { active: fields }, export: true },
      leader: { scope: all(), fields },
      unit: { scope: within('unit'), fields: ['name', 'unit', 'level', 'sort', 'headcount', 'order', 'duty'] },
    },
    views: {
      lead: 'name',
      columns: ['unit', 'level', 'sort', 'headcount', 'hot', 'risk', 'state'],
      sort: 'unit,order,name',
      heads: 'unit',
      facets: ['sort', 'level', 'hot', 'risk', 'state'],
      tabs: [{ name: 'hot', title: t('热点岗位', 'Hot posts'), where: { hot: 'yes' } }],
    },
    form: [
      { title: t('岗位', 'Position'), fields: ['name', 'unit', 'level', 'sort', 'headcount', 'order', 'duty'] },
      { title: t('热点岗位', 'Hot post'), fields: ['hot', 'hotReason', 'risk'] },
    ],
    transfer: { key: 'name', columns: fields },
    summary: (values) => values.name ?? '',
  };
});
