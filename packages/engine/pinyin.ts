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
  const read = characters.map(readingsOf).filter((readings) => readings.length > 0);
  return read.every(({ length }) => length === 1) ? [read.flat()] : combined(read);
}

/** One reading of each, in every combination, as many as are kept. */
function combined(read: readonly (readonly string[])[]): Way[] {
  return read.reduce<Way[]>(
    (ways, readings) => readings.flatMap((syllable) => ways.map((way) => [...way, syllable])).slice(0, waysKept),
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

/** Sound and tone of a character standing alone, and of one that is a surname. Hold no one's data. */
const sounds = { alone: new Map<string, string>(), surname: new Map<string, string>() };

function soundOf(character: string, as: 'alone' | 'surname'): string {
  const known = sounds[as].get(character);
  if (known !== undefined) return known;
  const sound = pinyin(character, {
    toneType: 'num',
    v: true,
    ...(as === 'surname' ? { mode: 'surname' as const } : {}),
  });
  sounds[as].set(character, sound);
  return sound;
}

const shortName = /^\p{Script=Han}{2,4}$/u;
// Two characters that are read in another way when together they are one surname.
const readTogether = /^(尉迟|万俟|单于|澹台|长孙|令狐|宰父|鲜于)/u;

/**
 * What sorts a text as a dictionary by sound does: sound and tone of each character, then the character; figures and
 * Latin letters before Chinese. With `asName` the surname is read as a surname.
 */
export function soundKey(text: string, asName: boolean): string {
  if (asName && shortName.test(text) && !readTogether.test(text))
    return Array.from(text, (character, i) => `~${soundOf(character, i === 0 ? 'surname' : 'alone')}${character}`).join(
      '',
    );
  const plain = text.normalize('NFKC').toLowerCase();
  if (!han.test(plain)) return plain;
  const characters = [...plain];
  const read = pinyin(plain, {
    toneType: 'num',
    type: 'array',
    v: true,
    ...(asName ? { surname: 'head' as const } : {}),
  });
  const isWhole = read.length === characters.length;
  return characters
    .map((character, i) =>
      han.test(character) ? `~${isWhole ? read[i] : soundOf(character, 'alone')}${character}` : character,
    )
    .join('');
}
