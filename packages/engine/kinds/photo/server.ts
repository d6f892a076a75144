import { hiddenText, notRead } from '../cell.ts';
import type { Attachment, KindServer } from '../kind.ts';

export const photoServer: KindServer<'photo'> = {
  parseCell: notRead,
  printOnly: true,
  printCell: (value) => (value as Attachment).name,
  mask: () => hiddenText,
};
