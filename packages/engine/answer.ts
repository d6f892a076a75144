import type { RefusalCode } from '@juxian/base/refusal.ts';
import type { MoveRole, Phase, Room } from './define.ts';
import type { KindName } from './kinds/kind.ts';

/*
 * What API and screens are given. Labels are already in the reader's language and in the county's words;
 * what the reader's role is not given is absent, never empty.
 */

export type FieldAnswer = {
  name: string;
  kind: KindName;
  label: string;
  help?: string;
  required: boolean;
  /** Days from which it is required, or changes no more. */
  requiredFrom?: string;
  frozenFrom?: string;
  /** Asked only where this choice field holds one of these. */
  only?: { field: string; among: string[] };
  /** Not asked where this choices field holds any of these. */
  except?: { field: string; among: string[] };
  sensitive: boolean;
  public: boolean;
  choices?: { value: string; label: string; retired?: true }[];
  /** Limits of the kind: max, min, whole, unit, module, types, bytes, holds. */
  options: Record<string, unknown>;
  /** Columns of an `entries` field. */
  columns?: FieldAnswer[];
  /** Whether lists, filters, facets and sorts know it. */
  listed: boolean;
  source: 'inherited' | 'ours';
};

export type StateAnswer = {
  name: string;
  label: string;
  phase: Phase;
  initial: boolean;
  publicLabel: string;
  source: 'inherited' | 'ours';
};

export type MoveAnswer = {
  name: string;
  label: string;
  from: string[];
  to?: string;
  by: MoveRole[];
  asks: FieldAnswer[];
  optional: boolean;
  off: boolean;
  source: 'inherited' | 'ours';
};

export type SectionAnswer = { title: string; help?: string; fields: string[] };

export type ModuleAnswer = {
  name: string;
  title: string;
  room: Room;
  /** About people in office: its pages say across them who reads. */
  confidential: boolean;
  fields: FieldAnswer[];
  states: StateAnswer[];
  moves: MoveAnswer[];
  /** What the reader's roles may do. */
  access: { create: string[]; export: boolean; import: boolean; reveal: string[] };
  list: {
    lead?: string;
    columns: string[];
    sort: string;
    /** The field whose values stand over the rows while the list is in its usual order. */
    heads?: string;
    /** Whether some values change with the day. */
    dated?: true;
    /** What to sort by for 姓氏笔画. */
    strokes?: 'strokes';
    facets: string[];
    tabs: { name: string; title: string; where: Record<string, string | string[]> }[];
  };
  form: SectionAnswer[];
  overlay: { version: number };
};

/** A move as the record offers it; with `refusal` it stands under the possible ones with the reason. */
export type OfferedMove = {
  name: string;
  label: string;
  asks: FieldAnswer[];
  act: boolean;
  hint?: string;
  refusal?: { code: RefusalCode; message: string; rule?: string };
};

export type RecordAnswer = {
  id: string;
  module: string;
  state: string;
  stateLabel: string;
  phase: Phase;
  revision: number;
  title: string;
  values: Record<string, unknown>;
  /** Titles of the records that `ref` fields name, by id. */
  titles: Record<string, string>;
  /** By sub-table, the ids of its lines that begin after the day. */
  later?: Record<string, string[]>;
  /** The day of the drawn values, where it is not today; then nothing can be done. */
  asOf?: string;
  /** Until when what was recorded counts, where that was asked for. */
  knownAt?: string;
  moves: OfferedMove[];
  editable: string[];
  /** What a person should look at again. */
  doubts?: { field: string; message: string }[];
  due?: string;
  dueText?: string;
  since: string;
  createdAt: string;
  changedAt: string;
};

export type ListItem = {
  id: string;
  state: string;
  phase: Phase;
  revision: number;
  title: string;
  values: Record<string, unknown>;
  due?: string;
  changedAt: string;
};

export type ListAnswer = {
  items: ListItem[];
  total: number;
  nextCursor?: string;
  /** By field: value, label, count. */
  facets?: Record<string, { value: string; label: string; count: number }[]>;
  groups?: { value: string; label: string; measure: number }[];
  /** Titles behind ref ids of the items. */
  titles: Record<string, string>;
};

export type EventAnswer = {
  n: number;
  revision: number;
  at: string;
  actor: { id: string; name: string };
  onBehalfOf?: { id: string; name: string };
  name: string;
  label: string;
  /** Where the record stood afterwards. */
  state: string;
  changes: { field: string; label: string; before: unknown; after: unknown }[];
  hash: string;
  previousHash: string;
};
