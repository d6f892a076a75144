import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import type { Diff } from '@juxian/engine/overlay-schema.ts';
import { listed, locale, say } from '../locale.ts';
import { words } from '../words.ts';
import { terms } from './words.ts';

export type { Diff };

type Text = { zh: string; en: string };

/** One line of what a county says of its own: where, and what, in words. */
export type OwnLine = { path: string; where: string; what: string; says: string };

/** A county's own word in the reader's language. */
export const text = (given: Text): string => (locale === 'en' ? given.en : given.zh);

/** Everything a diff says, line by line, in the words of the screen. */
export function linesOf(module: ModuleAnswer, diff: Diff): OwnLine[] {
  const field = (name: string) =>
    module.fields.find((one) => one.name === name)?.label ?? (diff.own?.[name] ? text(diff.own[name].label) : name);
  const move = (name: string) => module.moves.find((one) => one.name === name)?.label ?? name;
  const state = (name: string) => module.states.find((one) => one.name === name)?.label ?? name;
  const w = terms;
  const line = (path: string, where: string, what: string, says: string): OwnLine => ({ path, where, what, says });
  const each = <T>(
    of: Record<string, T> | undefined,
    make: (name: string, value: T) => OwnLine | OwnLine[],
  ): OwnLine[] => Object.entries(of ?? {}).flatMap(([name, value]) => make(name, value));
  const onlyOf = (only: { field: string; among: readonly string[] } | undefined): string => {
    const choices = module.fields.find((one) => one.name === only?.field)?.choices ?? [];
    const among = choices.filter(({ value }) => only?.among.includes(value)).map(({ label }) => label);
    return among.length > 0 ? say(w.onlyOf, { among: listed(among) }) : '';
  };
  return [
    ...(diff.words?.title ? [line('words.title', module.title, say(w.word), text(diff.words.title))] : []),
    ...each(diff.own, (name, own) =>
      line(
        `own.${name}`,
        text(own.label),
        say(w.ownField),
        [say(w.kinds[own.kind]), say(own.required ? w.required : w.optional), onlyOf(own.only)]
          .filter(Boolean)
          .join('，'),
      ),
    ),
    ...each(diff.words?.fields, (name, label) => line(`words.fields.${name}`, field(name), say(w.word), text(label))),
    ...each(diff.help, (name, help) => line(`help.${name}`, field(name), say(w.help), text(help))),
    ...(diff.require ?? []).map((name) => line(`require.${name}`, field(name), say(w.filling), say(w.required))),
    ...each(diff.dated, (name, { requiredFrom, frozenFrom }) =>
      line(
        `dated.${name}`,
        field(name),
        say(w.filling),
        listed([
          ...(requiredFrom ? [`${say(w.requiredFrom)} ${requiredFrom}`] : []),
          ...(frozenFrom ? [`${say(w.frozenFrom)} ${frozenFrom}`] : []),
        ]),
      ),
    ),
    ...(diff.hide ?? []).map((name) => line(`hide.${name}`, field(name), say(w.filling), say(w.hidden))),
    ...each(diff.choices, (name, added) =>
      line(`choices.${name}`, field(name), say(w.choices), listed(Object.values(added).map(text))),
    ),
    ...each(diff.words?.states, (name, { label, staff, public: outside }) =>
      line(
        `words.states.${name}`,
        state(name),
        say(w.word),
        [label, staff, outside].flatMap((one) => (one ? [text(one)] : [])).join(' / '),
      ),
    ),
    ...each(diff.words?.moves, (name, label) => line(`words.moves.${name}`, move(name), say(w.word), text(label))),
    ...(diff.movesOff ?? []).map((name) => line(`movesOff.${name}`, move(name), say(w.step), say(w.off))),
    ...each(diff.deadlines, (name, days) =>
      line(`deadlines.${name}`, state(name), say(w.deadline), say(w.days, { n: days })),
    ),
    ...each(diff.messages, (name, message) => line(`messages.${name}`, move(name), say(w.message), text(message))),
    ...each(diff.figures, (name, value) => line(`figures.${name}`, name, say(w.figure), JSON.stringify(value))),
    ...(diff.order?.columns
      ? [
          line(
            'order.columns',
            module.title,
            say(w.columnOrder),
            listed(diff.order.columns.map((name) => columnLabel(name) ?? field(name))),
          ),
        ]
      : []),
    ...(diff.order?.sections
      ? [
          line(
            'order.sections',
            module.title,
            say(w.sectionOrder),
            listed(diff.order.sections.map(({ title }) => text(title))),
          ),
        ]
      : []),
    ...(diff.number ? [line('number', module.title, say(w.numberWord), diff.number.word)] : []),
  ];
}

/** What a column is called that is no field. */
export const columnLabel = (name: string): string | undefined =>
  name === 'state' || name === 'changedAt' || name === 'due' ? say(words.list[name]) : undefined;

export type Change = { path: string; where: string; what: string; before?: string; after?: string };

/** What publishing `draft` would change against what is in force. */
export function changesOf(module: ModuleAnswer, inForce: Diff, draft: Diff): Change[] {
  const before = new Map(linesOf(module, inForce).map((line) => [line.path, line]));
  const after = new Map(linesOf(module, draft).map((line) => [line.path, line]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path): Change[] => {
    const was = before.get(path);
    const is = after.get(path);
    if (was?.says === is?.says) return [];
    const { where, what } = (is ?? was) as OwnLine;
    return [{ path, where, what, ...(was ? { before: was.says } : {}), ...(is ? { after: is.says } : {}) }];
  });
}

type Held = Record<string, unknown>;

/** The diff with one place set; undefined clears it, and what is left empty goes with it. */
export function put(diff: Diff, path: readonly string[], value: unknown): Diff {
  return (set(diff as Held, path, value) ?? {}) as Diff;
}

function set(held: Held, [head = '', ...rest]: readonly string[], value: unknown): Held | undefined {
  const next = rest.length === 0 ? value : set((held[head] as Held | undefined) ?? {}, rest, value);
  const { [head]: _, ...others } = held;
  const whole = next === undefined ? others : { ...others, [head]: next };
  return Object.keys(whole).length > 0 ? whole : undefined;
}

/** The diff with a name in one of its lists, or out of it. */
export function list(diff: Diff, key: 'hide' | 'require' | 'movesOff', name: string, on: boolean): Diff {
  const names = (diff[key] ?? []).filter((one) => one !== name);
  const next = on ? [...names, name] : names;
  return put(diff, [key], next.length > 0 ? next : undefined);
}

/** The diff without anything of the county's own about a field. */
export function inherit(diff: Diff, field: string): Diff {
  const plain = [
    ['words', 'fields', field],
    ['help', field],
    ['choices', field],
    ['own', field],
  ].reduce<Diff>((next, path) => put(next, path, undefined), diff);
  return list(list(plain, 'hide', field, false), 'require', field, false);
}

export const sameDiff = (a: Diff, b: Diff): boolean => stable(a) === stable(b);

const stable = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
