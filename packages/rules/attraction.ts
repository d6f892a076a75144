import { type Text, t } from '@juxian/base/text.ts';
import { countyFigure } from './figure.ts';

const agreements = t('校地合作协议管理通行做法', 'Common practice in keeping agreements with universities');
const secondments = t('科技博士服务团和挂职人员管理通行做法', 'Common practice in keeping secondments');
const oneWindow = t('人才服务“一网一卡一窗口”通行做法', 'Common practice of one site, one card, one window');

const figure = countyFigure(oneWindow);

/** What the one window grants to talent; each has its own time limit. */
export const serviceSorts = {
  housing: t('住房保障', 'Housing'),
  schooling: t('子女入学', 'Schooling of children'),
  medical: t('医疗服务', 'Medical care'),
  spouse: t('配偶就业', 'Work for the spouse'),
  travel: t('交通出行', 'Travel'),
  scenic: t('景区文体', 'Sights and sports'),
  household: t('落户办理', 'Registration of residence'),
  other: t('其他事项', 'Other'),
} as const satisfies Record<string, Text>;
export type ServiceSort = keyof typeof serviceSorts;

/** Figures of attraction and talent services, by name, each with its versions. */
export const attractionFigures = {
  'talent.agreementNotice': figure<number>('talent.agreementNotice', {
    title: t('合作协议到期提前提醒', 'Notice before an agreement ends'),
    value: 90,
    unit: 'days',
    source: agreements,
    bounds: { min: 7, max: 365 },
  }),
  'talent.secondmentNotice': figure<number>('talent.secondmentNotice', {
    title: t('挂职期满提前提醒', 'Notice before a secondment ends'),
    value: 30,
    unit: 'days',
    source: secondments,
    bounds: { min: 7, max: 180 },
  }),
  'talent.serviceDays': figure<Readonly<Record<ServiceSort, number>>>('talent.serviceDays', {
    title: t('人才服务事项办理时限', 'Time for each talent service'),
    value: { housing: 20, schooling: 20, medical: 5, spouse: 20, travel: 5, scenic: 5, household: 10, other: 10 },
    unit: 'workingDays',
    source: oneWindow,
    keys: serviceSorts,
    bounds: { min: 1, max: 60 },
  }),
  'talent.serviceHandovers': figure<number>('talent.serviceHandovers', {
    title: t('人才服务申请交办次数上限', 'Most hand-overs of a service request'),
    value: 3,
    unit: 'times',
    source: oneWindow,
    bounds: { min: 1, max: 10 },
  }),
} as const;
