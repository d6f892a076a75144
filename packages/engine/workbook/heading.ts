import { sameWords } from '../kinds/cell.ts';

/** A heading as it is compared: marks of required fields, units in brackets and colons do not make another one. */
export const headingWords = (text: string): string =>
  sameWords(text.replace(/[（(][^（()）]*[)）]\s*$/, '')).replace(/[*:]/g, '');
