type Record = {
  /** Lines as written, counted from 1. */
  from: number;
  to: number;
  cells: number;
  /** The line of its first quote that is closed on a later line. */
  spans?: number;
};

/**
 * The line, counted from 1, on which a double quote opens that nothing closes, or only another stray one: all between
 * would be read as one cell. Two stray ones are told by what follows the second, or by lines that are each a whole row.
 */
export function strayQuote(text: string, delimiter: string): number | undefined {
  if (!text.includes('"')) return undefined;
  const records: Record[] = [];
  let record: Record = { from: 1, to: 1, cells: 1 };
  let isBlank = true;
  let opened = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    const isBreak = char === '\n' || (char === '\r' && text[at + 1] !== '\n');
    if (isBreak) record.to++;
    if (opened > 0) {
      if (char !== '"') continue;
      if (text[at + 1] === '"') {
        at++;
        continue;
      }
      if (record.to > opened) {
        if (!endsCell(text, at + 1, delimiter)) return opened;
        record.spans ??= opened;
      }
      opened = 0;
    } else if (char === '"' && isBlank) {
      opened = record.to;
      isBlank = false;
    } else if (char === delimiter) {
      record.cells++;
      isBlank = true;
    } else if (isBreak) {
      const next = record.to;
      records.push({ ...record, to: next - 1 });
      record = { from: next, to: next, cells: 1 };
      isBlank = true;
    } else if (char !== '\r') isBlank = false;
  }
  if (opened > 0) return opened;
  return swallowing([...records, record], text, delimiter)?.spans;
}

const endsCell = (text: string, at: number, delimiter: string): boolean =>
  at >= text.length || text[at] === delimiter || text[at] === '\r' || text[at] === '\n';

/** A record over several lines each of which is as wide as the rows of one line are. */
function swallowing(records: readonly Record[], text: string, delimiter: string): Record | undefined {
  const spanning = records.filter(({ spans }) => spans !== undefined);
  if (spanning.length === 0) return undefined;
  const width = widthOf(records.filter(({ spans, cells }) => spans === undefined && cells > 1));
  if (width === undefined) return undefined;
  const lines = text.split(/\r\n|\r|\n/);
  return spanning.find(({ from, to }) =>
    lines.slice(from - 1, to).every((line) => line.trim() === '' || line.split(delimiter).length === width),
  );
}

function widthOf(records: readonly Record[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells, (counts.get(cells) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
