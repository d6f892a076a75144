import { type Text, t } from '@juxian/base/text.ts';
import type { Figure } from '../figure.ts';

const sanctions = t(
  '公务员法、公职人员政务处分法',
  'Civil Servants Law; Law on Administrative Sanctions for Public Officials',
);
const institutions = t('事业单位人事管理条例', 'Regulations on personnel of institutions');
const party = t('中国共产党纪律处分条例', 'Disciplinary regulations of the Communist Party of China');
const organisation = t('中国共产党组织处理规定（试行）', 'Trial rules of the Party on organisational measures');
const upDown = t('推进领导干部能上能下规定', 'Rules on leading cadres going up and down');

type Version = Pick<Figure<number>, 'value' | 'source' | 'certainty' | 'from'> &
  Partial<Pick<Figure<number>, 'article' | 'to'>>;

/** How long a measure has effect, in months; one version for each span. */
const effect = (name: string, title: Text, ...versions: readonly Version[]): readonly Figure<number>[] =>
  versions.map((version) => ({
    name,
    title,
    unit: 'months',
    level: 'national',
    bounds: { min: 0, max: 120 },
    ...version,
  }));

const law = {
  source: sanctions,
  article: '公务员法第六十四条、政务处分法第八条',
  certainty: 'verified',
  from: '2006-01-01',
} as const;
const staff = { source: institutions, article: '第二十九条', certainty: 'verified', from: '2014-07-01' } as const;
const partyRule = { source: party, certainty: 'memory', from: '2004-01-01' } as const;
const organised = { source: organisation, certainty: 'memory', from: '2000-01-01' } as const;
const moved = { source: upDown, certainty: 'memory', from: '2000-01-01' } as const;

const E = 'cadre.effect.';

/** Effect periods of measures against a person, by name, each with its versions. */
export const effectFigures = {
  'cadre.effect.warning': effect(`${E}warning`, t('政务处分警告', 'Warning'), { ...law, value: 6 }),
  'cadre.effect.demerit': effect(`${E}demerit`, t('政务处分记过', 'Demerit'), { ...law, value: 12 }),
  'cadre.effect.grossDemerit': effect(`${E}grossDemerit`, t('政务处分记大过', 'Gross demerit'), { ...law, value: 18 }),
  'cadre.effect.downgrade': effect(`${E}downgrade`, t('政务处分降级', 'Downgrading'), { ...law, value: 24 }),
  'cadre.effect.dismissal': effect(`${E}dismissal`, t('政务处分撤职', 'Removal from post'), { ...law, value: 24 }),
  'cadre.effect.most': effect(`${E}most`, t('处分期最长', 'Longest period of sanctions'), {
    ...law,
    article: '政务处分法第十五条',
    value: 48,
  }),
  'cadre.effect.staffWarning': effect(`${E}staffWarning`, t('事业单位警告', 'Warning (institution)'), {
    ...staff,
    value: 6,
  }),
  'cadre.effect.staffDemerit': effect(`${E}staffDemerit`, t('事业单位记过', 'Demerit (institution)'), {
    ...staff,
    value: 12,
  }),
  'cadre.effect.staffDowngrade': effect(
    `${E}staffDowngrade`,
    t('事业单位降低岗位等级或者撤职', 'Lower grade or removal (institution)'),
    { ...staff, value: 24 },
  ),
  'cadre.effect.partyWarning': effect(`${E}partyWarning`, t('党内警告', 'Party warning'), { ...partyRule, value: 12 }),
  'cadre.effect.partySevereWarning': effect(
    `${E}partySevereWarning`,
    t('党内严重警告', 'Severe Party warning'),
    { ...partyRule, value: 12, to: '2015-12-31' },
    { ...partyRule, value: 18, from: '2016-01-01' },
  ),
  'cadre.effect.partyPostRemoved': effect(`${E}partyPostRemoved`, t('撤销党内职务', 'Removal from Party posts'), {
    ...partyRule,
    value: 24,
  }),
  'cadre.effect.partyProbation': effect(
    `${E}partyProbation`,
    t('留党察看（决定未写明期限的）', 'Probation within the Party, where the decision names no period'),
    {
      ...partyRule,
      value: 24,
    },
  ),
  'cadre.effect.partyProbationAfter': effect(
    `${E}partyProbationAfter`,
    t('留党察看期满恢复党员权利后', 'After probation within the Party'),
    { ...partyRule, value: 24 },
  ),
  'cadre.effect.partyExpelled': effect(
    `${E}partyExpelled`,
    t('开除党籍后不得重新入党', 'No re-admission after expulsion'),
    {
      ...partyRule,
      certainty: 'verified',
      value: 60,
    },
  ),
  'cadre.effect.admonition': effect(`${E}admonition`, t('诫勉', 'Admonition'), { ...organised, value: 6 }),
  'cadre.effect.suspension': effect(`${E}suspension`, t('停职检查', 'Suspension for self-examination'), {
    ...organised,
    value: 6,
  }),
  'cadre.effect.reassigned': effect(`${E}reassigned`, t('调整职务', 'Reassignment'), { ...organised, value: 12 }),
  'cadre.effect.removedLeading': effect(
    `${E}removedLeading`,
    t('责令辞职、免职：不得安排领导职务', 'Told to resign or removed: no leading post'),
    { ...organised, value: 12 },
  ),
  'cadre.effect.removedHigher': effect(
    `${E}removedHigher`,
    t('责令辞职、免职：不得担任高于原职务层次的职务', 'Told to resign or removed: no higher post'),
    { ...organised, value: 24 },
  ),
  'cadre.effect.demoted': effect(`${E}demoted`, t('降职（组织处理）', 'Demotion (organisational measure)'), {
    ...organised,
    value: 24,
  }),
  'cadre.effect.unfitMoved': effect(
    `${E}unfitMoved`,
    t('不适宜担任现职调离、免职', 'Moved or removed as unfit for the post'),
    {
      ...moved,
      value: 12,
    },
  ),
  'cadre.effect.unfitDemoted': effect(`${E}unfitDemoted`, t('不适宜担任现职降职', 'Demoted as unfit for the post'), {
    ...moved,
    value: 24,
  }),
} as const;
