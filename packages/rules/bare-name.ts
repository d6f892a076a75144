/** What may be strewn between the letters of a name without changing whose it is: spaces, dots, marks, signs not seen. */
export const strewn = '[\\s\\p{P}\\p{Cf}\\p{M}\\p{DI}]';
const everyStrewn = new RegExp(strewn, 'gu');

/** A name as names are compared: one form of each letter, no case, nothing strewn between them. */
export const bareName = (name: unknown): string =>
  String(name ?? '')
    .normalize('NFKC')
    .replace(everyStrewn, '')
    .toLowerCase();
