import { type Text, t } from '@juxian/base/text.ts';
import { placeLines, provinceLines, universityLines } from './university-data.ts';

/** A unit at the level of a province, by the first two digits of its division code. */
export type Province = { code: string; letters: string; name: Text };

/** What the universities' places rest on. */
export const universitySource = {
  source: t(
    '教育部《全国高等学校名单》（2025年）所在地；省级行政区代码GB/T 2260-2007。按校名中的地名和名单归省，未能归省的列入其他',
    "Ministry of Education's list of universities (2025) and the codes of GB/T 2260-2007; told by the place in a name or by list, what neither tells stands under Other",
  ),
  from: '2025-06-20',
  certainty: 'memory',
} as const;

const rows = (lines: string): string[][] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

/** All 34 units at the level of a province, in the order of their codes. */
export const provinces: readonly Province[] = rows(provinceLines).map(
  ([code = '', letters = '', zh = '', ...en]): Province => ({ code, letters, name: t(zh, en.join(' ')) }),
);

/** The parts of the country by the first digit of the codes; the last three stand together, under their own letters in English. */
export const provinceGroups: readonly { name: Text; digits: string }[] = [
  { name: t('华北', 'N'), digits: '1' },
  { name: t('东北', 'NE'), digits: '2' },
  { name: t('华东', 'E'), digits: '3' },
  { name: t('中南', 'S'), digits: '4' },
  { name: t('西南', 'SW'), digits: '5' },
  { name: t('西北', 'NW'), digits: '6' },
  { name: t('台港澳', 'HMT'), digits: '78' },
];

const byName = (lines: string): ReadonlyMap<string, string> =>
  new Map(rows(lines).flatMap(([code = '', ...names]) => names.map((name) => [name, code] as const)));

const schools = byName(universityLines);
const places = new Map([...byName(placeLines), ...provinces.map(({ code, name }) => [name.zh, code] as const)]);

/** The longest of the names known that begins a name. */
function beginning(known: ReadonlyMap<string, string>, name: string): string | undefined {
  for (let length = name.length; length > 1; length--) {
    const code = known.get(name.slice(0, length));
    if (code !== undefined) return code;
  }
  return undefined;
}

/**
 * The code of the province where a university is, told by the school a name begins with, or else by a place; undefined
 * where neither is known. Brackets may be full or half width.
 */
export function provinceOfUniversity(name: string): string | undefined {
  const plain = name.replace(/\s/g, '').replaceAll('(', '（').replaceAll(')', '）');
  return beginning(schools, plain) ?? beginning(places, plain);
}
