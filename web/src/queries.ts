import { QueryClient, queryOptions } from '@tanstack/react-query';
import { api, type Times } from './api.ts';
import { Failed } from './problem.ts';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && error instanceof Failed && error.problem.status === 0,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => api.me(), staleTime: 30_000 });
export const homeQuery = queryOptions({ queryKey: ['home'], queryFn: () => api.home() });
export const moduleQuery = (module: string) =>
  queryOptions({ queryKey: ['module', module], queryFn: () => api.modules.get({ module }), staleTime: 60_000 });
export const listQuery = (module: string, params: Record<string, string>) =>
  queryOptions({ queryKey: ['list', module, params], queryFn: () => api.record.list({ module, params }) });
export const recordQuery = (module: string, id: string) =>
  queryOptions({ queryKey: ['record', module, id], queryFn: () => api.record.get({ module, id }) });
/** The record at another time; never the ground of a draft. */
export const thenQuery = (module: string, id: string, times: Times) =>
  queryOptions({ queryKey: ['record', module, id, times], queryFn: () => api.record.get({ module, id, ...times }) });
/** What follows from the records that a new one names. */
export const foreseenQuery = (module: string, values: Record<string, unknown>) =>
  queryOptions({ queryKey: ['foreseen', module, values], queryFn: () => api.record.foreseen({ module, values }) });
export const eventsQuery = (module: string, id: string) =>
  queryOptions({ queryKey: ['events', module, id], queryFn: () => api.record.events({ module, id }) });

/** After something was written in a module: its lists, counts and owed work are asked for anew. */
export function touched(module: string, id?: string): void {
  for (const queryKey of [['list', module], ['home'], ['me'], ...(id ? [['events', module, id]] : [])])
    void queries.invalidateQueries({ queryKey });
}
