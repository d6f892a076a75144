import type { Role, TenantActor } from '@juxian/base/actor.ts';
import type { Refusal } from '@juxian/base/refusal.ts';
import type { Text } from '@juxian/base/text.ts';
import type { figuresFor } from '@juxian/rules/figures.ts';
import type { Reach } from '@juxian/store/keys.ts';
import { type DrawnField, drawnFields } from './dated.ts';
import type { Fields, Values } from './kinds/kind.ts';
import type { Urn } from './urn.ts';

export type Phase = 'draft' | 'open' | 'waiting' | 'done' | 'refused';

export type State = {
  /** Three labels: ours, the staff's own words, the public's. The first stands in for the others. */
  label: Text;
  staff?: Text;
  public?: Text;
  phase: Phase;
  initial?: true;
  /** Roles for whom a record standing here is work to do, and what that work is. */
  owes?: { roles: readonly Role[]; task: Text };
};
export type States = Record<string, State>;

type Name<T> = Extract<keyof T, string>;

/** A record as the seams see it. */
export type RecordFacts<F extends Fields = Fields> = {
  id: string;
  state: string;
  revision: number;
  title: string;
  values: Values<F>;
  /** The person who created it. */
  owner: string;
  createdAt: string;
  /** When it entered its state, on the business clock. */
  since: string;
  due?: string;
};

/** A list row as the seams see it: the listed fields only. */
export type RowFacts = {
  id: string;
  state: string;
  revision: number;
  title: string;
  owner: string;
  changedAt: string;
  due?: string;
  values: Readonly<Record<string, unknown>>;
};

/** Reads of other records of the county, made on the seam's behalf and never shown as they are. */
export type Look = {
  /** @returns the whole record, or undefined where there is none. */
  record(module: string, id: string): Promise<RecordFacts | undefined>;
  /** Rows whose listed fields equal all of `where`; `state` is one of them. */
  rows(module: string, where?: Readonly<Record<string, unknown>>): Promise<RowFacts[]>;
  /** What the county's settings or the national rules say. */
  figure: ReturnType<typeof figuresFor>;
  /** The same on another day: what a decision then rested on. */
  figureOn: (day: string) => ReturnType<typeof figuresFor>;
  /** Days the county works: State Council calendar and its own closed days. */
  addWorkingDays(day: string, days: number): string;
  workingDaysBetween(from: string, to: string): number;
  /** The last day of a notice that runs for so many working days from `start`. */
  publicityEnds(start: string, days: number): string;
  /** Names of the people and the office for papers and messages. */
  office: { name: string; phone: string; kind: string; verified: boolean };
  /** The ballots cast on a question of a record; nothing tells whose is whose. */
  urn(module: string, id: string, question: string): Promise<Urn>;
  /** Whether the county has left the move of that module switched on. */
  isOn(module: string, move: string): boolean;
};

export type Facts<F extends Fields = Fields> = {
  record: RecordFacts<F>;
  actor: TenantActor;
  /** Business clock. */
  now: string;
  today: string;
  look: Look;
};

/** A record made by a move in the same transaction. It stands in an initial state unless `state` says which. */
export type NewRecord = {
  module: string;
  /** Given where another record of the same transaction refers to it. */
  id?: string;
  values: Record<string, unknown>;
  state?: string;
  owner?: string;
  due?: string;
};
/** Another record changed by a move in the same transaction, under an event of its own. */
export type OtherChange = {
  module: string;
  id: string;
  event: string;
  set?: Record<string, unknown>;
  state?: string;
  due?: string | null;
  /** Fields its owner may edit from now on. */
  opened?: readonly string[];
  /** The person it belongs to from now on, where that changes. */
  owner?: string;
  /** The revision it was read at; a change in between makes the whole move run again. */
  revision: number;
};

/** What follows from a move. Values are set whole; null clears. */
export type Outcome<F extends Fields = Fields> = {
  set?: { [N in keyof F]?: Values<F>[N] | null };
  /** Overrides the declared target state. */
  state?: string;
  /** When the next step is owed, `YYYY-MM-DDTHH:mm:ss+08:00`; null = never. Kept until changed. */
  due?: string | null;
  /** Fields the owner may edit, and leave blank, until the record moves on. */
  opened?: readonly Name<F>[];
  create?: readonly NewRecord[];
  change?: readonly OtherChange[];
};

export type MoveRole = Role | 'clock' | 'public';

/** A message a move sends: to the owner, to holders of a role, or to the person a field names. */
export type Saying = { to: readonly string[]; text: Text };

export type Move<F extends Fields = Fields, S extends States = States, A extends Fields = Fields> = {
  label: Text;
  from: readonly Name<S>[];
  /** Absent: the record stays where it is. */
  to?: Name<S>;
  by: readonly MoveRole[];
  asks?: A;
  /** The county may switch it off. */
  optional?: true;
  /** The act that counts on the page of a record in that state. */
  act?: true;
  /** Said under the button before it is pressed. */
  hint?: Text;
  /** Roles act on records within their read scope; `owner` narrows further to the person who created it. */
  only?: 'owner';
  /** May it? Returns the reason why not. Asked for the menu and again as guard. */
  when?: (facts: Facts<F>) => Refusal | true | Promise<Refusal | true>;
  /** What follows? May refuse what was typed. */
  derive?: (facts: Facts<F> & { input: Values<A> }) => Outcome<F> | Promise<Outcome<F>>;
  says?: Saying;
};

/** Names the people of a record: itself, a field, or a column of a sub-table as `lines.cadre`. */
type Avoided<F extends Fields> = Name<F> | 'id' | `${Name<F>}.${string}`;

/** Which records of a module a role sees; `avoids` names the people whose own, kin's or declared conflicts' records a reader is kept from. */
export type Scope<F extends Fields = Fields> = { avoids?: Avoided<F> } & (
  | { sees: 'all' }
  | { sees: 'within'; field: Name<F> | 'id' }
  | { sees: 'among'; field: Name<F> }
  | { sees: 'assigned'; field: Name<F> | 'id' }
  | { sees: 'own' }
  | { sees: 'open'; states: readonly string[] }
  | { sees: 'agreed'; field: Name<F>; to: readonly string[] }
);

/** Whether a scope asks nothing of the reader. */
export const isForEverybody = ({ sees }: Pick<Scope, 'sees'>): boolean => sees === 'open' || sees === 'agreed';

export type Edit<F extends Fields> = readonly Name<F>[] | 'opened';

/** What one role may see and write. Fields are an allow-list: what is not named does not exist for the role. */
export type RoleAccess<F extends Fields = Fields, S extends States = States> = {
  scope: Scope<F>;
  /** States outside of which the role sees nothing of a record. */
  states?: readonly Name<S>[];
  fields: readonly Name<F>[];
  create?: readonly Name<F>[];
  edit?: { [N in Name<S>]?: Edit<F> };
  /** May see clear values of sensitive fields, by `reveal`. */
  reveal?: readonly Name<F>[];
  /** Seen one at a time by whoever has its address, and in no list, search or count. */
  unlisted?: true;
  /** May take the rows out as a file. */
  export?: true;
};
/** A role may see some records more fully than others: then it has a list, and a record is seen through all that admit it. */
export type Access<F extends Fields = Fields, S extends States = States> = {
  [R in Role | 'public']?: RoleAccess<F, S> | readonly RoleAccess<F, S>[];
};

export type Section<F extends Fields = Fields> = { title: Text; fields: readonly Name<F>[]; help?: Text };
export type Tab = { name: string; title: Text; where: Readonly<Record<string, string | readonly string[]>> };
export type Views<F extends Fields = Fields> = {
  columns: readonly (Name<F> | 'state' | 'changedAt' | 'due')[];
  /** `-rankDate,name`. */
  sort: string;
  facets: readonly (Name<F> | 'state')[];
  tabs?: readonly Tab[];
  /** The frozen column; the title where absent. */
  lead?: Name<F>;
  /** Rows in the list's usual order stand under the values of this field, its first key. */
  heads?: Name<F>;
  /** The list can be put in order of the strokes of the names that are its titles; the field holds those typed by hand. */
  strokes?: Name<F>;
  /** What the history calls events that moves of other records leave on this one. */
  events?: Readonly<Record<string, Text>>;
};
export type Transfer<F extends Fields = Fields> = { key?: Name<F>; columns: readonly Name<F>[] };
/** `{year}` and `{n}` (three digits and up; `{n:1}` one and up) in the pattern; `{word}` is the county's. */
export type Numbering<F extends Fields = Fields> = { field: Name<F>; on: string; pattern: string; word: string };

/** A record as it stands once what was `given` is in it. */
export type Written<F extends Fields = Fields> = {
  state: string;
  values: Values<F>;
  given: Values<F>;
  /** What stood before; absent where nothing did. */
  before?: Values<F>;
  now: string;
  look: Look;
};

export type Declaration<F extends Fields = Fields, S extends States = States> = {
  moves: Record<string, Move<F, S, Fields>>;
  access: Access<F, S>;
  views: Views<F>;
  form: readonly Section<F>[];
  transfer?: Transfer<F>;
  number?: Numbering<F>;
  /** Values that follow from what a person has just written, kept in the same write; nobody may write them himself. */
  follows?: (facts: Written<F>) => Promise<Outcome<F>['set']>;
  /** The title of a record. */
  summary: (values: Values<F>) => string;
  /** Data version and the step up from each older one: `upcast[1]` lifts 1 to 2. */
  upcast?: readonly ((values: Record<string, unknown>) => Record<string, unknown>)[];
};

/** Where the module stands in the navigation. */
export type Room = 'talent' | 'expertise' | 'attraction' | 'cadre' | 'supervision' | 'grassroots' | 'office';

type Head<N extends string, F extends Fields, S extends States> = {
  name: N;
  reach: Reach;
  room: Room;
  title: Text;
  fields: F;
  states: S;
};

export type Module<N extends string = string, F extends Fields = Fields, S extends States = States> = Head<N, F, S> &
  Declaration<F, S> & {
    /** Its fields whose values at a day are drawn from a sub-table. */
    drawn: readonly DrawnField[];
  };

type Avoiding<F extends Fields> = { avoids: Avoided<F> };

/** The words of the second step, bound to the fields and states of the first. */
export type Kit<F extends Fields, S extends States> = {
  move: <A extends Fields = Record<never, never>>(move: Move<F, S, A>) => Move<F, S, Fields>;
  all: (but?: Avoiding<F>) => Scope<F>;
  /** Records whose ref field names a unit in the subtree of the member's own. */
  within: (field: Name<F> | 'id', but?: Avoiding<F>) => Scope<F>;
  /** Records whose choice field is among the kinds the member answers for. */
  among: (field: Name<F>) => Scope<F>;
  /** Records whose field names the member, or the register entry the member is. */
  assigned: (field: Name<F> | 'id') => Scope<F>;
  own: () => Scope<F>;
  open: (...states: Name<S>[]) => Scope<F>;
  /** Records whose choices field holds all of these: what the person it is about has agreed to. */
  agreed: (field: Name<F>, ...to: string[]) => Scope<F>;
};

/**
 * Declares a module in two steps, so that the compiler knows fields and states before moves and access name them.
 * @returns the declaration as data; nothing is registered by it.
 */
export function module<const N extends string, const F extends Fields, const S extends States>(head: Head<N, F, S>) {
  const kit: Kit<F, S> = {
    move: (move) => widen(move),
    all: (but) => ({ sees: 'all', ...but }),
    within: (field, but) => ({ sees: 'within', field, ...but }),
    among: (field) => ({ sees: 'among', field }),
    assigned: (field) => ({ sees: 'assigned', field }),
    own: () => ({ sees: 'own' }),
    open: (...states) => ({ sees: 'open', states }),
    agreed: (field, ...to) => ({ sees: 'agreed', field, to }),
  };
  return {
    with: (declare: (kit: Kit<F, S>) => Declaration<F, S>): Module<N, F, S> => ({
      ...head,
      drawn: drawnFields(head.fields),
      ...declare(kit),
    }),
  };
}

/** A move's input is parsed by its own `asks` before `derive` sees it, so forgetting its type loses no check. */
const widen = <F extends Fields, S extends States, A extends Fields>(move: Move<F, S, A>): Move<F, S, Fields> =>
  move as never;

/** A module whose types the engine has forgotten: what the registry holds. */
export type AnyModule = Module;

/** The only place where a typed declaration becomes an entry of the registry: its functions are called with its own records. */
export const registered = <N extends string, F extends Fields, S extends States>(m: Module<N, F, S>): AnyModule =>
  m as never;

/** The columns of sub-tables whose values keep readers out: rows hold them under these names, so that lists know. */
export const avoidedColumns = (module: Pick<AnyModule, 'access'>): string[] => {
  const named = Object.values(module.access)
    .flat()
    .map(({ scope }) => scope.avoids ?? '');
  return [...new Set(named)].filter((name) => name.includes('.'));
};

/** What the lines of a sub-table hold in a column, named as `lines.cadre`. */
export function columnValues(values: Readonly<Record<string, unknown>>, name: string): unknown[] {
  const [of = '', column = ''] = name.split('.');
  const lines = values[of];
  return Array.isArray(lines) ? lines.map((line) => line[column]).filter((value) => value !== undefined) : [];
}

/** What a role has of a module, as a list. */
export const accessOf = (module: AnyModule, role: Role | 'public'): readonly RoleAccess[] => {
  const access = module.access[role];
  return access === undefined ? [] : 'scope' in access ? [access] : access;
};
