import type { FieldAnswer, RecordAnswer } from '@juxian/engine/answer.ts';

type Held = Pick<RecordAnswer, 'values'>;

/** The lines of sub-tables asked for that all the records hold already: they lie before whoever is asked for them. */
export function standingLines(records: readonly Held[], asks: readonly FieldAnswer[]): Record<string, unknown> {
  const [first] = records;
  const alike = ({ name, kind }: FieldAnswer): boolean =>
    kind === 'entries' && records.every(({ values }) => said(values[name]) === said(first?.values[name]));
  return Object.fromEntries(
    asks.flatMap((ask) => {
      const lines = first?.values[ask.name];
      return lines && alike(ask) ? [[ask.name, lines]] : [];
    }),
  );
}

/** What lines say, whichever record they are of. */
const said = (lines: unknown): string =>
  JSON.stringify(lines ?? [], (key, value) => (key === 'id' ? undefined : value));
