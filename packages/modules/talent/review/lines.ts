import { type Text, t } from '@juxian/base/text.ts';

/** One line of a list of pairs, counted from 1. */
export type PairLine = { at: number; item: string; expert: string };
export type LineFault = { at: number; says: Text };
export type Known = { id: string; names: readonly string[] };

const columns = /\t|,|，|;|；|　+| {2,}/;

/** Lines of item and expert, apart by a tab, a comma or wide blanks; a heading and blank lines are passed over. */
export function pairLines(text: string): PairLine[] {
  return text.split(/\r?\n/).flatMap((line, n): PairLine[] => {
    const [item = '', expert = ''] = line
      .trim()
      .split(columns)
      .map((cell) => cell.trim().replace(/^["“']|["”']$/g, ''));
    if (item === '' && expert === '') return [];
    if (n === 0 && /^(编号|申报|项目|工作室|item|code|number)/i.test(item) && /专家|评委|expert|name/i.test(expert))
      return [];
    return [{ at: n + 1, item, expert }];
  });
}

/** A name as people type it: without blanks, brackets alike, letters small. */
const bare = (name: string): string =>
  name
    .replace(/[\s　]/g, '')
    .replaceAll('[', '〔')
    .replaceAll(']', '〕')
    .replaceAll('(', '〔')
    .replaceAll(')', '〕')
    .toLowerCase();

/** What is known by each of its names; a name of two belongs to both. */
export function namesOf(known: readonly Known[]): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const { id, names } of known)
    for (const name of new Set([id, ...names].map(bare)))
      if (name !== '') byName.set(name, [...(byName.get(name) ?? []), id]);
  return byName;
}

type Found = { pairs: { at: number; item: string; expert: string }[]; faults: LineFault[] };

/** Finds item and expert of every line; what is unknown, named by two, or said twice is a fault of its line. */
export function pairsFound(
  lines: readonly PairLine[],
  items: ReadonlyMap<string, string[]>,
  experts: ReadonlyMap<string, string[]>,
): Found {
  const found: Found = { pairs: [], faults: [] };
  const seen = new Set<string>();
  for (const { at, item, expert } of lines) {
    const [oneItem, moreItems] = items.get(bare(item)) ?? [];
    const [oneExpert, moreExperts] = experts.get(bare(expert)) ?? [];
    const says = !oneItem
      ? t(`没有申报件“${item}”`, `There is no item “${item}”`)
      : moreItems
        ? t(`“${item}”有不止一件，请用编号`, `“${item}” is more than one item; give its code`)
        : !oneExpert
          ? t(`专家池中没有“${expert}”`, `“${expert}” is not in the pool`)
          : moreExperts
            ? t(
                `专家池中有不止一位“${expert}”，请在姓名后写单位`,
                `More than one “${expert}” is in the pool; add the unit to the name`,
              )
            : seen.has(`${oneItem} ${oneExpert}`)
              ? t('与前面的行重复', 'Stands on an earlier line')
              : undefined;
    if (says) found.faults.push({ at, says });
    else if (oneItem && oneExpert) {
      seen.add(`${oneItem} ${oneExpert}`);
      found.pairs.push({ at, item: oneItem, expert: oneExpert });
    }
  }
  return found;
}
