import type { Text } from '@juxian/base/text.ts';

export type DictionaryEntry = {
  code: string;
  label: Text;
  /** The entry above it; absent at the top. */
  parent?: string;
};

export type Dictionary = {
  /** The standard or list it follows. */
  source: string;
  /** Day from which that edition counts. */
  from: string;
  certainty: 'verified' | 'likely' | 'unconfirmed';
  /** What of it is not the standard’s own, such as codes given here to names that were seen without one. */
  note?: Text;
  entries: ReadonlyMap<string, DictionaryEntry>;
};

/**
 * Entries from lines `code zh en…`: the code and the Chinese name without spaces, the rest English. The longest other
 * code that begins an entry's code is its parent.
 */
export function tree(lines: string): ReadonlyMap<string, DictionaryEntry> {
  const rows = rowsOf(lines);
  const codes = new Set(rows.map((row) => row.code));
  return new Map(rows.map((row) => [row.code, { ...row, ...above(row.code, codes) }]));
}

/** Entries from such lines where one code beginning another means nothing. */
export const flat = (lines: string): ReadonlyMap<string, DictionaryEntry> =>
  new Map(rowsOf(lines).map((row) => [row.code, row]));

const rowsOf = (lines: string): DictionaryEntry[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => /^\s*(\S+) (\S+) (.+)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, code = '', zh = '', en = '']) => ({ code, label: { zh, en } }));

function above(code: string, codes: ReadonlySet<string>): { parent?: string } {
  for (let length = code.length - 1; length > 0; length--)
    if (codes.has(code.slice(0, length))) return { parent: code.slice(0, length) };
  return {};
}
