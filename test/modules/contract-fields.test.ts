import { Refusal } from '@juxian/base/refusal.ts';
import { say } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { type AnyModule, accessOf } from '@juxian/engine/define.ts';
import { listEvents } from '@juxian/engine/history.ts';
import { kindSchemas } from '@juxian/engine/kinds/index.ts';
import type { CellLook } from '@juxian/engine/kinds/kind.ts';
import { kindServers } from '@juxian/engine/kinds/server.ts';
import { getRecord, takeMove } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { revealField } from '@juxian/engine/reveal.ts';
import { writeCsv } from '@juxian/engine/sheet.ts';
import { isListed, loadRecord } from '@juxian/engine/stored.ts';
import { titleFields } from '@juxian/engine/title.ts';
import { exportSheet } from '@juxian/engine/transfer.ts';
import { listOwed, listRooms } from '@juxian/functions/api/home.ts';
import { jump } from '@juxian/functions/api/jump.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Anybody,
  everybody,
  everyModule,
  fieldsSeen,
  openStage,
  type Placed,
  partsOf,
  placesOf,
  type Stage,
  type Where,
} from './stage.ts';
import { typedBy } from './targets.ts';

let stage: Stage;
/** By module, a record in each state; every value betrays itself. */
const placed = new Map<string, Placed[]>();
beforeAll(async () => {
  stage = await openStage();
  for (const module of everyModule) {
    const records = [];
    for (const state of Object.keys(module.states)) records.push(await stage.place(module, state));
    placed.set(module.name, records);
  }
});
afterAll(() => stage.world.stop());

/** What is asked of each of them, all at the same time. */
const each = async <T>(all: Iterable<T>, ask: (one: T) => Promise<void>): Promise<void> => {
  await Promise.all([...all].map(ask));
};

const refusalOf = async (work: Promise<unknown>): Promise<Refusal | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    },
  );
const wordsOf = (refusal: Refusal | undefined) =>
  refusal && {
    code: refusal.code,
    zh: refusal.reason('zh-CN'),
    en: refusal.reason('en'),
    fields: refusal.details.fields,
  };

const look: CellLook = { locale: 'zh-CN', title: () => undefined, find: () => [] };

/** Marks of fields in an answer that the reader may not be given. */
const betrayed = (answer: unknown, { marks }: Placed, hidden: readonly string[]): string[] => {
  const raw = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return hidden.filter((field) => marks[field]?.some((mark) => raw.includes(mark)));
};

const fieldsOf = (module: AnyModule): string[] => Object.keys(module.fields);
const sensitiveOf = (module: AnyModule): string[] =>
  fieldsOf(module).filter((field) => module.fields[field]?.sensitive);
const columnOf = (module: AnyModule, name: string): string => {
  const field = module.fields[name];
  return field ? (kindSchemas[field.kind].column as (options: unknown) => string)(field.options) : 'none';
};
/** Fields of the reader that lists sort, filter and search: listed, and not sensitive. */
const isOpenlyListed = (module: AnyModule, name: string): boolean => {
  const field = module.fields[name];
  return field !== undefined && isListed(field) && !field.sensitive;
};
const isSearched = (module: AnyModule, name: string): boolean =>
  isOpenlyListed(module, name) &&
  ['text', 'sequence', 'phone', 'email', 'region'].includes(module.fields[name]?.kind ?? '');
/** Whether the mark stands in a title that the reader is given, being given all it is made of. */
const isInTitle = ({ module, values }: Placed, seen: ReadonlySet<string>, mark: string): boolean =>
  module.summary(values as never).includes(mark) && [...titleFields(module)].every((field) => seen.has(field));

/** The value of a record as a filter names it. */
const heldBy = ({ values }: Placed, field: string): string => String([values[field]].flat()[0]);

type Reader = { ctx: Ctx; who: Anybody; where: Where; record: Placed; seen: Set<string>; hidden: string[] };

/** The parts through which such a record stands in a list. */
const listedPartsOf = (...given: Parameters<typeof partsOf>) => partsOf(...given).filter(({ unlisted }) => !unlisted);

/** The same readers with the fields that lists show them. */
const eachLister = (module: AnyModule, visit: (reader: Reader) => Promise<void>): Promise<void> =>
  eachReader(module, (reader) => {
    const parts = listedPartsOf(module, reader.who, reader.record.state, reader.where);
    const seen = new Set<string>(parts.flatMap(({ fields }) => fields));
    return visit({ ...reader, seen, hidden: fieldsOf(module).filter((field) => !seen.has(field)) });
  });

/**
 * Everybody before the records of the module, at the same time, so that what they ask is read from the table once; of
 * those whom the declaration treats alike in several states, in one.
 */
async function eachReader(module: AnyModule, visit: (reader: Reader) => Promise<void>): Promise<void> {
  const visits: (() => Promise<void>)[] = [];
  for (const who of everybody) {
    const isStranger = who !== 'clock' && who !== 'public' && accessOf(module, who).length === 0;
    if (who === 'clock' || (isStranger && who !== 'system')) continue;
    for (const where of placesOf(module, who)) {
      const alike = new Map<string, Placed>();
      for (const record of placed.get(module.name) ?? [])
        alike.set(
          partsOf(module, who, record.state, where)
            .map(({ role, fields }) => `${role} ${fields}`)
            .join('|'),
          record,
        );
      for (const record of alike.values()) {
        const ctx = await stage.actor(who, record, where);
        const seen = fieldsSeen(module, who, record.state, where);
        const hidden = fieldsOf(module).filter((field) => !seen.has(field));
        visits.push(() => visit({ ctx, who, where, record, seen, hidden }));
      }
    }
  }
  await each(visits, (visited) => visited());
}

/** What the record holds in the field, or of a sub-table seen as a visitor only, its public columns. */
function given(module: AnyModule, { who, where, record }: Reader, field: string): unknown {
  const value = record.values[field];
  const declared = module.fields[field];
  const isWhole = partsOf(module, who, record.state, where).some(
    ({ role, fields }) => role !== 'public' && (fields as readonly string[]).includes(field),
  );
  if (isWhole || declared?.kind !== 'entries') return value;
  const hidden = Object.entries(declared.options.fields).flatMap(([name, column]) => (column.public ? [] : [name]));
  return (value as Record<string, unknown>[]).map((line) =>
    Object.fromEntries(Object.entries(line).filter(([name]) => !hidden.includes(name))),
  );
}

describe.each(everyModule.map((module) => [module.name, module] as const))(
  '%s',
  { timeout: 120_000 },
  (name, module) => {
    const said = ({ who, where, record }: Reader) => `${who} ${where} at ${record.state}`;

    it('holds a value in every field, and shows each to somebody or to nobody on purpose', async () => {
      const shown = new Set<string>();
      await eachReader(module, async ({ ctx, record, seen }) => {
        if (seen.size === 0) return;
        for (const field of Object.keys((await getRecord(ctx, { module: name, id: record.id })).values))
          shown.add(field);
      });
      const granted = new Set(
        (Object.keys(module.access) as (keyof typeof module.access)[]).flatMap((role) =>
          accessOf(module, role).flatMap(({ fields }) => fields),
        ),
      );
      expect([...shown].sort()).toEqual([...granted].sort());
      const ticking = await stage.county.ticking();
      for (const { id, values } of placed.get(name) ?? [])
        expect((await loadRecord(ticking, moduleOf(ticking, name), id))?.values).toEqual(values);
    });

    it('shows on a record exactly what the role is given, sensitive values masked', async () => {
      await eachReader(module, async (reader) => {
        const { ctx, record, seen, hidden } = reader;
        const answer = getRecord(ctx, { module: name, id: record.id });
        if (partsOf(module, reader.who, record.state, reader.where).length === 0) {
          expect((await refusalOf(answer))?.code, said(reader)).toMatch(/^missing\.(record|module)$/);
          return;
        }
        const read = await answer;
        expect(new Set(Object.keys(read.values)), said(reader)).toEqual(seen);
        expect(betrayed(read, record, hidden), said(reader)).toEqual([]);
        const isOwner = ctx.actor.id === record.owner;
        for (const field of seen) {
          const { sensitive, kind } = module.fields[field] ?? {};
          const clear = isOwner && read.editable.includes(field);
          if (!sensitive || clear)
            expect(read.values[field], `${field} for ${said(reader)}`).toEqual(given(module, reader, field));
          else {
            expect(read.values[field]).toEqual(kind && kindServers[kind].mask?.(record.values[field]));
            expect(betrayed(read, record, [field]), said(reader)).toEqual([]);
          }
        }
      });
    });

    it('lists exactly the records and fields the role is given', async () => {
      await eachLister(module, async (reader) => {
        const { ctx, who, where, record, hidden } = reader;
        if (listable(module, who) === 0) {
          expect((await refusalOf(listOf(ctx, name, {})))?.code, said(reader)).toBe('missing.module');
          return;
        }
        const answer = await listOf(ctx, name, { limit: '500' });
        const item = answer.items.find(({ id }) => id === record.id);
        const isSeen = listedPartsOf(module, who, record.state, where).length > 0;
        expect(item !== undefined, said(reader)).toBe(isSeen);
        const listed = [...reader.seen].filter((field) => isListed(module.fields[field] as never));
        expect(new Set(Object.keys(item?.values ?? {})), said(reader)).toEqual(new Set(isSeen ? listed : []));
        const clear = sensitiveOf(module);
        expect(betrayed(answer, record, [...hidden, ...clear]), said(reader)).toEqual([]);
        const sheet = exportSheet(module, answer.items, fieldsOf(module), look, (state) => ({ zh: state, en: state }));
        const csv = new TextDecoder().decode(writeCsv(sheet));
        expect(betrayed(csv, record, [...hidden, ...clear]), said(reader)).toEqual([]);
        for (const field of listed.filter((one) => isOpenlyListed(module, one) && record.marks[one]?.length))
          expect(csv, `${field} for ${said(reader)}`).toContain(record.marks[field]?.at(-1));
      });
    });

    it('finds, sorts, filters and counts by no field the role is not given, as if there were none', async () => {
      const asked = new Set<Anybody>();
      await eachReader(module, async (reader) => {
        const { ctx, who, record } = reader;
        if (listable(module, who) === 0 || asked.has(who)) return;
        asked.add(who);
        await each(fieldsOf(module), async (field) => {
          const value = record.marks[field]?.[0] ?? '1';
          const known = grantedEver(module, who).has(field);
          await each(asking(field, value), async (params) => {
            const refusal = wordsOf(await refusalOf(listOf(ctx, name, params)));
            if (known) {
              expect(refusal?.code, JSON.stringify(params)).not.toBe('invalid.unknownField');
              return;
            }
            const unknown = asking('nonesuch', value)[
              asking(field, value).findIndex((one) => JSON.stringify(one) === JSON.stringify(params))
            ];
            const wanted = wordsOf(await refusalOf(listOf(ctx, name, unknown ?? {})));
            expect(wanted?.code).toBe('invalid.unknownField');
            expect(refusal, `${said(reader)} ${JSON.stringify(params)}`).toEqual(
              JSON.parse(JSON.stringify(wanted).replaceAll('nonesuch', field)),
            );
          });
        });
      });
    });

    it('finds a record by a word of a field where the role sees that field of it, and nowhere else', async () => {
      await eachLister(module, async (reader) => {
        const { ctx, who, record, seen } = reader;
        if (listable(module, who) === 0) return;
        await each(fieldsOf(module), async (field) => {
          const [mark] = record.marks[field] ?? [];
          if (mark === undefined || mark.length > 60) return;
          const isFound = seen.has(field) && (isSearched(module, field) || isInTitle(record, seen, mark));
          const { items } = await listOf(ctx, name, { q: mark });
          expect(
            items.map(({ id }) => id),
            `${field} for ${said(reader)}`,
          ).toEqual(isFound ? [record.id] : []);
        });
        const everyMark = (fields: Iterable<string>) => [...fields].flatMap((field) => record.marks[field]?.[0] ?? []);
        const found = [...seen].filter((field) => isSearched(module, field));
        const [first] = everyMark(found);
        if (first)
          expect(
            (await jump(ctx, first)).map(({ id }) => id),
            said(reader),
          ).toEqual([record.id]);
        await each(everyMark(reader.hidden).slice(0, 3), async (mark) =>
          expect(await jump(ctx, mark), said(reader)).toEqual([]),
        );
      });
    });

    it('filters and sorts by what it shows of each record, as if the rest were blank', async () => {
      await eachLister(module, async (reader) => {
        const { ctx, who, record, seen } = reader;
        const known = [...grantedEver(module, who)].filter((field) => isOpenlyListed(module, field));
        await each(known, async (field) => {
          const [mark] = record.marks[field] ?? [];
          if (mark !== undefined && columnOf(module, field) !== 'number') {
            const { items } = await listOf(ctx, name, { [`filter[${field}][in]`]: heldBy(record, field) });
            expect(
              items.some(({ id }) => id === record.id),
              `${field} for ${said(reader)}`,
            ).toBe(seen.has(field));
          }
          const blank = await listOf(ctx, name, { [`filter[${field}][is]`]: 'blank', limit: '500' });
          const isSeen = listedPartsOf(module, who, record.state, reader.where).length > 0;
          expect(
            blank.items.some(({ id }) => id === record.id),
            `${field} for ${said(reader)}`,
          ).toBe(isSeen && !seen.has(field));
          if (columnOf(module, field) === 'list') return;
          await each([field, `-${field}`], async (sort) => {
            const { items } = await listOf(ctx, name, { sort, limit: '500' });
            const shown = items.map(({ values }) => field in values);
            expect(shown, `${sort} for ${said(reader)}`).toEqual([...shown].sort((a, b) => Number(b) - Number(a)));
          });
        });
      });
    });

    it('counts and groups no value of a record where the role does not see the field of it', async () => {
      await eachLister(module, async (reader) => {
        const { ctx, who, record, hidden } = reader;
        if (listable(module, who) === 0) return;
        const counted = [...grantedEver(module, who)].filter(
          (field) => isOpenlyListed(module, field) && columnOf(module, field) !== 'number',
        );
        if (counted.length === 0) return;
        const { facets } = await listOf(ctx, name, { facets: counted.join(), limit: '1' });
        expect(betrayed(facets, record, hidden), said(reader)).toEqual([]);
        await each(counted, async (field) => {
          const { groups } = await listOf(ctx, name, { group: field, limit: '1' });
          expect(betrayed(groups, record, hidden), `${field} ${said(reader)}`).toEqual([]);
          const [mark] = record.marks[field] ?? [];
          if (mark === undefined || module.fields[field]?.kind === 'moment') return;
          expect(facets?.[field]?.some(({ value }) => value === mark) ?? false, `${field} ${said(reader)}`).toBe(
            reader.seen.has(field),
          );
        });
      });
    });

    it('tells in its history only what the role is given', async () => {
      await eachReader(module, async (reader) => {
        const { ctx, who, where, record, seen, hidden } = reader;
        const answer = listEvents(ctx, { module: name, id: record.id });
        if (partsOf(module, who, record.state, where).length === 0) {
          expect((await refusalOf(answer))?.code, said(reader)).toMatch(/^missing\.(record|module)$/);
          return;
        }
        const [event] = await answer;
        const written = [...seen].filter((field) => !module.fields[field]?.drawn);
        expect(new Set(event?.changes.map(({ field }) => field)), said(reader)).toEqual(new Set(written));
        expect(betrayed(event, record, [...hidden, ...sensitiveOf(module)]), said(reader)).toEqual([]);
      });
    });

    it('reveals a sensitive value only to a role that may, with a reason', async () => {
      await eachReader(module, async ({ ctx, who, where, record }) => {
        const parts = partsOf(module, who, record.state, where);
        await each([...fieldsOf(module), 'nonesuch'], async (field) => {
          const may = parts.some(({ reveal }) => reveal?.includes(field)) && module.fields[field]?.sensitive;
          const refusal = await refusalOf(revealField(ctx, { module: name, id: record.id, field, reason: ' ' }));
          const wanted = may
            ? /^invalid\.reason$/
            : parts.length > 0
              ? /^missing\.field$/
              : /^missing\.(record|module)$/;
          expect(refusal?.code, `${field} for ${who}`).toMatch(wanted);
        });
      });
    });

    it('says in no answer to a move and in no refusal of one what the role is not given', async () => {
      for (const state of Object.keys(module.states))
        for (const who of everybody)
          for (const where of placesOf(module, who)) {
            if (who === 'clock') continue;
            for (const [move, { asks = {}, from }] of Object.entries(module.moves)) {
              const isHere = (from as readonly string[]).includes(state);
              if (!isHere || partsOf(module, who, state, where).length === 0) continue;
              const record = await stage.place(module, state);
              const ctx = await stage.actor(who, record, where);
              const input = await typedBy(stage.county, ctx, asks, Object.keys(asks));
              const work = takeMove(ctx, { module: name, id: record.id, move, input }).catch((error: unknown) =>
                error instanceof Refusal ? wordsOf(error) : { bug: true },
              );
              const answer = await work;
              const after = 'state' in (answer as object) ? (answer as { state: string }).state : state;
              const seen = new Set([
                ...fieldsSeen(module, who, after, where),
                ...('state' in (answer as object) ? [] : fieldsSeen(module, who, state, where)),
              ]);
              const hidden = fieldsOf(module).filter((field) => !seen.has(field));
              expect(betrayed(answer, record, hidden), `${move} by ${who} ${where} at ${state}`).toEqual([]);
            }
          }
    });

    it('names on the home page and in the navigation only what the role is given', async () => {
      await eachReader(module, async (reader) => {
        const { ctx, record, hidden } = reader;
        const answer = { owed: await listOwed(ctx), rooms: await listRooms(ctx) };
        expect(betrayed(answer, record, [...hidden, ...sensitiveOf(module)]), said(reader)).toEqual([]);
      });
    });
  },
);

/** Parts by which the role lists the module at all. */
const listable = (module: AnyModule, who: Anybody): number =>
  Object.keys(module.states).length > 0 && who !== 'clock' ? heldParts(module, who).length : 0;

function heldParts(module: AnyModule, who: Exclude<Anybody, 'clock'>) {
  if (module.reach === 'staff' && (who === 'applicant' || who === 'public')) return [];
  return [...(who === 'public' ? [] : accessOf(module, who)), ...accessOf(module, 'public')].filter(
    ({ scope, unlisted }) => !unlisted && !(who === 'public' && scope.sees !== 'open' && scope.sees !== 'agreed'),
  );
}

const grantedEver = (module: AnyModule, who: Anybody): Set<string> =>
  new Set(who === 'clock' ? [] : heldParts(module, who).flatMap(({ fields }) => fields as readonly string[]));

/** Every way a list can be asked about a field. */
const asking = (field: string, value: string): Record<string, string>[] => [
  { sort: field },
  { sort: `-${field}` },
  { fields: field },
  { facets: field },
  { group: field },
  { group: 'state', measure: `sum:${field}` },
  { [`filter[${field}]`]: value },
  { [`filter[${field}][in]`]: value },
  { [`filter[${field}][gte]`]: value },
  { [`filter[${field}][is]`]: 'blank' },
];

it('has words in both languages for every refusal of a list', async () => {
  const office = await stage.county.as('叶知秋', 'office');
  const refusal = await refusalOf(listOf(office, 'beehive', { sort: 'nonesuch' }));
  expect(refusal && say(refusal.says, 'en', refusal.details.values)).toBe('There is no field nonesuch, named in sort');
});
