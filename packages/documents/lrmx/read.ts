import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { startsWith } from '@juxian/engine/workbook/bytes.ts';
import {
  type ElementName,
  elements,
  isText,
  type Kept,
  type Lrmx,
  type LrmxRelative,
  lrmxLimits,
  type Mended,
  newLrmx,
  type ReadLrmx,
  type RelativeName,
  refuseLine,
  refuseSize,
  relativeElements,
} from './lrmx.ts';
import { mendMarkup } from './mend.ts';
import { type Markup, treeOf } from './tree.ts';

/**
 * Reads one .lrmx file. What is not as XML has it is refused with its line; with `repair` it is set right where that is
 * possible and listed, which is for after somebody was asked. Texts whose `&` was escaped twice are always set right and
 * listed.
 * @throws Refusal `invalid.lrmxMendable` where `repair` would help, `invalid.lrmxDoctype`, `invalid.lrmx`, `limit.lrmx`.
 */
export function readLrmx(bytes: Uint8Array, { repair = false } = {}): ReadLrmx {
  if (bytes.length > lrmxLimits.bytes) throw refuseSize();
  const source = decode(bytes);
  refuseDoctype(source.text);
  const lines = source.text.replace(/\r\n?/g, '\n');
  const markup = mendMarkup(lines);
  const mended = [...source.mended, ...markup.mended];
  if (!repair && mended[0]) throw refuseLine('invalid.lrmxMendable', mended[0].line, mended[0].what);
  const layout = { mark: source.mark, lineEnd: /\r\n/.test(source.text) ? '\r\n' : '\n' } as const;
  return parse({ text: markup.text, mended, repair }, layout);
}

type Source = { text: string; mark: boolean; mended: Mended[] };

const declared = /^[^>]*encoding\s*=\s*["'](gb2312|gbk|gb18030)["']/i;

function decode(bytes: Uint8Array): Source {
  const mark = startsWith(bytes, [0xef, 0xbb, 0xbf]);
  const text = decodeAs('utf-8', bytes);
  if (text !== undefined) return { text, mark, mended: [] };
  const chinese = decodeAs('gb18030', bytes);
  if (chinese === undefined || !chinese.includes('<'))
    throw new Refusal('invalid.lrmx', t('不是任免表文件（.lrmx）', 'This is no .lrmx file'));
  if (declared.test(chinese)) return { text: chinese, mark, mended: [] };
  const what = t(
    '文字不是文件所称的UTF-8编码，而像是GBK',
    'the text is not UTF-8, as the file says, but looks like GBK',
  );
  return { text: chinese, mark, mended: [{ line: firstForeignLine(bytes), what }] };
}

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** No character of UTF-8 has a line end in it, so that each line stands for itself. */
function firstForeignLine(bytes: Uint8Array): number {
  let start = 0;
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(10, start);
    if (end < 0 || decodeAs('utf-8', bytes.subarray(start, end)) === undefined) return line;
    start = end + 1;
  }
}

/** A form has no use for one; entities in it may name other files or grow without end. Refused before any is read. */
function refuseDoctype(text: string): void {
  if (/<!\s*(doctype|entity)/i.test(text))
    throw new Refusal(
      'invalid.lrmxDoctype',
      t(
        '文件中有DOCTYPE或实体声明，任免表不需要，为安全起见不予读取',
        'The file declares a DOCTYPE or entities, which no appointment form needs: it is not read',
      ),
    );
}

const isElement = (name: string): name is ElementName => (elements as readonly string[]).includes(name);
const isRelative = (name: string): name is RelativeName => (relativeElements as readonly string[]).includes(name);

type Reading = { text: string; mended: Mended[]; repair: boolean };

function parse(reading: Reading, layout: Lrmx['layout']): ReadLrmx {
  const person = treeOf(reading.text);
  if (person.name !== 'Person')
    throw refuseLine(
      'invalid.lrmx',
      1,
      t('不是任免表：根元素应为Person', 'no appointment form: its root is not Person'),
    );
  const values = new Map<ElementName, string>();
  const { kept } = readParts(reading, person, isElement, (name, node) => {
    if (name !== 'JiaTingChengYuan') setOnce(values, name, textOf(reading, node), node.line);
  });
  const families = person.children.filter(({ name }) => name === 'JiaTingChengYuan');
  const inFamily = families.flatMap((family) =>
    readParts(
      reading,
      family,
      (name): name is 'Item' => name === 'Item',
      () => {},
    ).kept.map(({ xml }) => ({
      xml,
      after: 'JiaTingChengYuan',
    })),
  );
  const relatives = families.flatMap(({ children }) => children.flatMap((item) => relativeOf(reading, item)));
  if (relatives.length > lrmxLimits.relatives) throw refuseSize();
  const photo = photoOf(reading, values.get('ZhaoPian') ?? '', person);
  const texts = Object.fromEntries([...values].filter(([name]) => isText(name)));
  return {
    lrmx: newLrmx({ values: texts, relatives, kept: [...kept, ...inFamily], layout, ...(photo ? { photo } : {}) }),
    mended: reading.mended,
  };
}

/** Reads the elements in another that the format has there, and keeps the others as they were written. */
function readParts<N extends string>(
  { text }: Reading,
  { children, line, ...node }: Markup,
  isKnown: (name: string) => name is N,
  read: (name: N, node: Markup) => void,
): { kept: Kept[] } {
  if (node.text.trim())
    throw refuseLine('invalid.lrmx', line, t('元素之外有文字', 'there is text outside of the elements'));
  const kept: Kept[] = [];
  let after: N | undefined;
  for (const child of children) {
    const { name } = child;
    if (isKnown(name)) {
      read(name, child);
      after = name;
    } else kept.push({ xml: text.slice(child.start, child.end), ...(after === undefined ? {} : { after }) });
  }
  return { kept };
}

/** @returns nothing where the line is empty. */
function relativeOf(reading: Reading, item: Markup): LrmxRelative[] {
  if (item.name !== 'Item') return [];
  const values = new Map<RelativeName, string>();
  const { kept } = readParts(reading, item, isRelative, (name, node) =>
    setOnce(values, name, textOf(reading, node), node.line),
  );
  if (kept.length === 0 && [...values.values()].every((value) => value === '')) return [];
  const entries = relativeElements.map((name) => [name, values.get(name) ?? '']);
  return [{ ...(Object.fromEntries(entries) as LrmxRelative), ...(kept.length > 0 ? { kept } : {}) }];
}

function textOf({ mended }: Reading, { name, text, children, line }: Markup): string {
  if (children[0])
    throw refuseLine('invalid.lrmx', line, t(`${name}中不应有其他元素`, `${name} should have no other element in it`));
  const written = text.trim();
  const value = undouble(written);
  if (value !== written)
    mended.push({ line, what: t(`${name}中的“&”被转义了两次`, `the “&” in ${name} was escaped twice`) });
  return value;
}

function setOnce<N extends string>(values: Map<N, string>, name: N, value: string, line: number): void {
  const before = values.get(name);
  if (before && value && before !== value)
    throw refuseLine('invalid.lrmx', line, t(`${name}出现两次，内容不同`, `${name} stands twice, with other words`));
  values.set(name, before || value);
}

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** No form means `&amp;` by these words; one exporter writes `&1amp;`. Escaped more often than four times, the rest stays. */
function undouble(value: string, times = 3): string {
  const once = value.replace(
    /&(?:1?(amp)|(lt|gt|quot|apos|nbsp));/g,
    (_found, first?: string, second?: string) => names[first ?? second ?? ''] ?? '',
  );
  return once === value || times === 1 ? once : undouble(once, times - 1);
}

/** The bytes of a picture in base64, line breaks and the head of a data address left out. */
function photoOf({ mended, repair }: Reading, value: string, { children }: Markup): Uint8Array | undefined {
  const base64 = value.replace(/^data:[^,]*,/, '').replace(/\s+/g, '');
  if (!base64) return undefined;
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.replace(/=+$/, '').length % 4 !== 1)
    return new Uint8Array(Buffer.from(base64, 'base64'));
  const line = children.find(({ name }) => name === 'ZhaoPian')?.line ?? 1;
  const what = t('照片不是完整的base64，未读入', 'the photo is no whole base64 and is left out');
  if (!repair) throw refuseLine('invalid.lrmxMendable', line, what);
  mended.push({ line, what });
  return undefined;
}
