import { Refusal } from '@juxian/base/refusal.ts';
import { type Locale, say, t } from '@juxian/base/text.ts';
import { type DictionaryName, dictionaries } from '@juxian/rules/dictionary.ts';
import { codeOf } from '@juxian/rules/dictionary-words.ts';
import { dotted } from '@juxian/rules/month.ts';
import { cleanText } from '@juxian/rules/reading/cell.ts';
import { parseMonth } from '@juxian/rules/reading/month.ts';
import type { AnyField, CellLook } from '../kinds/kind.ts';
import { parseCell } from '../kinds/server.ts';
import type { SheetCell } from '../workbook/cell.ts';
import type { Option, QuestionKind } from './findings.ts';
import type { Names } from './names.ts';

/** What a cell may mean where only a person can tell. */
export type Ask = {
  kind: QuestionKind;
  refusal: Refusal;
  options: Option[];
  /** The same word means the same in every row, and is remembered. */
  word?: string;
  /** Where the word means the same in other columns too. */
  scope?: string;
  /** Any record of this module is an answer as well. */
  module?: string;
  /** What the field holds after that answer; undefined where it is none. */
  accept(answer: string): Values | undefined;
};
type Values = Record<string, unknown>;
export type CellReading = { values: Values } | { refusal: Refusal } | { ask: Ask };

export type CellEnv = {
  look: CellLook;
  today: string;
  /** The records that a reference to the module may name. */
  names(module: string): Names | undefined;
};

/** A spreadsheet keeps 15 digits of a number: a longer one is no longer what was typed. */
const rounded = /^\d{16,}$/;

/** Reads a cell as the field has it. @returns what it means, why it cannot be taken, or what has to be asked. */
export function readCell(name: string, field: AnyField, cell: SheetCell, env: CellEnv): CellReading {
  if (cell.formula) return { refusal: formula() };
  const isFigure = field.kind === 'number' || field.kind === 'money';
  if (cell.kind === 'number' && rounded.test(cell.text) && !isFigure) return { refusal: tooLong() };
  switch (field.kind) {
    case 'month':
      return readMonth(name, cell, env);
    case 'date':
      return readDate(name, field, cell, env);
    case 'code':
      return readCode(name, field, cell, env);
    case 'choice':
      return readChoice(name, field, cell, env);
    case 'ref':
      return readRef(name, field, cell, env);
    case 'identityNumber':
    case 'phone':
      return plainly(name, field, cleanText(cell.text), env.look);
    case 'text':
      return plainly(name, field, cell.text.replace(/\s*[\r\n]+\s*/g, ''), env.look);
    default:
      return plainly(name, field, cell.text, env.look);
  }
}

const formula = (): Refusal =>
  new Refusal(
    'invalid.formula',
    t(
      '这一格是公式，请复制后“选择性粘贴为数值”再导入',
      'The cell is a formula: copy it and paste its value, then import again',
    ),
  );

const tooLong = (): Refusal =>
  new Refusal(
    'invalid.rounded',
    t(
      '超过15位的数字已被表格取整，请设为文本格式后重填',
      'A number of over 15 digits was rounded by the sheet: format the column as text and type it again',
    ),
  );

function plainly(name: string, field: AnyField, text: string, look: CellLook): CellReading {
  const read = parseCell(field, text, look);
  return 'refusal' in read ? read : { values: { [name]: read.value } };
}

function readMonth(name: string, cell: SheetCell, { today }: CellEnv): CellReading {
  const reading = parseMonth(cell, { latest: today.slice(0, 7) });
  switch (reading.is) {
    case 'value':
      return { values: { [name]: reading.month } };
    case 'blank':
      return { values: {} };
    case 'refused':
      return reading;
    default:
      return {
        ask: {
          kind: 'month',
          refusal: new Refusal('invalid.month', reading.says),
          options: reading.choices.map((month) => ({ value: month, label: dotted(month) })),
          accept: (answer) => (reading.choices.includes(answer) ? { [name]: answer } : undefined),
        },
      };
  }
}

function readDate(name: string, field: AnyField, cell: SheetCell, { look }: CellEnv): CellReading {
  const plain = plainly(name, field, cell.text, look);
  if (!('refusal' in plain)) return plain;
  const reading = parseMonth(cell);
  if (reading.is === 'blank') return { values: {} };
  if (reading.is === 'refused') return plain;
  if (reading.is === 'value' && reading.day) return { values: { [name]: reading.day } };
  return {
    refusal: new Refusal(
      'invalid.date',
      t('“{given}”应写到日，如 2026-03-01', '“{given}” has to name a day, such as 2026-03-01'),
      { values: { given: cell.text.slice(0, 40) } },
    ),
  };
}

function readCode(name: string, field: AnyField & { kind: 'code' }, cell: SheetCell, env: CellEnv): CellReading {
  const { dictionary } = field.options;
  const known = codeOf(dictionary as DictionaryName, cell.text);
  if (known !== undefined) return { values: { [name]: known } };
  const plain = plainly(name, field, cell.text, env.look);
  if (!('refusal' in plain)) return plain;
  const entries = [...(dictionaries.get(dictionary)?.entries.values() ?? [])];
  return askWord(
    name,
    field,
    cell,
    plain.refusal,
    entries.map(({ code, label }) => ({ value: code, label: `${say(label, env.look.locale)} ${code}` })),
    env.look.locale,
  );
}

const yes = new Set(['1', 'y', 'yes', '√', '✓', '有', 'true']);
const no = new Set(['0', '2', 'n', 'no', '×', '无', 'false']);

function readChoice(name: string, field: AnyField & { kind: 'choice' }, cell: SheetCell, env: CellEnv): CellReading {
  const plain = plainly(name, field, cell.text, env.look);
  if (!('refusal' in plain)) return plain;
  const { choices } = field.options;
  const isYesNo = Object.keys(choices).sort().join() === 'no,yes';
  const word = cell.text.normalize('NFKC').trim().toLowerCase();
  if (isYesNo && (yes.has(word) || no.has(word))) return { values: { [name]: yes.has(word) ? 'yes' : 'no' } };
  return askWord(
    name,
    field,
    cell,
    plain.refusal,
    Object.entries(choices).map(([value, label]) => ({ value, label: say(label, env.look.locale) })),
    env.look.locale,
  );
}

const mostOptions = 400;
/** Answers that leave the cell blank. */
export const leftBlank = '-';

function askWord(
  name: string,
  field: AnyField,
  { text }: SheetCell,
  refusal: Refusal,
  options: Option[],
  locale: Locale,
): CellReading {
  const blank = field.required ? [] : [{ value: leftBlank, label: say(t('留空', 'Leave it blank'), locale) }];
  return {
    ask: {
      kind: 'value',
      refusal,
      word: text.trim(),
      options: [...blank, ...options.slice(0, mostOptions)],
      accept(answer) {
        if (answer === leftBlank && !field.required) return {};
        return options.some(({ value }) => value === answer) ? { [name]: answer } : undefined;
      },
    },
  };
}

const mostAlike = 6;

function readRef(name: string, field: AnyField & { kind: 'ref' }, cell: SheetCell, env: CellEnv): CellReading {
  const names = env.names(field.options.module);
  const found = names?.find(cell.text) ?? [];
  if (found.length === 1) return { values: { [name]: found[0] } };
  const plain = plainly(name, field, cell.text, env.look);
  if (!('refusal' in plain) || !names) return plain;
  const given =
    found.length > 0 ? found.map((id) => ({ id, title: names.title(id) ?? id })) : names.alike(cell.text, mostAlike);
  const blank = field.required ? [] : [{ value: leftBlank, label: say(t('留空', 'Leave it blank'), env.look.locale) }];
  return {
    ask: {
      kind: 'record',
      refusal: plain.refusal,
      word: cell.text.trim(),
      module: field.options.module,
      options: [...given.map(({ id, title }) => ({ value: id, label: title })), ...blank],
      accept(answer) {
        if (answer === leftBlank && !field.required) return {};
        return names.title(answer) === undefined ? undefined : { [name]: answer };
      },
    },
  };
}
