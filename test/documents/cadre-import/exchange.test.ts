import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPerson } from '@juxian/documents/cadre/person.ts';
import { lrmxOf } from '@juxian/documents/cadre/write-exchange.ts';
import { type Lrmx, newLrmx } from '@juxian/documents/lrmx/lrmx.ts';
import { readLrmx } from '@juxian/documents/lrmx/read.ts';
import { writeLrmx } from '@juxian/documents/lrmx/write.ts';
import { refusedSheets } from '@juxian/engine/import/refused.ts';
import type { Upload } from '@juxian/engine/import/source.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zipOf } from '../../support/zip.ts';
import { numberOf, type Office, openOffices, table } from './office.ts';

const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../lrmx', name));
const full = sample('01_v3.2.1.16_full_bom_crlf_photo.lrmx');
const bare = sample('02_v3.2.1.6_nophoto_nobom_lf_nofamily.lrmx');
const legacy = sample('04_legacy_v2.lrm');
const picture = sample('04_legacy_v2.pic');
const hostile = sample('05_hostile_doctype_must_be_refused.lrmx');
const upload = (name: string, bytes: Uint8Array | string): Upload => ({
  name,
  bytes: new Uint8Array(Buffer.from(bytes)),
});

let open: Awaited<ReturnType<typeof openOffices>>;
let office: Office;
beforeAll(async () => {
  open = await openOffices();
});
afterAll(() => open.world.stop());
beforeEach(async () => {
  office = await open.office();
});

const formOf = (values: Partial<Lrmx['values']>, more: Partial<Parameters<typeof newLrmx>[0]> = {}) =>
  newLrmx({ values: { XingMing: '沈怀远', XingBie: '男', ChuShengNianYue: '197903', ...values }, ...more });
const fileOf = (form: Lrmx, name = '沈怀远.lrmx'): Upload => upload(name, writeLrmx(form));
const back = async (name: string): Promise<Lrmx> => {
  const { id } = await office.person(name);
  return lrmxOf(office.ctx, await openPerson(office.ctx, { id }));
};

describe('exchange files', () => {
  it('are read singly, with photo, family, party and studies', async () => {
    const done = await office.load([upload('01柏砚舟.lrmx', full)]);
    expect([done.state, done.refused, done.result]).toEqual([
      'done',
      [],
      { total: 1, created: 1, updated: 0, unchanged: 0, refused: 0 },
    ]);
    const { values } = await office.person('柏砚舟');
    const { lrmx } = readLrmx(new Uint8Array(full));
    expect(values).toMatchObject({ sex: '1', postFull: lrmx.values.XianRenZhiWu, politics: '01' });
    expect(String(values.resume).split('\n').length).toBe(lrmx.values.JianLi.split('\n').length);
    expect((values.family as object[]).length).toBe(4);
    expect(values.photo).toMatchObject({ name: '柏砚舟.jpg', type: 'image/jpeg', size: lrmx.photo?.length });
  });

  it('make appointments of what the résumé tells for sure, and leave the rest to the words', async () => {
    const done = await office.load([upload('01柏砚舟.lrmx', full)]);
    const { appointments } = (await office.person('柏砚舟')).clear;
    const unit = office.units.青禾县农业农村局;
    const line = { id: expect.any(String), unit, from: '2019-06' };
    expect(appointments).toEqual([
      { ...line, post: '党组书记', main: 'yes', postOrder: 1 },
      { ...line, post: '局长', postOrder: 2 },
    ]);
    expect(done.warnings.map(({ column, code, message }) => [column, code, message.slice(0, 6)])).toContainEqual([
      '简历',
      'conflict.note',
      '简历中有4段',
    ]);
    const again = await office.load([upload('01柏砚舟.lrmx', full)]);
    expect(again.result).toMatchObject({ unchanged: 1, updated: 0 });
  });

  it.each([
    ['another post than 现任职务 says', '2021.05--  青禾县教育局局长', '青禾县教育局副局长'],
    ['a unit nobody knows', '2021.05--  青禾县水务局局长', '青禾县水务局局长'],
    ['a unit of another county', '2021.05--  红石县教育局局长', '红石县教育局局长'],
    ['a post beside another', '2021.05--  青禾县教育局局长兼督学', '青禾县教育局局长兼督学'],
  ])('make no appointment of %s', async (_, JianLi, XianRenZhiWu) => {
    const checked = await office.check([upload('a.lrmx', Buffer.from(writeLrmx(formOf({ JianLi, XianRenZhiWu }))))]);
    expect([checked.questions, checked.refused, checked.warnings.map(({ column }) => column)]).toEqual([
      [],
      [],
      ['简历'],
    ]);
    await office.commit(checked.id);
    expect((await office.person('沈怀远')).clear.appointments).toBeUndefined();
  });

  it.each([
    ['教育局局长', '局长'],
    ['青禾县教育局教研中心主任', '教研中心主任'],
  ])('ask at which unit of the county somebody is %s', async (words, post) => {
    const form = formOf({ JianLi: `2021.05--         ${words}`, XianRenZhiWu: words });
    const checked = await office.check([upload('a.lrmx', Buffer.from(writeLrmx(form)))]);
    const unit = office.units.青禾县教育局 ?? '';
    const [asked] = checked.questions;
    expect([checked.result.created, asked?.kind, asked?.options.map(({ value }) => value)]).toEqual([
      0,
      'record',
      [unit, '-'],
    ]);
    const none = await office.answer(checked.id, { [asked?.id ?? '']: '-' });
    expect([none.result.created, none.warnings.map(({ column }) => column)]).toEqual([1, ['简历']]);
    await office.commit((await office.answer(checked.id, { [asked?.id ?? '']: unit })).id);
    expect((await office.person('沈怀远')).clear.appointments).toMatchObject([
      { unit, post, main: 'yes', from: '2021-05' },
    ]);
  });

  it.each([
    ['01', '柏砚舟', full],
    ['02', undefined, bare],
  ])('come back field by field as they went in: %s', async (number, _, bytes) => {
    const { lrmx } = readLrmx(new Uint8Array(bytes));
    const done = await office.load([upload(`${number}.lrmx`, bytes)]);
    expect(done.refused).toEqual([]);
    const again = await back(lrmx.values.XingMing);
    const { DaoLingNianYue: _retires, ...values } = again.values;
    expect(values).toEqual({ ...lrmx.values, JiangChengQingKuang: lrmx.values.JiangChengQingKuang || '无' });
    expect(again.relatives).toEqual(lrmx.relatives);
    expect(Buffer.from(again.photo ?? []).equals(Buffer.from(lrmx.photo ?? []))).toBe(true);
  });

  it('give back what no field has a place for: unknown elements, drafts, a year alone, a title without a date', async () => {
    const form = formOf(
      { NiRenZhiWu: '副县长', TianBiaoRen: '马兰', ZhuanYeJiShuZhiWu: '高级农艺师', ChuShengNianYue: '1979.03' },
      {
        kept: [{ xml: '<ZiDingYi>甲</ZiDingYi>', after: 'TianBiaoRen' }],
        relatives: [
          { ChengWei: '父亲', XingMing: '沈修竹', ChuShengRiQi: '1950', GongZuoDanWeiJiZhiWu: '农民（已去世）' },
        ],
      },
    );
    const done = await office.load([fileOf(form)]);
    expect(done.warnings.map(({ message }) => message)).toContain('家庭成员的出生年月“1950”未读入，导出时原样带回');
    const again = await back('沈怀远');
    expect(again.values).toMatchObject({
      NiRenZhiWu: '副县长',
      TianBiaoRen: '马兰',
      ZhuanYeJiShuZhiWu: '高级农艺师',
      ChuShengNianYue: '1979.03',
    });
    expect([again.kept, again.relatives[0]?.ChuShengRiQi]).toEqual([form.kept, '1950']);
  });

  it('sent again change nothing, and what was corrected in them changes that alone', async () => {
    await office.load([upload('01.lrmx', full)]);
    expect((await office.load([upload('01.lrmx', full)])).result).toEqual({
      total: 1,
      created: 0,
      updated: 0,
      unchanged: 1,
      refused: 0,
    });
    const { lrmx } = readLrmx(new Uint8Array(full));
    const corrected = { ...lrmx, values: { ...lrmx.values, ShuXiZhuanYeYouHeZhuanChang: '山地农业' } };
    expect((await office.load([fileOf(corrected)])).result).toMatchObject({ updated: 1 });
    const person = await office.person('柏砚舟');
    expect([person.revision, person.values.speciality, (person.values.family as object[]).length]).toEqual([
      2,
      '山地农业',
      4,
    ]);
  });

  it('are read from an archive, each taken or refused for itself', async () => {
    const archive = zipOf([
      { name: '县直/柏砚舟.lrmx', data: full },
      { name: '县直/俞琢.lrm', data: legacy },
      { name: '县直/俞琢.pic', data: picture },
      { name: '坏.lrmx', data: hostile },
      { name: '又一包.zip', data: zipOf([{ name: 'a.lrmx', data: full }]) },
    ]);
    const done = await office.load([upload('任免表.zip', archive)]);
    expect(done.refused.map(({ file, code }) => [file, code])).toEqual([
      ['坏.lrmx', 'invalid.lrmxDoctype'],
      ['又一包.zip', 'invalid.archiveInside'],
    ]);
    expect(done.result).toEqual({ total: 4, created: 2, updated: 0, unchanged: 0, refused: 2 });
    expect(await office.titles()).toEqual(['俞琢', '柏砚舟']);
    expect((await office.person('俞琢')).values.photo).toMatchObject({ size: picture.length });
    const [sheet] = await refusedSheets(office.ctx, done.id);
    expect(sheet?.rows.map(([file]) => file)).toEqual(['坏.lrmx', '又一包.zip']);
  });

  it('of the older form find their photo among the files sent with them', async () => {
    await office.load([upload('俞琢.lrm', legacy), upload('俞琢.pic', picture)]);
    expect((await office.person('俞琢')).values.photo).toMatchObject({ size: picture.length });
  });

  it('that are broken but could be mended are asked about', async () => {
    const broken =
      '<Person><XingMing>沈怀远</XingMing><XingBie>男</XingBie><ChuShengNianYue>197903</ChuShengNianYue><XianRenZhiWu>甲&乙</XianRenZhiWu></Person>';
    const checked = await office.check([upload('沈怀远.lrmx', broken)]);
    expect(checked.questions).toMatchObject([{ kind: 'repair', options: [{ value: 'repair' }, { value: 'skip' }] }]);
    expect(checked.result).toMatchObject({ created: 0, refused: 1 });
    const mended = await office.answer(checked.id, { [checked.questions[0]?.id ?? '']: 'repair' });
    expect([mended.result.created, mended.warnings.length]).toEqual([1, 1]);
    await office.commit(mended.id);
    expect((await office.person('沈怀远')).values.postFull).toBe('甲&乙');
  });

  it('meet the same people as rolls do: without a number by name and birth, with one by that', async () => {
    const number = numberOf('19790315', 11);
    await office.load([
      await table([
        ['姓名', '身份证号', '性别', '出生年月'],
        ['沈怀远', number, '男', '1979.03'],
      ]),
    ]);
    const bound = await office.load([fileOf(formOf({ JiGuan: '山西怀仁' }))]);
    expect(bound.result).toMatchObject({ created: 0, updated: 1 });
    const named = await office.load([fileOf(formOf({ ShenFenZheng: number.toLowerCase(), ChuShengDi: '山西怀仁' }))]);
    expect(named.result).toMatchObject({ created: 0, updated: 1 });
    expect(await office.titles()).toEqual(['沈怀远']);
  });

  it('do not double the studies that a workbook had written in full', async () => {
    const number = numberOf('19790315', 11);
    const school = {
      mode: '1',
      level: '21',
      levelName: '大学',
      degreeName: '农学学士',
      school: '山西农业大学',
      major: '农学',
      from: '2001-07',
    };
    const { createRecord } = await import('@juxian/engine/record.ts');
    await createRecord(office.ctx, {
      module: 'cadre',
      values: { name: '沈怀远', sex: '1', born: '1979-03', identityNumber: number, education: [school] },
    });
    const form = formOf({
      ShenFenZheng: number,
      QuanRiZhiJiaoYu_XueLi: '大学',
      QuanRiZhiJiaoYu_XueWei: '农学学士',
      QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: '山西农业大学农学专业',
    });
    await office.load([fileOf(form)]);
    expect((await office.person('沈怀远')).values.education).toMatchObject([school]);
  });

  it('with a DOCTYPE are refused, and nothing of them is read', async () => {
    const done = await office.check([upload('05.lrmx', hostile)]);
    expect(done.refused).toMatchObject([{ row: 1, code: 'invalid.lrmxDoctype' }]);
    expect(done.refused[0]?.message).toContain('DOCTYPE');
    expect(done.result).toMatchObject({ total: 1, created: 0, refused: 1 });
  });
});
