import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import type { Ctx } from '../context.ts';
import { importAnswer } from '../import.ts';
import type { Sheet } from '../sheet.ts';
import type { CellIssue } from '../transfer.ts';
import type { SheetCell } from '../workbook/cell.ts';
import { readWorkbook } from '../workbook/read.ts';
import { uploadsOf } from './laid.ts';
import type { FoundSheet } from './sheets.ts';
import type { Upload } from './source.ts';

/**
 * The refused rows as they were sent, one sheet for each they came from, with the reasons behind each: to be set right
 * and sent again. Files that could not be read are named on a sheet of their own.
 * @throws Refusal `forbidden.access` where the reader's access has changed since.
 */
export async function refusedSheets(ctx: Ctx, id: string): Promise<Sheet[]> {
  const [{ refused, sheets: found, withheld }, uploads] = await Promise.all([
    importAnswer(ctx, id),
    uploadsOf(ctx, id),
  ]);
  if (withheld)
    throw new Refusal(
      'forbidden.access',
      t('导入后您的权限或回避已变，请重新导入', 'Your access has changed since; import it again'),
    );
  const only = uploads.length === 1 ? found.filter(({ rows }) => rows > 0) : [];
  const isOf = (sheet: FoundSheet) => (issue: CellIssue) =>
    issue.file === undefined
      ? only.length === 1 && only[0] === sheet
      : issue.file === sheet.file && issue.sheet === sheet.sheet;
  const tables: Sheet[] = [];
  const taken = new Set<CellIssue>();
  for (const sheet of found.filter(({ headRows }) => headRows.length > 0)) {
    const issues = refused.filter(isOf(sheet));
    const upload = uploads.find(({ name }) => name === sheet.file);
    if (issues.length === 0 || !upload) continue;
    for (const issue of issues) taken.add(issue);
    tables.push(tableOf(ctx, sheet, await cellsOf(upload, sheet), issues));
  }
  const files = refused.filter((issue) => !taken.has(issue));
  return files.length > 0 || tables.length === 0 ? [...tables, filesOf(ctx, files)] : tables;
}

async function cellsOf(upload: Upload, { sheet }: FoundSheet): Promise<readonly SheetCell[][]> {
  const { sheets } = await readWorkbook(upload.bytes, upload.name);
  return sheets.find(({ name }) => name === sheet)?.rows ?? [];
}

const why = t('未导入原因', 'Why not imported');

function tableOf(
  { locale }: Ctx,
  found: FoundSheet,
  cells: readonly SheetCell[][],
  issues: readonly CellIssue[],
): Sheet {
  const reasons = reasonsBy(issues, ({ row }) => row);
  const width = Math.max(
    ...[...reasons.keys()].map((row) => cells[row - 1]?.length ?? 0),
    ...found.columns.map(({ index }) => index + 1),
  );
  const headings = new Map(found.columns.map(({ index, heading }) => [index, heading]));
  return {
    name: found.sheet || say(t('未导入', 'Not imported'), locale),
    columns: [
      ...Array.from({ length: width }, (_, at) => ({ title: headings.get(at) ?? '', kind: 'text' as const })),
      { title: say(why, locale), kind: 'text' },
    ],
    rows: [...reasons]
      .sort(([a], [b]) => a - b)
      .map(([row, said]) => [
        ...Array.from({ length: width }, (_, at) => cells[row - 1]?.[at]?.text ?? ''),
        said.join('\n'),
      ]),
  };
}

function filesOf({ locale }: Ctx, issues: readonly CellIssue[]): Sheet {
  return {
    name: say(t('未导入的文件', 'Files not imported'), locale),
    columns: [
      { title: say(t('文件', 'File'), locale), kind: 'text' },
      { title: say(why, locale), kind: 'text' },
    ],
    rows: [...reasonsBy(issues, ({ file = '' }) => file)].map(([file, said]) => [file, said.join('\n')]),
  };
}

function reasonsBy<K>(issues: readonly CellIssue[], keyOf: (issue: CellIssue) => K): Map<K, string[]> {
  const reasons = new Map<K, string[]>();
  for (const issue of issues) {
    const said = issue.column ? `${issue.column}：${issue.message}` : issue.message;
    reasons.set(keyOf(issue), [...(reasons.get(keyOf(issue)) ?? []), said]);
  }
  return reasons;
}
