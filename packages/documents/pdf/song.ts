import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { create } from 'fontkit';

export type Weight = 'regular' | 'bold';
/** A part of a text that one face holds; `face` counts within `Song.faces`. */
export type Run = { text: string; face: number };

const files = { regular: '400Regular/NotoSerifSC_400Regular.ttf', bold: '700Bold/NotoSerifSC_700Bold.ttf' } as const;

/** Faces of the system for characters the shipped one lacks; of a collection, the face by its PostScript name. */
export type SystemFace = { path: string; name?: string };
const systemFaces: readonly SystemFace[] = [
  { path: 'C:\\Windows\\Fonts\\simsun.ttc', name: 'SimSun' },
  { path: 'C:\\Windows\\Fonts\\simsunb.ttf' },
  { path: '/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', name: 'NotoSerifCJKsc-Regular' },
  { path: '/usr/share/fonts/truetype/hanazono/HanaMinA.ttf' },
  { path: '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf' },
];

type Face = { bytes: Buffer; name?: string; font: ReturnType<typeof create> };

/** The Song face that papers are measured and set in, with what the system adds for rare characters. */
export type Song = {
  /** Grows when a rare character is first met; 0 is regular, 1 bold. */
  faces: readonly Face[];
  runs(text: string, weight?: Weight): Run[];
  /** Width in points. */
  width(text: string, size: number, weight?: Weight): number;
  /** The text with □ for each character that no face holds, and those characters. */
  printable(text: string): { text: string; missing: string[] };
};

/** Read once: the files hold 15 MB each. */
export const song = (): Song => {
  opened ??= openSong();
  return opened;
};
let opened: Song | undefined;

export function openSong(system: readonly SystemFace[] = systemFaces): Song {
  const faces: Face[] = (['regular', 'bold'] as const).map((weight) => openFace({ path: pathOf(files[weight]) }));
  const waiting = system.filter(({ path }) => existsSync(path));
  const holding = new Map<string, number>();
  const widths = new Map<string, number>();

  const faceFor = (char: string, first: number): number => {
    const code = char.codePointAt(0) ?? 0;
    const key = `${first}${char}`;
    const known = holding.get(key);
    if (known !== undefined) return known;
    const order = [first, ...faces.keys()];
    let found = order.find((at) => faces[at]?.font.hasGlyphForCodePoint(code)) ?? -1;
    while (found < 0 && waiting.length > 0) {
      faces.push(openFace(waiting.shift() as SystemFace));
      if (faces.at(-1)?.font.hasGlyphForCodePoint(code)) found = faces.length - 1;
    }
    holding.set(key, found);
    return found;
  };

  const runs = (text: string, weight: Weight = 'regular'): Run[] => {
    const made: Run[] = [];
    const first = weight === 'bold' ? 1 : 0;
    for (const char of text) {
      const face = Math.max(0, faceFor(char, first));
      const last = made.at(-1);
      if (last?.face === face) last.text += char;
      else made.push({ text: char, face });
    }
    return made;
  };

  /** Width in thousandths of the size. */
  const advance = (text: string, face: number): number => {
    const key = `${face}${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const { font } = faces[face] as Face;
    const made = (font.layout(text).advanceWidth * 1000) / font.unitsPerEm;
    if (widths.size > 50_000) widths.clear();
    widths.set(key, made);
    return made;
  };

  return {
    faces,
    runs,
    width: (text, size, weight) =>
      runs(text, weight).reduce((sum, { text: part, face }) => sum + (advance(part, face) * size) / 1000, 0),
    printable(text) {
      const missing = new Set<string>();
      const shown = [...clean(text)].map((char) => {
        if (char === '\n' || faceFor(char, 0) >= 0) return char;
        const instead = standIns[char];
        if (instead) return instead;
        missing.add(char);
        return '□';
      });
      return { text: shown.join(''), missing: [...missing] };
    },
  };
}

/** The shipped face has no ticked box. */
const standIns: Readonly<Record<string, string>> = { '☑': '√', '☐': '□' };

/** Characters that a page cannot show: controls, byte-order marks, joiners and selectors; tabs become a blank. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\t\u00a0]/g, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]/gu, '');

function openFace({ path, name }: SystemFace): Face {
  const bytes = readFileSync(path);
  return { bytes, ...(name && { name }), font: create(bytes, name) };
}

/** Beside a bundle for the cloud, else where the package lies. */
function pathOf(file: string): string {
  const beside = fileURLToPath(new URL(`fonts/${file.split('/')[1]}`, import.meta.url));
  if (existsSync(beside)) return beside;
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-serif-sc/${file}`);
}
