import { acceptCell, printList, readList } from '../cell.ts';
import { parseChoice, printChoice, searchChoice } from '../choice/server.ts';
import type { KindServer } from '../kind.ts';
import { choicesSchema } from './schema.ts';

export const choicesServer: KindServer<'choices'> = {
  parseCell(cell, options) {
    const read = readList(cell, (part) => parseChoice(part, options.choices));
    return 'refusal' in read ? read : acceptCell(choicesSchema.value(options), read.value);
  },
  printCell: (value, { choices }, look) => printList((value as string[]).map((one) => printChoice(one, choices, look))),
  search: (value, { choices }) => (value as string[]).flatMap((one) => searchChoice(one, choices)),
  mask: () => [],
};
