import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { type Locale, t } from '@juxian/base/text.ts';
import { maskedValues, visibleFields } from '@juxian/engine/access.ts';
import { pathOf } from '@juxian/engine/attachment.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { linesUntil } from '@juxian/engine/dated.ts';
import { valuesKnownAt } from '@juxian/engine/history.ts';
import type { Attachment, CellLook } from '@juxian/engine/kinds/kind.ts';
import { titlesOf } from '@juxian/engine/look.ts';
import type { Address } from '@juxian/engine/open.ts';
import { type OpenedAt, openAt, type Times } from '@juxian/engine/open-at.ts';
import { dotted } from '@juxian/rules/month.ts';
import { type Part, partOf } from '../forms/view.ts';
import { knownThen, relativesThen } from './then.ts';

/** A person's file as papers and exchange files read it, on a day. */
export type Person = Part & {
  id: string;
  state: string;
  day: string;
  /** Whether the reader sees the clear value of a masked field. */
  isClear(field: string): boolean;
};

/**
 * Opens a file for paper or exchange. What the reader may reveal is clear: the form and the exchange file hold it, and
 * the line of the log that stands before they leave says so; `masked` for a screen, of which there is no such line. On an
 * earlier day it holds what was known then.
 * @throws Refusal `missing.*` out of scope, `invalid.asOf` before the birth.
 */
export async function openPerson(
  ctx: Ctx,
  { masked = false, ...address }: Omit<Address, 'module'> & Times & { masked?: boolean },
): Promise<Person> {
  const { module, record, parts: seen, day } = await openAt(ctx, { ...address, module: 'cadre' });
  const parts = masked ? seen.map((part) => ({ ...part, access: { ...part.access, reveal: [] } })) : seen;
  const told = address.knownAt?.slice(0, 10) ?? ctx.clock.today();
  const values = day < told ? await valuesThen(ctx, module, record, day) : record.values;
  const titles = await titlesOf(ctx, module.fields, values);
  const person = personOf({ module, record: { ...record, values }, parts, day }, (_, id) => titles[id]);
  refuseUnborn(person);
  return person;
}

/** What was known on an earlier day; of relatives, what the file said of them by then. */
async function valuesThen(
  ctx: Ctx,
  module: OpenedAt['module'],
  record: OpenedAt['record'],
  day: string,
): Promise<Record<string, unknown>> {
  const recorded = await valuesKnownAt(ctx, module, record, Date.parse(`${day}T23:59:59.999+08:00`));
  return relativesThen(knownThen(record.values, day), recorded?.values);
}

function refuseUnborn(person: Person): void {
  const { day } = person;
  const born = person.text('born');
  if (born <= day.slice(0, 7)) return;
  throw refuseField(
    'asOf',
    'invalid.asOf',
    t(
      '{name}生于{born}，{day}还没有出生，请选较晚的日期',
      '{name} was born in {born}; choose a day after that, not {day}',
    ),
    { name: person.text('name'), born, day },
  );
}

/** An opened file as papers read it; names of units and positions come from `title`. */
export function personOf(
  { module, record, parts, day }: Pick<OpenedAt, 'module' | 'record' | 'parts' | 'day'>,
  title: CellLook['title'],
  locale: Locale = 'zh-CN',
): Person {
  const clear = new Set<string>(parts.flatMap(({ access }) => [...(access.reveal ?? [])]));
  const shown = maskedValues(module, record.values, visibleFields(parts), clear);
  // Kept for the next exchange file, which only who sees identity numbers may take out; no screen shows it.
  const kept = clear.has('identityNumber') ? { exchange: record.values.exchange } : {};
  const values = linesUntil(module.fields, { ...shown, ...kept }, day);
  return {
    ...partOf(module.fields, values, { locale, title, find: () => [] }),
    id: record.id,
    state: record.state,
    day,
    isClear: (field) => !module.fields[field]?.sensitive || clear.has(field),
  };
}

/** The bytes of the photo; undefined where there is none. */
export async function photoOf(ctx: Ctx, person: Person): Promise<Uint8Array | undefined> {
  const photo = person.holds<Attachment>('photo');
  return photo?.id ? ctx.files.get(pathOf(ctx, photo.id)) : undefined;
}

/** Refuses whoever may not see identity numbers: a file for exchange cannot be masked. */
export function refuseMasked(person: Person): void {
  if (!person.isClear('identityNumber'))
    throw new Refusal('forbidden.export', { zh: '您不能导出任免审批表文件', en: 'You cannot take this file out' });
}

/** A month as papers print it: 1979.03, blank where there is none. */
export const printedMonth = (month: string): string => (month ? dotted(month) : '');

export type Study = { education: string; degree: string; school: string; degreeSchool: string };

const schoolOf = (line: Part): string => {
  const major = line.text('major');
  return `${line.text('school')}${major ? (major.endsWith('专业') ? major : `${major}专业`) : ''}`;
};

/** Codes of education count down with the level: postgraduates 1, undergraduates 2, below 3. */
const byHeight = (a: Part, b: Part): number =>
  heightOf(a) - heightOf(b) || b.text('from').localeCompare(a.text('from'));
const heightOf = (line: Part): number => Number.parseInt((line.text('level') || '99').padEnd(2, '0'), 36);
const degreeOf = (line: Part): string => line.text('degreeName') || line.words('degree');

/**
 * The highest education and degree of a mode, with 毕业院校系及专业 of each; the second is blank where both are of one
 * school and subject. `mode` is a code of `educationMode`.
 */
export function studyOf(person: Person, mode: '1' | '2'): Study {
  const lines = person.lines('education').filter((line) => line.text('mode') === mode && line.text('printed') !== 'no');
  const [study] = lines.filter((line) => line.text('level') || line.text('levelName')).sort(byHeight);
  const [degree] = lines
    .filter((line) => degreeOf(line))
    .sort((a, b) => (a.text('degree') || '9').localeCompare(b.text('degree') || '9') || byHeight(a, b));
  const school = study ? schoolOf(study) : '';
  const degreeSchool = degree && degree !== study ? schoolOf(degree) : '';
  return {
    education: study ? study.text('levelName') || study.words('level') : '',
    degree: degree ? degreeOf(degree) : '',
    school: school || degreeSchool,
    degreeSchool: school && degreeSchool !== school ? degreeSchool : '',
  };
}

/** 入党时间 as the form has it: `2001.06`, `民建`, `2001.06；民建`. */
export function partyOf(person: Person): string {
  const typed = person.text('partyText').trim();
  if (typed) return typed.replace(/(\d{4})(\d{2})(?!\d)/g, '$1.$2');
  const joined = person.text('partyJoined');
  const others = ['politics', 'secondParty', 'thirdParty']
    .map((field) => person.text(field))
    .flatMap((code) => shortNames[code] ?? []);
  return [...(joined ? [dotted(joined)] : []), ...others].join('；');
}

/** What the form calls the other parties and those without one. Source: GB/T 4762-1984, short forms. */
const shortNames: Readonly<Record<string, string>> = {
  '04': '民革',
  '05': '民盟',
  '06': '民建',
  '07': '民进',
  '08': '农工党',
  '09': '致公党',
  '10': '九三学社',
  '11': '台盟',
  '12': '无党派',
};

/**
 * The posts held on the person's day, in the order of posts. The hand-kept text goes before, but one that does not name
 * every post held was written before that was given, and gives way.
 */
export function postsOf(person: Person): string {
  const byHand = person.text('postFull');
  const isWhole = heldLines(person, person.day).every((line) => byHand.includes(line.text('post')));
  return byHand && isWhole ? byHand : heldPosts(person, person.day).join('，');
}

/** The posts of a day that need not be today: the hand-kept text says nothing of another. */
export const postsThen = (person: Person, today: string): string =>
  person.day === today ? postsOf(person) : heldPosts(person, person.day).join('，') || postsOf(person);

const firstDay = (month: string): string => (month.length === 7 ? `${month}-01` : month);
const holdsOn = (line: Part, day: string): boolean =>
  firstDay(line.text('from')) <= day && (!line.text('to') || line.text('to') > day.slice(0, 7));

const heldLines = (person: Person, day: string): Part[] =>
  person
    .lines('appointments')
    .filter((line) => holdsOn(line, day) && line.text('printed') !== 'no')
    .sort((a, b) => rankOfLine(a) - rankOfLine(b));

/** Unit and post of every appointment held on a day; a unit named once for several posts. */
export function heldPosts(person: Person, day: string): string[] {
  const byUnit = new Map<string, string[]>();
  for (const line of heldLines(person, day)) {
    const unit = line.words('unit') || line.text('unitName');
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), line.text('post')]);
  }
  return [...byUnit].map(([unit, posts]) => `${unit}${posts.join('、')}`);
}

const rankOfLine = (line: Part): number => (line.text('main') === 'yes' ? -1 : (line.number('postOrder') ?? 9999));

/** The professional posts printed: 高级农艺师、注册会计师. */
export const titlesHeld = (person: Person): string =>
  person
    .lines('titles')
    .filter((line) => line.text('printed') !== 'no')
    .map((line) => line.text('name'))
    .join('、');
