import { refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';

type Rgb = readonly [number, number, number];

const partAt = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
const parse = (hex: string): Rgb => [partAt(hex, 1), partAt(hex, 3), partAt(hex, 5)];
const print = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
const mix = ([red, green, blue]: Rgb, [toRed, toGreen, toBlue]: Rgb, share: number): Rgb => [
  red + (toRed - red) * share,
  green + (toGreen - green) * share,
  blue + (toBlue - blue) * share,
];

const channel = (part: number): number => {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const luminance = ([r, g, b]: Rgb): number => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);

/** Contrast of two colours by WCAG 2.2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const least = 4.5;
const white = parse('#ffffff');
const black = parse('#000000');
const darkPaper = '#171614';

/** The colour of a county that has chosen none, or one too pale to write on. */
export const defaultColour = '#2a5c4b';

/** @throws Refusal `invalid.colour` for one on which white text is below 4.5:1 (WCAG 2.2, 1.4.3). */
export function refusePale(colour: string): void {
  const found = contrast(colour, '#ffffff');
  if (found < least)
    throw refuseField(
      'colour',
      'invalid.colour',
      t(
        '这个颜色与白字对比只有{found}:1，须达到4.5:1，请选深一些',
        'White text on this colour has {found}:1, below 4.5:1; choose a darker one',
      ),
      { found: (Math.floor(found * 10) / 10).toFixed(1) },
    );
}

export type CountyColours = Record<'county' | 'hover' | 'wash' | 'darkCounty' | 'darkHover' | 'darkWash', string>;

/** The shades of a county's colour; white stays readable on it and it stays readable on dark paper. */
export function coloursOf(chosen: string | undefined): CountyColours {
  const isUsable = chosen !== undefined && /^#[0-9a-f]{6}$/i.test(chosen) && contrast(chosen, '#ffffff') >= least;
  const county = parse(isUsable ? chosen : defaultColour);
  let dark = county;
  for (let share = 0.05; contrast(print(dark), darkPaper) < 7 && share < 1; share += 0.05)
    dark = mix(county, white, share);
  return {
    county: print(county),
    hover: print(mix(county, black, 0.2)),
    wash: print(mix(county, white, 0.92)),
    darkCounty: print(dark),
    darkHover: print(mix(dark, white, 0.25)),
    darkWash: print(mix(parse(darkPaper), dark, 0.12)),
  };
}
