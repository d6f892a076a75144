import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { type SheetRow, shown } from '@juxian/engine/import/sheets.ts';
import type { At, SourceEnv, StagedRow } from '@juxian/engine/import/source.ts';
import type { Fields } from '@juxian/engine/kinds/kind.ts';
import type { CollectionSheet } from '@juxian/rules/collection.ts';
import { PresentPosts, presentPost } from './present.ts';
import { monthOnly } from './readers.ts';
import { studiesOf, studyLine } from './roster.ts';
import { aside, linesIn, whose } from './shapes.ts';
import type { Units } from './units.ts';

type Line = Record<string, unknown>;
type Refused = Pick<SheetRow, 'shape' | 'at' | 'row' | 'values'>;

/** Codes of ZB126 and the states of a file. */
const states: Readonly<Record<string, string>> = {
  '1': 'serving',
  '2': 'retired',
  '3': 'transferred',
  '4': 'deceased',
  '5': 'left',
  '6': 'offPost',
};

/**
 * One record for each person of the sheets, joined by identity number, or by the name where that is nobody else's; rows
 * of rolls stand for themselves.
 */
export function joinSheets(
  env: SourceEnv,
  units: Units,
  { rows, refused }: { rows: readonly SheetRow[]; refused: readonly Refused[] },
): StagedRow[] {
  const people = new People(env);
  const of = (sheet: string) => rows.filter(({ shape }) => shape.name === sheet);
  const posts = new PresentPosts(env, units);
  const staged = of('roster').flatMap((row) => rosterRow(env, posts, row));
  posts.warn();
  for (const row of of('A01')) people.add(row);
  for (const row of refused) if (row.shape.name === 'A01') people.refuse(row);
  for (const row of rows) if (isLine(row.shape.name)) people.addLine(row, linesIn[row.shape.name]);
  for (const row of of('A99Z1')) people.addLine(row, undefined);
  return [...staged, ...people.records()];
}

const isLine = (sheet: string): sheet is CollectionSheet => Object.hasOwn(linesIn, sheet);

/** The units of sheet B01 as rows of their own. */
export const unitRows = (units: Units, rows: readonly SheetRow[]): StagedRow[] =>
  rows
    .filter(({ shape, values }) => shape.name === 'B01' && typeof values.name === 'string')
    .map(({ row, at, values, headings }) => ({
      row,
      at,
      headings,
      module: 'unit',
      id: units.bring(String(values.name), values.short),
      values,
    }));

type Person = { row: number; at: At; headings: Record<string, string>; values: Line; state?: string; held: boolean };

class People {
  readonly #env: SourceEnv;
  readonly #people: Person[] = [];
  readonly #byNumber = new Map<string, Person>();
  readonly #byName = new Map<string, Person[]>();
  /** Those whose own row was refused. */
  readonly #refused = new Set<string>();

  constructor(env: SourceEnv) {
    this.#env = env;
  }

  refuse({ values }: Refused): void {
    for (const key of [values[whose.number], values[whose.name]]) if (typeof key === 'string') this.#refused.add(key);
  }

  add(row: SheetRow): void {
    const { [whose.name]: name, [whose.number]: number, ...values } = row.values;
    const state = states[String(values[aside.state] ?? '')];
    const person = this.#new(row, { ...(name ? { name } : {}), ...(number ? { identityNumber: number } : {}) }, state);
    for (const [column, value] of Object.entries(values)) if (!column.startsWith('~')) person.values[column] = value;
    addLevels(this.#env, row, person);
    if (values[aside.title])
      note(
        this.#env,
        row,
        aside.title,
        t('专业技术职务以“专业技术”表为准，此处未导入', 'Professional posts come from their own sheet'),
      );
  }

  #new({ row, at, headings }: SheetRow, values: Line, state?: string): Person {
    const heads = { ...headings, name: headings[whose.name] ?? '', identityNumber: headings[whose.number] ?? '' };
    const person: Person = { row, at, headings: heads, values, held: false, ...(state ? { state } : {}) };
    this.#people.push(person);
    const { identityNumber, name } = values;
    if (typeof identityNumber === 'string' && !this.#byNumber.has(identityNumber))
      this.#byNumber.set(identityNumber, person);
    if (typeof name === 'string') this.#byName.set(name, [...(this.#byName.get(name) ?? []), person]);
    return person;
  }

  addLine(row: SheetRow, table: string | undefined): void {
    const person = this.#personOf(row);
    if (!person) return;
    const { [whose.name]: _, [whose.number]: __, ...values } = row.values;
    if (table === undefined) {
      Object.assign(person.values, values);
      Object.assign(person.headings, row.headings);
      return;
    }
    const line = this.#lineOf(row, table, values, person);
    if (!line) return;
    person.headings[table] ??= say(row.shape.title, this.#env.locale);
    person.values[table] = [...((person.values[table] as Line[] | undefined) ?? []), line];
  }

  /** Whose line it is. Nobody’s where the person’s own row was refused, or namesakes have no number beside them. */
  #personOf(row: SheetRow): Person | undefined {
    const { findings } = this.#env;
    const { [whose.name]: name, [whose.number]: number } = row.values;
    const refuse = (refusal: Refusal) =>
      void findings.refuse(row.at, row.row, row.headings[whose.name] ?? '', refusal, String(name ?? ''));
    if (typeof number === 'string') {
      const known = this.#byNumber.get(number);
      if (known)
        return name === undefined || known.values.name === name || this.#isSame(row, known) ? known : undefined;
      const [only, ...rest] = typeof name === 'string' ? (this.#byName.get(name) ?? []) : [];
      if (only && rest.length === 0 && only.values.identityNumber === undefined) return only;
    } else {
      const found = typeof name === 'string' ? (this.#byName.get(name) ?? []) : [];
      if (found.length === 1) return found[0];
      if (found.length > 1)
        return refuse(
          new Refusal(
            'conflict.several',
            t('有{count}个同名的人，请写明身份证号', '{count} people have this name; give the number'),
            { values: { count: found.length } },
          ),
        );
    }
    if (this.#refused.has(String(number ?? name)))
      return refuse(
        new Refusal(
          'conflict.person',
          t('“人员”表中这个人的一行未能导入', 'The row of this person could not be imported'),
        ),
      );
    return this.#new(row, { ...(name ? { name } : {}), ...(number ? { identityNumber: number } : {}) });
  }

  /** One number under two names: neither is believed before a person has decided. */
  #isSame(row: SheetRow, person: Person): boolean {
    const { findings, locale } = this.#env;
    const [given, held] = [String(row.values[whose.name]), String(person.values.name ?? '')];
    const answer = findings.ask(
      {
        kind: 'person',
        parts: ['collection', String(person.values.identityNumber), given],
        at: { ...row.at, row: row.row },
        column: row.headings[whose.name] ?? '',
        field: 'name',
        value: given,
        about: held,
        refusal: new Refusal(
          'conflict.twice',
          t('同一身份证号写了不同的姓名：{held}、{given}', 'One number under two names: {held}, {given}'),
          { values: { held, given } },
        ),
        options: [
          { value: 'same', label: say(t('是同一人，以“{held}”为准', 'The same person, “{held}”'), locale, { held }) },
          {
            value: 'skip',
            label: say(t('不导入“{given}”的各行', 'Leave the rows of “{given}” out'), locale, { given }),
          },
        ],
      },
      (one) => (one === 'same' || one === 'skip' ? one : undefined),
    );
    if (answer === undefined) person.held = true;
    if (answer === 'skip')
      findings.refuse(
        row.at,
        row.row,
        '',
        new Refusal('conflict.leftOut', t('按您的选择，这一行不导入', 'Left out, as you chose')),
      );
    return answer === 'same';
  }

  #lineOf(row: SheetRow, table: string, values: Line, person: Person): Line | undefined {
    const field = this.#env.module.fields[table];
    if (field?.kind !== 'entries') return undefined;
    const line = Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('~')));
    if (table === 'education') addLevelName(line);
    if (values[monthOnly])
      if (line.measure)
        return this.#refuseCell(
          row,
          'on',
          t('处分的批准日期应写到日', 'The date of a punishment has to name the day'),
          line.on,
        );
      else note(this.#env, row, 'on', t('只有年月，按当月1日登记', 'Only a month; the first day is taken'));
    if (values[aside.standing] === '0' && line.to === undefined)
      return this.#refuseCell(
        row,
        aside.standing,
        t('任职状态为已免，但没有免职时间', 'Ended, but without a date'),
        '',
      );
    const { workStart } = person.values;
    if (table === 'levels' && typeof workStart === 'string' && String(line.from ?? '9999') < workStart)
      return this.#refuseCell(row, 'from', t('早于参加工作时间', 'Before the start of work'), line.from);
    return this.#lacksNothing(row, field.options.fields, line) ? line : undefined;
  }

  #lacksNothing(row: SheetRow, fields: Fields, line: Line): boolean {
    const blank = Object.keys(fields).find((name) => fields[name]?.required && line[name] === undefined);
    if (blank === undefined) return true;
    const column = row.headings[blank] ?? say(fields[blank]?.label ?? t(blank, blank), this.#env.locale);
    this.#env.findings.refuse(row.at, row.row, column, new Refusal('invalid.required', t('必填', 'Required')));
    return false;
  }

  #refuseCell(row: SheetRow, name: string, says: ReturnType<typeof t>, value: unknown): undefined {
    const refusal = new Refusal('invalid.disagreement', says);
    this.#env.findings.refuse(row.at, row.row, row.headings[name] ?? '', refusal, String(value ?? ''));
  }

  records(): StagedRow[] {
    const { findings } = this.#env;
    return this.#people.flatMap(({ row, at, headings, values, state, held }) => {
      if (!held) return [{ row, at, headings, values, ...(state ? { state } : {}) }];
      const says = t('同一身份证号写了不同的姓名，待确认', 'One number under two names; to be decided');
      findings.refuse(at, row, headings.name ?? '', new Refusal('conflict.twice', says), String(values.name ?? ''));
      return [];
    });
  }
}

/** 学历 and 学位 that are named but not coded, and the other way round, stand in both columns where they can. */
function addLevelName(line: Line): void {
  const [coded] = studyLine('1', [line.levelName, line.degreeName].filter(Boolean).join(' '), '');
  line.level ??= coded?.level;
  line.degree ??= coded?.degree;
  for (const name of ['level', 'degree']) if (line[name] === undefined) delete line[name];
}

const present = [
  ['level', aside.level, aside.levelSince],
  ['rank', aside.rank, aside.rankSince],
] as const;

/** The present level and rank beside a person, as lines of their own: with a date they say the same as sheet A05. */
function addLevels(env: SourceEnv, row: SheetRow, person: Pick<Person, 'values' | 'headings'>): void {
  for (const [sort, what, since] of present) {
    const [level, from] = [row.values[what], row.values[since]];
    if (!level) continue;
    if (!from) note(env, row, what, t('没有批准时间，未建立职务职级记录', 'Without a date no line is made of it'));
    else {
      person.values.levels = [...((person.values.levels as Line[] | undefined) ?? []), { sort, level, from }];
      person.headings.levels ??= row.headings[what] ?? '';
    }
  }
}

function note({ findings }: SourceEnv, row: SheetRow, name: string, says: ReturnType<typeof t>): void {
  findings.warn(
    row.at,
    row.row,
    row.headings[name] ?? '',
    new Refusal('conflict.note', says),
    shown(row.shape.columns[name]?.field, String(row.values[name] ?? '')),
  );
}

/** A row of a roll: fields of the file, and lines of what it says of the present post, rank and education. */
function rosterRow(env: SourceEnv, posts: PresentPosts, row: SheetRow): StagedRow[] {
  const before = env.findings.issues.length;
  const values: Line = Object.fromEntries(
    Object.entries(row.values).filter(([name]) => !name.startsWith('~') && name !== 'unit' && name !== 'unitName'),
  );
  const person = { values, headings: { ...row.headings } };
  addLevels(env, row, person);
  const studies = studiesOf(row.values);
  if (studies.length > 0) person.values.education = studies;
  const { appointments, postFull } = posts.of(row);
  if (appointments) {
    values.appointments = appointments;
    person.headings.appointments ??= row.headings[presentPost.since] ?? '';
  }
  if (postFull) {
    values.postFull = postFull;
    person.headings.postFull ??= row.headings[presentPost.post] ?? '';
  }
  if (env.findings.issues.length > before) return [];
  return [{ row: row.row, at: row.at, values: person.values, headings: person.headings }];
}
