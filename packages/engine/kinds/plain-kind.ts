import type { Locale } from '@juxian/base/text.ts';
import type { ReactNode } from 'react';
import type { FieldAnswer } from '../answer.ts';
import type { Attachment } from './kind.ts';

/** What a plain form holds: the texts of each input by its name, as the browser sends them. */
export type Typed = ReadonlyMap<string, readonly string[]>;

/** What fields draw with: language, names behind ids, addresses of files, what went wrong. */
export type PlainLook = {
  locale: Locale;
  /** The title of a record that a ref names. */
  title(id: string): string | undefined;
  /** Records that a ref to the module may name. */
  options(module: string): readonly { value: string; label: string }[];
  /** Where a file is fetched. */
  fileUrl?(file: Attachment): string;
  /** Whether a file may be sent by itself, before the rest of the form. */
  uploads?: boolean;
  /** Why a value was refused, by dotted path. */
  problem(path: string): string | undefined;
};

export type PlainInputProps = {
  field: FieldAnswer;
  /** The input's name, and the dotted path of its value. */
  path: string;
  typed: Typed;
  /** The stored value, for kinds that show it beside the input: files and masked values. */
  value?: unknown;
  look: PlainLook;
};
export type PlainReadProps = { field: FieldAnswer; value: unknown; look: PlainLook };

/** The plain half of a kind: HTML that works without any script. */
export type PlainKind = {
  /** The field with label, help, refusal and input; absent where nobody types the kind. */
  Input?: (props: PlainInputProps) => ReactNode;
  Read: (props: PlainReadProps) => ReactNode;
  /** Texts of the inputs that stand for a stored value. */
  write(value: unknown, path: string, field: FieldAnswer): [string, string[]][];
  /** The value as the engine's schema takes it; undefined = nothing sent, null = cleared. */
  parse(typed: Typed, path: string, field: FieldAnswer): unknown;
};

/** The first text of an input, '' where it was not sent. */
export const textOf = (typed: Typed, path: string): string => typed.get(path)?.[0] ?? '';

/** The id of an input in the page: an anchor may point to it. */
export const idOf = (path: string): string => `f-${path.replaceAll('.', '-')}`;

/** One text as a value: blank clears, not sent stays. */
export function parseText(typed: Typed, path: string): string | null | undefined {
  const sent = typed.get(path);
  return sent === undefined ? undefined : (sent[0] ?? '').trim() || null;
}

export const writeText = (value: unknown, path: string): [string, string[]][] => [
  [path, [value === undefined || value === null ? '' : String(value)]],
];
