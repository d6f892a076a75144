import type { Gate } from './access.ts';
import type { Ctx } from './context.ts';
import type { AnyModule } from './define.ts';
import type { Fields } from './kinds/kind.ts';
import { kindServers } from './kinds/server.ts';
import type { Resolved } from './overlay.ts';

/** A field whose end may be searched, and the bits of the parts of the gate that may reveal it. */
export type Tail = { field: string; parts: number };

/** The column that holds the keyed hash of the end of a field. No field has such a name. */
export const tailColumn = (field: string): string => `${field}#tail`;

const kept = 10;

/** The end of a value as its rows hold it: a truncated keyed hash, which gives nothing back without the county's key. */
export const tailHash = (ctx: Pick<Ctx, 'seal'>, { reach, name }: AnyModule, field: string, tail: string): string =>
  ctx.seal(reach).blind(`tail#${name}#${field}`, tail).slice(0, kept);

/** The hashes of the ends that lists find records by, by column. */
export function tailsOf(
  ctx: Pick<Ctx, 'seal'>,
  module: AnyModule,
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const tail = values[name] === undefined ? undefined : kindServers[field.kind].tail?.(values[name]);
      return tail ? [[tailColumn(name), tailHash(ctx, module, name, tail)]] : [];
    }),
  );
}

/** The fields whose end these words may be, for a reader who may see the clear value of them. */
export function tailsAsked(module: Resolved, { parts }: Pick<Gate, 'parts'>, query: string): Tail[] {
  if (!/^\d{3}[\dXx]$/.test(query.trim())) return [];
  return Object.entries(module.fields).flatMap(([field, { kind }]) => {
    if (!kindServers[kind].tail) return [];
    const bits = parts.reduce((all, { access }, at) => (access.reveal?.includes(field) ? all | (1 << at) : all), 0);
    return bits === 0 ? [] : [{ field, parts: bits }];
  });
}
