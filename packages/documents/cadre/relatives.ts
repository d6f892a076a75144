import { ageAt } from '@juxian/rules/cadre/age.ts';
import { kinshipOf } from '@juxian/rules/cadre/kin.ts';
import type { Part } from '../forms/view.ts';
import type { Person } from './person.ts';

/** Words after which a relative is kept without an age. */
export const isDead = (work: string): boolean => /已去世|已故|去世/.test(work);

/** Spouse, children by age, parents, then the others: as the form wants them where nobody has set an order. */
function placeOf(line: Part): number {
  const kin = kinshipOf(line.text('relation'));
  if (kin?.line === 'spouse') return 0;
  if (kin?.line === 'lineal') return kin.household ? 1 : 2;
  return 3;
}

/** The lines of the family table in printed order. */
export function relativesOf(person: Person): Part[] {
  const lines = person.lines('family');
  if (lines.some((line) => line.number('order') !== undefined))
    return lines.toSorted((a, b) => (a.number('order') ?? 999) - (b.number('order') ?? 999));
  return lines.toSorted((a, b) => placeOf(a) - placeOf(b) || (placeOf(a) === 1 ? olderFirst(a, b) : 0));
}

const olderFirst = (a: Part, b: Part): number => (a.text('born') || '9').localeCompare(b.text('born') || '9');

/** The age a relative is printed with, full years by the month rule; blank for the dead and where nothing is known. */
export function relativeAge(line: Part, at: string): string {
  const born = line.text('born');
  return born && !isDead(line.text('work')) && born <= at.slice(0, 7) ? String(ageAt(born, at)) : '';
}
