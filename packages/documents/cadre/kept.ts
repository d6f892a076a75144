import type { Part } from '../forms/view.ts';
import type { Kept as KeptElement, LrmxRelative, LrmxValues } from '../lrmx/lrmx.ts';

/** Elements whose words belong to a file as it came, not to the person: they are handed back with the next one. */
export const keptElements = [
  'NiRenZhiWu',
  'NiMianZhiWu',
  'RenMianLiYou',
  'ChengBaoDanWei',
  'JiSuanNianLingShiJian',
  'TianBiaoShiJian',
  'TianBiaoRen',
  'Version',
] as const;

/** What the field `exchange` of a cadre holds: words and unknown elements of the exchange file last read. */
export type Kept = {
  values: Partial<LrmxValues>;
  unknown: KeptElement[];
  /** Unknown elements of relatives, by 称谓 and name, and a birth that is no month. */
  relatives: { relation: string; name: string; kept: NonNullable<LrmxRelative['kept']>; born?: string }[];
};

export const keptOf = (person: Part): Kept => ({
  values: {},
  unknown: [],
  relatives: [],
  ...person.holds<Partial<Kept>>('exchange'),
});
