import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { go } from '../go.ts';
import { queries, recordQuery, touched } from '../queries.ts';

/** What the expert of a sheet does next, as the server has it at a revision of the sheet. */
export const queueQuery = (sheet: string, revision: number) =>
  queryOptions({
    queryKey: ['queue', sheet, revision],
    queryFn: () => api.desk.queue({ sheet }),
    placeholderData: (before: Queue | undefined) => before,
  });

export type Queue = Awaited<ReturnType<typeof api.desk.queue>>;

export const othersQuery = (sheet: string, item: string, revision: number) =>
  queryOptions({ queryKey: ['others', sheet, item, revision], queryFn: () => api.desk.others({ sheet, item }) });

export const sheetHref = (sheet: string): string => `/w/desk/${sheet}`;
export const itemHref = (sheet: string, item: string): string => `${sheetHref(sheet)}?${new URLSearchParams({ item })}`;

/** Takes a move of the sheet, opens what comes next, and puts the sheet it answers on the page. @throws Failed. */
export async function takeStep(
  { module, id }: RecordAnswer,
  revision: number,
  move: string,
  input: Record<string, unknown>,
): Promise<RecordAnswer> {
  const next = await api.record.move({ module, id, move, input, revision });
  await goToNext(next);
  queries.setQueryData(recordQuery(module, id).queryKey, (before) => ({ ...before, ...next }));
  touched(module, id);
  return next;
}

/** Opens the first of the queue, or the sheet where nothing is left. */
export async function goToNext({ id, revision }: Pick<RecordAnswer, 'id' | 'revision'>): Promise<void> {
  const { order } = await queries.fetchQuery({ ...queueQuery(id, revision), staleTime: 0 });
  const [next] = order;
  go(next ? itemHref(id, next) : sheetHref(id));
}
