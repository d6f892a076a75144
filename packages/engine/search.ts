import { waysToSpell } from './pinyin.ts';

// Names from Turkic languages come with any of these between their parts, and people type another or none.
const interpuncts = /[·•‧∙⋅・･．●]|(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu;

/** Text as it is compared: width, case, compatibility forms and the points between parts of a name make no difference. */
export const plainText = (text: string): string =>
  text.replace(interpuncts, '').normalize('NFKC').toLowerCase().replaceAll('\n', ' ');

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
    const ways = plain.flatMap(waysToSpell);
    const letters = new Set(ways.map((way) => way.map((syllable) => syllable[0]).join('')));
    const wholes = new Map(ways.map((way) => [way.join(''), way]));
    for (const [whole, way] of wholes) this.#spell(whole, lengthsOf(way));
    for (const initials of letters)
      if (!wholes.has(initials))
        this.#spell(
          initials,
          Array.from(initials, () => 1),
        );
    this.#spelled += '\n';
    this.#spelledEnds.push(this.#spelled.length);
  }

  /** For each value added whether the word is found in it. */
  find(word: string): Uint8Array {
    const found = new Uint8Array(this.size);
    scan(this.#plain, this.#plainEnds, word, found);
    if (/^[a-z]+$/.test(word)) scan(this.#spelled, this.#spelledEnds, word, found, (at) => this.#begins[at] === 1);
    return found;
  }

  #spell(letters: string, lengths: readonly number[]): void {
    const end = this.#spelled.length + letters.length + 1;
    if (end > this.#begins.length) {
      const grown = new Uint8Array(2 * end);
      grown.set(this.#begins);
      this.#begins = grown;
    }
    let at = this.#spelled.length;
    for (const length of lengths) {
      this.#begins[at] = 1;
      at += length;
    }
    this.#spelled += `${letters}\r`;
  }
}

const lengthsOf = (way: readonly string[]): number[] => way.map((syllable) => syllable.length);

/** Marks every value in whose part of the text the word stands, where `fits` agrees with the place. */
function scan(
  text: string,
  ends: readonly number[],
  word: string,
  found: Uint8Array,
  fits?: (at: number) => boolean,
): void {
  let value = 0;
  for (let at = text.indexOf(word); at !== -1; ) {
    while ((ends[value] ?? Number.POSITIVE_INFINITY) <= at) value++;
    const fit = !fits || fits(at);
    if (fit) found[value] = 1;
    at = text.indexOf(word, fit ? ends[value] : at + 1);
  }
}
