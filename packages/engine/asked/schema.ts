type Among = { readonly field: string; readonly among: readonly string[] };

/** Whether a field is asked of a record, or of a form, that holds these values. */
export const isAsked = (
  { only, except }: { readonly only?: Among | undefined; readonly except?: Among | undefined },
  values: Readonly<Record<string, unknown>>,
): boolean => (only === undefined || holdsAny(only, values)) && (except === undefined || !holdsAny(except, values));

const holdsAny = ({ field, among }: Among, values: Readonly<Record<string, unknown>>): boolean =>
  [values[field] ?? ''].flat().some((value) => among.includes(String(value)));
