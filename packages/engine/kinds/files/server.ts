import { notRead, printList } from '../cell.ts';
import type { Attachment, KindServer } from '../kind.ts';

export const filesServer: KindServer<'files'> = {
  parseCell: notRead,
  printOnly: true,
  printCell: (value) => printList((value as Attachment[]).map(({ name }) => name)),
  mask: () => [],
};
