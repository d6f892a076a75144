import type { Locale } from '@juxian/base/text.ts';
import type { ComponentType } from 'react';
import type { FieldAnswer } from '../answer.ts';
import type { Attachment, KindName } from './kind.ts';

export type Named = { id: string; title: string; note?: string };

/** What the screen of a kind may ask of the page it stands on. */
export type ScreenLook = {
  locale: Locale;
  /** Titles of the records that values name, by id. */
  titles: Readonly<Record<string, string>>;
  /** The screens of other kinds, for the columns of a sub-table. */
  screen(kind: KindName): KindScreen;
  /** Records of a module that fit what was typed. */
  search(module: string, q: string): Promise<Named[]>;
  /** Members of the county that fit what was typed. */
  people(q: string): Promise<Named[]>;
  /** Where the page of a record is. */
  page(module: string, id: string): string;
  fileUrl(id: string): string;
  /** Lines of sub-tables that begin after the day of the page. */
  later?: ReadonlySet<string>;
  /** Absent where nothing can be uploaded yet. */
  upload?(field: string, file: File, progress: (part: number) => void): Promise<Attachment>;
};

export type EditProps<V> = {
  /** Of the control the label points to. */
  id: string;
  field: FieldAnswer;
  value: V | undefined;
  /** Undefined clears. */
  change(value: V | undefined): void;
  look: ScreenLook;
  invalid: boolean;
  /** What is said of a part of the value, `0.amount` of the first line of a sub-table. */
  problem?(part: string): string | undefined;
  describedBy?: string;
  placeholder?: string;
};

export type ReadProps<V> = { field: FieldAnswer; value: V; look: ScreenLook };

/** How a kind is filled in, read on a page and read in a list. */
export type Screen<V> = {
  Edit: ComponentType<EditProps<V>>;
  Read: ComponentType<ReadProps<V>>;
  /** Where it differs from `Read`. */
  Cell?: ComponentType<ReadProps<V>>;
  /** Set flush right in tables. */
  end?: true;
  /** Takes the whole width of a form. */
  wide?: true;
};

export type KindScreen = Screen<unknown>;
