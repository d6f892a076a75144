/** A TrueType face that maps one character to one blank glyph, one em wide. */
export function faceWith(char: string): Buffer {
  const code = char.codePointAt(0) ?? 0;
  const numbers = (...of: readonly [bytes: 2 | 4, value: number][]): Buffer =>
    Buffer.concat(
      of.map(([bytes, value]) => {
        const part = Buffer.alloc(bytes);
        part.writeUIntBE(value, 0, bytes);
        return part;
      }),
    );
  const head = Buffer.alloc(54);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt32BE(0x5f0f3cf5, 12);
  head.writeUInt16BE(1000, 18);
  const hhea = Buffer.alloc(36);
  hhea.writeUInt32BE(0x00010000, 0);
  hhea.writeUInt16BE(2, 34);
  const tables: [string, Buffer][] = [
    // One subtable, format 12, one group that begins at glyph 1.
    [
      'cmap',
      numbers(
        [2, 0],
        [2, 1],
        [2, 3],
        [2, 10],
        [4, 12],
        [2, 12],
        [2, 0],
        [4, 28],
        [4, 0],
        [4, 1],
        [4, code],
        [4, code],
        [4, 1],
      ),
    ],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', numbers([2, 1000], [2, 0], [2, 1000], [2, 0])],
    ['maxp', numbers([4, 0x00005000], [2, 2])],
  ];
  let at = 12 + 16 * tables.length;
  const parts = tables.map(([name, table]) => {
    const entry = Buffer.concat([Buffer.from(name, 'latin1'), numbers([4, 0], [4, at], [4, table.length])]);
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    at += padded.length;
    return { entry, padded };
  });
  return Buffer.concat([
    numbers([4, 0x00010000], [2, tables.length], [2, 64], [2, 2], [2, 16]),
    ...parts.map(({ entry }) => entry),
    ...parts.map(({ padded }) => padded),
  ]);
}
