import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { type Item, type SheetCriterion, sheetOf } from './draw.ts';
import { handedOf, refuseTwice, type ScoreLine } from './handed.ts';
import { assigningOf } from './plan.ts';
import { totalsOf } from './tally.ts';
import { leaveSeat, openVacancies, vacated } from './vacancy.ts';

/** Copies that one transaction opens or closes besides the sheet and its panel. */
const most = 40;

async function copiesOf(look: Look, record: RecordFacts): Promise<{ copy: RecordFacts; readers: string[] }[]> {
  const { copies } = record.values as { copies: string[] };
  const held = (await Promise.all(copies.map((id) => look.record('blindCopy', id)))).filter((one) => one !== undefined);
  return held.map((copy) => ({ copy, readers: (copy.values.readers as string[] | undefined) ?? [] }));
}

/** Opens the copies of a sheet to its expert, so many at a time; until the last is open the sheet stands at `opening`. */
export async function openCopies(look: Look, record: RecordFacts) {
  const expert = String(record.values.expert);
  const shut = (await copiesOf(look, record)).filter(({ readers }) => !readers.includes(expert));
  const change = shut.slice(0, most).map(
    ({ copy: { id, revision }, readers }): OtherChange => ({
      module: 'blindCopy',
      id,
      revision,
      event: 'open',
      set: { readers: [...readers, expert] },
    }),
  );
  return { change, ...(shut.length > most ? { state: 'opening' } : {}) };
}

/** Closes what is open of a sheet's copies to its expert; the clock goes on with what one transaction does not hold. */
export async function closeCopies(look: Look, record: RecordFacts, now: string) {
  const expert = String(record.values.expert);
  const open = (await copiesOf(look, record)).filter(({ readers }) => readers.includes(expert));
  const change = open.slice(0, most).map(
    ({ copy: { id, revision }, readers }): OtherChange => ({
      module: 'blindCopy',
      id,
      revision,
      event: 'close',
      set: { readers: readers.filter((reader) => reader !== expert) },
    }),
  );
  return open.length > most ? { change, state: 'closing', due: now } : { change, due: null };
}

type Leaving = { reason: 'conflict' | 'unable'; note: string | undefined; at: string };

/** An expert declines: a panel drawn by lot calls its next alternate; in an assigned one his items are vacant. */
export async function leave(look: Look, record: RecordFacts, { reason, note, at }: Leaving) {
  const panel = await panelOf(look, record);
  const closing = await closeCopies(look, record, at);
  if (panel.values.way !== 'assign') return replace(panel, record, reason, closing.change);
  const expert = String(record.values.expert);
  const left = leaveSeat(panel, record, { expert, reason, at, ...(note ? { note } : {}) });
  return { ...closing, change: [left, ...closing.change] };
}

/** Hands a sheet in with all that is not handed in yet: its totals, and the panel that counts it. */
export async function handIn(look: Look, record: RecordFacts, now: string) {
  const {
    criteria,
    codes,
    scores = [],
  } = record.values as { criteria: SheetCriterion[]; codes: string[]; scores?: ScoreLine[] };
  const panel = await panelOf(look, record);
  refuseTwice(scores, codes);
  const totals = totalsOf(criteria, codes, scores);
  const handed = scores.filter(({ code }) => codes.includes(code ?? ''));
  return {
    set: { totals, submittedAt: now, handed, given: copiesIn(panel, handed), skipped: null },
    due: null,
    change: [countedIn(panel, { ...record, values: { ...record.values, handed } }, now)],
  };
}

/** The copies behind the lines that hold points. */
export function copiesIn(panel: RecordFacts, handed: readonly ScoreLine[]): string[] {
  const scored = new Set(handed.flatMap(({ code, recused }) => (recused ? [] : [code])));
  return ((panel.values.items ?? []) as Item[]).filter(({ code }) => scored.has(code)).map(({ copy }) => copy);
}

/** The panel of a sheet. @throws Refusal `missing.panel`. */
export async function panelOf(look: Look, record: RecordFacts): Promise<RecordFacts> {
  const panel = await look.record('panel', String(record.values.panel));
  if (!panel) throw new Refusal('missing.panel', t('评审组不存在', 'There is no such panel'));
  return panel;
}

/** What becomes vacant of an assigned panel by an expert's standing aside, where that is not vacant yet. */
export function asideIn(panel: RecordFacts, record: RecordFacts, now: string) {
  if (panel.values.way !== 'assign') return undefined;
  const expert = String(record.values.expert);
  const { plan, items } = assigningOf(panel);
  const on = new Set(items.filter(({ application }) => plan[application]?.includes(expert)).map(({ code }) => code));
  const lines = handedOf(record.values).filter(({ code, recused }) => recused && on.has(code ?? ''));
  let vacant: ReturnType<typeof vacated> | undefined;
  for (const { code = '', recused, comment } of lines)
    vacant = vacated({ ...panel, values: { ...panel.values, ...vacant } }, [code], {
      expert,
      reason: recused === 'unable' ? 'abstained' : 'declared',
      at: now,
      ...(comment ? { note: comment } : {}),
    });
  return vacant;
}

/**
 * The panel with one sheet more; the last one makes it complete, unless a place is vacant. In an assigned panel the items
 * that the expert stood aside from are vacant from now on.
 */
function countedIn(panel: RecordFacts, record: RecordFacts, now: string): OtherChange {
  const { sheets, returned } = panel.values as { sheets: string[]; returned: number };
  const vacant = asideIn(panel, record, now);
  const { vacancies } = assigningOf({ values: { ...panel.values, ...vacant } });
  const isLast = returned + 1 >= sheets.length && openVacancies({ vacancies }).length === 0;
  return {
    module: 'panel',
    id: panel.id,
    revision: panel.revision,
    event: 'sheetIn',
    set: { returned: returned + 1, ...vacant },
    ...(isLast ? { state: 'complete', due: null } : {}),
  };
}

/** The next of the order drawn takes the seat of an expert who declines; his copies close again. */
function replace(panel: RecordFacts, record: RecordFacts, reason: string, closing: readonly OtherChange[]) {
  const {
    order,
    members,
    sheets,
    items,
    criteria,
    units,
    replaced = [],
  } = panel.values as {
    order: string[];
    members: string[];
    sheets: string[];
    items: Item[];
    criteria: SheetCriterion[];
    units: string[];
    replaced?: { seat: number; from: string; to: string; reason: string }[];
  };
  const { expert, seat, kind } = record.values as { expert: string; seat: number; kind: string };
  const called = new Set([...members, ...replaced.map(({ from }) => from)]);
  const next = order.find((one) => !called.has(one));
  if (!next)
    throw new Refusal(
      'conflict.experts',
      t('候补专家已用完，请联系人才办另行抽取', 'No alternate is left; please call the talent office'),
    );
  const sheet = newId('record');
  const change: OtherChange[] = [
    {
      module: 'panel',
      id: panel.id,
      revision: panel.revision,
      event: 'replace',
      set: {
        members: members.map((one) => (one === expert ? next : one)),
        sheets: sheets.map((one) => (one === record.id ? sheet : one)),
        replaced: [...replaced, { seat, from: expert, to: next, reason }],
      },
    },
  ];
  return {
    due: null,
    change: [...change, ...closing],
    create: [
      sheetOf(panel, {
        expert: next,
        seat,
        review: sheet,
        kind,
        items,
        criteria,
        units,
        due: record.due ?? panel.due ?? '',
      }),
    ],
  };
}
