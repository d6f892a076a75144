import {
  elements,
  isLater,
  isText,
  type Kept,
  type Lrmx,
  type LrmxRelative,
  noCharacter,
  relativeElements,
} from './lrmx.ts';

/** Writes a form as the editor does: each element in its order, empty ones with a line break in them, kept ones in place. */
export function writeLrmx({ values, relatives, photo, kept, layout }: Lrmx): Uint8Array {
  const body = elements.flatMap((name) => {
    const lines =
      name === 'JiaTingChengYuan'
        ? family(relatives)
        : isText(name)
          ? isLater(name) && values[name] === undefined
            ? []
            : element(1, name, values[name] ?? '')
          : element(1, name, photo ? Buffer.from(photo).toString('base64') : '');
    return [...lines, ...keptBehind(kept, name, 1)];
  });
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<Person>',
    ...keptBehind(kept, undefined, 1),
    ...body,
    '</Person>',
  ];
  const text = lines.join('\n').replace(/\n/g, layout.lineEnd);
  return new TextEncoder().encode(layout.mark ? `\ufeff${text}` : text);
}

const indent = (depth: number): string => '  '.repeat(depth);

const element = (depth: number, name: string, value: string): string[] =>
  value === ''
    ? [`${indent(depth)}<${name}>`, `${indent(depth)}</${name}>`]
    : [`${indent(depth)}<${name}>${escaped(value)}</${name}>`];

const keptBehind = (kept: readonly Kept[], name: string | undefined, depth: number): string[] =>
  kept.filter(({ after }) => after === name).map(({ xml }) => `${indent(depth)}${xml}`);

const family = (relatives: readonly LrmxRelative[]): string[] => [
  `${indent(1)}<JiaTingChengYuan>`,
  ...relatives.flatMap((relative) => [
    `${indent(2)}<Item>`,
    ...keptBehind(relative.kept ?? [], undefined, 3),
    ...relativeElements.flatMap((name) => [
      ...element(3, name, relative[name]),
      ...keptBehind(relative.kept ?? [], name, 3),
    ]),
    `${indent(2)}</Item>`,
  ]),
  `${indent(1)}</JiaTingChengYuan>`,
];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (value: string): string =>
  value
    .replace(/\r\n?/g, '\n')
    .replace(noCharacter, '')
    .replace(/[&<>]/g, (mark) => escapes[mark] ?? mark);
