import { newId } from '@juxian/base/id.ts';
import { monthFrom } from '@juxian/rules/month.ts';
import { chance, oneOf } from './chance.ts';
import type { Life } from './life.ts';
import { relativeName, type Sex, surnameOf } from './names.ts';

type Relative = { relation: string; name: string; born: number; politics: string; work: string };

const year = 12;
const works = [
  '青山县第二中学教师',
  '青山县人民医院护师',
  '青山县供电公司职员',
  '松溪镇溪口村村民',
  '个体经营',
] as const;
const retirements = [
  '青山县水利局退休干部',
  '青山县粮食局退休职工',
  '清河镇河东村村民',
  '东塘镇中心学校退休教师',
] as const;
const parties = ['中共党员', '群众', '群众'] as const;

/** Two to six relatives, in the order of the form: spouse, children, parents, then others. */
export function familyOf(life: Life): Record<string, unknown>[] {
  const { slot, start, born } = life;
  const { n, special } = slot;
  const isMarried = (start - born > 27 * year && chance(n, 61, 10) > 0) || special.spouse !== undefined;
  const partner = spouse(life);
  const fathered = surnameOf(slot.sex === '1' ? slot.name : partner.name);
  const own = isMarried ? [partner, ...children(life, fathered)] : [];
  const relatives = [...own, ...parents(life), ...siblings(life)];
  return relatives.slice(0, 6).map(({ relation, name, born: month, politics, work }, i) => ({
    id: newId('line'),
    relation,
    name,
    born: monthFrom(month),
    politics,
    work,
    order: i + 1,
  }));
}

function spouse({ slot: { n, sex, special }, born }: Life): Relative {
  const other: Sex = sex === '1' ? '2' : '1';
  return {
    relation: sex === '1' ? '妻子' : '丈夫',
    name: special.spouse ?? relativeName(other, n, 1),
    born: born + (sex === '1' ? 1 : -1) * chance(n, 62, 40),
    politics: special.spouse ? '中共党员' : oneOf(parties, n, 63),
    work: special.spouse
      ? sex === '1'
        ? '青山县教育局办公室主任'
        : '中共青山县委组织部干部股股长'
      : oneOf(works, n, 64),
  };
}

function children(life: Life, surname: string): Relative[] {
  const { slot, born, start } = life;
  const first = born + 26 * year + chance(slot.n, 65, 48);
  const second = first + 5 * year + chance(slot.n, 66, 30);
  const hasTwo = chance(slot.n, 67, 10) < 4;
  return [first, ...(hasTwo ? [second] : [])]
    .filter((month) => month < start - 6)
    .map((month, i) => child(life, { month, i, surname }));
}

function child(
  { slot: { n }, start }: Life,
  { month, i, surname }: { month: number; i: number; surname: string },
): Relative {
  const own: Sex = chance(n, 68 + i, 2) === 0 ? '1' : '2';
  const age = Math.floor((start - month) / year);
  return {
    relation: own === '1' ? '儿子' : '女儿',
    name: relativeName(own, n, 2 + i, surname || undefined),
    born: month,
    politics: age < 14 ? '' : age < 22 ? '共青团员' : '群众',
    work:
      age < 6
        ? ''
        : age < 12
          ? '青山县实验小学学生'
          : age < 18
            ? '青山县第一中学学生'
            : age < 23
              ? '岭东大学学生'
              : oneOf(works, n, 70 + i),
  };
}

function parents({ slot: { n, name }, born, start }: Life): Relative[] {
  const fathered = born - 25 * year - chance(n, 72, 60);
  const mothered = born - 24 * year - chance(n, 73, 50);
  const at = (relation: string, month: number, who: string, salt: number): Relative => ({
    relation,
    name: who,
    born: month,
    politics: oneOf(parties, n, salt),
    work: `${oneOf(retirements, n, salt + 1)}${start - month > 82 * year ? '（已去世）' : ''}`,
  });
  return [
    at('父亲', fathered, relativeName('1', n, 5, surnameOf(name) || undefined), 74),
    at('母亲', mothered, relativeName('2', n, 6), 76),
  ];
}

function siblings({ slot: { n, name }, born }: Life): Relative[] {
  if (chance(n, 78, 10) > 5) return [];
  const own: Sex = chance(n, 79, 2) === 0 ? '1' : '2';
  const older = chance(n, 80, 2) === 0;
  const relation = { '1': ['哥哥', '弟弟'], '2': ['姐姐', '妹妹'] }[own][older ? 0 : 1] ?? '';
  return [
    {
      relation,
      name: relativeName(own, n, 7, surnameOf(name) || undefined),
      born: born + (older ? -1 : 1) * (24 + chance(n, 81, 40)),
      politics: oneOf(parties, n, 82),
      work: oneOf(works, n, 83),
    },
  ];
}
