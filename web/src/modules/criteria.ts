import type { ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import { column, sheetOf } from '../desk/sheet.ts';

/** A score sheet's columns under the names of its criteria, as many as it has. */
export function withCriteria(module: ModuleAnswer, { values }: Pick<RecordAnswer, 'values'>): ModuleAnswer {
  const { criteria } = sheetOf(values);
  if (criteria.length === 0) return module;
  const names = new Map(criteria.map(({ label }, at) => [column(at), label]));
  const fields = module.fields.map((field) =>
    field.name === 'scores' && field.columns
      ? {
          ...field,
          columns: field.columns.flatMap((one) => {
            const label = names.get(one.name);
            if (label) return [{ ...one, label }];
            return /^c\d+$/.test(one.name) ? [] : [one];
          }),
        }
      : field,
  );
  return { ...module, fields };
}
