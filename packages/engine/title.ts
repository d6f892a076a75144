import type { AnyModule } from './define.ts';

const known = new WeakMap<AnyModule['summary'], ReadonlySet<string>>();

/** The fields a module's title is made of: those its `summary` reads, whether they are filled or blank. */
export function titleFields({ summary }: AnyModule): ReadonlySet<string> {
  const seen =
    known.get(summary) ?? new Set([undefined, '', 'x', 1, ['x']].flatMap((filled) => readBy(summary, filled)));
  known.set(summary, seen);
  return seen;
}

function readBy(summary: AnyModule['summary'], filled: unknown): string[] {
  const read: string[] = [];
  const watched = new Proxy<Record<string, never>>(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'string') read.push(name);
        return filled;
      },
    },
  );
  titleFrom(summary, watched);
  return read;
}

/** The title these values make; empty where they are too few for one. */
export function titleFrom(summary: AnyModule['summary'], values: Readonly<Record<string, unknown>>): string {
  try {
    return summary(values as never);
  } catch {
    return '';
  }
}

/** The title of a record, or where it says more than the reader is given, what the values he is shown make of it. */
export function shownTitle(
  module: AnyModule,
  title: string,
  visible: Pick<ReadonlySet<string>, 'has'>,
  shown: Readonly<Record<string, unknown>>,
): string {
  return [...titleFields(module)].every((field) => visible.has(field)) ? title : titleFrom(module.summary, shown);
}

/** Whether a field holds names of persons, which are read with their surname first. */
export const isNameField = (module: AnyModule, field: string): boolean =>
  /姓名/.test(module.fields[field]?.label.zh ?? '');

/** Whether a module's titles begin with names of persons. */
export const isNamed = (module: AnyModule): boolean =>
  [...titleFields(module)].some((field) => isNameField(module, field));
