import { randomBytes } from 'node:crypto';
import { type FieldIssue, Refusal, refuseField } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { assign, type Pair, type Short, type Uneven } from '@juxian/rules/assignment.ts';
import { draw } from '@juxian/rules/lot.ts';
import type { TitleLevel } from '../title-level.ts';
import { criteriaOf, type Item, itemsOf, sha256, unassigned } from './draw.ts';
import { namesOf, pairLines, pairsFound } from './lines.ts';
import {
  type Assigning,
  assigningOf,
  barsOf,
  fewOf,
  isExcepted,
  type Plan,
  poolOf,
  recordsOf,
  rulesInWords,
  suitsField,
} from './plan.ts';

/** Items of one panel that is assigned: beyond, its record would grow too large. */
const mostItems = 1200;

/**
 * Opens a panel for assignment, or chooses its pool anew: takes every application of the kind that no other panel has,
 * with codes drawn by lot, and computes who is barred from what. Nobody is told.
 * @throws Refusal `conflict.items` where none waits, `conflict.experts` where the pool is empty.
 */
export async function choosePool(
  look: Look,
  panel: RecordFacts,
  given: { discipline?: string; level?: TitleLevel; also?: readonly string[]; today: string },
) {
  const kind = String(panel.values.kind);
  const assigning = assigningOf(panel);
  const pool = await poolOf(look, kind, given);
  if (pool.length === 0)
    throw new Refusal('conflict.experts', t('没有符合条件的评审专家', 'No reviewer of the register fits'));
  const taken = assigning.items.length > 0 ? undefined : await unassigned(look, panel, mostItems);
  if (taken?.filed.length === 0)
    throw new Refusal('conflict.items', t('没有待评审的申报', 'There is no application to review'));
  const seed = String(panel.values.seed ?? randomBytes(16).toString('hex'));
  const items = taken ? itemsOf(seed, kind, taken.filed) : assigning.items;
  const filed = taken?.filed ?? (await recordsOf(look, 'application', applicationsOf(items)));
  const inPool = new Set(pool);
  return {
    set: {
      way: 'assign' as const,
      pool,
      items,
      seed,
      criteria: assigning.criteria.length > 0 ? assigning.criteria : criteriaOf(look),
      plan: planOf(
        items,
        pairsOf(assigning.plan).filter(({ expert }) => inPool.has(expert)),
      ),
      bars: await barsOf(look, await recordsOf(look, 'expert', pool), filed, given.today),
      ...(taken ? { turn: taken.turn } : {}),
    },
    due: null,
  };
}

export const applicationsOf = (items: readonly Item[]): string[] => items.map(({ application }) => application);

/** The pairs of a plan: item stands for the application. */
export const pairsOf = (plan: Plan): Pair[] =>
  Object.entries(plan).flatMap(([item, experts]) => experts.map((expert) => ({ item, expert })));

/** A plan of pairs, in the order of the items. */
export function planOf(items: readonly Item[], pairs: readonly Pair[]): Plan {
  const experts = new Map<string, string[]>();
  for (const { item, expert } of pairs) experts.set(item, [...(experts.get(item) ?? []), expert]);
  return Object.fromEntries(
    applicationsOf(items).flatMap((id) => {
      const has = experts.get(id);
      return has ? [[id, has] as const] : [];
    }),
  );
}

type Mode = 'add' | 'remove' | 'replace';

/**
 * Adds, removes, or sets the pairs that are written line by line: all of them or, where a line cannot be, none.
 * @throws Refusal `invalid.lines` naming every line and why.
 */
export async function assignLines(look: Look, panel: RecordFacts, text: string, mode: Mode, today: string) {
  const assigning = assigningOf(panel);
  const { pairs, faults } = await readLines(look, panel, text);
  if (mode !== 'remove') faults.push(...(await barredLines(look, assigning, pairs, today)));
  if (faults.length > 0) throw refuseLines(faults);
  const before = pairsOf(assigning.plan);
  const named = new Set(pairs.map(keyOf));
  const kept = mode === 'replace' ? [] : before.filter((pair) => mode === 'add' || !named.has(keyOf(pair)));
  const has = new Set(kept.map(keyOf));
  const added = mode === 'remove' ? [] : pairs.filter((pair) => !has.has(keyOf(pair)));
  return { set: { plan: planOf(assigning.items, [...kept, ...added]), uneven: null } };
}

/** A pair as one word. */
export const keyOf = ({ item, expert }: Pair): string => `${item} ${expert}`;

export type Fault = { at: number; says: Text };

/** What the lines name among the items and the pool of a panel, with the fault of each that cannot be read. */
export async function readLines(look: Look, panel: RecordFacts, text: string) {
  const { items, pool } = assigningOf(panel);
  const lines = pairLines(text);
  if (lines.length === 0)
    throw refuseField('input.lines', 'invalid.required', t('没有可读的行', 'There is no line to read'));
  const filed = new Map((await look.rows('application')).map((row) => [row.id, row]));
  const experts = new Map((await look.rows('expert')).map((row) => [row.id, row]));
  return pairsFound(
    lines,
    namesOf(
      items.map(({ application, code }) => {
        const row = filed.get(application);
        return {
          id: application,
          names: [code, ...[row?.values.number, row?.title].map((name) => String(name ?? ''))],
        };
      }),
    ),
    namesOf(
      pool.map((id) => {
        const row = experts.get(id);
        return { id, names: [row?.title ?? '', `${row?.title ?? ''}${String(row?.values.unitName ?? '')}`] };
      }),
    ),
  );
}

/** The lines whose pair a rule bars now, from the records as they stand. */
export async function barredLines(
  look: Look,
  assigning: Assigning,
  pairs: readonly (Pair & { at: number })[],
  today: string,
): Promise<Fault[]> {
  const experts = await recordsOf(
    look,
    'expert',
    pairs.map(({ expert }) => expert),
  );
  const filed = await recordsOf(
    look,
    'application',
    pairs.map(({ item }) => item),
  );
  const bars = await barsOf(look, experts, filed, today);
  const nameOf = new Map([...experts, ...filed].map(({ id, title }) => [id, title]));
  return pairs.flatMap(({ at, item, expert }) => {
    const rules = bars[item]?.[expert];
    if (!rules || isExcepted(assigning, item, expert)) return [];
    const words = rulesInWords(look, rules);
    const [who, what] = [nameOf.get(expert) ?? '', nameOf.get(item) ?? ''];
    return [
      {
        at,
        says: t(
          `${who}须回避“${what}”：${words.map(({ zh }) => zh).join('、')}`,
          `${who} is barred from “${what}”: ${words.map(({ en }) => en).join(', ')}`,
        ),
      },
    ];
  });
}

/** Every line that cannot be, with why. */
export function refuseLines(faults: readonly Fault[]): Refusal {
  const fields = [...faults]
    .sort((a, b) => a.at - b.at)
    .slice(0, 200)
    .map(
      ({ at, says }): FieldIssue => ({
        path: `input.lines.${at}`,
        code: 'invalid.line',
        says: t(`第${at}行：${says.zh}`, `Line ${at}: ${says.en}`),
      }),
    );
  const [only] = faults;
  return new Refusal(
    'invalid.lines',
    faults.length === 1 && only
      ? only.says
      : t('有{count}行不能分配，未作任何改动', '{count} lines cannot be assigned; nothing was changed'),
    { values: { count: faults.length }, fields },
  );
}

/**
 * Assigns what is missing, so that every item has `perItem` experts and loads differ as little as can be; what was
 * assigned by hand stays, unless `afresh`. Experts come in an order drawn by lot.
 * @throws Refusal `conflict.short` naming the items and experts that stand in the way.
 */
export async function assignRest(
  look: Look,
  panel: RecordFacts,
  given: { perItem: number; cap: number; afresh: boolean; today: string },
) {
  const assigning = assigningOf(panel);
  const { items, pool, plan } = assigning;
  const experts = await recordsOf(look, 'expert', pool);
  const filed = await recordsOf(look, 'application', applicationsOf(items));
  const bars = await barsOf(look, experts, filed, given.today);
  const isKept = ({ item, expert }: Pair) =>
    isExcepted(assigning, item, expert) || (!given.afresh && !bars[item]?.[expert]);
  const byId = new Map([...experts, ...filed].map((one) => [one.id, one]));
  const found = assign({
    items: applicationsOf(items),
    experts: draw(`${panel.values.seed}#experts`, pool, pool.length, sha256),
    perItem: given.perItem,
    cap: given.cap,
    isBarred: (item, expert) => bars[item]?.[expert] !== undefined,
    kept: pairsOf(plan).filter(isKept),
    suits: suiting(byId),
  });
  if (found.short) throw refuseShort(look, found.short, { ...assigning, bars }, given, byId);
  const { perItem, cap } = given;
  const uneven = found.uneven ? unevenWords(found.uneven, found.loads, assigning, byId) : null;
  return { set: { plan: planOf(items, found.pairs), bars, perItem, cap, uneven } };
}

/** Remembers how well pairs go together: the solver asks often. */
export function suiting(byId: ReadonlyMap<string, RecordFacts>): (item: string, expert: string) => number {
  const known = new Map<string, number>();
  return (item, expert) => {
    const key = `${item} ${expert}`;
    const [filed, who] = [byId.get(item), byId.get(expert)];
    const suits = known.get(key) ?? (filed && who ? suitsField(who, filed) : 0);
    known.set(key, suits);
    return suits;
  };
}

/** The codes of applications. */
export const codesOf = ({ items }: Pick<Assigning, 'items'>, ids: readonly string[]): string[] => {
  const codes = new Map(items.map(({ application, code }) => [application, code]));
  return ids.map((id) => codes.get(id) ?? id);
};
const namesIn = (byId: ReadonlyMap<string, RecordFacts>, ids: readonly string[]): string[] =>
  ids.map((id) => byId.get(id)?.title ?? id);

/** Why no assignment is, with names. */
export function refuseShort(
  look: Look,
  { few, full }: Short,
  assigning: Assigning,
  { perItem, cap }: { perItem: number; cap: number },
  byId: ReadonlyMap<string, RecordFacts>,
): Refusal {
  if (few.length > 0) {
    const words = few.slice(0, 8).map(({ item, free }) => {
      const barred = Object.entries(assigning.bars[item] ?? {});
      const rules = [...new Set(barred.flatMap(([, rules]) => rules))];
      const [code] = codesOf(assigning, [item]);
      const said = rulesInWords(look, rules);
      return t(
        `${code}可评专家${free}人${
          barred.length > 0
            ? `，${namesIn(
                byId,
                barred.map(([id]) => id),
              ).join('、')}回避（${said.map(({ zh }) => zh).join('、')}）`
            : ''
        }`,
        `${code}: ${free} may review it${
          barred.length > 0
            ? `, barred are ${namesIn(
                byId,
                barred.map(([id]) => id),
              ).join(', ')} (${said.map(({ en }) => en).join(', ')})`
            : ''
        }`,
      );
    });
    return new Refusal(
      'conflict.short',
      t('有{count}件的可评专家不足{perItem}人：{items}', '{count} items have fewer than {perItem} experts: {items}'),
      {
        values: {
          count: few.length,
          perItem,
          items: t(words.map(({ zh }) => zh).join('；'), words.map(({ en }) => en).join('; ')),
        },
      },
    );
  }
  return new Refusal(
    'conflict.short',
    t(
      '每人上限{cap}件不够分：{items}只能由{experts}评审，他们都已满',
      'The cap of {cap} is too low: only {experts} may review {items}, and they are full',
    ),
    { values: { cap, items: fewOf(codesOf(assigning, full.items)), experts: fewOf(namesIn(byId, full.experts)) } },
  );
}

/** Why loads differ by more than one, kept with the plan. */
function unevenWords(
  { experts, items }: Uneven,
  loads: ReadonlyMap<string, number>,
  assigning: Assigning,
  byId: ReadonlyMap<string, RecordFacts>,
): { spread: number; says: Text } {
  const spread = Math.max(...loads.values()) - Math.min(...loads.values());
  const who = fewOf(namesIn(byId, experts));
  const what = fewOf(codesOf(assigning, items));
  return {
    spread,
    says: t(
      `件数相差${spread}，已是最小：${what.zh}只有${who.zh}可评`,
      `Loads differ by ${spread}, which is the least: only ${who.en} may review ${what.en}`,
    ),
  };
}
