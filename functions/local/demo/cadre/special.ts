import type { Sex } from './names.ts';
import type { Standing } from './roster.ts';

/** What sets one of the 600 apart; the rest of the file is as everybody's. */
export type Special = {
  name?: string;
  sex?: Sex;
  at?: {
    unit?: string;
    role: 'chief' | 'deputy' | 'inner' | 'staff';
    post?: string;
    standing?: Standing;
    rank?: string;
  };
  /** Code of GB/T 3304. */
  ethnicGroup?: string;
  /** Code of GB/T 4762, and of a second party. */
  politics?: string;
  secondParty?: string;
  /** Months from the first start until the age of retirement is reached. */
  retiresIn?: number;
  /** Which table of retirement counts, with a document. */
  sixty?: 'seniorTitle';
  /** The month of birth in the number lies so many months before the one recognised. */
  numberEarlier?: number;
  /** Measure, name and months since, in effect at the first start. */
  punished?: { measure: string; name: string; monthsAgo: number };
  /** On a first leading post for less than a year. */
  onTrial?: true;
  spouse?: string;
  /** A draft or issued document moves this person, so nothing is typed as the present post. */
  moves?: true;
  title?: string;
};
const rank = (code: string) => ({ role: 'staff' as const, rank: code });
const youth = { role: 'staff' as const, standing: 'fiveYears' as const };

/** Whom a member of the cadre section is kept from: himself and his wife. */
export const sectionHead = '温不言';
export const hisWife = '简青禾';

/** Deputies whom documents move, by unit and post, in the order of the documents. */
export const movers = {
  housing: '卓临渊',
  committee: '邬景川',
  songxi: '桑怀石',
  dongtang: '蔺疏桐',
  labour: '沃秉川',
  health: '晁望岱',
  finance: '殳砚廷',
} as const;

const deputy = (name: string, unit: string, post = '副局长'): Special => ({
  name,
  sex: '1',
  at: { unit, role: 'deputy', post },
  moves: true,
});

export const specials: readonly Special[] = [
  { name: sectionHead, sex: '1', at: { unit: '中共青山县委组织部', role: 'inner', post: '干部股' }, spouse: hisWife },
  { name: hisWife, sex: '2', at: { unit: '青山县教育局', role: 'inner', post: '办公室' }, spouse: sectionHead },
  deputy(movers.housing, '青山县住房和城乡建设局'),
  deputy(movers.committee, '中共青山县委办公室', '副主任'),
  deputy(movers.songxi, '松溪镇', '党委委员'),
  deputy(movers.dongtang, '东塘镇', '副镇长'),
  deputy(movers.labour, '青山县人力资源和社会保障局'),
  deputy(movers.health, '青山县卫生健康局'),
  { name: movers.finance, sex: '1', at: { unit: '青山县财政局', role: 'inner', post: '办公室' }, moves: true },
  // Namesakes: three pairs in two units each, one pair in the same.
  { name: '陈若溪', sex: '2', at: { unit: '青山县文化和旅游局', role: 'deputy' } },
  { name: '陈若溪', sex: '2', at: { ...rank('01A10') } },
  { name: '刘牧之', sex: '1', at: { unit: '清河镇', role: 'deputy' } },
  { name: '刘牧之', sex: '1', at: { unit: '青山县融媒体中心', role: 'inner' } },
  { name: '周砚秋', sex: '1', at: { unit: '青山县市场监督管理局', role: 'deputy' } },
  { name: '周砚秋', sex: '2', at: { unit: '青山县第二中学', role: 'inner' } },
  { name: '吴知夏', sex: '2', at: { unit: '东塘镇', role: 'inner' } },
  { name: '吴知夏', sex: '2', at: { unit: '东塘镇', role: 'deputy' } },
  { name: '沈𠅤', sex: '1', at: { unit: '青山县人民医院', role: 'deputy' } },
  { name: '陆㛃', sex: '2', at: { unit: '青山县文化馆', role: 'chief' } },
  { name: '欧阳𠅤岚', sex: '1', at: rank('01A09') },
  { name: '阿依古丽·买买提', sex: '2', at: rank('01A08'), ethnicGroup: '05' },
  { name: '巴图·苏和', sex: '1', at: youth, ethnicGroup: '02' },
  { name: '扎西·次仁', sex: '1', at: { role: 'staff', standing: 'recruit' }, ethnicGroup: '04' },
  { name: '朴恩澈', sex: '1', at: rank('01A09'), ethnicGroup: '10' },
  { name: '单云舒', sex: '2', at: { role: 'deputy' } },
  { name: '解秉文', sex: '1', at: { role: 'chief' } },
  { name: '曾望川', sex: '1', at: { role: 'deputy' } },
  { name: '任知微', sex: '2', at: rank('01A07') },
  { name: '查言蹊', sex: '1', at: rank('01A10') },
  { name: '仇明栩', sex: '1', at: youth },
  { name: '区若澜', sex: '2', at: { role: 'staff', standing: 'graduate' } },
  { name: '尉迟景行', sex: '1', at: { role: 'deputy' } },
  { name: '万俟修竹', sex: '1', at: rank('01A07') },
  { name: '缪采薇', sex: '2', at: { role: 'inner' } },
  { name: '盖听澜', sex: '1', at: rank('01A06') },
  // Members of other parties and without one.
  { name: '宁思齐', sex: '1', at: { unit: '青山县农业农村局', role: 'deputy' }, politics: '10' },
  { name: '柏令仪', sex: '2', at: { unit: '青山县中医医院', role: 'deputy' }, politics: '08' },
  { name: '祁望舒', sex: '2', at: { unit: '青山县第一中学', role: 'deputy' }, politics: '05' },
  { name: '裴适之', sex: '1', at: { unit: '青山县博物馆', role: 'chief' }, politics: '07' },
  { name: '褚云开', sex: '1', at: rank('01A08'), politics: '12' },
  { name: '骆明远', sex: '1', at: { unit: '青山县工业和信息化局', role: 'deputy' }, politics: '01', secondParty: '06' },
  // Measures in effect.
  {
    name: '贺云樵',
    sex: '1',
    at: rank('01A09'),
    punished: { measure: 'partySevereWarning', name: '党内严重警告', monthsAgo: 7 },
  },
  { name: '江牧野', sex: '1', at: { role: 'inner' }, punished: { measure: 'demerit', name: '政务记过', monthsAgo: 7 } },
  {
    name: '邵临泽',
    sex: '1',
    at: rank('01A10'),
    punished: { measure: 'partyWarning', name: '党内警告', monthsAgo: 8 },
  },
  {
    name: '曹景岚',
    sex: '2',
    at: { unit: '青山县第二中学', role: 'deputy' },
    punished: { measure: 'staffDemerit', name: '记过', monthsAgo: 6 },
  },
  // The age of retirement within three, six and twelve months.
  { name: '戚松原', sex: '1', at: rank('01A06'), retiresIn: 2 },
  { name: '章怀礼', sex: '1', at: rank('01A07'), retiresIn: 3 },
  { name: '葛庭树', sex: '1', at: rank('01A06'), retiresIn: 5 },
  { name: '范静姝', sex: '2', at: rank('01A07'), retiresIn: 6 },
  { name: '俞槐庭', sex: '1', at: { unit: '柳林乡', role: 'chief' }, retiresIn: 9 },
  { name: '柳疏影', sex: '2', at: rank('01A07'), retiresIn: 12 },
  {
    name: '褚素问',
    sex: '2',
    at: { unit: '青山县妇幼保健院', role: 'chief' },
    sixty: 'seniorTitle',
    retiresIn: 40,
    title: '主任医师',
  },
  // The organization recognised another month of birth than the number says.
  { name: '庞如璋', sex: '1', at: rank('01A07'), numberEarlier: 5 },
  { name: '薛临溪', sex: '2', at: { unit: '青山县市场监督管理局', role: 'deputy' }, numberEarlier: -3 },
  // Leaders on probation.
  { name: '岑予宁', sex: '2', at: { unit: '青山县人民政府办公室', role: 'deputy' }, onTrial: true },
  { name: '卫言川', sex: '1', at: { unit: '白石乡', role: 'deputy' }, onTrial: true },
  { name: '项晚亭', sex: '2', at: { unit: '青山县第一中学', role: 'deputy' }, onTrial: true },
];
