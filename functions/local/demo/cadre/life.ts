import { type RetirementFacts, retirement } from '@juxian/rules/cadre/retirement.ts';
import type { FigureReader } from '@juxian/rules/figures.ts';
import { monthFrom, monthNumber } from '@juxian/rules/month.ts';
import { chance } from './chance.ts';
import type { Slot } from './roster.ts';

/** The months of a life, as numbers of months; `start` is the month of the first start. */
export type Life = {
  slot: Slot;
  start: number;
  born: number;
  workStart: number;
  /** Full-time schooling ended; work began in the months after. */
  schooled: number;
  degree: 'secondary' | 'college' | 'bachelor' | 'master';
  /** The month all posts ended, of those who have gone. */
  left?: number;
};

/** Nothing on record is younger than this many months, since the files were entered then. */
export const newest = -6;

/** Ages in years between which people of a standing are. */
const ages: Readonly<Record<string, readonly [number, number]>> = {
  chief: [42, 55],
  deputy: [35, 51],
  inner: [30, 47],
  graduate: [27, 29],
  fiveYears: [29, 35],
  freed: [54, 58],
  stepped: [44, 53],
  recruit: [23, 26],
  clerk: [24, 30],
  worker: [40, 54],
  retired: [62, 71],
  transferred: [37, 48],
  left: [29, 36],
  deceased: [48, 57],
  '01A06': [52, 58],
  '01A07': [45, 57],
  '01A08': [40, 51],
  '01A09': [34, 47],
  '01A10': [30, 41],
};
/** The oldest a woman in service is, two years below what the table of 55 gives at the earliest. */
const oldestWoman = 53;

/** The life of one of the 600 as seen from the month of the first start. */
export function lifeOf(slot: Slot, start: number, figure: FigureReader): Life {
  const { n, standing, sex } = slot;
  const degree = degreeOf(slot);
  const schooledAt = { secondary: 19, college: 21, bachelor: 22, master: 25 }[degree];
  if (standing === 'recruit') return recruit(slot, start, degree, schooledAt);
  if (standing === 'graduate' || standing === 'clerk') {
    const back = standing === 'graduate' ? -40 : -36 - 12 * chance(n, 12, 5);
    const schooled = lastJuly(start + back);
    const born = schooled - schooledAt * 12 - 1 - chance(n, 13, 11);
    return { slot, start, born, schooled, workStart: schooled + chance(n, 14, 3), degree };
  }
  const retiring = leavesBy(slot);
  const born =
    retiring !== undefined ? bornFor(slot, start + retiring, figure) : start - ageOf(slot) * 12 - chance(n, 16, 12);
  const schooled = lastJuly(born + schooledAt * 12 + 11);
  const workStart = schooled + chance(n, 14, 2);
  const left = leftOf(slot, { start, born, sex, figure });
  return { slot, start, born, schooled, workStart, degree, ...(left === undefined ? {} : { left }) };
}

function recruit(slot: Slot, start: number, degree: Life['degree'], schooledAt: number): Life {
  const workStart = start + newest - chance(slot.n, 11, 5);
  const schooled = lastJuly(workStart);
  return { slot, start, schooled, workStart, degree, born: schooled - schooledAt * 12 - 1 - chance(slot.n, 13, 11) };
}

/** The month of retirement that a file is built on, where the age decides. */
function leavesBy({ special, standing, role }: Slot): number | undefined {
  if (special.retiresIn !== undefined) return special.retiresIn;
  return standing === 'retired' && role === 'deputy' ? newest - 2 : undefined;
}

function leftOf(
  slot: Slot,
  { start, born, sex, figure }: { start: number; born: number; sex: string; figure: FigureReader },
) {
  const { n, standing, role } = slot;
  if (standing === 'retired')
    return Math.min(
      monthNumber(retirement(factsOf(sex, born), figure).month),
      start + newest - (role === 'deputy' ? 0 : 1),
    );
  if (standing === 'transferred') return start + newest - 1 - (role === 'deputy' ? n % 3 : 12 + chance(n, 18, 48));
  if (standing === 'left' || standing === 'deceased') return start - 10 - chance(n, 18, 40);
  return undefined;
}

const factsOf = (sex: string, born: number, sixty?: RetirementFacts['sixty']): RetirementFacts => ({
  sex: sex === '1' ? 'male' : 'female',
  kind: 'civilServant',
  birth: monthFrom(born),
  ...(sixty ? { sixty } : {}),
});

/** The latest month of birth with which the age of retirement is reached by a month: not every month is one. */
function bornFor({ sex, special }: Slot, month: number, figure: FigureReader): number {
  const sixty = special.sixty ? { ground: special.sixty, document: '-' } : undefined;
  for (let born = month - 50 * 12; born > month - 66 * 12; born--)
    if (monthNumber(retirement(factsOf(sex, born, sixty), figure).month) <= month) return born;
  return month - 60 * 12;
}

function ageOf({ n, role, standing, rank, sex, office }: Slot): number {
  const [from, to] = ages[standing === 'rank' ? (rank ?? '') : (standing ?? role)] ?? [30, 45];
  const older = office.sort === 'institution' || office.sort === 'enterprise' ? 2 : 0;
  const isServing = standing === undefined || !['retired', 'deceased'].includes(standing);
  const age = from + older + chance(n, 15, to - from + 1);
  if (!isServing) return age;
  return Math.min(age, sex === '2' ? oldestWoman - (age % 3) : 58);
}

function degreeOf({ n, standing, role }: Slot): Life['degree'] {
  if (standing === 'graduate') return 'master';
  if (standing === 'clerk') return 'college';
  if (standing === 'fiveYears') return 'bachelor';
  if (standing === 'recruit') return n % 4 === 0 ? 'master' : 'bachelor';
  if (standing === 'worker' || standing === 'retired') return n % 3 === 0 ? 'college' : 'secondary';
  const roll = chance(n, 21, 100);
  const old = role === 'chief' || standing === 'freed';
  if (roll < (old ? 15 : 8)) return 'secondary';
  if (roll < (old ? 50 : 30)) return 'college';
  return roll < 92 ? 'bachelor' : 'master';
}

const lastJuly = (month: number): number => month - ((((month - 6) % 12) + 12) % 12);
