import { pinyin } from 'pinyin-pro';

const han = /\p{Script=Han}/u;
const hanRun = /\p{Script=Han}+/gu;

/** Beyond so many characters a run is read as a whole, as its words suggest, not in every possible way. */
const readInEveryWay = 4;
const waysKept = 24;
const longestRead = 60;

/** Readings of a character without tones; `lü` also as it is typed: `lv`, `lu`. Holds no one's data. */
const readings = new Map<string, readonly string[]>();

function readingsOf(character: string): readonly string[] {
  const known = readings.get(character);
  if (known) return known;
  const read = pinyin(character, { toneType: 'none', type: 'array', multiple: true })
    .filter((reading) => /^[a-zü]+$/.test(reading))
    .flatMap((reading) => (reading.includes('ü') ? [reading.replace('ü', 'v'), reading.replace('ü', 'u')] : [reading]));
  const kept = [...new Set(read)];
  readings.set(character, kept);
  return kept;
}

/** A way of reading: its syllables. */
type Way = readonly string[];

/**
 * The ways a text may be typed in letters, as syllables. Short runs of Chinese, names above all, in every reading of
 * each character; longer ones as words, their first character in every reading, since a surname may stand there.
 */
export function waysToSpell(text: string): Way[] {
  return (text.match(hanRun) ?? []).flatMap((run) => {
    const characters = [...run];
    if (characters.length > longestRead) return [];
    return characters.length <= readInEveryWay ? everyWay(characters) : asWords(run, characters);
  });
}

function everyWay(characters: readonly string[]): Way[] {
  return characters.reduce<Way[]>(
    (ways, character) => {
      const read = readingsOf(character);
      return read.length === 0
        ? ways
        : read.flatMap((syllable) => ways.map((way) => [...way, syllable])).slice(0, waysKept);
    },
    [[]],
  );
}

function asWords(run: string, characters: readonly string[]): Way[] {
  const read = pinyin(run, { toneType: 'none', type: 'array', v: true }).filter((syllable) =>
    /^[a-z]+$/.test(syllable),
  );
  const [, ...rest] = read;
  const ways = [read, ...readingsOf(characters[0] ?? '').map((first) => [first, ...rest])];
  return ways.some((way) => way.some(hasV))
    ? [...ways, ...ways.map((way) => way.map((syllable) => (hasV(syllable) ? syllable.replace('v', 'u') : syllable)))]
    : ways;
}

const hasV = (syllable: string): boolean => /^[nl]v/.test(syllable);

/**
 * What sorts a text as a dictionary by sound does: sound and tone of each character, then the character; figures and
 * Latin letters before Chinese. With `asName` the surname is read as a surname.
 */
export function soundKey(text: string, asName: boolean): string {
  const plain = text.normalize('NFKC').toLowerCase();
  if (!han.test(plain)) return plain;
  const characters = [...plain];
  const read = pinyin(plain, {
    toneType: 'num',
    type: 'array',
    v: true,
    ...(asName ? { surname: 'head' as const } : {}),
  });
  const sounds =
    read.length === characters.length
      ? read
      : characters.map((character) => pinyin(character, { toneType: 'num', v: true }));
  return characters.map((character, i) => (han.test(character) ? `~${sounds[i]}${character}` : character)).join('');
}
