import { dotted } from '@juxian/rules/month.ts';
import type { Aside, Stage } from './read.ts';

/** Columns of a line of the editor, a Chinese character two, the dates included. */
const editorWidth = 66;
const textColumn = 18;

/**
 * The text of a résumé as the editor has it: 16 characters of dates, the text from column 19 on, broken at `width`
 * columns, of which a Chinese character takes two.
 */
export function writeResume(stages: readonly Stage[], { width = editorWidth } = {}): string {
  const indent = ' '.repeat(textColumn);
  return stages
    .flatMap((stage) => {
      const paragraphs = [stage.text, ...(stage.asides.length > 0 ? [asidesText(stage.asides)] : [])];
      const [first = '', ...rest] = paragraphs.flatMap((text) => wrap(text, width - textColumn));
      return [`${datesOf(stage)}${first}`.trimEnd(), ...rest.map((line) => indent + line)];
    })
    .join('\n');
}

const datesOf = ({ from, to }: Stage): string =>
  from === undefined ? '' : `${dotted(from)}--${to === undefined ? ' '.repeat(7) : dotted(to)}  `;

const asidesText = (asides: readonly Aside[]): string =>
  `（其间：${asides
    .map(({ from, to, ongoing, text }) => {
      if (from === undefined) return text;
      const end = to === undefined ? (ongoing ? '--' : '') : `--${dotted(to)}`;
      return `${dotted(from)}${end}${text}`;
    })
    .join('；')}）`;

const columnsOf = (text: string): number => [...text].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 0);

/** Breaks a text where reading joins it again: between Chinese characters, or at the blank between two other words. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line && columnsOf((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece;
    } else line += piece;
  }
  return [...lines, line.trimEnd()];
}

const noStart = '，。；：、？！）》」』”’％,.;:?!)]%';
const noEnd = '（《「『“‘([';

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  const chars = [...text];
  let piece = '';
  chars.forEach((char, i) => {
    piece += char;
    if (mayBreak(chars, i)) {
      pieces.push(piece);
      piece = '';
    }
  });
  return piece ? [...pieces, piece] : pieces;
}

/** Whether a line may end behind the character at `i`. */
function mayBreak(chars: readonly string[], i: number): boolean {
  const [before = '', char = '', next = ''] = [chars[i - 1], chars[i], chars[i + 1]];
  if (char === ' ') return isWord(before) && isWord(next);
  if (next === ' ' || next === '' || noStart.includes(next) || noEnd.includes(char)) return false;
  return !(isAscii(char) && isAscii(next));
}

const isWord = (char: string): boolean => /^[A-Za-z0-9]$/.test(char);
const isAscii = (char: string): boolean => char !== '' && char <= '\u007f';
