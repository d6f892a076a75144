import { hiddenText } from './cell.ts';
import { entriesServer, flatServers } from './entries/server.ts';
import type { AnyField, CellLook, KindName, KindServer } from './kind.ts';

/** The server half of every kind, by name. */
export const kindServers: { [K in KindName]: KindServer<K> } = { ...flatServers, entries: entriesServer };

const serverOf = (field: AnyField): KindServer<never> => kindServers[field.kind];

/** A cell of the field's column as a stored value, or why not; blank cells never come here. */
export const parseCell = (field: AnyField, cell: string, look: CellLook): ReturnType<KindServer<never>['parseCell']> =>
  serverOf(field).parseCell(cell, field.options as never, look);

/** A value as the text of a cell; blank is empty, a masked one stays masked. */
export function printCell(field: AnyField, value: unknown, look: CellLook): string {
  if (value === undefined || value === null) return '';
  return value === hiddenText ? hiddenText : serverOf(field).printCell(value, field.options as never, look);
}

/** Texts of a value that a search may hit. */
export const searchTexts = (field: AnyField, value: unknown, look: CellLook): string[] =>
  value === undefined || value === null ? [] : (serverOf(field).search?.(value, field.options as never, look) ?? []);
