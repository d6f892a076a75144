import { inflateSync } from 'node:zlib';
import type { FileLook } from './scan.ts';

/** Unpacked bytes of one stream; what is larger is a picture or a face. */
const streamLimit = 8 * 1024 * 1024;
/** Characters of a face's map that are read. */
const mapLimit = 400_000;
/** Strings of the first pages that are read for marks. */
const mostStrings = 400;
/** Dots across and down from which a picture may be a page. */
const pageDots = 600;

/**
 * What a PDF holds, without drawing it. `pictures` are the large ones, where there are as many as pages, else 0; text
 * that a recogniser has laid invisibly under a scan is no text.
 */
export function lookIntoPdf(bytes: Uint8Array): FileLook {
  const { outside, streams } = partsOf(bytes);
  const contents: string[] = [];
  const faces: Face[] = [];
  const dictionaries = [outside];
  let pictures = 0;
  for (const { head, data } of streams) {
    if (/\/Subtype\s*\/Image/.test(head)) {
      if (dots(head, 'Width') >= pageDots && dots(head, 'Height') >= pageDots) pictures++;
      continue;
    }
    const text = /\/(?:FontFile|Length1|XRef|Metadata)/.test(head) ? '' : unpacked(head, data);
    if (/\/ObjStm/.test(head)) dictionaries.push(text);
    else if (/begin(?:bfchar|bfrange)/.test(text)) faces.push(faceOf(text.slice(0, mapLimit)));
    else if (text) contents.push(text);
  }
  const pages = dictionaries.reduce((sum, text) => sum + (text.match(/\/Type\s*\/Page(?![\w])/g)?.length ?? 0), 0);
  return {
    pictures: pictures >= pages ? pictures : 0,
    hasText: contents.some(showsText),
    words: wordsOf(contents, faces),
    isLocked: /\/Encrypt\s+\d+\s+\d+\s+R/.test(outside) || streams.some(({ head }) => /\/Encrypt\s/.test(head)),
  };
}

type Stream = { head: string; data: Uint8Array };

/** The streams with the dictionaries before them, and everything that stands outside of streams. */
function partsOf(bytes: Uint8Array): { outside: string; streams: Stream[] } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const outside: string[] = [];
  const streams: Stream[] = [];
  let from = 0;
  for (;;) {
    const at = file.indexOf('stream', from);
    const end = at < 0 ? -1 : file.indexOf('endstream', at + 6);
    if (end < 0) break;
    const before = file.slice(from, at);
    outside.push(before);
    const begin = at + 6 + (file[at + 6] === '\r' ? 2 : 1);
    streams.push({ head: before.slice(before.lastIndexOf(' obj')), data: bytes.subarray(begin, end) });
    from = end + 9;
  }
  return { outside: [...outside, file.slice(from)].join('\n'), streams };
}

const dots = (head: string, side: 'Width' | 'Height'): number =>
  Number(new RegExp(`/${side}\\s+(\\d+)`).exec(head)?.[1] ?? 0);

function unpacked(head: string, data: Uint8Array): string {
  if (!/\/Filter/.test(head)) return Buffer.from(data).toString('latin1');
  if (!/\/Filter\s*\[?\s*\/FlateDecode\s*(?:\]|\/(?!\w+Decode)|>>|\s)/.test(head)) return '';
  try {
    return inflateSync(data, { maxOutputLength: streamLimit }).toString('latin1');
  } catch {
    return '';
  }
}

/** Whether it draws characters one can see: rendering modes 3 and 7 leave no ink. */
function showsText(content: string): boolean {
  let mode = '0';
  for (const [, set, shown] of content.matchAll(/(?<![\w.])(\d)\s+Tr(?!\w)|[\])>]\s*(Tj|TJ|'|")(?!\w)/g)) {
    if (set !== undefined) mode = set;
    else if (shown && mode !== '3' && mode !== '7') return true;
  }
  return false;
}

/** What the codes of a face mean, and how many hexadecimal digits a code has. */
type Face = { digits: number; characters: Map<string, string> };

function faceOf(map: string): Face {
  const characters = new Map<string, string>();
  const wide = (hex: string): string =>
    String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
  const digits = /<(\w+)>/.exec(/begin(?:bfchar|bfrange)([\s\S]*)/.exec(map)?.[1] ?? '')?.[1]?.length ?? 4;
  const put = (code: number, text: string) => characters.set(code.toString(16).padStart(digits, '0'), text);
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', text = ''] of block.matchAll(/<(\w+)>\s*<([\w\s]+)>/g))
      put(Number.parseInt(code, 16), wide(text.replace(/\s/g, '')));
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', list, first = ''] of block.matchAll(
      /<(\w+)>\s*<(\w+)>\s*(?:\[([^\]]*)\]|<(\w+)>)/g,
    )) {
      const begin = Number.parseInt(from, 16);
      const count = Math.min(Number.parseInt(to, 16) - begin + 1, 0x10000);
      const listed = [...(list ?? '').matchAll(/<([\w\s]+)>/g)].map(([, text = '']) => text.replace(/\s/g, ''));
      for (let i = 0; i < count; i++)
        put(
          begin + i,
          list === undefined ? String.fromCharCode(Number.parseInt(first, 16) + i) : wide(listed[i] ?? ''),
        );
    }
  return { digits, characters };
}

/**
 * The first strings under every face in turn: which face a string is set in would take the whole page tree, and in
 * another face it reads as nonsense. One string to a line.
 */
function wordsOf(contents: readonly string[], faces: readonly Face[]): string {
  const strings = contents
    .flatMap((content) => [...content.matchAll(/\[([^[\]]{0,9999})\]\s*TJ|<([\da-fA-F\s]{2,9999})>\s*Tj/g)])
    .slice(0, mostStrings)
    .map(([, several, one]) =>
      several === undefined
        ? (one ?? '').replace(/\s/g, '')
        : [...several.matchAll(/<([\da-fA-F\s]+)>/g)].map(([, hex = '']) => hex.replace(/\s/g, '')).join(''),
    );
  const read = ({ digits, characters }: Face) =>
    strings.map((hex) =>
      (hex.toLowerCase().match(new RegExp(`.{${digits}}`, 'g')) ?? [])
        .map((code) => characters.get(code) ?? '')
        .join(''),
    );
  return faces.flatMap(read).join('\n');
}
