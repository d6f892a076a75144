import { compoundSurnameOf } from '@juxian/rules/surname.ts';

/** The strokes of a character in their order, 1 to 5 (横竖撇点折); undefined where they are not known. */
export type Strokes = (character: string) => string | undefined;

/**
 * The five kinds by the letters of the library: 提 counts as 横, 竖钩 as 竖, 捺 as 点, everything that turns as 折.
 * Source: GB13000.1 字符集汉字折笔规范.
 */
const kinds: Readonly<Record<string, string>> = { j: '1', i: '1', f: '2', g: '2', s: '3', k: '4', d: '4', l: '4' };

type Library = { stroke(text: string, ...ways: string[]): unknown };

let loading: Promise<Strokes> | undefined;

/** Loads the library of strokes once: it is large, and few lists are in this order. */
export function loadStrokes(): Promise<Strokes> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Strokes> {
  const [{ default: cnchar }, { default: order }] = await Promise.all([import('cnchar'), import('cnchar-order')]);
  cnchar.use(order);
  const library: Library = cnchar;
  const known = new Map<string, string | undefined>();
  return (character) => {
    if (!known.has(character)) known.set(character, strokesIn(library, character));
    return known.get(character);
  };
}

function strokesIn(library: Library, character: string): string | undefined {
  if (!/^\p{Script=Han}$/u.test(character)) return undefined;
  const letters = library.stroke(character, 'order');
  const [first] = Array.isArray(letters) ? letters : [];
  return typeof first === 'string' && first !== ''
    ? Array.from(first, (letter) => kinds[letter] ?? '5').join('')
    : undefined;
}

/** Behind every number of strokes that is known. */
const unknown = '99';

/**
 * What orders names by 姓氏笔画: fewer strokes of the surname first, then its strokes as 横竖撇点折; of one surname those
 * with a single given character first, then the given characters alike. `given` holds strokes typed in by hand,
 * character by character with blanks between, and goes before the library.
 */
export function strokeKey(name: string, strokes: Strokes, given = ''): string {
  const characters = [...name.replace(/\s/g, '')];
  const byHand = given.trim().split(/\s+/);
  const keyAt = (at: number): string => {
    const character = characters[at] ?? '';
    const held = /^[1-5]+$/.test(byHand[at] ?? '') ? byHand[at] : strokes(character);
    return `${held ? String(held.length).padStart(2, '0') : unknown}${held ?? ''} ${character}`;
  };
  const surname = compoundSurnameOf(name)?.length ?? 1;
  const keys = characters.map((_, at) => keyAt(at));
  const rest = String(characters.length - surname).padStart(2, '0');
  return [...keys.slice(0, 1), String(surname), ...keys.slice(1, surname), rest, ...keys.slice(surname)].join('\u0001');
}
