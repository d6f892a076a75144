import { inflateRawSync } from 'node:zlib';

/** One file inside a zip container, not yet unpacked. */
export type ArchiveEntry = {
  /** In UTF-8, or in GBK where it can be nothing else: Chinese systems store names so and do not say it. */
  name: string;
  packed: number;
  unpacked: number;
  encrypted: boolean;
  /** The directory gives no size: whoever packed it wrote the size behind the file only. */
  undeclared: boolean;
  /**
   * At most `limit` bytes, without one all of it.
   * @throws BrokenArchive where it is not packed as it says, or without a limit not as long.
   */
  read(limit?: number): Uint8Array;
};

/** Why a container cannot be trusted; thrown by `openArchive` and by an entry's `read`. */
export class BrokenArchive extends Error {}

/** More entries than the reader takes. */
export class CrowdedArchive extends BrokenArchive {}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record stands in the last 22 bytes and a comment of at most 65,535. */
const FARTHEST_END = 22 + 0xffff;

/**
 * Reads the directory of a zip container without unpacking anything.
 * Sizes are those the directory claims; `read` refuses to unpack more.
 * @throws CrowdedArchive beyond `most` entries; BrokenArchive where the directory is damaged, spans disks, or two entries
 * share bytes.
 */
export function openArchive(bytes: Uint8Array, most = Number.POSITIVE_INFINITY): ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = findEnd(view);
    const count = view.getUint16(end + 10, true);
    if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
      throw new BrokenArchive('spans disks');
    if (count > most) throw new CrowdedArchive('too many entries');
    const entries = readDirectory(bytes, view, view.getUint32(end + 16, true), count);
    refuseOverlap(entries);
    return entries;
  } catch (error) {
    throw error instanceof RangeError ? new BrokenArchive('cut short') : error;
  }
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - FARTHEST_END); at--)
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
  throw new BrokenArchive('no directory');
}

type Placed = ArchiveEntry & { from: number; to: number };

function readDirectory(bytes: Uint8Array, view: DataView, start: number, count: number): Placed[] {
  const entries: Placed[] = [];
  for (let at = start, n = 0; n < count; n++) {
    if (view.getUint32(at, true) !== CENTRAL) throw new BrokenArchive('damaged directory');
    const nameLength = view.getUint16(at + 28, true);
    const flags = view.getUint16(at + 8, true);
    entries.push(
      placed(bytes, view, {
        name: nameOf(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0),
        flags,
        method: view.getUint16(at + 10, true),
        packed: view.getUint32(at + 20, true),
        unpacked: view.getUint32(at + 24, true),
        from: view.getUint32(at + 42, true),
      }),
    );
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Two bytes of GBK may look like UTF-8, but never like a Chinese character of it. */
function nameOf(stored: Uint8Array, isUtf8: boolean): string {
  const asUtf8 = new TextDecoder().decode(stored);
  if (isUtf8 || /^[\x20-\x7e]*$|[\u2e80-\ufaff]|[\ud800-\udbff]/.test(asUtf8)) return asUtf8;
  return new TextDecoder('gb18030').decode(stored);
}

type Listed = { name: string; flags: number; method: number; packed: number; unpacked: number; from: number };

function placed(bytes: Uint8Array, view: DataView, listed: Listed): Placed {
  const { name, flags, method, packed, unpacked, from } = listed;
  if (view.getUint32(from, true) !== LOCAL) throw new BrokenArchive('entry not found');
  const data = from + 30 + view.getUint16(from + 26, true) + view.getUint16(from + 28, true);
  const to = data + packed;
  if (to > bytes.byteLength) throw new BrokenArchive('cut short');
  const read = (limit = unpacked) => {
    const content = unpack(bytes.subarray(data, to), method, Math.min(limit, unpacked));
    if (limit >= unpacked && content.length !== unpacked) throw new BrokenArchive('is not as long as it says');
    return content;
  };
  const undeclared = (unpacked === 0 && packed > 2) || (packed === 0 && (unpacked > 0 || (flags & 8) !== 0));
  return { name, packed, unpacked, encrypted: (flags & 1) === 1, undeclared, from, to, read };
}

function unpack(packed: Uint8Array, method: number, limit: number): Uint8Array {
  if (method === 0) return packed.subarray(0, limit);
  if (method !== 8) throw new BrokenArchive('unknown packing');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, limit) });
  } catch {
    throw new BrokenArchive('unpacks to more than it says');
  }
}

/** Entries that share bytes are how a small file unpacks to petabytes. */
function refuseOverlap(entries: Placed[]): void {
  const inOrder = [...entries].sort((a, b) => a.from - b.from);
  for (let i = 1; i < inOrder.length; i++)
    if ((inOrder[i] as Placed).from < (inOrder[i - 1] as Placed).to) throw new BrokenArchive('entries overlap');
}
