export const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

/**
 * Text in UTF-8, GB18030 or UTF-16 with or without a mark, told by its bytes; the mark is left out.
 * @returns undefined where no encoding fits.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  for (const encoding of encodingsOf(bytes)) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  return undefined;
}

function encodingsOf(bytes: Uint8Array): string[] {
  if (startsWith(bytes, [0xff, 0xfe])) return ['utf-16le'];
  if (startsWith(bytes, [0xfe, 0xff])) return ['utf-16be'];
  // Separators and line ends in UTF-16 leave zero bytes, which no other text has.
  const zero = bytes.subarray(0, 1_000).indexOf(0);
  if (zero >= 0) return zero % 2 === 1 ? ['utf-16le'] : ['utf-16be'];
  return ['utf-8', 'gb18030'];
}
