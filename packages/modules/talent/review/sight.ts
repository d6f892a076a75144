import type { Ctx } from '@juxian/engine/context.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { missing } from '@juxian/engine/open.ts';
import { sheetTotal } from '@juxian/rules/score.ts';
import { hideNames } from './blind.ts';
import { type Item, type SheetCriterion, sha256 } from './draw.ts';
import { handedOf, type ScoreLine } from './handed.ts';
import { recordsOf, unitNamesOf } from './plan.ts';
import { ownSheetOf } from './queue.ts';
import { type Sight, sightOf } from './sight-set.ts';
import { marksOf } from './tally.ts';

/** Another expert's sheet of an item: by name, or by a letter that tells nobody apart; points by criterion. */
export type Opinion = { by: string; marks: Record<string, number>; total: number; comment?: string };
export type Others = Sight & {
  /** Why nothing is shown, whatever others have done. */
  shut?: 'never' | 'own' | 'aside' | 'undeclared' | 'again';
  opinions: Opinion[];
};

/**
 * What the expert of a sheet sees of the others' sheets of one item: the one door to them. Drafts are never seen, nor
 * sheets of those who left or stood aside; who stood aside from the item sees nothing of it.
 * @throws Refusal `missing.record` where the sheet is not the actor's own or the item is not on it.
 */
export async function othersOf(ctx: Ctx, { sheet: id, item: code }: { sheet: string; item: string }): Promise<Others> {
  const sheet = await ownSheetOf(ctx, id);
  const look = lookOf(ctx);
  const panel = await look.record('panel', String(sheet.values.panel));
  const item = ((panel?.values.items ?? []) as Item[]).find((one) => one.code === code);
  if (!panel || !item || !(sheet.values.codes as string[]).includes(code)) throw missing();
  const sight = sightOf(panel.values);
  const shut = shutFor(sheet, panel, code, sight);
  if (shut) return { ...sight, shut, opinions: [] };
  return { ...sight, opinions: await opinionsOn(look, { sheet, panel, item, sight, isEnglish: ctx.locale === 'en' }) };
}

function shutFor(sheet: RecordFacts, panel: RecordFacts, code: string, { see }: Sight): Others['shut'] {
  if (see === 'never') return 'never';
  if (!living.has(sheet.state)) return 'undeclared';
  if (panel.state === 'rescoring') return 'again';
  const own = linesOf(sheet).find((line) => line.code === code);
  if (own?.recused) return 'aside';
  return see === 'after' && !handedIn(sheet, code) ? 'own' : undefined;
}

const living: ReadonlySet<string> = new Set(['scoring', 'submitted', 'opened']);
const linesOf = ({ values }: RecordFacts): ScoreLine[] => (values.scores as ScoreLine[] | undefined) ?? [];

/** The line that an expert handed in for an item; never a draft, nor one who stood aside. */
function handedIn(sheet: RecordFacts, code: string): ScoreLine | undefined {
  const { state, values } = sheet;
  const lines = state === 'scoring' ? handedOf(values) : living.has(state) ? linesOf(sheet) : [];
  const line = (values.codes as string[]).includes(code) ? lines.find((one) => one.code === code) : undefined;
  return line?.recused ? undefined : line;
}

type On = { sheet: RecordFacts; panel: RecordFacts; item: Item; sight: Sight; isEnglish: boolean };

async function opinionsOn(look: Look, { sheet, panel, item, sight, isEnglish }: On): Promise<Opinion[]> {
  const rows = await look.rows('review', { panel: panel.id });
  const onItem = rows.filter(({ values }) => ((values.copies ?? []) as string[]).includes(item.copy));
  const sheets = await recordsOf(
    look,
    'review',
    onItem.map(({ id }) => id),
  );
  const places = placesOf(String(panel.values.seed ?? panel.id), item.code, sheets);
  const experts = await recordsOf(
    look,
    'expert',
    sheets.map(({ values }) => String(values.expert)),
  );
  const nameOf = new Map(experts.map(({ id, values }) => [id, String(values.name ?? '')]));
  const hide = await hidingFor(look, item, sight.names ? [] : [...nameOf.values()]);
  return sheets
    .filter(({ id, values }) => id !== sheet.id && values.expert !== sheet.values.expert)
    .sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
    .flatMap((one): Opinion[] => {
      const line = handedIn(one, item.code);
      if (!line) return [];
      const criteria = one.values.criteria as SheetCriterion[];
      const marks = marksOf(criteria, line);
      const name = sight.names ? nameOf.get(String(one.values.expert)) : undefined;
      const comment = sight.comments && line.comment ? hide(line.comment) : undefined;
      return [
        {
          by: name || letterOf(places.get(one.id) ?? 0, isEnglish),
          marks,
          total: sheetTotal(criteria, marks),
          ...(comment ? { comment } : {}),
        },
      ];
    });
}

/** Applicants stay blind in what experts write of them; so do the experts where names are hidden. */
async function hidingFor(look: Look, { application }: Item, experts: readonly string[]) {
  const filed = await look.record('application', application);
  if (!filed) return () => '';
  const units = [...(await unitNamesOf(look)).values()];
  return hideNames(filed, units, experts);
}

const block = 10;

/**
 * A place for each sheet of an item, drawn from the panel's seed: neither name, seat nor time tells who has it, and it is
 * another one on every item. Who comes later takes a free one, so that nobody's changes.
 */
export function placesOf(
  seed: string,
  code: string,
  sheets: readonly Pick<RecordFacts, 'id' | 'createdAt'>[],
): Map<string, number> {
  const places = new Map<string, number>();
  const taken = new Set<number>();
  const made = [...sheets].sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1));
  made.forEach(({ id }, n) => {
    const first = block * Math.floor(n / block);
    const drawn = Number.parseInt(sha256(`${seed}#sight#${code}#${id}`).slice(0, 8), 16);
    let place = first + (drawn % block);
    while (taken.has(place)) place = first + ((place - first + 1) % block);
    taken.add(place);
    places.set(id, place);
  });
  return places;
}

const stems = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'];

const letterOf = (place: number, isEnglish: boolean): string =>
  isEnglish ? `Expert ${String.fromCharCode(65 + (place % 26))}` : `专家${stems[place] ?? place + 1}`;
