import { Clock } from '@juxian/base/clock.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { type ListGate, listRecords } from '@juxian/engine/views.ts';
import { people, units } from '../engine/rows-module.ts';
import { ctxOver, filesInMemory, SimulatedIndex } from '../support/rows.ts';
import { chanceFrom, personAt } from './parts/people.ts';
import { type Line, print, timed } from './parts/report.ts';

/** Lists without table and network: what the engine itself costs, one call after another. */

const count = 20_000;
const unitIds = Array.from({ length: 40 }, (_, i) => `rec_unit${i}`);
const gate: ListGate = {
  grants: [{ fields: new Set(Object.keys(people.fields)), scope: { sees: 'all' } }],
  signature: 'all',
};

class QuietIndex extends SimulatedIndex {
  override async query() {
    return { items: [] };
  }
}

async function loaded(index: SimulatedIndex): Promise<Ctx> {
  const ctx = ctxOver(index, { modules: [people, units], clock: new Clock(), files: filesInMemory() });
  await ctx.rows.fresh(ctx, people);
  await ctx.rows.fresh(ctx, units);
  const note = (module: AnyModule, id: string, title: string, values: Record<string, unknown>) => {
    const item = index.write(module, { id, state: 'open', values });
    ctx.rows.note(index.tenant, module, { item, row: { title, values } });
  };
  for (const [i, id] of unitIds.entries()) note(units, id, `第${i}局`, { name: `第${i}局` });
  for (let n = 0; n < count; n++) {
    const person = personAt(n, unitIds);
    note(people, `rec_${String(n).padStart(6, '0')}`, person.name, person);
  }
  return ctx;
}

async function perSecond(call: (run: number) => Promise<unknown>): Promise<number> {
  for (let run = 0; run < 200; run++) await call(run);
  const began = performance.now();
  let calls = 0;
  for (; performance.now() - began < 2000; calls++) await call(calls);
  return (1000 * calls) / (performance.now() - began);
}

const index = new QuietIndex();
const ctx = await loaded(index);
const list = (params: Record<string, string>) => listRecords(ctx, people, params, gate);
const chance = chanceFrom(7);
const unit = () => unitIds[chance(unitIds.length)] ?? '';
const lines: Line[] = [];

lines.push({ what: 'first sort by name', value: await timed(1, () => list({ sort: 'name' })), unit: 'ms' });
lines.push({ what: 'first search by sound', value: await timed(1, () => list({ q: 'zhangwei' })), unit: 'ms' });
for (const [what, params] of [
  ['50 of one unit, newest rank first', () => ({ 'filter[unit]': unit(), sort: '-ranked' })],
  ['the same as text', () => ({ 'filter[unit]': unit(), sort: '-ranked' })],
  ['50 of all by name', () => ({ sort: 'name' })],
  ['range of age, two facets', () => ({ 'filter[age][gte]': '30', 'filter[age][lte]': '40', facets: 'gender,unit' })],
  ['two characters of a name', () => ({ q: '张伟' })],
  ['a name by sound', () => ({ q: 'zhangwei' })],
  ['first letters', () => ({ q: 'zw' })],
] as [string, () => Record<string, string>][]) {
  const call = what === 'the same as text' ? async () => JSON.stringify(await list(params())) : () => list(params());
  lines.push({ what, value: await perSecond(call), unit: '/s' });
}
lines.push({
  what: 'the first after a commit',
  value: await perSecond((run) => {
    const id = `rec_${String(run % count).padStart(6, '0')}`;
    const values = personAt(run + 1, unitIds);
    const item = index.write(people, { id, revision: 2 + run, values });
    ctx.rows.note(index.tenant, people, { item, row: { title: values.name, values } });
    return list({ 'filter[unit]': unit(), sort: '-ranked' });
  }),
  unit: '/s',
  note: 'sealing of the commit included',
});
const rows = await ctx.rows.fresh(ctx, people);
lines.push({
  what: 'rows in memory',
  value: rows.bytes / 1e6,
  unit: 'MB',
  note: `${count.toLocaleString('en')} rows, as the limit counts them`,
});
print(`Lists over ${count.toLocaleString('en')} rows, in the engine alone`, lines);
