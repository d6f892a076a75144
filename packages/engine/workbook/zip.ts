import { inflateRawSync } from 'node:zlib';

/** An entry as the directory of a zip archive declares it; `packed` and `plain` in bytes. */
export type ZipEntry = {
  /** The name as stored. */
  name: Uint8Array;
  /** Whether the name says of itself that it is UTF-8. */
  utf8: boolean;
  encrypted: boolean;
  /** 0 stored, 8 deflated. */
  method: number;
  packed: number;
  plain: number;
  /** Where the entry begins. */
  at: number;
};

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The directory of a zip archive, without inflating anything. Entries that declare nothing, or only beyond the
 * directory (streamed with size 0, ZIP64), count as broken.
 * @returns undefined where the bytes are no such archive; `'many'` where it has more than `most` entries.
 */
export function readDirectory(bytes: Uint8Array, most: number): ZipEntry[] | 'many' | undefined {
  const view = viewOf(bytes);
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - 65_557 && view.getUint32(end, true) !== endOfDirectory) end--;
  if (end < 0 || view.getUint32(end, true) !== endOfDirectory) return undefined;
  const count = view.getUint16(end + 10, true);
  if (count > most) return 'many';
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directoryEntry) return undefined;
    const flags = view.getUint16(at + 8, true);
    const packed = view.getUint32(at + 20, true);
    const plain = view.getUint32(at + 24, true);
    const name = view.getUint16(at + 28, true);
    if ((plain === 0 && packed > 2) || (packed === 0 && (plain > 0 || (flags & 8) !== 0))) return undefined;
    entries.push({
      name: bytes.subarray(at + 46, at + 46 + name),
      utf8: (flags & 0x800) !== 0,
      encrypted: (flags & 1) !== 0,
      method: view.getUint16(at + 10, true),
      packed,
      plain,
      at: view.getUint32(at + 42, true),
    });
    at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The bytes of an entry, never more than it declares. @returns undefined where it is broken or declares too little. */
export function readEntry(bytes: Uint8Array, { at, packed, plain, method }: ZipEntry): Uint8Array | undefined {
  const view = viewOf(bytes);
  if (at + 30 > bytes.length || view.getUint32(at, true) !== localEntry) return undefined;
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const data = bytes.subarray(start, start + packed);
  if (method === 0) return data.length === plain ? data : undefined;
  if (method !== 8) return undefined;
  try {
    const inflated = inflateRawSync(data, { maxOutputLength: Math.max(plain, 1) });
    return inflated.length === plain ? inflated : undefined;
  } catch {
    return undefined;
  }
}
