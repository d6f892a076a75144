import { chance } from './chance.ts';

const surnames = [
  ...'赵钱孙李周吴郑冯陈蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹章苏潘葛范彭鲁韦马苗凤方俞袁柳鲍史唐费薛雷贺倪汤滕殷罗毕郝常于时皮卞齐康伍余顾孟黄穆萧尹姚邵汪狄米贝明臧计成戴宋茅庞熊',
  ...'纪舒屈项祝董梁杜阮蓝闵席季麻贾路娄童颜郭梅盛林钟徐邱骆高夏蔡田樊凌霍虞万支柯管卢莫房裘解应宗丁宣郁单杭洪包左石崔吉龚程邢裴陆荣翁荀惠甄曲封储靳松井段富巫乌焦巴弓山谷车侯班仰仲伊宫',
  ...'宁仇栾甘厉祖武符刘景詹龙叶司韶黎印宿白怀蒲台鄂籍赖卓蔺屠蒙池乔阴闻翟谭贡劳姬申扶堵冉宰雍桑桂濮牛寿边扈燕冀浦尚农庄晏柴瞿阎慕连茹宦艾鱼容向古易慎戈廖庾居衡步耿弘匡文寇禄阙欧殳沃利蔚',
  ...'越隆师巩聂晁勾敖融冷辛阚饶曾沙丰巢关蒯查荆红游权盖桓',
];

/** The first so many are borne by two in three. */
const common = 60;

const firstOf = {
  '1': [...'砚牧修怀景临秉望适云松岱屿峤朗衡楷棣桢鹤曜昱澍骁骞彧珩瑾璋钧铎锴峻岚嵘泓渊沛霖'],
  '2': [...'知若采静令晚予青素疏清婉芷蘅蕙芸苓荻茉菀薇苒娴妍婧姝瑜琬瑶琇璇岫霁雯霏虹绮纨绾绫'],
} as const;
const secondOf = {
  '1': [...'秋之竹瑾行溪文川南舟野亭谷石泉原陵岳峰廷庭礼言渚洲堂塘桥樵松柏樟桐榆槐枫棠帆航远遥'],
  '2': [...'微禾姝仪宁夏蹊音梧薇月霜露荷兰芝莲苹蓉菊桃梨杏棠榕楠枝叶笛筝弦歌诗韵词墨笺砚绣锦晴暖'],
} as const;

export type Sex = '1' | '2';

/** A name of the demonstration's making, for a sex and a number; another `turn` gives another. */
export function nameFor(sex: Sex, n: number, turn: number): string {
  const among = chance(n, 51 + turn, 3) === 0 ? surnames.length : common;
  const surname = surnames[chance(n, 1 + turn, among)] ?? '';
  const [first, second] = [firstOf[sex], secondOf[sex]];
  const one = first[chance(n, 101 + turn, first.length)] ?? '';
  const two = chance(n, 201 + turn, 7) === 0 ? '' : (second[chance(n, 301 + turn, second.length)] ?? '');
  return surname + one + two;
}

/** A relative's name: of this surname, or of any where none is given. */
export function relativeName(sex: Sex, n: number, salt: number, surname?: string): string {
  const made = nameFor(sex, n * 31 + salt, 500 + salt);
  const given = [...made].slice(1).join('');
  return surname ? surname + given : made;
}

const doubled = ['欧阳', '尉迟', '万俟', '上官', '司徒', '诸葛'];

/** The surname of a Chinese name; a name with a middle dot has none to hand on. */
export const surnameOf = (name: string): string =>
  doubled.find((one) => name.startsWith(one)) ?? (name.includes('·') ? '' : ([...name][0] ?? ''));
