import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { Findings } from '@juxian/engine/import/findings.ts';
import { Names } from '@juxian/engine/import/names.ts';
import { readSheets, type Shape } from '@juxian/engine/import/sheets.ts';
import type { SourceEnv } from '@juxian/engine/import/source.ts';
import type { CellLook, Fields } from '@juxian/engine/kinds/kind.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import { type CellValue, writeXlsx } from 'hucre/xlsx';

/** What an import reads of a file, below county and records. */
export async function readFile(
  bytes: Uint8Array,
  fields: Fields,
  look: CellLook,
  {
    mapping = {},
    titles = {},
  }: { mapping?: Record<string, string>; titles?: Record<string, Record<string, string>> } = {},
) {
  const findings = new Findings({}, look.locale);
  const shape: Shape = {
    name: 'table',
    title: t('表', 'Table'),
    columns: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { field }])),
  };
  const env: SourceEnv = {
    ctx: {} as Ctx,
    module: {} as Resolved,
    fields: new Set(Object.keys(fields)),
    look,
    locale: look.locale,
    today: '2026-03-02',
    mapping,
    memory: { headings: {}, words: {} },
    findings,
    names: async (module) => {
      const names = new Names();
      for (const [id, title] of Object.entries(titles[module] ?? {})) names.add(id, title);
      return names;
    },
  };
  const { rows, found } = await readSheets(env, [{ name: '表', bytes }], () => shape);
  return {
    rows: rows.map(({ row, values }) => ({ row, values })),
    issues: findings.issues.map(({ file: _, sheet: __, ...issue }) => issue),
    questions: [...findings.questions.values()],
    columns: found[0]?.columns ?? [],
    headRows: found[0]?.headRows ?? [],
  };
}

/** The same of rows of cells as a workbook has them. */
export const readCells = async (
  rows: CellValue[][],
  ...rest: Parameters<typeof readFile> extends [unknown, ...infer R] ? R : never
) => readFile(await writeXlsx({ sheets: [{ name: '表', rows }] }), ...rest);
