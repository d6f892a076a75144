import { say, t } from '@juxian/base/text.ts';
import { type CellResult, hiddenText, refuseCell, sameWords, wordsOf } from '../cell.ts';
import type { CellLook, Choices, KindServer } from '../kind.ts';

/** A choice by its key or by either label. */
export function parseChoice(cell: string, choices: Choices): CellResult {
  const wanted = sameWords(cell);
  const byKey = Object.keys(choices).find((key) => sameWords(key) === wanted);
  if (byKey) return { value: byKey };
  const found = Object.entries(choices).filter(([, label]) =>
    wordsOf(label).some((word) => sameWords(word) === wanted),
  );
  if (found.length === 1) return { value: found[0]?.[0] };
  const values = {
    given: cell.slice(0, 40),
    choices: Object.values(choices)
      .map((label) => label.zh)
      .slice(0, 12)
      .join('、'),
  };
  return found.length > 1
    ? refuseCell('ambiguous', t('“{given}”对应多个选项', '“{given}” names several choices'), values)
    : refuseCell(
        'choice',
        t('“{given}”不在可选范围内，可选：{choices}', '“{given}” is not one of the choices: {choices}'),
        values,
      );
}

export function printChoice(value: unknown, choices: Choices, { locale }: CellLook): string {
  const label = choices[String(value)];
  return label ? say(label, locale) : String(value);
}

export const searchChoice = (value: unknown, choices: Choices): string[] => {
  const label = choices[String(value)];
  return label ? wordsOf(label) : [];
};

export const choiceServer: KindServer<'choice'> = {
  parseCell: (cell, { choices }) => parseChoice(cell, choices),
  printCell: (value, { choices }, look) => printChoice(value, choices, look),
  search: (value, { choices }) => searchChoice(value, choices),
  mask: () => hiddenText,
};
