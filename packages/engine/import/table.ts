import { importable } from '../transfer.ts';
import { readSheets, type Shape } from './sheets.ts';
import type { ImportSource, SourceEnv } from './source.ts';

/** Reads plain tables: a row is a record, a column a field of the module. What every module has that declares no more. */
export const tableSource: ImportSource = {
  async read(env, uploads) {
    const shape = plainShape(env);
    const { rows, found } = await readSheets(env, uploads, () => shape);
    return { found, rows: rows.map(({ row, at, values, headings }) => ({ row, at, values, headings })) };
  },
};

/** The columns of a module as it declares them for transfer. */
export function plainShape({ module, fields }: Pick<SourceEnv, 'module' | 'fields'>): Shape {
  const columns = Object.entries(importable(module, fields)).map(([name, field]) => [name, { field }] as const);
  return { name: module.name, title: module.title, columns: Object.fromEntries(columns) };
}
