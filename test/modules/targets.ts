import { clockActor } from '@juxian/base/actor.ts';
import { type Gate, gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { storedValues } from '@juxian/engine/dated.ts';
import type { Fields } from '@juxian/engine/kinds/kind.ts';
import { people } from '@juxian/engine/kinds/person/server.ts';
import { placeRecord } from '@juxian/engine/record.ts';
import { namedBy } from '@juxian/engine/reference.ts';
import { isOutside, moduleOf } from '@juxian/engine/registry.ts';
import type { County } from '../support/county.ts';
import { specimensOf, typedOf } from './specimen.ts';

type Values = Record<string, unknown>;

/** What the actor types into the fields: whatever it names stands in the county, where he sees it. */
export async function typedBy(county: County, ctx: Ctx, fields: Fields, names: readonly string[]): Promise<Values> {
  const { values } = typedOf(fields, names);
  for (const { module, id } of namedBy(fields, values))
    if (module === people) county.joins(id);
    else await stand(ctx, module, id);
  return values;
}

/** Where a record stands so that whoever sees it may name it anywhere. */
const standing: Readonly<Record<string, string>> = { application: 'deliberation' };

async function stand(ctx: Ctx, name: string, id: string): Promise<void> {
  if (isOutside(ctx) && ctx.registry.get(name)?.reach !== 'portal') return;
  const module = moduleOf(ctx, name);
  const { states, owner, field, value } = placeIn(await gateOf(ctx, module));
  const { values } = specimensOf(module.fields);
  const drawn = module.drawn.find((one) => one.name === field);
  if (drawn) values[drawn.of] = (values[drawn.of] as Values[]).map((line) => ({ ...line, [drawn.column]: value }));
  else if (field !== undefined && field !== 'id')
    values[field] = module.fields[field]?.kind === 'refs' || module.fields[field]?.kind === 'choices' ? [value] : value;
  const system: Ctx = { ...ctx, actor: clockActor(ctx.actor.tenant) };
  await placeRecord(system, {
    module: name,
    id,
    values: storedValues(module, values),
    state: standing[name] ?? states?.[0] ?? Object.keys(module.states)[0] ?? '',
    ...(owner ? { owner } : {}),
  });
}

type Place = { states?: string[]; owner?: string; field?: string; value?: string };

/** Where a record must be for the widest part of the gate to let it through. */
function placeIn({ parts }: Gate): Place {
  const places = parts.flatMap(({ scope, states }): Place[] => {
    const at = states ? { states: [...states] } : {};
    if (scope.sees === 'all') return [at];
    if (scope.sees === 'own') return [{ ...at, owner: scope.person }];
    if (scope.sees === 'open') return scope.states.size > 0 ? [{ ...at, states: [...scope.states] }] : [];
    if (scope.sees === 'agreed') return [];
    const [value] = 'values' in scope ? scope.values : scope.ids;
    return scope.field === 'id' || value === undefined ? [] : [{ ...at, field: scope.field, value }];
  });
  return places.sort((a, b) => Object.keys(a).length - Object.keys(b).length)[0] ?? {};
}
