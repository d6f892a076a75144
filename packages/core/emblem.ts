import { createHash } from 'node:crypto';
import type { Emblem } from '@juxian/base/portal.ts';
import { refuseField } from '@juxian/base/refusal.ts';
import { type Text, type TextValues, t } from '@juxian/base/text.ts';
import type { Action, Store } from '@juxian/store/table.ts';

/** So many bytes stand in one item of the table with room to spare, and load at once on a slow phone. */
const mostBytes = 200_000;
const [leastSide, mostSide] = [32, 1024];

type Size = { type: string; width: number; height: number };

const refused = (says: Text, values: TextValues = {}) => refuseField('emblem', 'invalid.emblem', says, values);

/**
 * What an uploaded picture is, by its content: PNG, JPEG or WebP, 32 to 1024 pixels a side, at most 200 kB.
 * @throws Refusal `invalid.emblem`.
 */
export function emblemOf(bytes: Uint8Array): Emblem {
  if (bytes.length > mostBytes)
    throw refused(t('图片太大，至多{most} kB', 'The picture is too large: at most {most} kB'), {
      most: mostBytes / 1000,
    });
  const size = pngSize(bytes) ?? jpegSize(bytes) ?? webpSize(bytes);
  if (!size) throw refused(t('只收PNG、JPEG、WebP图片', 'A PNG, JPEG or WebP picture is needed'));
  const { width, height } = size;
  if ([width, height].some((side) => side < leastSide || side > mostSide))
    throw refused(
      t(
        '图片为{width}×{height}像素，每边须{least}至{most}像素',
        'The picture has {width}×{height} pixels; each side needs {least} to {most}',
      ),
      { width, height, least: leastSide, most: mostSide },
    );
  return { ...size, hash: createHash('sha256').update(bytes).digest('hex') };
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const textAt = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

function pngSize(bytes: Uint8Array): Size | undefined {
  const isPng = textAt(bytes, 0, 8) === '\x89PNG\r\n\x1a\n' && textAt(bytes, 12, 16) === 'IHDR' && bytes.length > 57;
  const view = viewOf(bytes);
  return isPng ? { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) } : undefined;
}

/** Walks the segments of a JPEG to the one that begins a frame (ITU-T T.81, B.2.2). */
function jpegSize(bytes: Uint8Array): Size | undefined {
  if (textAt(bytes, 0, 3) !== '\xff\xd8\xff') return undefined;
  const view = viewOf(bytes);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const mark = bytes[at + 1] ?? 0;
    if (mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark))
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return undefined;
}

/** Simple, lossless and extended WebP (RFC 9649). */
function webpSize(bytes: Uint8Array): Size | undefined {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 12) !== 'WEBP' || bytes.length < 30) return undefined;
  const view = viewOf(bytes);
  const type = 'image/webp';
  switch (textAt(bytes, 12, 16)) {
    case 'VP8 ':
      return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return {
        type,
        width: 1 + (view.getUint32(24, true) & 0xffffff),
        height: 1 + (view.getUint32(26, true) >>> 8),
      };
  }
  return undefined;
}

const keyOf = (store: Store, { hash }: Emblem) => store.keys.configPart('portal', `emblem.${hash}`);

/** Puts the bytes beside the configuration, before it names them. */
export const keepEmblem = (store: Store, emblem: Emblem, bytes: Uint8Array): Action => ({
  put: { ...keyOf(store, emblem), bytes },
});
export const dropEmblem = (store: Store, emblem: Emblem): Action => ({ remove: keyOf(store, emblem) });

/** The bytes of the county's picture; `store` may be the portal's. */
export async function readEmblem(store: Store, emblem: Emblem): Promise<Uint8Array | undefined> {
  return (await store.get(keyOf(store, emblem)))?.bytes as Uint8Array | undefined;
}
