/** Whether a field is asked of a record, or of a form, that holds these values. */
export const isAsked = (
  { only }: { readonly only?: { readonly field: string; readonly among: readonly string[] } },
  values: Readonly<Record<string, unknown>>,
): boolean => only === undefined || only.among.includes(String(values[only.field] ?? ''));
