import type { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type ArchiveEntry, BrokenArchive, openArchive } from './archive.ts';
import {
  allowedBy,
  cleanName,
  type FileType,
  fileTypes,
  largestFile,
  type Refuser,
  refuserOf,
  tooLarge,
} from './content.ts';

/** What may stand inside an office document. */
const unpackedLimit = 300 * 1024 * 1024;
const entryLimit = 4000;
const ratioLimit = 200;

export type AcceptedFile = { name: string; extension: FileType; type: string; size: number };
/** `types` as MIME types or extensions; without it every type of the allow-list. `bytes`: the most it may weigh. */
export type FileLimits = { types?: readonly string[]; bytes?: number };

/**
 * Decides by its bytes whether a file may be kept, and under which name it is shown.
 * @param path names the field that the refusal stands beside
 * @throws Refusal `invalid.file*`, or `limit.tooLarge` with size and limit
 */
export function checkContent({
  name,
  bytes,
  limits = {},
  path,
}: {
  name: string;
  bytes: Uint8Array;
  limits?: FileLimits;
  path?: string;
}): AcceptedFile {
  const shown = cleanName(name);
  const allowed = allowedBy(limits.types);
  const refuse = refuserOf(shown, path);
  const limit = Math.min(limits.bytes ?? largestFile, largestFile);
  if (bytes.byteLength === 0)
    throw refuse('invalid.fileEmpty', t('“{name}”是空文件（0字节）', '“{name}” is empty (0 bytes)'));
  if (bytes.byteLength > limit) throw tooLarge(shown, bytes.byteLength, limit, path);
  const extension = extensionOf(shown);
  if (!extension || !allowed.includes(extension) || hasHiddenExtension(shown))
    throw refuse('invalid.fileType', t('“{name}”不能上传，只收{types}', '“{name}” cannot be accepted; only {types}'), {
      types: allowed.join('、'),
    });
  const found = detect(bytes, refuse);
  if (found !== extension)
    throw refuse(
      'invalid.fileContent',
      found
        ? t(
            '“{name}”的内容是{found}，与文件名不符，请改正后再传',
            '“{name}” holds {found}, which its name does not say',
          )
        : t(
            '“{name}”的内容不是{extension}文件，请另存为{extension}后再传',
            '“{name}” is not a {extension} file inside; save it as {extension} and try again',
          ),
      { found: found ?? '', extension },
    );
  return { name: shown, extension, type: fileTypes[extension], size: bytes.byteLength };
}

function extensionOf(name: string): FileType | undefined {
  const extension = name.split('.').length > 1 ? name.split('.').at(-1)?.toLowerCase() : undefined;
  const known = extension === 'jpeg' ? 'jpg' : extension;
  return known && known in fileTypes ? (known as FileType) : undefined;
}

const running =
  /^(exe|com|scr|bat|cmd|msi|lnk|pif|ps1|vbs|vbe|js|mjs|jse|wsf|hta|jar|html?|xhtml|svg|xml|php|jspx?|aspx?|docm|xlsm|zip|rar|7z)$/i;

/** `notice.exe.pdf` reads as a program where the last extension is hidden. */
const hasHiddenExtension = (name: string): boolean =>
  name
    .split('.')
    .slice(1, -1)
    .some((part) => running.test(part.trim()));

function detect(bytes: Uint8Array, refuse: Refuser): FileType | undefined {
  if (startsWith(bytes, '%PDF-')) return wholePdf(bytes) ? 'pdf' : undefined;
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return wholePng(bytes) ? 'png' : undefined;
  if (startsWith(bytes, '\xff\xd8\xff')) return wholeJpeg(bytes) ? 'jpg' : undefined;
  if (startsWith(bytes, 'PK\x03\x04')) return officeType(bytes, refuse);
  if (startsWith(bytes, '\xd0\xcf\x11\xe0'))
    throw refuse(
      'invalid.fileLocked',
      t(
        '“{name}”是旧版格式或加了密码，请去掉密码并另存为docx或xlsx',
        '“{name}” is in an old format or locked with a password; save it as docx or xlsx without one',
      ),
    );
  return undefined;
}

const startsWith = (bytes: Uint8Array, magic: string): boolean =>
  bytes.length >= magic.length && [...magic].every((c, i) => bytes[i] === c.charCodeAt(0));

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
const markup = /<(?:!doctype|html|script|svg|body|iframe|\?php|\?xml)/i;

/** After each end mark comes nothing, or a later revision of the document; and no page hides in its head. */
function wholePdf(bytes: Uint8Array): boolean {
  const text = latin(bytes);
  if (markup.test(text.slice(0, 1024))) return false;
  let ends = 0;
  for (let at = text.indexOf('%%EOF'); at >= 0; at = text.indexOf('%%EOF', at + 5)) {
    ends++;
    const next = text.slice(at + 5, at + 5 + 4096).replace(/^[\s\0]+/, '');
    if (next && !/^(?:\d+\s+\d+\s+obj|xref|trailer|startxref|%%EOF)/.test(next)) return false;
  }
  return ends > 0 && !text.slice(-22 - 0xffff).includes('PK\x05\x06');
}

function wholePng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const next = at + 12 + view.getUint32(at);
    if (latin(bytes.subarray(at + 4, at + 8)) === 'IEND') return next === bytes.length;
    at = next;
  }
  return false;
}

/** Cameras leave small previews behind the picture, but never a page or an archive. */
function wholeJpeg(bytes: Uint8Array): boolean {
  const text = latin(bytes);
  const end = text.lastIndexOf('\xff\xd9');
  if (end < 0 || text.includes('PK\x05\x06', end)) return false;
  return (
    !markup.test(text.slice(end)) && !markup.test(text.slice(0, 1024).replace(/<\?xpacket|<\?xml|<x:xmpmeta/gi, ''))
  );
}

function officeType(bytes: Uint8Array, refuse: Refuser): FileType | undefined {
  try {
    return typeOfArchive(bytes, refuse, { unpacked: unpackedLimit, entries: entryLimit }, 0);
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    throw refuse(
      'invalid.fileDamaged',
      t(
        '“{name}”已损坏，打不开，请重新另存后再传',
        '“{name}” is damaged and cannot be opened; save it again and try again',
      ),
    );
  }
}

type Budget = { unpacked: number; entries: number };

/** Unpacks every part of an office document within a budget: what a directory claims may be a lie. */
function typeOfArchive(bytes: Uint8Array, refuse: Refuser, budget: Budget, depth: number): FileType | undefined {
  const entries = openArchive(bytes);
  const names = new Set(entries.map((entry) => entry.name));
  if (!names.has('[Content_Types].xml')) return undefined;
  budget.entries -= entries.length;
  for (const entry of entries) {
    budget.unpacked -= entry.unpacked;
    if (budget.entries < 0 || budget.unpacked < 0 || isBomb(entry)) throw bomb(refuse);
    checkEntry(entry, refuse, budget, depth);
  }
  if (names.has('word/document.xml')) return 'docx';
  return names.has('xl/workbook.xml') ? 'xlsx' : undefined;
}

const isBomb = (entry: ArchiveEntry): boolean =>
  entry.unpacked > 1024 * 1024 && entry.unpacked > entry.packed * ratioLimit;

const bomb = (refuse: Refuser): Refusal =>
  refuse('invalid.fileBomb', t('“{name}”展开后过大，不能上传', '“{name}” unpacks to too much and cannot be accepted'));

function checkEntry(entry: ArchiveEntry, refuse: Refuser, budget: Budget, depth: number): void {
  if (/(^|\/)\.\.(\/|$)|^\/|\\|\0/.test(entry.name)) throw new BrokenArchive('a name leaves the container');
  if (/vbaProject\.bin$/i.test(entry.name))
    throw refuse(
      'invalid.fileMacro',
      t('“{name}”含有宏，请另存为不含宏的文件', '“{name}” holds macros; save it without them'),
    );
  if (entry.encrypted) throw new BrokenArchive('locked');
  const inside = entry.read(entry.unpacked);
  if (/\.(xml|rels)$/i.test(entry.name) && /<!(DOCTYPE|ENTITY)/i.test(latin(inside)))
    throw refuse(
      'invalid.fileEntity',
      t('“{name}”含有外部引用，不能上传', '“{name}” refers to things outside it and cannot be accepted'),
    );
  if (startsWith(inside, 'PK\x03\x04') || /\.(zip|jar|rar|7z)$/i.test(entry.name))
    checkNested(inside, refuse, budget, depth);
}

/** A chart carries its own workbook; anything else packed inside a document is refused. */
function checkNested(bytes: Uint8Array, refuse: Refuser, budget: Budget, depth: number): void {
  if (depth === 0 && startsWith(bytes, 'PK\x03\x04') && typeOfArchive(bytes, refuse, budget, 1)) return;
  throw refuse(
    'invalid.fileNested',
    t('“{name}”里还有压缩包，请取出后分别上传', '“{name}” holds another archive; take it out and send it by itself'),
  );
}
