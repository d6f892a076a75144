import { partsOf } from './unzip.ts';

const all = (xml: string, pattern: RegExp): string[] => [...xml.matchAll(pattern)].map(([, found = '']) => found);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What a strict reader of Open Packaging and WordprocessingML would not take in a Word file; one line each. */
export function wordFaults(bytes: Uint8Array): string[] {
  const parts = partsOf(bytes);
  return [...undeclared(parts), ...dangling(parts), ...tableFaults(parts.get('word/document.xml') ?? '')];
}

function undeclared(parts: ReadonlyMap<string, string>): string[] {
  const types = parts.get('[Content_Types].xml') ?? '';
  const endings = all(types, /<Default [^>]*Extension="([^"]+)"/g);
  const named = all(types, /<Override [^>]*PartName="\/([^"]+)"/g);
  const isDeclared = (part: string) => named.includes(part) || endings.includes(part.split('.').at(-1) ?? '');
  const known = [...parts.keys()].filter((part) => part !== '[Content_Types].xml' && !part.endsWith('/'));
  return [
    ...known.filter((part) => !isDeclared(part)).map((part) => `no type of ${part}`),
    ...named.filter((part) => !parts.has(part)).map((part) => `no part ${part}`),
  ];
}

/** Relationships that lead to no part, and ids of relationships that nobody declared. */
function dangling(parts: ReadonlyMap<string, string>): string[] {
  const faults: string[] = [];
  for (const [rels, xml] of parts) {
    if (!rels.endsWith('.rels')) continue;
    const folder = rels.replace(/_rels\/[^/]+$/, '');
    const of = rels.replace('_rels/', '').replace(/\.rels$/, '');
    const ids = all(xml, /<Relationship [^>]*?\bId="([^"]+)"/g);
    for (const target of all(xml, /<Relationship (?![^>]*TargetMode="External")[^>]*?\bTarget="([^"]+)"/g))
      if (!parts.has(target.startsWith('/') ? target.slice(1) : `${folder}${target}`))
        faults.push(`${rels} leads to ${target}`);
    for (const id of all(parts.get(of) ?? '', /\br:(?:id|embed)="([^"]+)"/g))
      if (!ids.includes(id)) faults.push(`${of} names ${id}`);
  }
  return faults;
}

/** Tables whose columns, spans and widths do not come to the same; a cell must end with a paragraph. */
function tableFaults(document: string): string[] {
  return all(document, /<w:tbl>(.*?)<\/w:tbl>/gs).flatMap((table, at) => {
    const columns = all(table, /<w:gridCol w:w="(\d+)"/g).map(Number);
    const faults: string[] = [];
    const width = Number(/<w:tblW [^>]*w:w="(\d+)"/.exec(table)?.[1]);
    if (Math.abs(sum(columns) - width) > columns.length) faults.push(`table ${at}: ${sum(columns)} of ${width}`);
    all(table, /<w:tr>(.*?)<\/w:tr>/gs).forEach((row, line) => {
      let column = 0;
      for (const cell of all(row, /<w:tc>(.*?)<\/w:tc>/gs)) {
        const across = Number(/<w:gridSpan w:val="(\d+)"/.exec(cell)?.[1] ?? 1);
        const wanted = sum(columns.slice(column, column + across));
        const given = Number(/<w:tcW [^>]*w:w="(\d+)"/.exec(cell)?.[1]);
        if (!(Math.abs(given - wanted) <= across))
          faults.push(`table ${at} row ${line} column ${column}: ${given} of ${wanted}`);
        if (!/<w:p\/>$|<\/w:p>$/.test(cell)) faults.push(`table ${at} row ${line}: a cell without its paragraph`);
        column += across;
      }
      if (column !== columns.length) faults.push(`table ${at} row ${line}: ${column} columns of ${columns.length}`);
    });
    return faults;
  });
}
