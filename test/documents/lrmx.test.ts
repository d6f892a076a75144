import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { Refusal } from '@juxian/base/refusal.ts';
import { readLrm } from '@juxian/documents/lrmx/legacy.ts';
import { elements, type Lrmx, laterElements, newLrmx } from '@juxian/documents/lrmx/lrmx.ts';
import { readLrmx } from '@juxian/documents/lrmx/read.ts';
import { writeLrmx } from '@juxian/documents/lrmx/write.ts';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

const sample = (name: string): Uint8Array => new Uint8Array(readFileSync(join(import.meta.dirname, 'lrmx', name)));
const full = sample('01_v3.2.1.16_full_bom_crlf_photo.lrmx');
const plain = sample('02_v3.2.1.6_nophoto_nobom_lf_nofamily.lrmx');
const hostile = sample('05_hostile_doctype_must_be_refused.lrmx');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const person = (inside: string): Uint8Array =>
  bytes(`<?xml version="1.0" encoding="utf-8"?>\n<Person>\n${inside}\n</Person>`);
const valuesOf = (given: Uint8Array, options = {}) => readLrmx(given, options).lrmx.values;
const refusalOf = (read: () => unknown): Refusal => {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was read');
};

describe('a form of the editor', () => {
  it('is read with its family, its photo and its lines', () => {
    const { lrmx, mended } = readLrmx(full);
    expect(mended).toEqual([]);
    expect(lrmx.layout).toEqual({ mark: true, lineEnd: '\r\n' });
    expect(lrmx.values).toMatchObject({
      XingMing: '柏砚舟',
      ChuShengNianYue: '197903',
      ZhuanYeJiShuZhiWu: '',
      ZaiZhiJiaoYu_XueWei: '',
      JiSuanNianLingShiJian: '20261031',
      ShenFenZheng: '990421197903120519',
      Version: '3.2.1.16',
    });
    expect(lrmx.values.JianLi.split('\n')).toHaveLength(9);
    expect(lrmx.relatives.map(({ ChengWei, XingMing }) => `${ChengWei}${XingMing}`)).toEqual([
      '妻子窦清宁',
      '女儿柏言',
      '父亲柏和',
      '母亲章秋',
    ]);
    expect([...(lrmx.photo ?? []).slice(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xe0]);
  });

  it('is read without mark, photo and family', () => {
    const { lrmx } = readLrmx(plain);
    expect(lrmx.layout).toEqual({ mark: false, lineEnd: '\n' });
    expect(lrmx.values).toMatchObject({ XingMing: '阿依古丽·麦麦提', RuDangShiJian: '201206；农工党', NiRenZhiWu: '' });
    expect(lrmx.relatives).toEqual([]);
    expect(lrmx).not.toHaveProperty('photo');
  });

  it.each([
    ['01', full],
    ['02', plain],
  ])('is written back byte for byte: %s', (_, given) => {
    expect(Buffer.from(writeLrmx(readLrmx(given).lrmx)).equals(given)).toBe(true);
  });

  it('is written new with a mark, CRLF and 34 elements in order, the empty ones as the editor does', () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      writeLrmx(newLrmx({ values: { XingMing: '章秋', Version: '3.2.1.16' } })),
    );
    expect(
      text.startsWith('\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<Person>\r\n  <XingMing>章秋</XingMing>'),
    ).toBe(true);
    expect(text).toContain('  <NiRenZhiWu>\r\n  </NiRenZhiWu>\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    const written = [...text.matchAll(/^ {2}<(\w+)>/gm)].map(([, name]) => name);
    expect(written).toHaveLength(34);
    expect(written).toEqual(elements.filter((name) => !(laterElements as readonly string[]).includes(name)));
  });

  it('has the two elements of 2025 where the form has them', () => {
    const values = { XingMing: '章秋', DaoLingNianYue: '204105', GaiGeQianRenZhiNianLingJieXian: '' };
    const read = readLrmx(writeLrmx(newLrmx({ values }))).lrmx.values;
    expect(read).toMatchObject(values);
    expect(valuesOf(full)).not.toHaveProperty('DaoLingNianYue');
  });
});

describe('what other programs write', () => {
  it('may stand in another order, with comments, in short or with blanks for nothing', () => {
    const values = valuesOf(
      person(
        '<!-- 导出 --><Version>3.2.1.6</Version><NiRenZhiWu/><JiGuan>\u3000\n </JiGuan><XingMing> 章秋\t</XingMing>',
      ),
    );
    expect(values).toMatchObject({ Version: '3.2.1.6', NiRenZhiWu: '', JiGuan: '', XingMing: '章秋', JianLi: '' });
  });

  it('may name rare characters by their numbers', () => {
    expect(valuesOf(person('<XingMing>&#x20164;&#40102;</XingMing>')).XingMing).toBe('𠅤鲦');
  });

  it('may end lines in any way and hold text in a literal section', () => {
    const given = person('<JianLi><![CDATA[2001.07--2004.11  <镇>&乡\r\n2004.11--]]></JianLi>');
    expect(valuesOf(given).JianLi).toBe('2001.07--2004.11  <镇>&乡\n2004.11--');
  });

  it.each([
    ['a data address', 'data:image/png;base64,iVBORw0KGgo='],
    ['broken into lines', 'iVBO\r\n  Rw0K\n\tGgo='],
    ['without the filling at its end', 'iVBORw0KGgo'],
  ])('may carry a photo as %s', (_, value) => {
    const { photo } = readLrmx(person(`<ZhaoPian>${value}</ZhaoPian>`)).lrmx;
    expect(Buffer.from(photo ?? []).toString('hex')).toBe('89504e470d0a1a0a');
  });

  it('may have more relatives than the form has lines, and lines that are empty', () => {
    const items = Array.from(
      { length: 13 },
      (_, n) => `<Item><ChengWei>子</ChengWei><XingMing>甲${n}</XingMing></Item>`,
    );
    const { relatives } = readLrmx(
      person(`<JiaTingChengYuan>${items.join('')}<Item><ChengWei> </ChengWei></Item></JiaTingChengYuan>`),
    ).lrmx;
    expect(relatives).toHaveLength(13);
    expect(relatives[12]).toEqual({
      ChengWei: '子',
      XingMing: '甲12',
      ChuShengRiQi: '',
      ZhengZhiMianMao: '',
      GongZuoDanWeiJiZhiWu: '',
    });
  });

  it('may have elements of its own, which come back in their place', () => {
    const given = person(
      '<BiaoShi a="1"><x>&amp;</x></BiaoShi><XingMing>章秋</XingMing><Zi/><XingBie>女</XingBie>' +
        '<JiaTingChengYuan><Item><ChengWei>父亲</ChengWei><XingMing>章</XingMing><Bei>注</Bei></Item></JiaTingChengYuan>',
    );
    const { lrmx } = readLrmx(given);
    expect(lrmx.kept).toEqual([{ xml: '<BiaoShi a="1"><x>&amp;</x></BiaoShi>' }, { xml: '<Zi/>', after: 'XingMing' }]);
    expect(lrmx.relatives[0]?.kept).toEqual([{ xml: '<Bei>注</Bei>', after: 'XingMing' }]);
    const text = new TextDecoder().decode(writeLrmx(lrmx));
    expect(text).toMatch(
      /<Person>\s+<BiaoShi a="1"><x>&amp;<\/x><\/BiaoShi>\s+<XingMing>章秋<\/XingMing>\s+<Zi\/>\s+<XingBie>/,
    );
    expect(readLrmx(bytes(text)).lrmx).toEqual(lrmx);
  });

  it('has its doubled & set right and listed', () => {
    const { lrmx, mended } = readLrmx(
      person('<XingMing>章秋</XingMing>\n<XianRenZhiWu>研发&amp;amp;推广，质量&amp;1amp;安全&amp;lt;</XianRenZhiWu>'),
    );
    expect(lrmx.values.XianRenZhiWu).toBe('研发&推广，质量&安全<');
    expect(mended).toEqual([
      { line: 4, what: { zh: expect.stringContaining('两次'), en: expect.stringContaining('twice') } },
    ]);
  });
});

describe('a broken file', () => {
  const gbk = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="utf-8"?>\n<Person>\n<Version>3</Version>\n<XingMing>'),
    Buffer.from([0xd5, 0xc2, 0xc7, 0xef]),
    Buffer.from('</XingMing></Person>'),
  ]);

  it.each([
    [
      'a bare &',
      person('<XingMing>章秋</XingMing>\n<JianLi>一\n研发&推广 A&B;</JianLi>'),
      5,
      '&',
      { JianLi: '一\n研发&推广 A&B;' },
    ],
    ['a bare <', person('<JianLi>获奖<优秀>人员，<5年</JianLi>'), 3, '<', { JianLi: '获奖<优秀>人员，<5年' }],
    ['a name of HTML', person('<JianLi>2001.07&nbsp;镇</JianLi>'), 3, '&', { JianLi: '2001.07\u00a0镇' }],
    ['a control character', person('<JianLi>甲\u000b乙&#11;</JianLi>'), 3, '控制', { JianLi: '甲乙' }],
    ['GBK that calls itself UTF-8', new Uint8Array(gbk), 4, 'GBK', { XingMing: '章秋' }],
  ])('is refused with line and reason for %s, and mended once somebody agreed', (_, given, line, reason, values) => {
    const refusal = refusalOf(() => readLrmx(given));
    expect(refusal.code).toBe('invalid.lrmxMendable');
    expect(refusal.details.values?.line).toBe(line);
    for (const locale of ['zh-CN', 'en'] as const) expect(refusal.reason(locale)).toContain(String(line));
    expect(refusal.reason('zh-CN')).toContain(reason);
    const { lrmx, mended } = readLrmx(given, { repair: true });
    expect(lrmx.values).toMatchObject(values);
    expect(mended[0]?.line).toBe(line);
  });

  it('lists each thing mended', () => {
    const { mended } = readLrmx(person('<XingMing>甲&乙</XingMing>\n<JianLi>一<二\n三&四</JianLi>'), { repair: true });
    expect(mended.map(({ line, what }) => [line, what.zh.includes('<'), what.zh.includes('&')])).toEqual([
      [3, false, true],
      [4, true, false],
      [5, false, true],
    ]);
  });

  it('is not mended into a person who is not there: an element that does not end', () => {
    const given = person('<XingMing>章秋\n<XingBie>女</XingBie>');
    for (const repair of [false, true]) expect(refusalOf(() => readLrmx(given, { repair })).code).toBe('invalid.lrmx');
  });

  it('reads GBK that says so', () => {
    const honest = Buffer.from(gbk.toString('latin1').replace('utf-8', 'GB2312'), 'latin1');
    expect(valuesOf(new Uint8Array(honest)).XingMing).toBe('章秋');
  });

  it('leaves a broken photo out only once somebody agreed', () => {
    const given = person('<XingMing>章秋</XingMing>\n<ZhaoPian>not base64!</ZhaoPian>');
    expect(refusalOf(() => readLrmx(given)).details.values?.line).toBe(4);
    const { lrmx, mended } = readLrmx(given, { repair: true });
    expect([lrmx.photo, mended.length]).toEqual([undefined, 1]);
  });

  it.each([
    ['another document', bytes('<?xml version="1.0"?><html><body/></html>')],
    ['no XML', bytes('{"XingMing": "章秋"}')],
    ['a file of bytes', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 1])],
    ['nothing', new Uint8Array()],
    ['two values for one element', person('<XingMing>章秋</XingMing><XingMing>柏和</XingMing>')],
    ['text beside the elements', person('章秋<XingBie>女</XingBie>')],
  ])('is refused where it is %s', (_, given) => {
    expect(refusalOf(() => readLrmx(given)).code).toBe('invalid.lrmx');
  });

  it('is refused beyond the limits, and mending ends', () => {
    expect(refusalOf(() => readLrmx(new Uint8Array(10_000_001))).code).toBe('limit.lrmx');
    const items = '<Item><ChengWei>子</ChengWei></Item>'.repeat(201);
    expect(refusalOf(() => readLrmx(person(`<JiaTingChengYuan>${items}</JiaTingChengYuan>`))).code).toBe('limit.lrmx');
    expect(refusalOf(() => readLrmx(person(`<JianLi>${'&'.repeat(5000)}</JianLi>`), { repair: true })).code).toBe(
      'invalid.lrmx',
    );
    expect(refusalOf(() => readLrmx(person('<JianLi>'.repeat(200_000)))).code).toBe('invalid.lrmx');
  });
});

describe('a hostile file', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it('is refused for its DOCTYPE, in both languages, and no file is opened', () => {
    const doors = (['openSync', 'readFileSync', 'open', 'readFile', 'createReadStream'] as const).map((door) =>
      vi.spyOn(fs, door),
    );
    const promises = (['open', 'readFile'] as const).map((door) => vi.spyOn(fs.promises, door));
    syncBuiltinESMExports();
    const refusals = [false, true].map((repair) => refusalOf(() => readLrmx(hostile, { repair })));
    for (const door of [...doors, ...promises]) expect(door).not.toHaveBeenCalled();
    expect(refusals.map(({ code }) => code)).toEqual(['invalid.lrmxDoctype', 'invalid.lrmxDoctype']);
    expect(refusals[0]?.reason('zh-CN')).toContain('DOCTYPE');
    expect(refusals[0]?.reason('en')).toContain('DOCTYPE');
    // The doors are watched: one opened here is seen.
    readFileSync(import.meta.filename);
    expect(doors[1]).toHaveBeenCalledOnce();
  });

  it.each([
    '<!doctype Person><Person><XingMing>章秋</XingMing></Person>',
    '<Person><!ENTITY x "y"><XingMing>&x;</XingMing></Person>',
    '<!-- a --><! DOCTYPE Person SYSTEM "http://127.0.0.1/x.dtd"><Person/>',
  ])('is refused in other writings: %s', (text) => {
    expect(refusalOf(() => readLrmx(bytes(text), { repair: true })).code).toBe('invalid.lrmxDoctype');
  });
});

describe('the older form of the editor', () => {
  const { lrmx, mended } = readLrm(sample('04_legacy_v2.lrm'), sample('04_legacy_v2.pic'));

  it('is read to the same cells, the photo as it is', () => {
    expect(mended).toEqual([]);
    expect(lrmx.values).toMatchObject({
      XingMing: '俞琢',
      ChuShengDi: '虚构省青禾县',
      QuanRiZhiJiaoYu_XueLi: '中专',
      QuanRiZhiJiaoYu_XueWei: '',
      QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: '虚构省澜川农业学校农学专业',
      ZaiZhiJiaoYu_XueLi: '大学',
      ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi: '中央党校函授学院经济管理专业',
      ZhuanYeJiShuZhiWu: '农艺师',
      ShuXiZhuanYeYouHeZhuanChang: '农村工作',
      NiRenZhiWu: '',
      NiMianZhiWu: '青禾县白鹭街道党工委副书记、办事处主任',
      JiSuanNianLingShiJian: '20261031',
      TianBiaoRen: '喻知临',
      TianBiaoShiJian: '20261105',
      ShenFenZheng: '',
    });
    expect(Buffer.from(lrmx.photo ?? []).equals(sample('04_legacy_v2.pic'))).toBe(true);
  });

  it('has three relatives, one of them dead and without a birth date', () => {
    expect(lrmx.relatives).toHaveLength(3);
    expect(lrmx.relatives[2]).toEqual({
      ChengWei: '父亲',
      XingMing: '俞远',
      ChuShengRiQi: '',
      ZhengZhiMianMao: '群众',
      GongZuoDanWeiJiZhiWu: '已去世',
    });
  });

  it('becomes a form of today', () => {
    expect(readLrmx(writeLrmx(lrmx)).lrmx).toEqual(lrmx);
  });

  it('may lack parts of its joined values, and lists what no cell takes', () => {
    const parts = Array.from(
      { length: 33 },
      (_, n) => ({ 0: '章秋', 9: '大学', 10: '#农学', 13: '旧值', 20: '父亲@母亲' })[n] ?? '',
    );
    const read = readLrm(bytes(`"${parts.join('","')}"\r\n`));
    expect(read.lrmx.values).toMatchObject({
      QuanRiZhiJiaoYu_XueLi: '大学',
      QuanRiZhiJiaoYu_XueWei: '',
      QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi: '农学',
      ZaiZhiJiaoYu_XueLi: '',
    });
    expect(read.lrmx.relatives.map(({ ChengWei, XingMing }) => [ChengWei, XingMing])).toEqual([
      ['父亲', ''],
      ['母亲', ''],
    ]);
    expect(read.mended.map(({ what }) => what.zh)).toEqual(['第14项“旧值”不属于任免表，未读入']);
  });

  it.each(['"章秋","女"', '章秋,女', ''])('is refused where it has not its 33 values: %s', (text) => {
    expect(refusalOf(() => readLrm(bytes(text))).code).toBe('invalid.lrm');
  });
});

describe('any form', () => {
  const words = fc
    .array(fc.constantFrom(...'章秋·𠅤<>&;"\'] a1\n\t　'), { maxLength: 12 })
    .map((parts) => parts.join('').trim());
  const texts = elements.filter((name) => name !== 'JiaTingChengYuan' && name !== 'ZhaoPian');
  const relative = fc.record({
    ChengWei: fc.constantFrom('父亲', '女儿'),
    XingMing: words,
    ChuShengRiQi: words,
    ZhengZhiMianMao: words,
    GongZuoDanWeiJiZhiWu: words,
  });
  const form: fc.Arbitrary<Lrmx> = fc
    .record({
      values: fc.record(Object.fromEntries(texts.map((name) => [name, words]))),
      relatives: fc.array(relative, { maxLength: 12 }),
      photo: fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 }), { nil: undefined }),
      mark: fc.boolean(),
      lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
    })
    .map(({ photo, mark, lineEnd, ...given }) =>
      newLrmx({ ...given, layout: { mark, lineEnd }, ...(photo ? { photo } : {}) }),
    );

  it('is read as it was written', () => {
    fc.assert(
      fc.property(form, (lrmx) => {
        expect(readLrmx(writeLrmx(lrmx))).toEqual({ lrmx, mended: [] });
      }),
    );
  });
});
