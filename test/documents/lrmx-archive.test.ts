import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveLimits, readExchange } from '@juxian/documents/lrmx/archive.ts';
import { newLrmx } from '@juxian/documents/lrmx/lrmx.ts';
import { personFileNames } from '@juxian/documents/lrmx/names.ts';
import { writeLrmx } from '@juxian/documents/lrmx/write.ts';
import { zipFiles } from '@juxian/documents/zip.ts';
import { describe, expect, it } from 'vitest';
import { zipOf } from '../support/zip.ts';

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'lrmx', name));
const full = sample('01_v3.2.1.16_full_bom_crlf_photo.lrmx');
const legacy = sample('04_legacy_v2.lrm');
const picture = sample('04_legacy_v2.pic');
const hostile = sample('05_hostile_doctype_must_be_refused.lrmx');

const formOf = (XingMing: string, ShenFenZheng = '') => newLrmx({ values: { XingMing, ShenFenZheng } });
const outcomes = (files: ReturnType<typeof readExchange>): Record<string, string> =>
  Object.fromEntries(files.map((file) => [file.name, 'lrmx' in file ? file.lrmx.values.XingMing : file.refusal.code]));

describe('an upload of forms', () => {
  it('is one file or an archive of many, each taken or refused for itself', () => {
    expect(outcomes(readExchange(full, '01.lrmx'))).toEqual({ '01.lrmx': '柏砚舟' });
    expect(outcomes(readExchange(legacy, '04.lrm'))).toEqual({ '04.lrm': '俞琢' });
    const archive = zipOf([
      { name: '县直/', data: Buffer.alloc(0) },
      { name: '县直/柏砚舟.lrmx', data: full },
      { name: '县直/俞琢.LRM', data: legacy },
      { name: '县直/俞琢.pic', data: picture },
      { name: '无人.pic', data: picture },
      { name: '坏.lrmx', data: hostile },
      { name: '说明.docx', data: zipOf([{ name: 'a', data: full }]) },
      { name: '又一包.zip', data: zipOf([{ name: 'a.lrmx', data: full }]) },
      { name: '改名.lrmx', data: zipOf([{ name: 'a.lrmx', data: full }]) },
      { name: '__MACOSX/柏砚舟.lrmx', data: Buffer.from('x') },
      { name: 'Thumbs.db', data: Buffer.from('x') },
    ]);
    const files = readExchange(archive, '任免表.zip');
    expect(outcomes(files)).toEqual({
      '县直/柏砚舟.lrmx': '柏砚舟',
      '县直/俞琢.LRM': '俞琢',
      '无人.pic': 'invalid.photoAlone',
      '坏.lrmx': 'invalid.lrmxDoctype',
      '说明.docx': 'invalid.fileKind',
      '又一包.zip': 'invalid.archiveInside',
      '改名.lrmx': 'invalid.archiveInside',
    });
    const [, older] = files;
    expect(older && 'lrmx' in older && Buffer.from(older.lrmx.photo ?? []).equals(picture)).toBe(true);
  });

  it.each([
    ['GBK without a flag', Buffer.from([0xc2, 0xb7, 0xc4, 0xa3, 0x2e, 0x6c, 0x72, 0x6d, 0x78]), false, '路模.lrmx'],
    ['UTF-8 without a flag', Buffer.from('柏砚舟.lrmx'), false, '柏砚舟.lrmx'],
    ['UTF-8 with a flag', Buffer.from('é·.lrmx'), true, 'é·.lrmx'],
  ])('has names in %s', (_, name, utf8, expected) => {
    const [file] = readExchange(zipOf([{ name, utf8, data: full }]), 'x.zip');
    expect(file?.name).toBe(expected);
  });

  it('mends only where that was agreed', () => {
    const broken = zipOf([{ name: 'a.lrmx', data: Buffer.from('<Person><XingMing>甲&乙</XingMing></Person>') }]);
    expect(outcomes(readExchange(broken, 'x.zip'))).toEqual({ 'a.lrmx': 'invalid.lrmxMendable' });
    expect(outcomes(readExchange(broken, 'x.zip', { repair: true }))).toEqual({ 'a.lrmx': '甲&乙' });
  });

  it('is refused as a bomb, by what it declares and by what it holds', () => {
    const huge = { name: 'a.lrmx', data: Buffer.alloc(3_000_000, 32) };
    const limits = { ...archiveLimits, unzipped: 2_000_000 };
    expect(() => readExchange(zipOf([huge]), 'x.zip', { limits })).toThrow('limit.archive');
    expect(outcomes(readExchange(zipOf([{ ...huge, declared: 100 }]), 'x.zip', { limits }))).toEqual({
      'a.lrmx': 'invalid.archive',
    });
    const long = { name: 'b.lrmx', data: Buffer.alloc(10_000_001, 32) };
    expect(outcomes(readExchange(zipOf([long]), 'x.zip'))).toEqual({ 'b.lrmx': 'limit.lrmx' });
    const many = Array.from({ length: 4 }, (_, n) => ({ name: `${n}.lrmx`, data: full }));
    expect(() => readExchange(zipOf(many), 'x.zip', { limits: { ...archiveLimits, entries: 3 } })).toThrow(
      'limit.archive',
    );
    expect(() => readExchange(zipOf(many), 'x.zip', { limits: { ...archiveLimits, bytes: 99 } })).toThrow(
      'limit.archive',
    );
  });

  it('is refused under a password, or broken', () => {
    expect(() => readExchange(zipOf([{ name: 'a.lrmx', data: full, encrypted: true }]), 'x.zip')).toThrow(
      'invalid.password',
    );
    expect(() => readExchange(zipOf([{ name: 'a.lrmx', data: full }]).subarray(0, 500), 'x.zip')).toThrow(
      'invalid.archive',
    );
  });
});

describe('an archive of forms', () => {
  const forms = [formOf('章秋', '990421197903120519'), formOf('柏和'), formOf('章秋', '990422198809150229')];

  it('holds each under its name and comes back', () => {
    const archive = zipFiles(forms.map((form) => ({ name: `${form.values.XingMing}.lrmx`, bytes: writeLrmx(form) })));
    const files = readExchange(archive, 'x.zip');
    expect(files.map(({ name }) => name)).toEqual(['章秋.lrmx', '柏和.lrmx', '章秋1.lrmx']);
    expect(files.map((file) => 'lrmx' in file && file.lrmx)).toEqual(forms);
  });

  it('names files by person and number, counted for namesakes, without what no file name may have', () => {
    const people = [
      { name: '章秋', number: '990421197903120519' },
      { name: '章秋' },
      { name: '章秋1' },
      { name: '章秋' },
      { name: 'a/b:c*?"<>|\\\u200b' },
      { name: 'ABC' },
      { name: ' . ' },
    ];
    expect(personFileNames(people, '.lrmx')).toEqual([
      '章秋.lrmx',
      '章秋1.lrmx',
      '章秋11.lrmx',
      '章秋2.lrmx',
      'abc.lrmx',
      'ABC1.lrmx',
      '未命名.lrmx',
    ]);
    expect(personFileNames(people.slice(0, 2), '.docx', { withNumber: true })).toEqual([
      '章秋+990421197903120519.docx',
      '章秋.docx',
    ]);
  });
});
