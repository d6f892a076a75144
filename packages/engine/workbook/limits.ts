import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';

/** `bytes` as uploaded, `unzipped` of all parts together, `rows` and `columns` of one sheet, headings not counted. */
export type SheetLimits = { bytes: number; unzipped: number; entries: number; rows: number; columns: number };

const MB = 1_048_576;
export const sheetLimits: SheetLimits = {
  bytes: 20 * MB,
  unzipped: 200 * MB,
  entries: 1_000,
  rows: 50_000,
  columns: 300,
};

export const unreadable = (): Refusal =>
  new Refusal(
    'invalid.sheet',
    t('文件无法读取，请确认是XLSX、XLS或CSV表格', 'The file cannot be read: it must be an XLSX, XLS or CSV table'),
  );

export const empty = (): Refusal =>
  new Refusal(
    'invalid.empty',
    t('文件是空的（0字节），请重新保存后再上传', 'The file is empty (0 bytes): save it again and upload that'),
  );

export const damaged = (): Refusal =>
  new Refusal(
    'invalid.damaged',
    t('文件已损坏或不完整，请重新保存后再上传', 'The file is damaged or cut short: save it again and upload that'),
  );

export const packed = (): Refusal =>
  new Refusal(
    'invalid.packed',
    t('这是压缩包，请解压后上传里面的文件', 'This is an archive: unpack it and upload what is in it'),
  );

export const tooLarge = (): Refusal =>
  new Refusal('limit.sheet', t('表格过大，请拆分后分次上传', 'The table is too large: split it and upload the parts'));

export const locked = (): Refusal =>
  new Refusal(
    'invalid.password',
    t(
      '文件设有打开密码，请去掉密码后再上传',
      'The file is protected by a password: save it without one and upload it again',
    ),
  );
