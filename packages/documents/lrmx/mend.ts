import { type Text, t } from '@juxian/base/text.ts';
import { elements, lineAt, type Mended, noCharacter, refuseLine, relativeElements } from './lrmx.ts';

const controls = t('有不可见的控制字符', 'an invisible control character');
const lessThan = t('文字中有未转义的“<”', 'a “<” in a text that is not escaped');
const ampersand = t('文字中有未转义的“&”', 'an “&” in a text that is not escaped');

const reference = /&#(?:x([\da-f]+)|(\d+));/gi;
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos);|#\d+;|#x[\da-f]+;)(nbsp;|\d?amp;)?/gi;
const mostMended = 1_000;

/**
 * Sets right what programs that join strings leave in their XML: bare `&` and `<` in texts, names that XML does not
 * have, characters it forbids. Each thing is listed; where the list is empty, the text is as given.
 * @throws Refusal `invalid.lrmx` where there is too much of it.
 */
export function mendMarkup(text: string): { text: string; mended: Mended[] } {
  const mended: Mended[] = [];
  const note = (whole: string, at: number, what: Text): void => {
    if (mended.length >= mostMended)
      throw refuseLine('invalid.lrmx', lineAt(whole, at), t('错误过多，无法修复', 'too many faults to be mended'));
    mended.push({ line: lineAt(whole, at), what });
  };

  const visible = text.replace(noCharacter, (_found, at: number) => {
    note(text, at, controls);
    return '';
  });
  const allowed = visible.replace(reference, (found: string, hex: string | undefined, decimal: string, at: number) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    if (code <= 0x10ffff && String.fromCodePoint(code).search(noCharacter) < 0) return found;
    note(visible, at, controls);
    return '';
  });
  const tagged = mendParts(allowed, textsOf(allowed), (content, from) =>
    mendParts(content, plainOf(content), (part, within) =>
      part.replace(/</g, (_found, at: number) => {
        note(allowed, from + within + at, lessThan);
        return '&lt;';
      }),
    ),
  );
  const whole = mendParts(tagged, plainOf(tagged), (part, from) =>
    part.replace(bareAmpersand, (_found, known: string | undefined, at: number) => {
      note(tagged, from + at, ampersand);
      return known?.toLowerCase() === 'nbsp;' ? '\u00a0' : '&amp;';
    }),
  );
  return { text: whole, mended: mended.sort((a, b) => a.line - b.line) };
}

/** A part of a text, the end not included. */
type Span = { from: number; to: number };

/** The text with the spans given changed, everything between them as it is. */
function mendParts(text: string, spans: readonly Span[], mend: (part: string, from: number) => string): string {
  let end = 0;
  const parts = spans.flatMap(({ from, to }) => {
    const between = text.slice(end, from);
    end = to;
    return [between, mend(text.slice(from, to), from)];
  });
  return [...parts, text.slice(end)].join('');
}

const leaves = new Set<string>([...elements.filter((name) => name !== 'JiaTingChengYuan'), ...relativeElements]);
const known = [...leaves, 'JiaTingChengYuan', 'Item'].join('|');
const tag = new RegExp(`<(/?)(${known})(?:\\s[^<>]*?)?(/?)>`, 'g');

/** The texts of the elements that hold nothing else, from their tag to the next of the same name. */
function textsOf(text: string): Span[] {
  const spans: Span[] = [];
  let open: { name: string; from: number } | undefined;
  for (const { index, 0: whole, 1: closes, 2: name = '', 3: empty } of text.matchAll(tag)) {
    if (closes && open?.name === name) spans.push({ from: open.from, to: index });
    open = !closes && !empty && leaves.has(name) ? { name, from: index + whole.length } : undefined;
  }
  return spans;
}

const literals = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const;

/** What is outside of comments and literal sections, in which nothing is escaped. */
function plainOf(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const { index, 0: opener } of text.matchAll(/<!--|<!\[CDATA\[/g)) {
    if (index < from) continue;
    const closer = literals.find(([start]) => start === opener)?.[1] ?? '';
    const end = text.indexOf(closer, index + opener.length);
    if (end < 0) break;
    spans.push({ from, to: index });
    from = end + closer.length;
  }
  return [...spans, { from, to: text.length }];
}
