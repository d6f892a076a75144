import { deflateSync } from 'node:zlib';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Paper } from '@juxian/documents/paper.ts';
import { toPdf } from '@juxian/documents/pdf/paper.ts';
import { attach } from '@juxian/engine/attachment.ts';
import { module, registered } from '@juxian/engine/define.ts';
import { files, photo, text } from '@juxian/engine/kinds/index.ts';
import { lookIntoPdf } from '@juxian/engine/pdf-look.ts';
import { createRecord } from '@juxian/engine/record.ts';
import { refuseArchive } from '@juxian/engine/scan.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docx, jpeg } from '../support/bytes.ts';
import { openWorld } from '../support/county.ts';

type Scan = { pages: number; over?: string; packed?: boolean; locked?: boolean; dots?: number };

/** A PDF of pages with one picture each, and what is drawn over it; `packed`: its objects stand in a stream. */
function scan({ pages, over = '', packed = false, locked = false, dots = 1240 }: Scan): Uint8Array {
  const objects: string[] = [];
  const stream = (head: string, data: string) =>
    objects.push(`<<${head}/Length ${data.length}>>stream\n${data}\nendstream`);
  const plain: string[] = ['<</Type/Catalog/Pages 2 0 R>>', `<</Type /Pages/Count ${pages}/Kids[]>>`];
  for (let page = 0; page < pages; page++) {
    plain.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${2 * page + 9} 0 R>>`);
    stream(`/Type/XObject/Subtype/Image/Width ${dots}/Height ${dots}/Filter/DCTDecode`, '\xff\xd8\xff\xd9');
    stream('/Filter/FlateDecode', deflateSync(`q 595 0 0 842 0 0 cm /Im0 Do Q ${over}`).toString('latin1'));
  }
  if (packed) stream('/Type/ObjStm/N 9/First 20/Filter/FlateDecode', deflateSync(plain.join('\n')).toString('latin1'));
  else objects.push(...plain);
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj`).join('\n');
  const trailer = `trailer\n<</Root 1 0 R${locked ? '/Encrypt 7 0 R' : ''}>>`;
  return Uint8Array.from(Buffer.from(`%PDF-1.5\n${body}\n${trailer}\n%%EOF\n`, 'latin1'));
}

const paper = (...lines: string[]): Promise<{ bytes: Uint8Array }> => {
  const blocks = lines.map((line): Paper['blocks'][number] => ({ is: 'paragraph', text: line, flush: true }));
  return toPdf({ layout: 'letter', title: '通知', blocks, office: '县委组织部', demo: false });
};
const word = (...paragraphs: string[]): Uint8Array =>
  docx([
    {
      name: 'word/header1.xml',
      data: `<w:hdr>${paragraphs.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('')}</w:hdr>`,
    },
  ]);

const pdfType = 'application/pdf';
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
function codeOf(name: string, bytes: Uint8Array, type = pdfType): string {
  try {
    refuseArchive({ name, type, bytes }, 'papers');
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
const words = word('会议通知');

describe('what does not belong among people’s files', () => {
  it.each([
    ['陆闻笛干部档案.docx', 'invalid.scannedArchive'],
    ['人事档案扫描件.docx', 'invalid.scannedArchive'],
    ['考察材料（定稿）.docx', 'invalid.scannedArchive'],
    ['县档案局任职文件.docx', 'accepted'],
    ['档案管理办法.docx', 'accepted'],
    ['任职通知.docx', 'accepted'],
    ['机密文件.docx', 'invalid.classified'],
    ['情况反映（秘密）.docx', 'invalid.classified'],
    ['绝密★长期.docx', 'invalid.classified'],
    ['秘密级通报.docx', 'invalid.classified'],
    ['保密工作会议通知.docx', 'accepted'],
    ['秘书处任职文件.docx', 'accepted'],
  ])('by name: %s is %s', (name, code) => {
    expect(codeOf(name, words, wordType)).toBe(code);
  });

  it('tells a scan by pages that are pictures alone, though a recogniser has laid text under them', () => {
    const hidden = 'BT 3 Tr /F1 9 Tf <0102> Tj ET';
    const shown = 'BT /F1 9 Tf <0102> Tj ET';
    expect(codeOf('材料.pdf', scan({ pages: 3 }))).toBe('invalid.scannedArchive');
    expect(codeOf('材料.pdf', scan({ pages: 3, packed: true }))).toBe('invalid.scannedArchive');
    expect(codeOf('材料.pdf', scan({ pages: 3, over: hidden }))).toBe('invalid.scannedArchive');
    expect(codeOf('材料.pdf', scan({ pages: 3, over: shown }))).toBe('accepted');
    expect(codeOf('批复盖章页.pdf', scan({ pages: 2 }))).toBe('accepted');
    expect(codeOf('图标.pdf', scan({ pages: 3, dots: 300 }))).toBe('accepted');
    expect(lookIntoPdf(scan({ pages: 3, packed: true }))).toEqual({
      pictures: 3,
      hasText: false,
      words: '',
      isLocked: false,
    });
  });

  it('takes pictures pasted into a Word file for a scan where it holds no words', () => {
    const pictures = [1, 2, 3].map((n) => ({ name: `word/media/image${n}.jpeg`, data: jpeg() }));
    expect(codeOf('材料.docx', docx(pictures), wordType)).toBe('invalid.scannedArchive');
    expect(codeOf('材料.docx', docx(pictures.slice(1)), wordType)).toBe('accepted');
    const said = { name: 'word/header1.xml', data: '<w:p><w:t>会议纪要</w:t></w:p>' };
    expect(codeOf('材料.docx', docx([...pictures, said]), wordType)).toBe('accepted');
  });

  it('reads the mark of secrecy at the head of a page, in Word and in PDF', async () => {
    expect(codeOf('纪要.docx', word('机密★1年', '会议纪要'), wordType)).toBe('invalid.classified');
    expect(codeOf('纪要.docx', word('　秘 密', '会议纪要'), wordType)).toBe('invalid.classified');
    expect(codeOf('纪要.docx', word('要保守国家秘密和工作机密'), wordType)).toBe('accepted');
    const marked = await paper('秘密★3年', '会议纪要');
    const usual = await paper('要保守国家秘密和工作机密，并于三日内办理。', '会议纪要');
    expect(lookIntoPdf(usual.bytes)).toMatchObject({ hasText: true, isLocked: false });
    expect(lookIntoPdf(usual.bytes).words).toContain('要保守国家秘密和工作机密');
    expect(codeOf('纪要.pdf', marked.bytes)).toBe('invalid.classified');
    expect(codeOf('纪要.pdf', usual.bytes)).toBe('accepted');
  });

  it('refuses what it cannot look into', () => {
    expect(codeOf('材料.pdf', scan({ pages: 1, locked: true }))).toBe('invalid.fileLocked');
  });

  it('reads a hostile file in one pass', () => {
    const many = (text: string) => text.repeat(200_000);
    const bytes = Uint8Array.from(
      Buffer.from(
        `%PDF-1.5\n1 0 obj\n<<>>stream\n${many('[')}\nendstream\n${many('/Type ')}${many('stream ')}`,
        'latin1',
      ),
    );
    expect(codeOf('材料.pdf', bytes)).toBe('accepted');
    expect(codeOf('材料.docx', docx([{ name: 'word/header1.xml', data: many('<') }]), wordType)).toBe('accepted');
  });
});

/** The same declaration in a room about people in office and in another. */
const paperModule = (name: string, room: 'cadre' | 'office') =>
  registered(
    module({
      name,
      reach: 'staff',
      room,
      title: t('文件', 'Papers'),
      fields: {
        name: text(t('名称', 'Name')),
        papers: files(t('附件', 'Papers')),
        photo: photo(t('照片', 'Photo'), { bytes: 2_000_000 }),
      },
      states: { kept: { label: t('在册', 'Kept'), phase: 'open', initial: true } },
    }).with(({ all }) => {
      const fields = ['name', 'papers', 'photo'] as const;
      return {
        moves: {},
        access: { office: { scope: all(), fields, create: fields, edit: { kept: fields } } },
        views: { columns: ['name'], sort: 'name', facets: [] },
        form: [{ title: t('文件', 'Paper'), fields }],
        summary: (values) => values.name ?? '',
      };
    }),
  );

describe('an upload', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeAll(async () => {
    world = await openWorld([paperModule('file', 'cadre'), paperModule('note', 'office')]);
  });
  afterAll(() => world.stop());

  it('is refused with a notice where files are about people in office, and nowhere else; a photo is none of it', async () => {
    const office = await (await world.county()).as('叶知秋', 'office');
    const bytes = scan({ pages: 4 });
    const given = { field: 'papers', name: '材料.pdf', bytes };
    const made = async (name: string) => ({
      module: name,
      id: (await createRecord(office, { module: name, values: {} })).id,
    });
    const [file, note] = [await made('file'), await made('note')];
    const refused = await attach(office, { ...file, ...given }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'invalid.scannedArchive', details: { fields: [{ path: 'papers' }] } });
    expect((refused as Refusal).reason('zh-CN')).toContain('涉密材料不得存入本系统');
    expect(await attach(office, { ...note, ...given })).toMatchObject({ name: '材料.pdf' });
    const face = { field: 'photo', name: '档案照片.jpg', bytes: jpeg() };
    expect(await attach(office, { ...file, ...face })).toMatchObject({ name: '档案照片.jpg' });
  });
});
