import { cadreSource } from '@juxian/documents/cadre/import/source.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Upload } from '@juxian/engine/import/source.ts';
import {
  answerImport,
  commitChecked,
  type ImportAnswer,
  importAnswer,
  importJobOf,
  startImport,
} from '@juxian/engine/import.ts';
import { continueJob, type JobKinds, runJob } from '@juxian/engine/jobs.ts';
import { createRecord, getRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { type CollectionSheet, collectionSheets } from '@juxian/rules/collection.ts';
import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { type County, openWorld } from '../../support/county.ts';

export const kinds: JobKinds = {
  import: importJobOf((module) => (module === 'cadre' ? Promise.resolve(cadreSource) : undefined)),
};

/** An office of a county with two units, and what it does with files of cadres. */
export class Office {
  readonly ctx: Ctx;
  readonly units: Record<string, string>;
  readonly county: County;
  private constructor(ctx: Ctx, county: County, units: Record<string, string>) {
    this.ctx = ctx;
    this.county = county;
    this.units = units;
  }

  static async of(county: County): Promise<Office> {
    const ctx = await county.as('马兰', 'office');
    const units: Record<string, string> = {};
    for (const [name, short] of [
      ['青禾县农业农村局', '农业农村局'],
      ['青禾县教育局', '教育局'],
    ] as const)
      units[name] = (
        await createRecord(ctx, { module: 'unit', values: { name, short, order: 1, sort: 'government' } })
      ).id;
    return new Office(ctx, county, units);
  }

  async check(
    files: Upload[],
    mode: 'create' | 'upsert' = 'upsert',
    mapping?: Record<string, string>,
  ): Promise<ImportAnswer> {
    const { id } = await startImport(this.ctx, {
      module: 'cadre',
      files,
      mode,
      dryRun: true,
      ...(mapping ? { mapping } : {}),
    });
    await runJob(this.ctx, id, { kinds });
    return importAnswer(this.ctx, id);
  }

  async answer(id: string, answers: Record<string, string>): Promise<ImportAnswer> {
    await answerImport(this.ctx, id, { answers });
    await runJob(this.ctx, id, { kinds });
    return importAnswer(this.ctx, id);
  }

  async commit(id: string): Promise<ImportAnswer> {
    await continueJob(this.ctx, id, commitChecked);
    await runJob(this.ctx, id, { kinds });
    return importAnswer(this.ctx, id);
  }

  /** Checks and commits. */
  async load(files: Upload[], mode: 'create' | 'upsert' = 'upsert'): Promise<ImportAnswer> {
    return this.commit((await this.check(files, mode)).id);
  }

  async titles(module = 'cadre'): Promise<string[]> {
    const rows = await this.ctx.rows.fresh(this.ctx, moduleOf(this.ctx, module));
    return rows
      .where({})
      .map(({ title }) => title)
      .sort();
  }

  async person(name: string) {
    const rows = await this.ctx.rows.fresh(this.ctx, moduleOf(this.ctx, 'cadre'));
    const row = rows.where({}).find(({ title }) => title === name);
    if (!row) throw new Error(`nobody called ${name}`);
    const record = await getRecord(this.ctx, { module: 'cadre', id: row.id });
    return { ...record, clear: await this.clear(row.id) };
  }

  async record(module: string, title: string): Promise<Record<string, unknown>> {
    const rows = await this.ctx.rows.fresh(this.ctx, moduleOf(this.ctx, module));
    const row = rows.where({}).find((one) => one.title === title);
    return (await getRecord(this.ctx, { module, id: row?.id ?? '' })).values;
  }

  private async clear(id: string): Promise<Record<string, unknown>> {
    return (await loadRecord(this.ctx, moduleOf(this.ctx, 'cadre'), id))?.values ?? {};
  }
}

export const openOffices = async () => {
  const world = await openWorld();
  return { world, office: async () => Office.of(await world.county('青禾县')) };
};

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** A fictional number: the birth, and an order whose last digit is odd for men. */
export function numberOf(birth: string, order: number): string {
  const body = `990101${birth}${String(order).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'[sum % 11];
}

export type Row = Record<string, CellValue>;

/** A sheet of the collection workbook: every column of it, filled where a row says so. */
export const sheetOf = (sheet: CollectionSheet, rows: readonly Row[]): WriteSheet => {
  const { name, columns } = collectionSheets[sheet];
  return {
    name: `${sheet}${name}`,
    rows: [[...columns], ...rows.map((row) => columns.map((column) => row[column] ?? null))],
  };
};

export const workbook = async (sheets: WriteSheet[], name = '干部大数据信息提取表.xlsx'): Promise<Upload> => ({
  name,
  bytes: await writeXlsx({ sheets }),
});

/** A plain table as one sheet. */
export const table = (rows: CellValue[][], name = '名册.xlsx', more: Partial<WriteSheet> = {}): Promise<Upload> =>
  workbook([{ name: '名册', rows, ...more }], name);

export const told = ({ refused }: ImportAnswer) =>
  refused.map(({ sheet, row, column, code }) => [sheet, row, column, code].filter((one) => one !== undefined));
