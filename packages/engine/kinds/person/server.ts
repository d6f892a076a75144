import { hiddenText, printTitle, readTitle } from '../cell.ts';
import type { KindServer } from '../kind.ts';

/** Stands for a module where names of people with an account are looked up. */
export const people = 'person';

export const personServer: KindServer<'person'> = {
  parseCell: (cell, _options, look) => readTitle(cell, people, look),
  printCell: (value, _options, look) => printTitle(String(value), people, look),
  search: (value, _options, look) => [look.title(people, String(value)) ?? ''].filter(Boolean),
  mask: () => hiddenText,
};
