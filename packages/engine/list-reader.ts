import { say } from '@juxian/base/text.ts';
import { addFound, type Column, type Dictionary, type Hits } from './columns.ts';
import type { Ctx } from './context.ts';
import type { AnyField, CellLook } from './kinds/kind.ts';
import { printCell, searchTexts } from './kinds/server.ts';
import { admissionOf, type ListGate } from './list-gate.ts';
import { type Known, knownIn, type Sort } from './list-question.ts';
import type { Admission, ModuleRows } from './module-rows.ts';
import type { SortKey } from './order.ts';
import type { Resolved } from './overlay.ts';
import { soundKey } from './pinyin.ts';
import { stateLabel } from './record.ts';
import { isOutside, moduleOf, targetOf } from './registry.ts';
import { SearchText } from './search.ts';
import { type Strokes, strokeKey } from './strokes.ts';
import { isNamed, isNameField } from './title.ts';
import { parentField, treePlaces } from './tree-order.ts';

/** Rows of the modules that ref fields name, by module; absent where the reader's reach or the county ends before it. */
type Referenced = ReadonlyMap<string, { module: Resolved; rows: ModuleRows; named: boolean }>;

/** One reader before the rows of one module, on one day. */
export type Reader = {
  ctx: Ctx;
  module: Resolved;
  gate: ListGate;
  rows: ModuleRows;
  referenced: Referenced;
  look: CellLook;
  today: string;
  day: string;
  admission: Admission;
  everyPart: number;
  /** Strokes of characters, where the list is asked to be in their order. */
  strokes?: Strokes;
  /** The title, where some part of the gate gives all it is made of. */
  title: Known | undefined;
};

export async function readerOf(
  ctx: Ctx,
  module: Resolved,
  gate: ListGate,
  day: string,
  today: string,
): Promise<Reader> {
  const [rows, referenced] = await Promise.all([ctx.rows.fresh(ctx, module), referencedBy(ctx, module)]);
  return {
    ctx,
    module,
    gate,
    rows,
    referenced,
    look: lookAt(ctx, referenced),
    today,
    day,
    admission: admissionOf(rows, gate, today),
    everyPart: (1 << gate.grants.length) - 1,
    title: knownIn({ module, gate }, 'title'),
  };
}

async function referencedBy(ctx: Ctx, module: Resolved): Promise<Referenced> {
  const names = Object.values(module.fields).flatMap((field) => (isRef(field) ? [targetOf(field)] : []));
  const isOpen = (name: string) =>
    !ctx.config.off.includes(name) && (!isOutside(ctx) || ctx.registry.get(name)?.reach === 'portal');
  const read = [...new Set(names)]
    .filter((name) => ctx.registry.has(name) && isOpen(name))
    .map(async (name) => {
      const target = moduleOf(ctx, name);
      return [name, { module: target, rows: await ctx.rows.recent(ctx, target), named: isNamed(target) }] as const;
    });
  return new Map(await Promise.all(read));
}

export const isRef = (field: AnyField): boolean => field.kind === 'ref' || field.kind === 'refs';

const lookAt = (ctx: Ctx, referenced: Referenced): CellLook => ({
  locale: ctx.locale,
  title: (module, id) => referenced.get(module)?.rows.title(id),
  find: (module, title) =>
    referenced
      .get(module)
      ?.rows.where({ title })
      .map(({ id }) => id) ?? [],
});

/** The column behind what the reader knows; undefined where no row ever had a value. Ids have none. */
export function columnOf({ rows, day }: Reader, of: Known): Column | undefined {
  if ('field' in of) return rows.column(of.name, day);
  return of.own === 'id' ? undefined : rows.own(of.own);
}

/** Whether some row that the reader sees hides this from him: then its value there counts as blank. */
export const isPartial = ({ everyPart }: Reader, of: Known): boolean => of.parts !== everyPart;

/** Whether the reader is shown this of the row. */
export const isShown = ({ admission }: Reader, of: Known, slot: number): boolean =>
  ((admission.bits[slot] ?? 0) & of.parts) !== 0;

/** What one value is called, in the reader's language: a choice's label, a record's title, the value itself. */
export function labelOf({ ctx, module, look }: Reader, of: Known, value: unknown): string {
  if (!('field' in of))
    return of.own === 'state' ? say(stateLabel(ctx, module, String(value)), ctx.locale) : String(value);
  const { field } = of;
  if (isRef(field)) return look.title(targetOf(field), String(value)) ?? String(value);
  return printCell(field, field.kind === 'choices' ? [value] : value, look);
}

/** The keys of a sort, and a name that says what they depend on beside the rows. */
export function sortKeysOf(reader: Reader, sort: readonly Sort[]): { name: string; keys: SortKey[] } {
  const made = sort.map(({ of, descending, by }) => {
    const { name, key, coded } = by === 'strokes' ? strokesOf(reader) : keyOf(reader, of);
    const hides = isPartial(reader, of);
    return {
      name: `${descending ? '-' : ''}${of.name} ${name}${hides ? ` ${reader.today} ${reader.gate.signature}` : ''}`,
      key: hides
        ? { descending, of: (slot: number) => (isShown(reader, of, slot) ? key(slot) : undefined) }
        : { descending, of: key, ...(coded ? { coded } : {}) },
    };
  });
  return { name: made.map(({ name }) => name).join('\n'), keys: made.map(({ key }) => key) };
}

type Key = { name: string; key: SortKey['of']; coded?: SortKey['coded'] };

/** The day, where what the reader knows may be another on another day. */
export const dayFor = ({ rows, day }: Reader, of: Known): string => ('field' in of && rows.varies(of.name) ? day : '');

function keyOf(reader: Reader, of: Known): Key {
  const { rows, module } = reader;
  const day = dayFor(reader, of);
  if ('own' in of && of.own === 'id') return { name: '', key: (slot) => rows.ids[slot] };
  if ('own' in of && of.own === 'state') {
    const order = new Map(Object.keys(module.states).map((state, i) => [state, i]));
    const column = rows.own('state');
    return { name: '', key: (slot) => order.get(String(column.get(slot))) };
  }
  const column = columnOf(reader, of);
  if (!column || column.holds === 'lists') return { name: `${day} none`, key: () => undefined };
  if (column.holds === 'numbers') return { name: day, key: (slot) => column.get(slot) };
  const { name, keyOfValue } = valueKey(reader, of, column.dictionary);
  const codeAt = (slot: number) => column.codeAt(slot);
  const keyOfCode = (code: number) => (code === 0 ? undefined : keyOfValue(code));
  return {
    name: `${day} ${name}`,
    key: (slot) => keyOfCode(codeAt(slot)),
    coded: { codeAt, keyOf: keyOfCode, size: column.dictionary.size },
  };
}

/** The order of names by strokes; those typed in by hand count where the reader knows the field. */
function strokesOf(reader: Reader): Key {
  const { rows, module, gate, strokes } = reader;
  if (!strokes) throw new Error('the strokes have not been loaded');
  const field = knownIn({ module, gate }, module.views.strokes ?? '');
  const byHand = field && columnOf(reader, field);
  const titles = rows.own('title');
  const keyOfTitle = titles.dictionary.derived('strokes', (title) => strokeKey(String(title), strokes));
  return {
    name: `strokes ${byHand !== undefined}`,
    key: (slot) => {
      const typed = field && byHand && isShown(reader, field, slot) ? byHand.get(slot) : undefined;
      return typed === undefined
        ? keyOfTitle(titles.codeAt(slot))
        : strokeKey(String(titles.get(slot) ?? ''), strokes, String(typed));
    },
  };
}

const asItStands = new Set(['date', 'month', 'moment', 'region', 'code']);

function valueKey(
  reader: Reader,
  of: Known,
  dictionary: Dictionary,
): { name: string; keyOfValue: (code: number) => string | number } {
  const { ctx, module, referenced, today } = reader;
  const plain = { name: 'plain', keyOfValue: (code: number) => String(dictionary.values[code]) };
  if ('own' in of) return of.own === 'title' ? bySound(dictionary, isNamed(module)) : plain;
  const { field, name } = of;
  if (field.kind === 'choice') {
    const source = `label ${ctx.locale} ${module.overlayVersion}`;
    return {
      name: source,
      keyOfValue: dictionary.derived(source, (value) => soundKey(labelOf(reader, of, value), false)),
    };
  }
  if (isRef(field)) {
    const target = referenced.get(targetOf(field));
    if (target && parentField(target.module)) {
      const places = treePlaces(target.module, target.rows, today);
      return {
        name: `tree ${today} ${target.rows.version}`,
        keyOfValue: (code) => places.get(String(dictionary.values[code])) ?? places.size,
      };
    }
    const known = new Map<number, string>();
    return {
      name: `title ${target?.rows.titlesVersion}`,
      keyOfValue: (code) => {
        const key = known.get(code) ?? soundKey(labelOf(reader, of, dictionary.values[code]), target?.named ?? false);
        known.set(code, key);
        return key;
      },
    };
  }
  return asItStands.has(field.kind === 'computed' ? field.options.holds : field.kind)
    ? plain
    : bySound(dictionary, isNameField(module, name));
}

const bySound = (dictionary: Dictionary, named: boolean) => ({
  name: named ? 'name' : 'sound',
  keyOfValue: dictionary.derived(named ? 'name' : 'sound', (value) => soundKey(String(value), named)),
});

/** Strikes out the hits in which some word of the query is found nowhere that the reader may look. */
export function keepFound(reader: Reader, hits: Hits, words: readonly string[], places: readonly Known[]): void {
  const searched = places.flatMap((of) => {
    const column = columnOf(reader, of);
    return column && column.holds !== 'numbers' ? [{ of, column, text: textOf(reader, of, column.dictionary) }] : [];
  });
  for (const word of words) {
    const found = new Uint8Array(hits.length);
    for (const { of, column, text } of searched) {
      const pass = text.find(word);
      if (!pass) continue;
      addFound(found, hits, column, pass, isPartial(reader, of) ? (slot) => isShown(reader, of, slot) : undefined);
    }
    hits.set(found);
  }
}

/** The search texts of a dictionary, with those of its new values. */
function textOf(reader: Reader, of: Known, dictionary: Dictionary): SearchText {
  const source = sourceOf(reader, of);
  const known = dictionary.search?.source === source ? dictionary.search.text : new SearchText();
  for (let code = known.size; code < dictionary.size; code++)
    known.add(code === 0 ? [] : textsOf(reader, of, dictionary.values[code]));
  dictionary.search = { source, text: known };
  return known;
}

function sourceOf({ module, referenced }: Reader, of: Known): string {
  if (!('field' in of)) return '';
  return isRef(of.field)
    ? `titles ${referenced.get(targetOf(of.field))?.rows.titlesVersion}`
    : `overlay ${module.overlayVersion}`;
}

const textsOf = ({ look }: Reader, of: Known, value: unknown): string[] =>
  'field' in of
    ? searchTexts(of.field, of.field.kind === 'refs' || of.field.kind === 'choices' ? [value] : value, look)
    : [String(value)];
