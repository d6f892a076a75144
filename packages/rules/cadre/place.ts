import { type Text, t } from '@juxian/base/text.ts';

type Organ = { names: RegExp; title: Text };
type PlaceRule = {
  from: string;
  source: Text;
  note?: Text;
  organs: readonly Organ[];
  /** Whether heads of towns fall under it by the town they grew up in. */
  towns: boolean;
};

const law = t('公务员法第七十五条', 'Civil Servants Law, art. 75');
const organ = (names: RegExp, zh: string, en: string): Organ => ({ names, title: t(zh, en) });

/** Who may not head what where he grew up, the newest last. The organs of 2006 were read in secondary pages only. */
const rules: readonly PlaceRule[] = [
  {
    from: '2006-08-06',
    source: t(
      '党政领导干部任职回避暂行规定；公务员法第七十五条',
      'Provisional rules on recusal of leading cadres (2006); Civil Servants Law, art. 75',
    ),
    note: t('待确认', 'To be confirmed'),
    organs: [
      organ(/[县市区旗]委(员会)?$/, '党委', 'Party committee'),
      organ(/[县市区旗]人民政府$/, '政府', 'government'),
      organ(/纪律检查委员会|纪委|监察委/, '纪检机关', 'discipline organ'),
      organ(/组织部$/, '组织部门', 'organization department'),
      organ(/人民法院$/, '人民法院', 'court'),
      organ(/人民检察院$/, '人民检察院', 'procuratorate'),
      organ(/公安(分)?局$/, '公安部门', 'police'),
    ],
    towns: true,
  },
];

export type PlaceFinding = { says: Text; source: Text; note?: Text };

/** The chief post of a unit; `region` is the county it lies in, where that is on record. */
export type ChiefPost = { unit: string; region?: string; town: boolean };

/**
 * Whether somebody would head an organ where he or she grew up, on a day; a question for a person, never an answer.
 * Without 成长地 the native place is looked at. Undefined where nothing speaks for it or the place cannot be told.
 */
export function placeRecusal(
  { hometown, nativePlace }: { hometown?: string; nativePlace?: string },
  { unit, region, town }: ChiefPost,
  day: string,
): PlaceFinding | undefined {
  const rule = rules.findLast(({ from }) => from <= day);
  const grown = hometown || nativePlace;
  if (!rule || !grown) return undefined;
  const where = hometown ? t('成长地', 'grown up in') : t('籍贯', 'native of');
  if (town) {
    const stem = unit.replace(/(街道|镇|乡|苏木).*$/, '');
    if (!rule.towns || stem.length < 2 || !grown.includes(stem)) return undefined;
    const says = t(`${where.zh}${grown}，拟任${unit}正职`, `${where.en} ${grown}, to head ${unit}`);
    return { says, source: law };
  }
  const found = rule.organs.find(({ names }) => names.test(unit));
  const stem = stemOf(region) ?? stemOf(unit);
  if (!found || !stem || !grown.includes(stem)) return undefined;
  const says = t(
    `${where.zh}${grown}，拟任本地${found.title.zh}正职`,
    `${where.en} ${grown}, to head its ${found.title.en}`,
  );
  return { says, source: rule.source, ...(rule.note && { note: rule.note }) };
}

/** 青山 of 青山县 or 中共青山县委组织部; papers name places without their kind. */
const stemOf = (name = ''): string | undefined => /^(?:中共)?([^县市区旗]{2,8})[县市区旗]/.exec(name)?.[1];
