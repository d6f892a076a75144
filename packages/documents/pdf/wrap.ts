/** What may not begin a line, and what may not end one. Source: GB/T 15834-2011, 5.1. */
const closing = /^[，。、；：！？）》」』】〕〉”’…—%％℃·,.;:!?)\]}～]$/u;
const opening = /^[（《「『【〔〈“‘([{]$/u;
const latin = /^[\p{Script=Latin}\p{Nd}.\-_/@+]$/u;

/** A text in the smallest pieces a line may break between. */
export function pieces(text: string): string[] {
  const made: string[] = [];
  let glued = false;
  let before = '';
  for (const char of text) {
    const last = made.length - 1;
    const joins = last >= 0 && (glued || closing.test(char) || (latin.test(char) && latin.test(before)));
    if (joins) made[last] += char;
    else made.push(char);
    glued = opening.test(char);
    before = char;
  }
  return made;
}

/**
 * The lines of a text within a width, none lost: a piece wider than a line is cut between its characters.
 * @param width of a piece, in the unit of `room`. @param room of a line.
 */
export function wrap(text: string, width: (piece: string) => number, room: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const made: string[] = [];
    let line = '';
    let used = 0;
    const put = (piece: string): void => {
      const wide = width(piece);
      if (used + wide <= room + 0.01) {
        line += piece;
        used += wide;
        return;
      }
      const chars = [...piece];
      if (wide > room && chars.length > 1) {
        chars.forEach(put);
        return;
      }
      if (line) made.push(line.trimEnd());
      line = piece === ' ' ? '' : piece;
      used = line ? wide : 0;
    };
    pieces(paragraph).forEach(put);
    return [...made, line];
  });
}

/** As few lines as `wrap` makes of one paragraph, of about one length. */
export function balance(text: string, width: (piece: string) => number, room: number): string[] {
  const made = wrap(text, width, room);
  if (made.length < 2) return made;
  const parts = pieces(text).map(width);
  const whole = parts.reduce((sum, one) => sum + one, 0);
  const step = room / 100;
  for (let narrow = Math.max(...parts, whole / made.length); narrow < room; narrow += step) {
    const even = wrap(text, width, narrow);
    if (even.length === made.length) return even;
  }
  return made;
}
