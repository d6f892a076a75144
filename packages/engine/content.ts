import { newId } from '@juxian/base/id.ts';
import { Refusal, type RefusalCode } from '@juxian/base/refusal.ts';
import { type Text, type TextValues, t } from '@juxian/base/text.ts';

export const fileTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jpg: 'image/jpeg',
  png: 'image/png',
} as const;
export type FileType = keyof typeof fileTypes;

/** 60 MB: the most one attachment may weigh, whatever a field says. */
export const largestFile = 60 * 1024 * 1024;

/** The types of the allow-list that a field takes: a field may name more than the house accepts, never the other way. */
export const allowedBy = (types: readonly string[] | undefined): FileType[] =>
  (Object.keys(fileTypes) as FileType[]).filter(
    (type) => !types || types.includes(type) || types.includes(fileTypes[type]),
  );

export type Refuser = (code: RefusalCode, says: Text, values?: TextValues) => Refusal;

/** Refuses a file under the name it is shown by, beside the field where there is one. */
export function refuserOf(name: string, path: string | undefined): Refuser {
  return (code, says, more = {}) => {
    const values = { name, ...more };
    return new Refusal(code, says, { values, ...(path ? { fields: [{ path, code, says, values }] } : {}) });
  };
}

/** The refusal of a file over the limit, which a server may also give before it has read all of it. */
export function tooLarge(name: string, size: number, limit: number, path?: string): Refusal {
  return refuserOf(name, path)(
    'limit.tooLarge',
    t('“{name}”有{size}，超过上限{limit}', '“{name}” is {size}; the limit is {limit}'),
    {
      size: sizeText(size),
      limit: sizeText(limit),
    },
  );
}

/** A size for people: `46 KB`, `1.2 MB`; whole from 10 up. */
export function sizeText(bytes: number): string {
  const [value, unit] = bytes >= 1024 * 1024 ? [bytes / 1024 / 1024, 'MB'] : [bytes / 1024, 'KB'];
  if (value >= 10) return `${Math.ceil(value)} ${unit}`;
  return `${Math.max(0.1, Math.ceil(value * 10) / 10)} ${unit}`;
}

/** The name shown to people: no path, no control or bidi characters, at most 120 characters with its extension kept. */
export function cleanName(name: string): string {
  const bare = name
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (!bare) return 'file';
  const characters = [...bare];
  if (characters.length <= 120) return bare;
  const extension = bare.match(/\.[0-9a-z]{1,5}$/i)?.[0] ?? '';
  return characters.slice(0, 120 - extension.length).join('') + extension;
}

/** The name under which the bytes are kept: nothing of what the sender typed. */
export const storageName = (extension: FileType): string => `${newId('file')}.${extension}`;

/** Always a download, never shown in place; the name in both the old and the RFC 5987 form. */
export function contentDisposition(name: string): string {
  const plain = cleanName(name);
  const ascii = plain.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_');
  const encoded = encodeURIComponent(plain).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Headers under which stored bytes leave the house: nothing in them may run or be guessed. */
export const fileHeaders = (name: string, type: string): Record<string, string> => ({
  'Content-Type': type,
  'Content-Disposition': contentDisposition(name),
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'private, no-store',
});
