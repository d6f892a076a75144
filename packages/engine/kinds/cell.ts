import { issueOf } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, type TextValues, t } from '@juxian/base/text.ts';
import type { z } from 'zod';
import type { CellLook } from './kind.ts';

/** What reading a cell comes to. */
export type CellResult = { value: unknown } | { refusal: Refusal };

export const refuseCell = (code: string, says: Text, values: TextValues = {}): CellResult => ({
  refusal: new Refusal(`invalid.${code}`, says, { values }),
});

/** The value as the kind's own schema accepts it, or the schema's sentence. */
export function acceptCell(schema: z.ZodType, value: unknown): CellResult {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues.flatMap(issueOf);
  if (!issue) return refuseCell('format', t('格式不对', 'Wrong format'));
  return { refusal: new Refusal(issue.code, issue.says, { values: issue.values ?? {} }) };
}

/** Several values in one cell, each read alone: parted by semicolons or lines, and by commas where that alone fits. */
export function readList(cell: string, readOne: (part: string) => CellResult): CellResult {
  const parts = partsOf(cell, /[;；\n]/);
  const values: unknown[] = [];
  for (const part of parts) {
    const whole = readOne(part);
    if ('value' in whole) values.push(whole.value);
    else {
      const pieces = partsOf(part, /[、,，]/);
      const read = pieces.length > 1 ? pieces.map(readOne) : [whole];
      for (const one of read) {
        if ('refusal' in one) return one;
        values.push(one.value);
      }
    }
  }
  return { value: values };
}

const partsOf = (cell: string, separator: RegExp): string[] =>
  cell
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);

export const printList = (parts: readonly string[]): string => parts.join('；');

const idIn = /(?:^|\[)([a-z]{3}_[0-9a-z]{22})\]?$/;

/** A record named in a cell by its title, or by its id where several have the title: asked, never guessed. */
export function readTitle(cell: string, module: string, look: CellLook): CellResult {
  const id = idIn.exec(cell)?.[1];
  if (id)
    return look.title(module, id) === undefined
      ? refuseCell('ref', t('没有编号为{id}的记录', 'There is no record with the id {id}'), { id })
      : { value: id };
  const found = look.find(module, cell.normalize('NFC'));
  if (found.length === 1) return { value: found[0] };
  if (found.length === 0)
    return refuseCell('ref', t('找不到“{given}”', '“{given}” is not known'), { given: cell.slice(0, 60) });
  return refuseCell(
    'namesakes',
    t('有{count}条都叫“{given}”，请写明编号：{ids}', '{count} are called “{given}”; write which id: {ids}'),
    { count: found.length, given: cell.slice(0, 60), ids: found.slice(0, 5).join('、') },
  );
}

/** The title of a record; with the id behind it where another has the same. */
export function printTitle(id: string, module: string, look: CellLook): string {
  const title = look.title(module, id);
  if (title === undefined) return id;
  return look.find(module, title).length > 1 ? `${title} [${id}]` : title;
}

/** A cell that only the system fills. */
export const notRead = (): CellResult =>
  refuseCell('printOnly', t('这一栏不能从表格导入', 'This field cannot be imported from a sheet'));

/** Stands in place of a sensitive value of any shape. */
export const hiddenText = '***';

/** Both wordings of a label, for search. */
export const wordsOf = ({ zh, en }: Text): string[] => (zh === en ? [zh] : [zh, en]);

/** A heading, label or choice as it is compared: width, case and blanks do not count. */
export const sameWords = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
