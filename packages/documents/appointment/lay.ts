import { type Song, song } from '../pdf/song.ts';
import { balance, pieces, wrap } from '../pdf/wrap.ts';
import type { AppointmentForm, CellName, Opinion, Warning } from './form.ts';
import { type Box, boxOf, type Place, PRINTED_RELATIVES, placesOf, type Side, sizes } from './geometry.ts';
import { type Stage, stagesOf } from './resume.ts';

/** A line of a cell; `date` stands before a line of the résumé and `indent`, in points, before the rest of it. */
export type Line = { text: string; date?: string; indent: number };

/** A cell with its text set: size and pitch in points, the top of the first line in mm from the upper edge of the sheet. */
export type Laid = {
  place: Place;
  box: Box;
  /** The text before it was broken into lines. */
  text: string;
  size: number;
  pitch: number;
  lines: readonly Line[];
  /** The seal's place and the date, at the foot of an opinion. */
  stamp: readonly string[];
};

export type LaidForm = { form: AppointmentForm; sides: Record<Side, readonly Laid[]>; warnings: readonly Warning[] };

const mm = 72 / 25.4;
const step = 0.5;
/** Below this nothing helps but fewer words; nothing is cut even then. */
const smallest = 1;
/** Between a rule and the words, in mm. */
export const padding = { center: 0.5, left: 2, right: 4, resume: 2 } as const;
const above = { cell: 0.3, resume: 2.2 } as const;
/** The foot of an opinion, in mm. */
export const stampHeight = 13;

export const pitchOf = (size: number): number => size + 1;

/** The date of a stage takes 18 columns of half a character. */
export const resumeIndent = (size: number): number => 9 * size;

/** Lines at 14 points up to which each size is begun with. Source: the ladder of the tools in use. */
const ladder = [
  [12, 14],
  [18, 13.5],
  [24, 13],
  [28, 12.5],
  [34, 12],
  [38, 11.5],
  [40, 11],
  [44, 10.5],
  [46, 10],
  [58, 9.5],
] as const;

/** The size in points a résumé of so many lines is begun with; it shrinks on where that does not fit. */
export const resumeSize = (lines: number): number => ladder.find(([most]) => lines <= most)?.[1] ?? 9;

/** A form set into its cells, with what the reader of it should know. */
export function layOut(form: AppointmentForm, face: Song = song()): LaidForm {
  const warnings: Warning[] = [];
  const sideOf = (side: Side): Laid[] =>
    placesOf(form.layout, side).map((place) => layCell(form, side, place, face, warnings));
  const sides = { front: sideOf('front'), back: sideOf('back') };
  for (const laid of [...sides.front, ...sides.back])
    if ('cell' in laid.place && laid.size < sizes.readable)
      warnings.push({ is: 'small', cell: laid.place.cell, size: laid.size });
  const omitted = form.relatives.slice(PRINTED_RELATIVES).map(({ name }) => name);
  if (omitted.length > 0)
    warnings.push({ is: 'relatives', given: form.relatives.length, printed: PRINTED_RELATIVES, omitted });
  if (form.photo && !photoKind(form.photo)) warnings.push({ is: 'photo' });
  return { form, sides, warnings };
}

function layCell(form: AppointmentForm, side: Side, place: Place, face: Song, warnings: Warning[]): Laid {
  const box = boxOf(side, place);
  const empty: Laid = { place, box, text: '', size: sizes.cell, pitch: pitchOf(sizes.cell), lines: [], stamp: [] };
  if ('label' in place) return set({ ...empty, text: place.label }, sizes.cell, face);
  if ('stamp' in place) return { ...empty, stamp: stampOf(form.reporting) };
  const { text, missing } = face.printable(textOf(form, place.cell));
  if (missing.length > 0) warnings.push({ is: 'missing', cell: place.cell, characters: missing.join('') });
  const opinion = place.cell === 'approval' || place.cell === 'administration' ? form[place.cell] : undefined;
  return shrink({ ...empty, text: text.trim(), stamp: opinion ? stampOf(opinion) : [] }, face);
}

const stampOf = ({ on }: Opinion): string[] => ['（盖章）', on?.trim() || '年　　月　　日'];

export const fillerLine = ({ filler }: AppointmentForm): string => `填表人：${filler}`;

/** What a cell prints. */
export function textOf(form: AppointmentForm, name: CellName): string {
  if (name === 'birth') return [form.birth, ...(form.age ? [`（${form.age}岁）`] : [])].join('\n');
  if (name === 'retirement') return form.retirement.replace('（', '\n（');
  if (name === 'photo') return form.photo && photoKind(form.photo) ? '' : '照片';
  if (name === 'reporting' || name === 'approval' || name === 'administration') return form[name].text;
  const [of, part, field] = name.split('.');
  if (of === 'relatives') return form.relatives[Number(part)]?.[field as 'name'] ?? '';
  if (of === 'fullTime' || of === 'inService') {
    const { education, degree, school, degreeSchool } = form[of];
    return (part === 'school' ? [school, degreeSchool] : [education, degree]).filter(Boolean).join('\n');
  }
  return form[name as 'name'];
}

/** The kind of a picture by its first bytes. */
export const photoKind = (bytes: Uint8Array): 'jpeg' | 'png' | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  return bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47 ? 'png' : undefined;
};

const alignOf = ({ align = 'center' }: Place): NonNullable<Place['align']> => align;

const roomOf = ({ place, box, stamp }: Laid) => ({
  width: (box.width - 2 * padding[alignOf(place)]) * mm,
  height:
    (box.height - (stamp.length > 0 ? stampHeight : 0) - 2 * above[alignOf(place) === 'resume' ? 'resume' : 'cell']) *
    mm,
});

/** Sets a cell's text in the largest size that holds it whole. */
function shrink(laid: Laid, face: Song): Laid {
  const isResume = alignOf(laid.place) === 'resume';
  let size: number = isResume ? resumeSize(set(laid, sizes.cell, face).lines.length) : sizes.cell;
  for (; size > smallest; size -= step) {
    const made = set(laid, size, face);
    const fits = made.lines.length * made.pitch <= roomOf(laid).height + 0.01;
    if (fits && (size <= sizes.readable || isWhole(made, face))) return made;
  }
  return set(laid, smallest, face);
}

/** Whether no date, number or name was cut in the middle to fit the width. */
const isWhole = (laid: Laid, face: Song): boolean => {
  const { width } = roomOf(laid);
  const room = alignOf(laid.place) === 'resume' ? width - resumeIndent(laid.size) : width;
  const text = alignOf(laid.place) === 'resume' ? laid.lines.map((line) => line.text).join('\n') : laid.text;
  return text.split('\n').every((line) => pieces(line).every((piece) => face.width(piece, laid.size) <= room + 0.01));
};

function set(laid: Laid, size: number, face: Song): Laid {
  return { ...laid, size, pitch: pitchOf(size), lines: linesOf(laid, size, face) };
}

function linesOf(laid: Laid, size: number, face: Song): Line[] {
  const { text, place } = laid;
  if (!text) return [];
  const { width } = roomOf(laid);
  const measure = (piece: string): number => face.width(piece, size);
  const align = alignOf(place);
  if (align === 'resume') return stagesOf(text).flatMap((stage) => stageLines(stage, size, width, measure));
  const made =
    align === 'center' ? text.split('\n').flatMap((part) => balance(part, measure, width)) : wrap(text, measure, width);
  return made.map((line) => ({ text: line, indent: 0 }));
}

function stageLines({ date, texts }: Stage, size: number, width: number, measure: (piece: string) => number): Line[] {
  const indent = resumeIndent(size);
  const lines = texts.flatMap((text) => wrap(text, measure, width - indent));
  return lines.map((text, i) => ({ text, indent, ...(i === 0 && date && { date }) }));
}

/** The top of a cell's first line and of its stamp's, in mm from the upper edge of the sheet. */
export function topsOf({ place, box, lines, stamp, pitch }: Laid): { lines: number; stamp: number } {
  const foot = stamp.length > 0 ? stampHeight : 0;
  const room = box.height - ('stamp' in place ? 0 : foot);
  const tall = (lines.length * pitch) / mm;
  const stampTall = (stamp.length * pitchOf(sizes.cell)) / mm;
  return {
    lines: box.y + (alignOf(place) === 'resume' ? above.resume : (room - tall) / 2),
    stamp: box.y + box.height - foot + (foot - stampTall) / 2,
  };
}
