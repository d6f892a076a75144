import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Board, BoardExpert, BoardItem } from '@juxian/functions/api/review.ts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { queries, recordQuery, touched } from '../queries.ts';

/** The board of a panel as it stood at a revision. */
export const boardQuery = (panel: string, revision: number) =>
  queryOptions({
    queryKey: ['board', panel, revision],
    queryFn: () => api.panels.board({ panel }),
    placeholderData: (before: Board | undefined) => before,
  });

/** Takes a move of a panel and puts what it answers on every page that shows it. @throws Failed. */
export async function takeOn(panel: string, move: string, input: Record<string, unknown>): Promise<RecordAnswer> {
  const next = await api.record.move({ module: 'panel', id: panel, move, input });
  queries.setQueryData(recordQuery('panel', panel).queryKey, (before) => ({ ...before, ...next }));
  touched('panel', panel);
  return next;
}

/** Lines of the move that assigns: every item with every expert. */
export const linesOf = (items: readonly string[], experts: readonly string[]): string =>
  items.flatMap((item) => experts.map((expert) => `${item}\t${expert}`)).join('\n');

export type Filter = 'all' | 'none' | 'few' | 'vacant';

/** Items whose words hold all that is looked for, and to which the filter applies; `of` one expert only. */
export function itemsShown(
  { items, vacancies }: Pick<Board, 'items' | 'vacancies'>,
  { filter, find, perItem, of }: { filter: Filter; find: string; perItem: number; of?: string | undefined },
): BoardItem[] {
  const sought = find.trim().toLowerCase().split(/\s+/);
  const vacant = new Set(vacancies.filter(({ to, waived }) => !to && !waived).map(({ item }) => item));
  return items.filter(({ id, code, number, title, host, experts }) => {
    const text = `${code} ${number} ${title} ${host}`.toLowerCase();
    const fits = { all: true, none: experts.length === 0, few: experts.length < perItem, vacant: vacant.has(id) }[
      filter
    ];
    return fits && (of === undefined || experts.includes(of)) && sought.every((word) => text.includes(word));
  });
}

/** Experts for some items: those free of conflict first, who has fewest before who has more. */
export function ranked(experts: readonly BoardExpert[], items: readonly BoardItem[]) {
  return experts
    .map((expert) => ({
      expert,
      barred: items.filter(({ barred }) => barred[expert.id]),
      on: items.filter(({ experts: given }) => given.includes(expert.id)),
    }))
    .sort(
      (a, b) =>
        Number(a.barred.length === items.length) - Number(b.barred.length === items.length) ||
        a.expert.load - b.expert.load ||
        a.expert.name.localeCompare(b.expert.name, 'zh'),
    );
}
