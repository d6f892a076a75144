import { roles } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import type { ListItem } from '@juxian/engine/answer.ts';
import { type AnyModule, accessOf } from '@juxian/engine/define.ts';
import { describeModule, describeModules } from '@juxian/engine/describe.ts';
import type { CellLook, Fields } from '@juxian/engine/kinds/kind.ts';
import { kindServers } from '@juxian/engine/kinds/server.ts';
import { type Diff, type Overlay, refuseWidening, resolve } from '@juxian/engine/overlay.ts';
import { faultsOf } from '@juxian/engine/overlay-faults.ts';
import { createRecord, getRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { writeCsv, writeXlsx } from '@juxian/engine/sheet.ts';
import { isListed, loadRecord } from '@juxian/engine/stored.ts';
import { exportSheet } from '@juxian/engine/transfer.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { County } from '../support/county.ts';
import { readFile } from '../support/reading.ts';
import { beehive } from './beehive.ts';
import { typedOf } from './specimen.ts';
import { everyModule, openStage, partsOf, type Stage } from './stage.ts';
import { typedBy } from './targets.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.world.stop());

/** Somebody of the county who sees anything of the module: what applicants have among themselves is no office's. */
const readerIn = (county: County, module: AnyModule) =>
  (['office', 'public'] as const).some((role) => accessOf(module, role).length > 0)
    ? county.as('叶知秋', 'office')
    : county.applicant('沈知微');

const statesOf = (module: AnyModule): string[] => Object.keys(module.states);
const initialOf = (module: AnyModule): string[] =>
  statesOf(module).filter((state) => module.states[state]?.initial === true);
/** Roles of persons that may create, with the fields they may give. */
const creatorsOf = (module: AnyModule) =>
  (['office', 'unit', 'applicant', 'public', 'expert', 'industry', 'leader'] as const).flatMap((role) => {
    const names = accessOf(module, role).flatMap(({ create }) => create ?? []);
    return names.length > 0 ? [{ role, names }] : [];
  });

const refusalOf = async (work: Promise<unknown>): Promise<Refusal | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    },
  );

/** Every id has a title that nothing else has. */
const look = (locale: CellLook['locale']): CellLook => ({
  locale,
  title: (_, id) => `题${id}`,
  find: (_, title) => (title.startsWith('题') ? [title.slice(1)] : []),
});

it('holds a module planted by somebody else beside those of the product', async () => {
  const office = await stage.county.as('叶知秋', 'office');
  expect(everyModule.map(({ name }) => name)).toContain(beehive.name);
  expect((await describeModules(office)).map(({ name }) => name)).toContain('beehive');
});

describe.each(everyModule.map((module) => [module.name, module] as const))(
  '%s',
  { timeout: 120_000 },
  (name, module) => {
    const fields: Fields = module.fields;

    it('brings every value back from the table as it was stored', async () => {
      for (const state of statesOf(module)) {
        const placed = await stage.place(module, state);
        const ctx = await stage.county.ticking();
        const stored = await loadRecord(ctx, moduleOf(ctx, name), placed.id);
        expect(stored?.values).toEqual(placed.values);
        expect(stored?.state).toBe(state);
      }
    });

    it('keeps every listed value in the rows, and no other', async () => {
      const placed = await stage.place(module, initialOf(module)[0] ?? '');
      const ctx = await stage.county.ticking();
      const row = (await ctx.rows.fresh(ctx, moduleOf(ctx, name))).get(placed.id);
      const listed = Object.entries(placed.values).filter(([field]) => isListed(fields[field] as never));
      const ends = Object.keys(fields).filter((field) => fields[field]?.kind === 'identityNumber');
      const kept = Object.entries(row?.values ?? {});
      const own = kept.filter(([key]) => key in fields);
      expect(Object.fromEntries(own)).toEqual(Object.fromEntries(listed));
      const people = roles.flatMap((role) => accessOf(module, role).map(({ scope }) => String(scope.avoids ?? '')));
      const others = kept.map(([key]) => key).filter((key) => !(key in fields) && !key.endsWith('#tail'));
      expect(others).toEqual([...new Set(people)].filter((named) => named.includes('.')));
      const hashes = kept.filter(([key]) => key.endsWith('#tail'));
      expect(hashes.map(([key]) => key)).toEqual(ends.map((field) => `${field}#tail`));
      for (const [, hash] of hashes) expect(hash).toMatch(/^[\w-]{10}$/);
    });

    it('brings every value back from the cells of a table, in either language and either format', async () => {
      const cells = Object.entries(fields).filter(([, { kind }]) => !kindServers[kind].printOnly);
      const names = cells.map(([field]) => field);
      const { values } = typedOf(fields, names);
      const item: ListItem = {
        id: 'rec_1',
        state: initialOf(module)[0] ?? '',
        phase: 'draft',
        revision: 1,
        title: '',
        values,
        changedAt: '2026-03-02T09:00:00+08:00',
      };
      for (const locale of ['zh-CN', 'en'] as const) {
        const sheet = exportSheet(module, [item], names, look(locale), (state) => ({ zh: state, en: state }));
        const named = { ...sheet, columns: sheet.columns.map((column, i) => ({ ...column, title: names[i] ?? '' })) };
        for (const bytes of [writeCsv(named), await writeXlsx([named])]) {
          const { rows, issues } = await readFile(bytes, fields, look(locale));
          expect(issues).toEqual([]);
          expect(rows).toEqual([{ row: 2, values }]);
        }
      }
    });

    it('gives each column it imports a heading of its own in both languages', () => {
      const columns = (module.transfer?.columns ?? []) as readonly string[];
      for (const language of ['zh', 'en'] as const) {
        const headings = columns.map((field) => fields[field]?.label[language]);
        expect(new Set(headings).size).toBe(headings.length);
      }
    });

    it('is created by whoever may, holding what was given', async () => {
      for (const { role, names } of creatorsOf(module)) {
        const ctx = await stage.actor(role, await stage.place(module, statesOf(module)[0] ?? ''), 'far');
        for (const state of initialOf(module)) {
          const values = await typedBy(stage.county, ctx, fields, names);
          const made = await createRecord(ctx, { module: name, values, state });
          expect(made.state).toBe(state);
          const ticking = await stage.county.ticking();
          expect((await loadRecord(ticking, moduleOf(ticking, name), made.id))?.values).toMatchObject(values);
        }
      }
    });

    it('is created by nobody else', async () => {
      const creators = new Set<string>(creatorsOf(module).map(({ role }) => role));
      const publicMay = creators.has('public');
      for (const role of ['system', 'security', 'audit', 'office', 'leader', 'unit', 'industry', 'expert'] as const) {
        if (creators.has(role) || publicMay) continue;
        const ctx = await stage.county.as(`无权${role}`, role);
        const refusal = await refusalOf(createRecord(ctx, { module: name, values: {} }));
        expect(refusal?.code, role).toMatch(/^(forbidden\.create|missing\.module)$/);
      }
    });

    it('is created in no state that is not initial', async () => {
      for (const { role, names } of creatorsOf(module)) {
        const ctx = await stage.actor(role, await stage.place(module, statesOf(module)[0] ?? ''), 'far');
        const later = statesOf(module).filter((state) => !initialOf(module).includes(state));
        for (const state of [...later, 'nonesuch', 'constructor', '']) {
          const given = { module: name, values: typedOf(fields, names).values, state };
          expect((await refusalOf(createRecord(ctx, given)))?.code, state).toBe('invalid.state');
        }
      }
    });

    it('refuses unknown fields by name and bodies that are no object', async () => {
      for (const { role, names } of creatorsOf(module)) {
        const ctx = await stage.actor(role, await stage.place(module, statesOf(module)[0] ?? ''), 'far');
        const refused = Object.keys(fields).filter((field) => !names.includes(field));
        for (const field of [...refused, 'nonesuch', 'constructor', 'toString']) {
          const values = { ...typedOf(fields, names).values, [field]: 'x' };
          const refusal = await refusalOf(createRecord(ctx, { module: name, values }));
          expect(refusal?.details.fields?.map(({ path }) => path)).toContain(field);
          expect(refusal?.group).toBe('invalid');
        }
        for (const body of [null, [], 'x', 7, [{}], undefined]) {
          const refusal = await refusalOf(createRecord(ctx, { module: name, values: body as never }));
          expect(refusal?.group, JSON.stringify(body)).toBe('invalid');
        }
      }
    });

    it('refuses texts too long, broken or invisible, and keeps rare characters whole', async () => {
      for (const { role, names } of creatorsOf(module)) {
        const ctx = await stage.actor(role, await stage.place(module, statesOf(module)[0] ?? ''), 'far');
        const texts = names.filter((field) => fields[field]?.kind === 'text' || fields[field]?.kind === 'longText');
        for (const field of texts) {
          const refuses = async (given: string) =>
            (
              await refusalOf(
                createRecord(ctx, { module: name, values: { ...typedOf(fields, names).values, [field]: given } }),
              )
            )?.details.fields?.map(({ path, code }) => `${path} ${code}`);
          expect(await refuses('长'.repeat(10_000))).toEqual([`${field} invalid.tooLong`]);
          expect(await refuses('甲\u0000乙')).toEqual([`${field} invalid.characters`]);
          expect(await refuses('甲\u202E乙')).toEqual([`${field} invalid.characters`]);
          expect(await refuses('甲\uD840')).toEqual([`${field} invalid.characters`]);
          const rare = '𠅤㛃·👩‍🏫';
          const values = { ...(await typedBy(stage.county, ctx, fields, names)), [field]: rare };
          const made = await createRecord(ctx, { module: name, values });
          const ticking = await stage.county.ticking();
          expect((await loadRecord(ticking, moduleOf(ticking, name), made.id))?.values[field]).toBe(rare);
        }
      }
    });

    it('shows a record without a single value to everybody who may see it', async () => {
      for (const state of statesOf(module)) {
        const blank = await stage.place(module, state, {});
        for (const role of ['office', 'leader', 'applicant'] as const) {
          if (!partsOf(module, role, state, 'owner').some(({ scope }) => !('field' in scope))) continue;
          const ctx = await stage.actor(role, blank, 'owner');
          const seen = await getRecord(ctx, { module: name, id: blank.id });
          expect(Object.keys(seen.values).filter((field) => field !== module.number?.field)).toEqual([]);
        }
      }
    });

    describe('with settings of a county', () => {
      const day = '2026-03-02';

      it('loses every optional field and move without harm', async () => {
        const wanted: Diff = {
          hide: Object.keys(fields),
          movesOff: Object.keys(module.moves),
          deadlines: Object.fromEntries(statesOf(module).map((state) => [state, 3])),
        };
        const hide = withoutFaults(module, wanted, day);
        const refused = refuseWidening(module, hide, day);
        const county = await stage.world.county('青溪县');
        county.settle({ overlays: { [name]: { ...refused, version: 1 } } });
        const office = await county.as('叶知秋', 'office');
        const seen = await describeModule(await readerIn(county, module), name);
        for (const field of hide.hide ?? []) expect(seen.fields.map((one) => one.name)).not.toContain(field);
        const ticking = await county.ticking();
        const hidden = resolve(module, { ...refused, version: 1 });
        expect(Object.keys(hidden.fields)).toEqual(Object.keys(fields).filter((field) => !hide.hide?.includes(field)));
        if (accessOf(module, 'office').length === 0) return;
        const { items } = await listOf(office, name, {});
        expect(items).toEqual([]);
        expect(moduleOf(ticking, name).movesOff).toEqual(new Set(hide.movesOff));
      });

      it('reads what was published under another version of the product as far as it still stands', async () => {
        const strange = {
          version: 7,
          hide: ['nonesuch', 'constructor'],
          require: ['nonesuch'],
          words: { title: { zh: '另称', en: 'Another' }, fields: { nonesuch: { zh: '无', en: 'None' } } },
          own: {
            own_note: { kind: 'text', label: { zh: '本县备注', en: 'Note' }, options: { max: 50 }, roles: ['office'] },
          },
          movesOff: ['nonesuch'],
          deadlines: { nonesuch: 5 },
          order: { columns: ['nonesuch'], sections: [{ title: { zh: '节', en: 'S' }, fields: ['nonesuch'] }] },
          surprise: { deep: [1, 2, { three: null }] },
        } as unknown as Overlay;
        const county = await stage.world.county('青林县');
        county.settle({ overlays: { [name]: strange } });
        const seen = await describeModule(await readerIn(county, module), name);
        expect(seen.title).toBe('另称');
        const reads = accessOf(module, 'office').some(({ scope }) => scope.sees !== 'open' && scope.sees !== 'agreed');
        expect(seen.fields.some((field) => field.name === 'own_note')).toBe(reads);
        for (const { role, names } of creatorsOf(module)) {
          const ctx = role === 'applicant' ? await county.applicant('沈知微') : await county.as('叶知秋', 'office');
          if (role !== 'applicant' && role !== 'office') continue;
          const made = await createRecord(ctx, { module: name, values: await typedBy(county, ctx, fields, names) });
          expect((await getRecord(ctx, { module: name, id: made.id })).id).toBe(made.id);
        }
      });

      it('does not exist where it is switched off', async () => {
        const county = await stage.world.county('青石县');
        county.settle({ off: [name] });
        const office = await county.as('叶知秋', 'office');
        expect((await describeModules(office)).map((one) => one.name)).not.toContain(name);
        for (const work of [
          listOf(office, name, {}),
          getRecord(office, { module: name, id: 'rec_0000000000000000000000' }),
          createRecord(office, { module: name, values: {} }),
          describeModule(office, name),
        ])
          expect((await refusalOf(work))?.code).toBe('missing.module');
      });
    });
  },
);

/** The diff without what a county may not say of the module. */
function withoutFaults(module: AnyModule, diff: Diff, day: string): Diff {
  const faults = new Set(faultsOf(module, diff, day).map(({ at }) => at.join('.')));
  const keep = (root: string, names: string[] = []) => names.filter((_, i) => !faults.has(`${root}.${i}`));
  return {
    hide: keep('hide', diff.hide),
    movesOff: keep('movesOff', diff.movesOff),
    deadlines: Object.fromEntries(
      Object.entries(diff.deadlines ?? {}).filter(([state]) => !faults.has(`deadlines.${state}`)),
    ),
  };
}
