import { parse } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { creatableFields, gateOf } from './access.ts';
import type { Ctx } from './context.ts';
import { valuesSchema } from './kinds/values.ts';
import { lookOf } from './look.ts';
import { initialState } from './record.ts';
import { refuseUnknown } from './reference.ts';
import { moduleOf } from './registry.ts';

type Values = Record<string, unknown>;

/**
 * What follows from the records that a new one names, as far as it says which fields are left for later.
 * @returns values of fields that others except; nothing is written.
 * @throws Refusal `missing.module` to whoever may make no such record, `invalid.*` where one names nothing.
 */
export async function foreseen(ctx: Ctx, input: { module: string; values: Values }): Promise<Values> {
  const module = moduleOf(ctx, input.module);
  const creatable = creatableFields(await gateOf(ctx, module));
  if (creatable.size === 0) throw new Refusal('missing.module', t('未找到', 'Not found'));
  const names = [...creatable].filter((name) => module.fields[name]?.kind === 'ref');
  const given: Values = parse(valuesSchema(module.fields, { names, partial: true }), input.values);
  await refuseUnknown(ctx, module.fields, given);
  const state = initialState(module, undefined);
  const set = await module.follows?.({ state, values: given, given, now: ctx.clock.now(), look: lookOf(ctx) });
  const left = new Set(Object.values(module.fields).map(({ except }) => except?.field));
  return Object.fromEntries(Object.entries(set ?? {}).filter(([name]) => left.has(name)));
}
