import { newId } from '@juxian/base/id.ts';
import { checkDigit } from '@juxian/rules/identity-number.ts';
import { monthFrom, monthNumber } from '@juxian/rules/month.ts';
import type { Stage } from '../county.ts';
import { type Days, moment } from '../days.ts';

const people = [
  ['邝若衡', '1', '云岭区教育局', '局长', '0141', 51],
  ['舒望尧', '1', '云岭区教育局', '副局长', '0142', 44],
  ['乐清漪', '2', '云岭区教育局', '办公室主任', '0150', 36],
  ['单以宁', '2', '云岭区第三中学', '校长', '0842', 48],
  ['燕怀洲', '1', '云岭区中心医院', '院长', '0842', 53],
  ['晏知秋', '2', '云岭区中心医院', '副院长', '0850', 43],
] as const;

/** A handful of cadres of 云岭区: nobody of 青山县 sees them, nor the other way about. */
export async function placeFew(stage: Stage, days: Days, units: ReadonlyMap<string, string>): Promise<void> {
  stage.at(moment(days.day(-20)));
  const start = monthNumber(days.today);
  await stage.placeAll(
    'cadre',
    people.map(([name, sex, unit, post, level, age], n) => {
      const born = start - age * 12 - n - 1;
      const first17 = `990002${monthFrom(born).replace('-', '')}1${n}${n}0${sex === '1' ? 1 : 2}`;
      const from = monthFrom(start - 30 - n);
      return {
        values: {
          name,
          sex,
          identityNumber: first17 + checkDigit(first17),
          born: monthFrom(born),
          workStart: monthFrom(born + 270),
          politics: '01',
          partyJoined: monthFrom(born + 300),
          category: level.startsWith('01') ? '1' : '7',
          appointments: [
            { id: newId('line'), unit: units.get(unit), post, main: 'yes', leading: 'yes', order: n + 1, from },
          ],
          levels: [{ id: newId('line'), sort: 'level', level, from }],
        },
      };
    }),
  );
}
