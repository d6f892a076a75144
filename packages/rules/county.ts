import { type Text, t } from '@juxian/base/text.ts';

export type CountyKind = 'county' | 'countyCity' | 'district' | 'banner';

const levels: Record<CountyKind, Text> = {
  county: t('县', 'county'),
  countyCity: t('市', 'city'),
  district: t('区', 'district'),
  banner: t('旗', 'banner'),
};
const towns: Record<CountyKind, string> = {
  county: '各乡镇',
  countyCity: '各乡镇、街道',
  district: '各街道、乡镇',
  banner: '各苏木乡镇',
};

/** What a county of that kind calls itself and its organs: 本县, 县委, 县直; a city says 市委, a district 区委, a banner 旗委. */
export function countyWords(kind: CountyKind): {
  here: Text;
  committee: string;
  direct: string;
  towns: string;
} {
  const { zh, en } = levels[kind];
  return { here: t(`本${zh}`, `the ${en}`), committee: `${zh}委`, direct: `${zh}直`, towns: towns[kind] };
}
