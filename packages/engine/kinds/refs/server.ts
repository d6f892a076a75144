import { acceptCell, printList, printTitle, readList, readTitle } from '../cell.ts';
import type { KindServer } from '../kind.ts';
import { refsSchema } from './schema.ts';

export const refsServer: KindServer<'refs'> = {
  parseCell(cell, options, look) {
    const read = readList(cell, (part) => readTitle(part, options.module, look));
    return 'refusal' in read ? read : acceptCell(refsSchema.value(options), read.value);
  },
  printCell: (value, { module }, look) => printList((value as string[]).map((id) => printTitle(id, module, look))),
  search: (value, { module }, look) => (value as string[]).flatMap((id) => look.title(module, id) ?? []),
  mask: () => [],
};
