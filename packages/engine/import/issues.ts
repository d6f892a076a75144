import { Refusal } from '@juxian/base/refusal.ts';

/** A refusal of a whole row, by the columns it names. */
export function issuesOf(
  refusal: Refusal,
  headings: Readonly<Record<string, string>>,
): { field: string; column: string; refusal: Refusal }[] {
  const { fields = [] } = refusal.details;
  if (fields.length === 0) return [{ field: '', column: '', refusal }];
  return fields.map(({ path, code, says, values }) => ({
    field: path.split('.')[0] ?? '',
    column: headings[path.split('.')[0] ?? ''] ?? '',
    refusal: new Refusal(code, says, { values: values ?? {} }),
  }));
}
