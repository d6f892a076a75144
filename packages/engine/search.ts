import { waysToSpell } from './pinyin.ts';

// Names from Turkic languages come with any of these between their parts, and people type another or none.
const interpuncts = /[·•‧∙⋅・･．●]|(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu;

const alreadyPlain = /^[a-z0-9\u4e00-\u9fff]*$/;

/** Text as it is compared: width, case, compatibility forms and the points between parts of a name make no difference. */
export const plainText = (text: string): string =>
  alreadyPlain.test(text) ? text : text.replace(interpuncts, '').normalize('NFKC').toLowerCase().replaceAll('\n', ' ');

/** The words of a query, all of which have to be found. Chinese and letters typed as one are two words. */
export const wordsOf = (query: string): string[] =>
  plainText(query)
    .split(/\s+/)
    .flatMap((word) => word.match(/\p{Script=Han}[^a-z]*|[a-z]+(?=\p{Script=Han})|[^\p{Script=Han}]+/gu) ?? [])
    .filter((word) => word !== '');

/** Texts of the values of a column, searched by parts, by sound and by first letters. */
export class SearchText {
  #plain = '';
  #plainEnds: number[] = [];
  #spelled = '';
  #spelledEnds: number[] = [];
  #begins = new Uint8Array(1024);

  /** Values added so far. */
  get size(): number {
    return this.#plainEnds.length;
  }

  /** Adds the texts of the next value. */
  add(texts: readonly string[]): void {
    const plain = texts.map(plainText);
    this.#plain += `${plain.join('\r')}\n`;
    this.#plainEnds.push(this.#plain.length);
    const spelled = new Set<string>();
    for (const way of plain.flatMap(waysToSpell)) {
      const whole = way.join('');
      const initials = way.map((syllable) => syllable[0]).join('');
      if (!spelled.has(whole)) this.#spell(whole, way);
      if (!spelled.has(initials)) this.#spell(initials, [...initials]);
      spelled.add(whole).add(initials);
    }
    this.#spelled += '\n';
    this.#spelledEnds.push(this.#spelled.length);
  }

  /** For each value added whether the word is found in it; undefined where it is in none. */
  find(word: string): Uint8Array | undefined {
    const found = new Uint8Array(this.size);
    const inPlain = scan(this.#plain, this.#plainEnds, word, found);
    const isLatin = /^[a-z]+$/.test(word);
    const inSpelled = isLatin && scan(this.#spelled, this.#spelledEnds, word, found, (at) => this.#begins[at] === 1);
    return inPlain || inSpelled ? found : undefined;
  }

  #spell(letters: string, syllables: readonly string[]): void {
    const end = this.#spelled.length + letters.length + 1;
    if (end > this.#begins.length) {
      const grown = new Uint8Array(2 * end);
      grown.set(this.#begins);
      this.#begins = grown;
    }
    let at = this.#spelled.length;
    for (const { length } of syllables) {
      this.#begins[at] = 1;
      at += length;
    }
    this.#spelled += `${letters}\r`;
  }
}

/** Marks every value in whose part of the text the word stands, where `fits` agrees with the place. @returns whether any. */
function scan(
  text: string,
  ends: readonly number[],
  word: string,
  found: Uint8Array,
  fits?: (at: number) => boolean,
): boolean {
  let any = false;
  let value = 0;
  for (let at = text.indexOf(word); at !== -1; ) {
    value = partWith(ends, at, value);
    const fit = !fits || fits(at);
    if (fit) {
      found[value] = 1;
      any = true;
    }
    at = text.indexOf(word, fit ? ends[value] : at + 1);
  }
  return any;
}

/** The first part at or after `from` that ends behind the place; hits often lie close together, so it looks near first. */
function partWith(ends: readonly number[], at: number, from: number): number {
  const endsBefore = (part: number) => part < ends.length && (ends[part] as number) <= at;
  let low = from;
  let step = 1;
  for (; endsBefore(low + step - 1); step *= 2) low += step;
  for (; step > 1; step >>= 1) {
    const half = step >> 1;
    if (endsBefore(low + half - 1)) low += half;
  }
  return low;
}
