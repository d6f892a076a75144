import type { Role } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import type { Text } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { linesUntil } from '@juxian/engine/dated.ts';
import { hiddenText } from '@juxian/engine/kinds/cell.ts';
import type { CellLook, Entry, Fields } from '@juxian/engine/kinds/kind.ts';
import { printCell } from '@juxian/engine/kinds/server.ts';
import { titlesOf } from '@juxian/engine/look.ts';
import type { Address } from '@juxian/engine/open.ts';
import { openAt, type Times } from '@juxian/engine/open-at.ts';
import { shownValues } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import type { Issuer } from '../papers/heading.ts';
import type { Printable } from '../print.ts';

/** Values as the reader may see them; what is not the reader's to see is blank. */
export type Part = {
  /** The value in the county's own words for choices, codes and references. */
  words(field: string): string;
  /** The stored text: a day, a month, a moment, an id. */
  text(field: string): string;
  number(field: string): number | undefined;
  ids(field: string): string[];
  lines(field: string): Part[];
  /** What `derive` wrote as a structure. */
  holds<T>(field: string): T | undefined;
};

/** A record within the reader's scope. */
export type Seen = Part & {
  id: string;
  module: string;
  state: string;
  due: string;
  /** The roles through which the reader sees it. */
  roles: ReadonlySet<Role | 'public'>;
  shows(field: string): boolean;
};

/** `portal`: where the county's portal is found, for what is checked there; `times`: as of when it was asked for. */
export type Given = { portal: string; times: Times };
export type ExchangeFile = { name: string; bytes: Uint8Array };

/** One paper that can be printed from a record. */
export type Form = {
  title: Text;
  /** Roles that may print it, of those through which they see the record. */
  by: readonly Role[];
  /** A reason why it cannot be printed yet. */
  when?: (seen: Seen, ctx: Ctx) => Refusal | true | Promise<Refusal | true>;
  /** Whether it may print 12380, the line for reports about the appointment of cadres. */
  hotline?: true;
  paper(ctx: Ctx, seen: Seen, given: Given): Promise<Printable>;
  /** The same as a file that another system reads. */
  exchange?(ctx: Ctx, seen: Seen, given: Pick<Given, 'times'>): Promise<ExchangeFile>;
};
export type Forms = Readonly<Record<string, Form>>;

/**
 * A record as the reader sees it, at a time: lines of sub-tables that begin later are left out, for paper cannot mark them.
 * @throws Refusal `missing.*` out of scope.
 */
export async function see(ctx: Ctx, address: Address & Times): Promise<Seen> {
  const { module, record, parts, day } = await openAt(ctx, address);
  const values = linesUntil(module.fields, shownValues(ctx, module, record, parts), day);
  const titles = await titlesOf(ctx, module.fields, values);
  const look: CellLook = { locale: 'zh-CN', title: (_, id) => titles[id], find: () => [] };
  return {
    ...partOf(module.fields, values, look),
    id: record.id,
    module: module.name,
    state: record.state,
    due: record.due ?? '',
    roles: new Set(parts.map(({ role }) => role)),
    shows: (field) => parts.some(({ fields }) => fields.has(field)),
  };
}

/** The values of some fields as papers read them. */
export function partOf(fields: Fields, values: Readonly<Record<string, unknown>>, look: CellLook): Part {
  const list = (field: string): unknown[] => {
    const value = values[field];
    return Array.isArray(value) ? value : [];
  };
  return {
    words: (name) => {
      const field = fields[name];
      return field ? printCell(field, values[name], look) : '';
    },
    text: (name) => String(values[name] ?? ''),
    number: (name) => {
      const value = values[name];
      return typeof value === 'number' ? value : undefined;
    },
    ids: (name) => list(name).map(String),
    lines: (name) => {
      const field = fields[name];
      if (field?.kind !== 'entries') return [];
      const { fields: columns } = field.options;
      return (list(name) as Entry[]).map((line) => partOf(columns, line, look));
    },
    holds: <T>(name: string) => (values[name] === hiddenText ? undefined : (values[name] as T | undefined)),
  };
}

/** The same, or undefined where it is missing for the reader. */
export async function seeIf(ctx: Ctx, module: string, id: string): Promise<Seen | undefined> {
  if (id === '') return undefined;
  try {
    return await see(ctx, { module, id });
  } catch (error) {
    if (error instanceof Refusal && error.group === 'missing') return undefined;
    throw error;
  }
}

/** The records within the reader's scope whose listed fields equal `where`; none where the county has no such module. */
export async function seeAll(ctx: Ctx, name: string, where: Readonly<Record<string, unknown>>): Promise<Seen[]> {
  if (!ctx.registry.has(name) || ctx.config.off.includes(name)) return [];
  const rows = (await ctx.rows.fresh(ctx, moduleOf(ctx, name))).where(where);
  const seen = await Promise.all(rows.map(({ id }) => seeIf(ctx, name, id)));
  return seen.filter((one) => one !== undefined);
}

/** The county as its papers name it: office, Party committee, leading group. */
export function issuerOf({ config }: Ctx): Issuer & { county: string; group: string; committee: string } {
  const { name, office, demo } = config;
  const committee = `中共${name}委`;
  return {
    office: office.name || `${committee}组织部`,
    demo,
    county: name,
    committee,
    group: `${committee}人才工作领导小组`,
  };
}

/** Where whoever is shown a paper checks it. */
export const checkedAt = (portal: string, { id }: Seen): string => `${portal}/verify/${id}`;
