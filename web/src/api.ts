import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { WorkspaceRouter } from '@juxian/functions/api/workspace.ts';
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { locale } from './locale.ts';
import { Failed, isProblem, problemOf } from './problem.ts';
import { type Ask, rest } from './rest.ts';

let whenSignedOut: () => Promise<void> = async () => {};
/** Names what happens when a call finds the session gone: it resolves once someone has signed in again. */
export const onSignedOut = (again: () => Promise<void>): void => {
  whenSignedOut = again;
};

const client = createTRPCClient<WorkspaceRouter>({
  links: [httpBatchLink({ url: '/api/trpc', headers: { 'accept-language': locale }, maxURLLength: 4000 })],
});

const failed = (error: unknown): Failed => {
  if (error instanceof TRPCClientError) {
    const problem = [error.data?.problem, error.meta?.responseJSON].find(isProblem);
    if (problem) return new Failed(problem);
    if (error.cause) return new Failed(problemOf(error.cause));
  }
  return new Failed(problemOf(error));
};

/** Asks; when the session is gone, waits for the sign-in dialog and asks once more. @throws Failed. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const first = failed(error);
    if (first.problem.status !== 401) throw first;
    await whenSignedOut();
    return ask().catch((second) => {
      throw failed(second);
    });
  }
}

/** A call of the integration API in the name of whoever is signed in. */
export const restAsked = <T>(path: string, ask?: Ask): Promise<T> => asked(() => rest<T>(path, ask));

type Address = { module: string; id: string };
/** The day whose values are wanted, and by when something must have been recorded to count. */
export type Times = { asOf?: string; knownAt?: string };
type Values = Record<string, unknown>;

type BulkItems = { id: string; revision: number }[];
/** One move with many records, or a new record about each of them. */
export type Bulk = { module: string } & (
  | ({ move: string; input: Values } & ({ items: BulkItems } | { filter: Record<string, string> }))
  | { about: string; items: BulkItems; values: Values; move?: string }
);

/** What the screens call. Types are those of the functions behind it. */
export const api = {
  me: () => asked(() => client.me.query()),
  home: () => asked(() => client.home.query()),
  overview: () => asked(() => client.overview.query()),
  jump: (input: { q: string }) => asked(() => client.jump.query(input)),
  changes: (input: { since?: string }) => asked(() => client.changes.query(input)),
  audit: {
    list: (input: Record<string, string>) => asked(() => client.audit.list.query(input)),
    verify: () => asked(() => client.audit.verify.mutate()),
  },
  cadre: {
    find: (input: { q?: string; ids?: string[] }) => asked(() => client.cadre.find.query(input)),
    kinOf: (input: { record: string }) => asked(() => client.cadre.kinOf.query(input)),
    sheet: (input: { id: string } & Times) => asked(() => client.cadre.sheet.query(input)),
    recusals: () => asked(() => client.cadre.recusals.query()),
  },
  panels: {
    board: (input: { panel: string }) => asked(() => client.panels.board.query(input)),
    matrix: (input: { panel: string; names: string }) => asked(() => client.panels.matrix.mutate(input)),
    pairs: (input: { panel: string; text?: string; file?: string; name?: string }) =>
      asked(() => client.panels.pairs.mutate(input)),
  },
  desk: {
    queue: (input: { sheet: string }) => asked(() => client.desk.queue.query(input)),
    others: (input: { sheet: string; item: string }) => asked(() => client.desk.others.query(input)),
  },
  meetings: {
    voting: (input: { meeting: string }) => asked(() => client.meetings.voting.query(input)),
    vote: (input: { meeting: string; choice: 'yes' | 'no' | 'abstain' }) =>
      asked(() => client.meetings.vote.mutate(input)),
  },
  members: { find: (input: { q: string }) => asked(() => client.members.find.query(input)) },
  jobs: {
    get: (input: { id: string }) => asked(() => client.jobs.get.query(input)),
    proceed: (input: { id: string }) => asked(() => client.jobs.proceed.mutate(input)),
    undo: (input: { id: string }) => asked(() => client.jobs.undo.mutate(input)),
    cancel: (input: { id: string }) => asked(() => client.jobs.cancel.mutate(input)),
  },
  messages: {
    list: () => asked(() => client.messages.list.query()),
    markRead: (input: { ids?: string[] }) => asked(() => client.messages.markRead.mutate(input)),
  },
  modules: {
    get: (input: { module: string }) => asked(() => client.modules.get.query(input)),
    list: () => asked(() => client.modules.list.query()),
  },
  record: {
    list: (input: { module: string; params: Record<string, string> }) => asked(() => client.record.list.query(input)),
    get: (input: Address & Times) => asked(() => client.record.get.query(input)) as Promise<RecordWithRail>,
    events: (input: Address) => asked(() => client.record.events.query(input)),
    foreseen: (input: { module: string; values: Values }) => asked(() => client.record.foreseen.query(input)),
    create: (input: { module: string; values: Values; state?: string; key?: string }) =>
      asked(() => client.record.create.mutate(input)),
    update: (input: Address & { revision: number; values: Values }) => asked(() => client.record.update.mutate(input)),
    move: (input: Address & { move: string; input?: Values; revision?: number; key?: string }) =>
      asked(() => client.record.move.mutate(input)),
    reveal: (input: Address & { field: string; reason: string }) => asked(() => client.record.reveal.mutate(input)),
    remove: (input: Address & { revision: number }) => asked(() => client.record.remove.mutate(input)),
    bulk: (input: Bulk) => asked(() => client.record.bulk.mutate(input)),
  },
};

export type Me = Awaited<ReturnType<typeof api.me>>;
export type Overview = Awaited<ReturnType<typeof api.overview>>;
export type Home = Awaited<ReturnType<typeof api.home>>;
export type Owed = Home['owed'][number];
export type Jump = Awaited<ReturnType<typeof api.jump>>[number];
export type RecordWithRail = RecordAnswer & { rail?: Record<string, unknown> };
export type Job = Awaited<ReturnType<typeof api.jobs.get>>;
export type RecordEvent = Awaited<ReturnType<typeof api.record.events>>[number];
