import { Refusal } from '@juxian/base/refusal.ts';
import {
  cleanName,
  contentDisposition,
  fileHeaders,
  largestFile,
  sizeText,
  storageName,
} from '@juxian/engine/content.ts';
import { checkContent } from '@juxian/engine/inspect.ts';
import { describe, expect, it } from 'vitest';
import { docx, jpeg, pdf, png, type ZipPart, zip } from '../support/bytes.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const office = (...more: ZipPart[]): Uint8Array => docx(more);

const acceptFile = (
  name: string,
  bytes: Uint8Array,
  { path, ...limits }: { path?: string; types?: string[]; bytes?: number } = {},
) => checkContent({ name, bytes, limits, ...(path ? { path } : {}) });

function refusal(name: string, bytes: Uint8Array, rules = {}): Refusal {
  try {
    acceptFile(name, bytes, rules);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`${name} was accepted`);
}

describe('what is accepted', () => {
  it.each([
    ['师德考核表.pdf', pdf(), 'pdf', 'application/pdf'],
    ['申报书.docx', docx(), 'docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['证书.JPG', jpeg(), 'jpg', 'image/jpeg'],
    ['证书.jpeg', jpeg(), 'jpg', 'image/jpeg'],
    ['奖状.png', png(), 'png', 'image/png'],
    [
      '预算 v1.2.xlsx',
      zip([
        { name: '[Content_Types].xml', data: '<Types/>' },
        { name: 'xl/workbook.xml', data: '<workbook/>' },
      ]),
      'xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
  ])('%s', (name, bytes, extension, type) => {
    expect(acceptFile(name, bytes)).toEqual({ name, extension, type, size: bytes.byteLength });
  });

  it('keeps a document with a chart that carries its workbook', () => {
    const workbook = zip([
      { name: '[Content_Types].xml', data: '<Types/>' },
      { name: 'xl/workbook.xml', data: '<workbook/>' },
    ]);
    expect(acceptFile('图表.docx', office({ name: 'word/embeddings/Sheet1.xlsx', data: workbook })).extension).toBe(
      'docx',
    );
  });

  it('keeps a pdf saved twice over itself', () => {
    expect(acceptFile('a.pdf', join(pdf(), text('7 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n'))).extension).toBe(
      'pdf',
    );
  });
});

describe('what is refused', () => {
  it('a program under two extensions, in either order', () => {
    expect(refusal('x.pdf.exe', pdf()).code).toBe('invalid.fileType');
    expect(refusal('x.exe.pdf', pdf()).code).toBe('invalid.fileType');
    expect(acceptFile('x.pdf', pdf()).extension).toBe('pdf');
  });

  it.each(['page.html', 'drawing.svg', 'noextension', '.pdf', 'old.rar'])('%s by name', (name) => {
    expect(refusal(name, pdf()).code).toBe('invalid.fileType');
  });

  it('a page or a drawing behind a harmless name', () => {
    expect(refusal('a.pdf', text('<html><script>alert(1)</script></html>')).code).toBe('invalid.fileContent');
    expect(refusal('a.png', text('<svg xmlns="http://www.w3.org/2000/svg"/>')).code).toBe('invalid.fileContent');
    expect(refusal('a.pdf', text('MZ\x90\x00')).code).toBe('invalid.fileContent');
  });

  it('a name that says another type, and says which was found', () => {
    const refused = refusal('证书.pdf', png());
    expect(refused.code).toBe('invalid.fileContent');
    expect(refused.reason('zh-CN')).toBe('“证书.pdf”的内容是png，与文件名不符，请改正后再传');
  });

  it('an empty file', () => {
    expect(refusal('a.pdf', new Uint8Array()).reason('zh-CN')).toBe('“a.pdf”是空文件（0字节）');
  });

  it('a file over the limit, with its size and the limit', () => {
    const refused = refusal('录像.pdf', new Uint8Array(largestFile + 1));
    expect(refused.code).toBe('limit.tooLarge');
    expect(refused.reason('zh-CN')).toBe('“录像.pdf”有61 MB，超过上限60 MB');
    expect(refusal('a.pdf', pdf(), { bytes: 10, path: 'annexes' }).details.fields?.[0]?.path).toBe('annexes');
  });

  it('a type the field does not take', () => {
    expect(refusal('a.docx', docx(), { types: ['pdf'] }).reason('en')).toBe('“a.docx” cannot be accepted; only pdf');
    expect(acceptFile('a.pdf', pdf(), { types: ['application/pdf', 'application/zip'] }).extension).toBe('pdf');
  });

  it.each([
    ['a page behind the end of a pdf', 'a.pdf', join(pdf(), text('<html><script>1</script>'))],
    ['a page between two ends of a pdf', 'a.pdf', join(pdf(), text('<script>1</script>\n%%EOF\n'))],
    ['a page in the head of a pdf', 'a.pdf', join(text('%PDF-1.4\n<script>1</script>\n'), pdf())],
    ['an archive behind a pdf', 'a.pdf', join(pdf(), text('7 0 obj\n'), zip([{ name: 'x.js', data: '1' }]))],
    ['a pdf that does not begin as one', 'a.pdf', join(text('GIF89a'), pdf())],
    ['a pdf without an end', 'a.pdf', text('%PDF-1.7\n1 0 obj')],
    ['a page behind a picture', 'a.png', join(png(), text('<script>1</script>'))],
    ['an archive behind a photo', 'a.jpg', join(jpeg(), zip([{ name: 'x.js', data: '1' }]))],
    ['a page behind a photo', 'a.jpg', join(jpeg(), text('<html></html>'))],
    ['a plain archive called docx', 'a.docx', zip([{ name: 'x.txt', data: '1' }])],
  ])('%s', (_what, name, bytes) => {
    expect(refusal(name, bytes).code).toBe('invalid.fileContent');
  });

  it.each([
    ['macros', office({ name: 'word/vbaProject.bin', data: 'x' }), 'invalid.fileMacro'],
    [
      'an entity in its xml',
      office({ name: 'word/x.xml', data: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' }),
      'invalid.fileEntity',
    ],
    [
      'an archive inside',
      office({ name: 'word/media/a.bin', data: zip([{ name: 'a.txt', data: '1' }]) }),
      'invalid.fileNested',
    ],
    [
      'a document in a document in a document',
      office({ name: 'word/embeddings/b.docx', data: office({ name: 'word/embeddings/c.docx', data: docx() }) }),
      'invalid.fileNested',
    ],
    ['a name that leaves the container', office({ name: '../../etc/cron', data: 'x' }), 'invalid.fileDamaged'],
    [
      'too many parts',
      office(...Array.from({ length: 4000 }, (_, n) => ({ name: `word/${n}.bin`, data: 'x' }))),
      'invalid.fileBomb',
    ],
    [
      'a part that unpacks a thousandfold',
      office({ name: 'word/media/a.bin', data: new Uint8Array(8 * 1024 * 1024) }),
      'invalid.fileBomb',
    ],
    [
      'a part that unpacks to more than it says',
      office({ name: 'word/media/a.bin', data: new Uint8Array(4096), claims: 16 }),
      'invalid.fileDamaged',
    ],
    [
      'parts that share bytes',
      zip(
        [
          { name: '[Content_Types].xml', data: '<Types/>' },
          { name: 'word/document.xml', data: '<w/>' },
        ],
        { overlap: true },
      ),
      'invalid.fileDamaged',
    ],
    ['a directory cut short', docx().slice(0, -30), 'invalid.fileDamaged'],
  ])('a document with %s', (_what, bytes, code) => {
    expect(refusal('a.docx', bytes).code).toBe(code);
  });

  it('an old or locked office file, with the way out', () => {
    const old = join(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), new Uint8Array(600));
    expect(refusal('a.docx', old).reason('zh-CN')).toBe('“a.docx”是旧版格式或加了密码，请去掉密码并另存为docx或xlsx');
  });
});

describe('names', () => {
  it('lose their path, control and direction characters', () => {
    expect(cleanName('../../etc/pass\r\nwd.pdf')).toBe('passwd.pdf');
    expect(cleanName('C:\\文档\\申报书.docx')).toBe('申报书.docx');
    expect(cleanName('abc\u202efdp.exe')).toBe('abcfdp.exe');
    expect(cleanName('..')).toBe('file');
  });

  it('keep their extension when cut', () => {
    const cut = cleanName(`${'长'.repeat(300)}.pdf`);
    expect([...cut]).toHaveLength(120);
    expect(cut.endsWith('.pdf')).toBe(true);
  });

  it('leave as a download in both forms, with no way to end the header', () => {
    expect(contentDisposition('申"报\r\n书;.pdf')).toBe(
      `attachment; filename="____.pdf"; filename*=UTF-8''%E7%94%B3%E6%8A%A5%E4%B9%A6%3B.pdf`,
    );
    expect(fileHeaders('a.pdf', 'application/pdf')['Content-Security-Policy']).toContain('sandbox');
  });

  it('are generated where bytes are kept', () => {
    expect(storageName('pdf')).toMatch(/^fil_[0-9a-z]{22}\.pdf$/);
    expect(storageName('pdf')).not.toBe(storageName('pdf'));
  });

  it('say sizes as people do', () => {
    expect([1, 1024, 46_000, 1_200_000, 62_914_561].map(sizeText)).toEqual([
      '0.1 KB',
      '1 KB',
      '45 KB',
      '1.2 MB',
      '61 MB',
    ]);
  });
});
