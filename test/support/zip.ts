import { deflateRawSync } from 'node:zlib';

export type ZipPart = {
  /** As text in UTF-8, or the bytes as they are to be stored. */
  name: string | Buffer;
  data: Uint8Array;
  /** The size it claims to have, where that is not the true one. */
  declared?: number;
  /** Whether it says of its name that it is UTF-8. */
  utf8?: boolean;
  encrypted?: boolean;
};

/** A zip archive of deflated parts, honest or not. `streamed` leaves the sizes to what follows each part. */
export function zipOf(parts: readonly ZipPart[], { streamed = false } = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name: given, data, declared = data.length, utf8, encrypted } of parts) {
    const name = Buffer.from(given);
    const packed = deflateRawSync(data);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(declared, 22);
    local.writeUInt16LE(name.length, 26);
    locals.push(local, name, packed);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE((streamed ? 8 : 0) | (utf8 ? 0x800 : 0) | (encrypted ? 1 : 0), 8);
    head.writeUInt16LE(8, 10);
    head.writeUInt32LE(streamed ? 0 : packed.length, 20);
    head.writeUInt32LE(streamed ? 0 : declared, 24);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt32LE(offset, 42);
    central.push(head, name);
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
