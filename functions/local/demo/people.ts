import { checkDigit } from '@juxian/rules/identity-number.ts';

/** Where people of the county come from. */
export const towns = ['云麓街道', '松溪镇', '清河镇', '东塘镇', '白石乡', '柳林乡'];

const surnames = [...'沈顾陆韩乐纪缪向覃邵翟任朴区仇楼盖苗叶温程楚蓝傅穆钟洛庄祁卫简骆裴褚阮项游宁柏桑'];
const given = [
  '知微',
  '砚秋',
  '青禾',
  '牧之',
  '山遥',
  '云舒',
  '清和',
  '晚亭',
  '静姝',
  '明栩',
  '以南',
  '秉文',
  '予宁',
  '晓岚',
  '适之',
  '若溪',
  '望川',
  '云开',
  '知夏',
  '言蹊',
  '望舒',
  '明远',
  '听澜',
  '怀瑾',
  '临溪',
  '修竹',
  '思齐',
  '令仪',
  '景行',
  '如璋',
  '松月',
  '采薇',
];

/** The n-th of the demonstration's people: a fictional name, sex, birth month, telephone and an identity number that begins with 99. */
export function person(n: number) {
  const name = `${surnames[(n * 7) % surnames.length]}${given[(n * 11 + Math.floor(n / surnames.length)) % given.length]}`;
  const sex = n % 2 === 0 ? ('female' as const) : ('male' as const);
  const year = 1966 + ((n * 13) % 22);
  const month = String(1 + (n % 12)).padStart(2, '0');
  const day = String(1 + (n % 28)).padStart(2, '0');
  const serial = String((n % 499) * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0');
  const first17 = `990001${year}${month}${day}${serial}`;
  return {
    name,
    sex,
    birth: `${year}-${month}`,
    phone: `1390${String(1_000_000 + n * 37).padStart(7, '0')}`,
    identityNumber: first17 + checkDigit(first17),
  };
}
