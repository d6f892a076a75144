import { say, t } from '@juxian/base/text.ts';
import { type DictionaryEntry, dictionaries } from '@juxian/rules/dictionary.ts';
import { hiddenText, refuseCell, sameWords, wordsOf } from '../cell.ts';
import type { KindServer } from '../kind.ts';

const entriesOf = (dictionary: string): DictionaryEntry[] => [
  ...(dictionaries.get(dictionary)?.entries.values() ?? []),
];

const named = (dictionary: string, words: string): DictionaryEntry[] =>
  entriesOf(dictionary).filter(({ label }) => wordsOf(label).some((word) => sameWords(word) === sameWords(words)));

export const codeServer: KindServer<'code'> = {
  parseCell(cell, { dictionary }) {
    const entries = dictionaries.get(dictionary)?.entries;
    const first = cell.normalize('NFKC').trim().split(/\s/)[0] ?? '';
    const byCode = entries?.get(first);
    if (byCode) return { value: byCode.code };
    const found = named(dictionary, cell);
    if (found.length === 1) return { value: found[0]?.code };
    return found.length > 1
      ? refuseCell(
          'ambiguous',
          t('“{given}”对应多个代码，请写代码：{codes}', '“{given}” has several codes; write which: {codes}'),
          {
            given: cell.slice(0, 40),
            codes: found.map(({ code }) => code).join('、'),
          },
        )
      : refuseCell('code', t('“{given}”不在字典内', '“{given}” is not in the dictionary'), {
          given: cell.slice(0, 40),
        });
  },
  printCell(value, { dictionary }, { locale }) {
    const entry = dictionaries.get(dictionary)?.entries.get(String(value));
    if (!entry) return String(value);
    const label = say(entry.label, locale);
    return named(dictionary, label).length > 1 ? `${entry.code} ${label}` : label;
  },
  search(value, { dictionary }) {
    const entry = dictionaries.get(dictionary)?.entries.get(String(value));
    return entry ? wordsOf(entry.label) : [];
  },
  mask: () => hiddenText,
};
