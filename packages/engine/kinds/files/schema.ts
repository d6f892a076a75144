import { type Text, t } from '@juxian/base/text.ts';
import * as z from 'zod';
import type { Attachment, Field, KindSchema } from '../kind.ts';
import { checkLength, cleanText, field, type Marks, type Refuse, reads } from '../schema.ts';

export const megabyte = 1024 * 1024;

/** What offices send: pictures, PDF, Word, Excel, WPS and plain archives. */
export const documentTypes: readonly string[] = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.ms-works',
  'text/plain',
  'text/csv',
  'application/zip',
];

type Given = Marks & { max?: number; types?: readonly string[]; bytes?: number };

/** Attachments, at most `max` (10), each at most `bytes` (20 MB) and of one of the `types`. */
export const files = (
  label: Text,
  { max = 10, types = documentTypes, bytes = 20 * megabyte, ...marks }: Given = {},
): Field<Attachment[], 'files'> => field('files', label, { max, types, bytes }, marks);

const attachment = z.strictObject({
  id: z.string().min(1).max(300),
  name: z.string(),
  type: z.string().max(200),
  size: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A stored attachment of one of the types and at most so many bytes. */
export const attachmentSchema = (types: readonly string[], bytes: number): z.ZodType =>
  reads(attachment, (file, refuse) => {
    checkFile(file, types, bytes, refuse);
    return { ...file, name: cleanText(file.name, refuse) };
  });

function checkFile(file: Attachment, types: readonly string[], bytes: number, refuse: Refuse): void {
  checkLength(file.name, 200, refuse);
  if (!types.includes(file.type)) refuse('fileType', t('不接受这种文件', 'Files of this type are not accepted'));
  if (!Number.isSafeInteger(file.size) || file.size <= 0) refuse('fileSize', t('文件是空的', 'The file is empty'));
  if (file.size > bytes)
    refuse('fileSize', t('文件不得超过{max} MB', 'A file must not exceed {max} MB'), { max: bytes / megabyte });
}

export const filesSchema: KindSchema<'files'> = {
  name: 'files',
  value: ({ max, types, bytes }) =>
    reads(z.array(attachmentSchema(types, bytes)), (list, refuse) => {
      if (list.length > max)
        refuse('tooMany', t('最多{max}个文件，现有{found}个', 'At most {max} files; there are {found}'), {
          max,
          found: list.length,
        });
      return list;
    }),
  column: () => 'none',
};
