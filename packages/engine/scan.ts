import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { openArchive } from './archive.ts';
import { lookIntoPdf } from './pdf-look.ts';

/** Pages that may come as pictures alone: a letter with its stamp, not a file. */
const mostPictures = 2;
/** Characters at the beginning of a document among which a mark of secrecy stands. Source: GB/T 9704-2012, 7.2.2. */
const firstPage = 600;
const partLimit = 20 * 1024 * 1024;

const archiveName = /档案(?!室|馆|局|柜|管理|工作|专业|系列|学)|考察材料/;
const classifiedName = /绝密|机密|秘密[★☆级]|[（(【[]秘密[）)】\]]/;
const mark = /(?:绝密|机密|秘密)\s*[★☆]/;
const markAlone = /^[^\S\n]*(?:绝 ?密|机 ?密|秘 ?密)[^\S\n]*$/m;

/**
 * Refuses what does not belong here whatever its type: scanned personnel archives and classified material, by name, by
 * the mark on the first page, or because its pages are pictures. @throws Refusal `invalid.scannedArchive`,
 * `invalid.classified`, `invalid.fileLocked`.
 */
export function refuseArchive({ name, type, bytes }: { name: string; type: string; bytes: Uint8Array }, path: string) {
  const refuse = (code: 'invalid.scannedArchive' | 'invalid.classified' | 'invalid.fileLocked') => {
    const says = notices[code];
    return new Refusal(code, says, { values: { name }, fields: [{ path, code, says, values: { name } }] });
  };
  if (classifiedName.test(name)) throw refuse('invalid.classified');
  if (archiveName.test(name)) throw refuse('invalid.scannedArchive');
  const look = type === 'application/pdf' ? lookIntoPdf(bytes) : lookIntoOffice(bytes);
  if (look.isLocked) throw refuse('invalid.fileLocked');
  if (mark.test(look.words) || markAlone.test(look.words)) throw refuse('invalid.classified');
  if (!look.hasText && look.pictures > mostPictures) throw refuse('invalid.scannedArchive');
}

const notices = {
  'invalid.scannedArchive': t(
    '“{name}”像是档案或考察材料的扫描件，不能上传。扫描档案和涉密材料不得存入本系统，请按干部人事档案和保密规定保管',
    '“{name}” looks like a scanned archive and is not accepted. Scanned archives and classified material do not belong here',
  ),
  'invalid.classified': t(
    '“{name}”带有密级标志，不能上传。扫描档案和涉密材料不得存入本系统，请按保密规定处理',
    '“{name}” bears a mark of secrecy and is not accepted. Scanned archives and classified material do not belong here',
  ),
  'invalid.fileLocked': t(
    '“{name}”加了密码，无法核对内容，请去掉密码后再传',
    '“{name}” is locked with a password and cannot be looked into; send it without one',
  ),
};

/** What a file shows at first sight. */
export type FileLook = { pictures: number; hasText: boolean; words: string; isLocked: boolean };

/** A paragraph or a cell to a line. */
function lookIntoOffice(bytes: Uint8Array): FileLook {
  const isContainer = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isContainer) return { pictures: 0, hasText: true, words: '', isLocked: false };
  const entries = openArchive(bytes);
  const words = entries
    .filter(({ name }) => /^word\/(?:header\d*|document)\.xml$|^xl\/sharedStrings\.xml$/.test(name))
    .map((entry) => textIn(new TextDecoder().decode(entry.read(partLimit))));
  return {
    pictures: entries.filter(({ name }) => /^word\/media\//.test(name)).length,
    hasText: words.some((text) => text.trim().length > 0),
    words: words.map((text) => text.slice(0, firstPage)).join('\n'),
    isLocked: false,
  };
}

const textIn = (xml: string): string =>
  xml
    .replace(/<\/(?:w:p|si)>/g, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/\n+/g, '\n');
