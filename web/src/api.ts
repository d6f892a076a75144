import type { Role } from '@juxian/base/actor.ts';
import type { EventAnswer, ListAnswer, ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import type { Phase, Room } from '@juxian/engine/define.ts';
import { createTRPCUntypedClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { locale } from './locale.ts';
import { Failed, isProblem, problemOf } from './problem.ts';

export type Me = {
  member: { id: string; name: string; roles: Role[] };
  tenant: {
    id: string;
    name: string;
    slug: string;
    kind: string;
    division: string;
    verified: boolean;
    demo: boolean;
    officeName: string;
  };
  rooms: { room: Room; title: string; modules: { name: string; title: string; count: number; owed: number }[] }[];
  clock: { now: string; today: string };
};

export type Owed = {
  module: string;
  id: string;
  title: string;
  task: string;
  state: string;
  stateLabel: string;
  phase: Phase;
  due?: string;
  dueText?: string;
};
export type FigureAnswer = {
  name: string;
  title: string;
  value: number | string;
  unit: string;
  note: string;
  link: string;
};
export type Home = {
  owed: Owed[];
  figures: FigureAnswer[];
  progress?: {
    title: string;
    link?: string;
    note?: string;
    steps: { title: string; count: number; current?: boolean }[];
  };
  years?: {
    columns: string[];
    rows: { year: string; values: (number | string | null)[] }[];
    total?: (number | string | null)[];
  };
};

export type Job = {
  id: string;
  state: string;
  done: number;
  total: number;
  result?: Record<string, unknown>;
};

export type RecordWithRail = RecordAnswer & { rail?: Record<string, unknown> };
export type Jump = { module: string; id?: string; title: string; note?: string; url: string };
type At = { module: string; id: string };

let whenSignedOut: () => Promise<void> = async () => {};
/** Names what happens when a call finds the session gone: it resolves once someone has signed in again. */
export const onSignedOut = (again: () => Promise<void>): void => {
  whenSignedOut = again;
};

const client = createTRPCUntypedClient({
  links: [httpBatchLink({ url: '/api/trpc', headers: { 'accept-language': locale }, maxURLLength: 4000 })],
});

const failed = (error: unknown): Failed => {
  if (error instanceof TRPCClientError) {
    const problem: unknown = error.data?.problem;
    if (isProblem(problem)) return new Failed(problem);
    if (error.cause) return new Failed(problemOf(error.cause));
  }
  return new Failed(problemOf(error));
};

/** Asks; when the session is gone, waits for the sign-in dialog and asks once more. */
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

const query =
  <I, O>(path: string) =>
  (input: I): Promise<O> =>
    asked(() => client.query(path, input) as Promise<O>);
const mutate =
  <I, O>(path: string) =>
  (input: I): Promise<O> =>
    asked(() => client.mutation(path, input) as Promise<O>);

export const api = {
  me: query<void, Me>('me'),
  home: query<void, Home>('home'),
  jump: query<{ q: string }, Jump[]>('jump'),
  changes: query<{ since?: string }, { now: string; modules: string[]; jobs: Job[] }>('changes'),
  modules: {
    get: query<{ module: string }, ModuleAnswer>('modules.get'),
    list: query<void, ModuleAnswer[]>('modules.list'),
  },
  members: {
    find: query<{ q: string }, { id: string; title: string; note?: string }[]>('members.find'),
  },
  record: {
    list: query<{ module: string; params: Record<string, string> }, ListAnswer>('record.list'),
    get: query<At, RecordWithRail>('record.get'),
    events: query<At, EventAnswer[]>('record.events'),
    create: mutate<{ module: string; values: Record<string, unknown>; state?: string; key?: string }, RecordAnswer>(
      'record.create',
    ),
    update: mutate<At & { revision: number; values: Record<string, unknown> }, RecordAnswer>('record.update'),
    move: mutate<At & { move: string; input?: Record<string, unknown>; revision?: number; key?: string }, RecordAnswer>(
      'record.move',
    ),
    reveal: mutate<At & { field: string; reason: string }, { value: unknown }>('record.reveal'),
    remove: mutate<At & { revision?: number }, void>('record.remove'),
    bulk: mutate<
      {
        module: string;
        items: { id: string; revision: number }[];
        move?: string;
        values?: Record<string, unknown>;
        input?: Record<string, unknown>;
      },
      Job
    >('record.bulk'),
  },
};
