import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type ArchiveEntry, BrokenArchive, CrowdedArchive, openArchive } from '@juxian/engine/archive.ts';
import { startsWith } from '@juxian/engine/workbook/bytes.ts';
import { empty } from '@juxian/engine/workbook/limits.ts';
import { readLrm } from './legacy.ts';
import { lrmxLimits, type ReadLrmx, refuseSize } from './lrmx.ts';
import { readLrmx } from './read.ts';

/** A form out of an upload, or why it cannot be read; `name` is the file's, with the folders in the archive. */
export type ExchangeFile = { name: string } & (ReadLrmx | { refusal: Refusal });

/** `bytes` as uploaded, `unzipped` of all files in the archive together. */
export const archiveLimits = { bytes: 200_000_000, unzipped: 500_000_000, entries: 10_000 };

/**
 * Reads an upload of appointment forms: one .lrmx or .lrm, or a zip archive of many with the .pic files beside them. A
 * file that cannot be read is refused for itself; so is an archive in the archive.
 * @throws Refusal `limit.archive`, `invalid.archive`, `invalid.password` where the archive as a whole cannot be read.
 */
export function readExchange(
  bytes: Uint8Array,
  name: string,
  { repair = false, limits = archiveLimits } = {},
): ExchangeFile[] {
  const files = isZip(bytes) ? filesIn(bytes, limits) : [{ name, bytes: () => bytes }];
  return readFiles(files, repair);
}

/** Reads forms that were sent as single files, the .pic files among them. A file that cannot be read is refused for itself. */
export const readExchangeFiles = (
  files: readonly { name: string; bytes: Uint8Array }[],
  { repair = false } = {},
): ExchangeFile[] =>
  readFiles(
    files.map(({ name, bytes }) => ({ name, bytes: () => bytes })),
    repair,
  );

function readFiles(files: readonly File[], repair: boolean): ExchangeFile[] {
  const photos = new Map(files.filter(({ name: one }) => hasEnd(one, 'pic')).map((file) => [stemOf(file.name), file]));
  const forms = files.filter(({ name: one }) => !hasEnd(one, 'pic'));
  const used = new Set(forms.filter(({ name: one }) => hasEnd(one, 'lrm')).map(({ name: one }) => stemOf(one)));
  const alone = [...photos].filter(([stem]) => !used.has(stem));
  return [
    ...forms.map((file) => readOne(file, hasEnd(file.name, 'lrm') ? photos.get(stemOf(file.name)) : undefined, repair)),
    ...alone.map(([, file]) => ({ name: file.name, refusal: withoutForm() })),
  ];
}

type File = { name: string; bytes: () => Uint8Array };

const isZip = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6]);

const hasEnd = (name: string, end: string): boolean => name.toLowerCase().endsWith(`.${end}`);
const stemOf = (name: string): string => name.toLowerCase().replace(/\.[^./]*$/, '');

function filesIn(bytes: Uint8Array, limits: typeof archiveLimits): File[] {
  if (bytes.length > limits.bytes) throw tooLarge();
  const entries = entriesOf(bytes, limits.entries);
  if (entries.some(({ undeclared }) => undeclared)) throw broken();
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > limits.unzipped) throw tooLarge();
  if (entries.some(({ encrypted }) => encrypted))
    throw new Refusal(
      'invalid.password',
      t('压缩包设有密码，请去掉密码后再上传', 'The archive is protected by a password: pack it without one'),
    );
  return entries
    .map((entry) => ({ name: entry.name, bytes: () => contentOf(entry) }))
    .filter(({ name }) => !/\/$|(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name));
}

function entriesOf(bytes: Uint8Array, most: number): ArchiveEntry[] {
  try {
    return openArchive(bytes, most);
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    throw error instanceof CrowdedArchive ? tooLarge() : broken();
  }
}

function contentOf(entry: ArchiveEntry): Uint8Array {
  if (entry.unpacked > lrmxLimits.bytes) throw refuseSize();
  try {
    return entry.read();
  } catch (error) {
    throw error instanceof BrokenArchive ? broken() : error;
  }
}

function readOne(file: File, photo: File | undefined, repair: boolean): ExchangeFile {
  const { name } = file;
  try {
    if (/\.(zip|rar|7z|tar|gz)$/i.test(name)) throw nested();
    const bytes = file.bytes();
    if (bytes.length === 0) throw empty();
    if (isZip(bytes) && /\.(lrmx?|pic)$/i.test(name)) throw nested();
    return { name, ...readForm(name, bytes, photo, repair) };
  } catch (error) {
    if (error instanceof Refusal) return { name, refusal: error };
    throw error;
  }
}

function readForm(name: string, bytes: Uint8Array, photo: File | undefined, repair: boolean): ReadLrmx {
  if (hasEnd(name, 'lrm')) return readLrm(bytes, photo?.bytes());
  if (hasEnd(name, 'lrmx')) return bytes[0] === 0x22 ? readLrm(bytes) : readLrmx(bytes, { repair });
  throw new Refusal('invalid.fileKind', t('不是任免表文件（.lrmx或.lrm）', 'This is neither a .lrmx nor a .lrm file'));
}

const tooLarge = (): Refusal =>
  new Refusal(
    'limit.archive',
    t('压缩包过大，请拆分后分次上传', 'The archive is too large: split it and upload the parts'),
  );
const broken = (): Refusal =>
  new Refusal('invalid.archive', t('压缩包已损坏，无法读取', 'The archive is broken and cannot be read'));
const nested = (): Refusal =>
  new Refusal(
    'invalid.archiveInside',
    t('压缩包内还有压缩包，请解压后再上传', 'There is an archive in the archive: unpack it first'),
  );
const withoutForm = (): Refusal =>
  new Refusal('invalid.photoAlone', t('没有同名的.lrm文件', 'There is no .lrm file of the same name'));
