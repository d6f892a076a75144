import type { Office } from './offices.ts';

const heads: readonly [RegExp, string][] = [
  [/股$/, '股长'],
  [/科$/, '科长'],
  [/队$/, '队长'],
  [/站$/, '站长'],
  [/部$/, '部长'],
];

/** What the head of an inner office is called: 财务股股长, 办公室主任, 护理部主任. */
export function headOf(inner: string, { sort }: Office): string {
  const word = heads.find(([ends]) => ends.test(inner))?.[1] ?? '主任';
  return `${inner}${word === '部长' && sort === 'institution' ? '主任' : word}`;
}

type Role = 'chief' | 'deputy' | 'inner';

/** Codes of ZB09 for posts: organs, institutions by their level, enterprises. */
export function levelOf(role: Role, { sort }: Office): string {
  if (sort === 'enterprise') return '0199';
  const codes = sort === 'institution' ? ['0842', '0850', '0860'] : ['0141', '0142', '0150'];
  return codes[['chief', 'deputy', 'inner'].indexOf(role)] ?? '0150';
}

export type Post = { unit: string; role: Role; name: string; headcount: number; order: number; hot: boolean };

/** Every post of a unit that the county has approved. */
export function postsOf(office: Office): Post[] {
  const { unit, chiefs, deputies, inner, hot } = office;
  return [
    ...chiefs.map(({ post, approved }) => ({ role: 'chief' as const, name: post, headcount: approved, hot: false })),
    ...deputies.map(({ post, approved }) => ({ role: 'deputy' as const, name: post, headcount: approved, hot: false })),
    ...inner.map((post, at) => ({ role: 'inner' as const, name: headOf(post, office), headcount: 1, hot: at < hot })),
  ].map((post, at) => ({ unit, order: (at + 1) * 10, ...post }));
}

/** What a hot post is hot for, by its name. */
export function heatOf(name: string): { hotReason: string; risk: string } {
  if (/财务|预算|国库|采购|经济建设|国有资产|行政政法|社会保障|会计/.test(name))
    return { hotReason: 'money', risk: 'high' };
  if (/人事|招生/.test(name)) return { hotReason: 'people', risk: 'middle' };
  if (/监督|执法|质量|安全|法规|渔政|价格|特种/.test(name)) return { hotReason: 'enforcement', risk: 'high' };
  if (/准入|注册|审批|投资|许可|社会事务|踏勘|中介|农林|交通水利|民办/.test(name))
    return { hotReason: 'approval', risk: 'high' };
  return { hotReason: 'goods', risk: 'middle' };
}

/** What a unit's people do by profession. */
export const fieldOf = (unit: string): 'school' | 'hospital' | 'other' =>
  /中学|小学|学校|教育中心/.test(unit) ? 'school' : /医院|保健院|疾病/.test(unit) ? 'hospital' : 'other';
