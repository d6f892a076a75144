import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api.ts';
import { wallTime } from '../day.ts';
import { type Problem, problemOf } from '../problem.ts';
import { meQuery, queries, recordQuery, touched } from '../queries.ts';
import { withoutUntouched } from './lines.ts';

/** What was typed and not yet saved, by field; null clears. */
export type Typed = Readonly<Record<string, unknown>>;
/** A field that both sides changed. */
export type Clash = { field: string; mine: unknown; theirs: unknown };

const prefix = 'draft:';
const keyOf = (module: string, id: string): string =>
  `${prefix}${queries.getQueryData(meQuery.queryKey)?.member.id ?? ''}:${module}:${id}`;

/** What this member typed on a page and has not saved; lives as long as the tab. */
export function recall(module: string, id: string): Typed | undefined {
  const text = sessionStorage.getItem(keyOf(module, id));
  return text === null ? undefined : (JSON.parse(text) as Typed);
}

export function remember(module: string, id: string, typed: Typed): void {
  if (Object.keys(typed).length === 0) sessionStorage.removeItem(keyOf(module, id));
  else sessionStorage.setItem(keyOf(module, id), JSON.stringify(typed));
}

/** Leaves nothing typed behind: for signing out, and for another person at the same screen. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const without = (typed: Typed, names: readonly string[]): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !names.includes(name)));

/** Autosave waits for this much quiet. */
const quiet = 1_500;

/**
 * Typing over a record: what is typed stands beside the revision it was typed over. A save that comes too late keeps
 * all of it, takes the newer record as its ground and names the fields that both sides changed.
 */
export function useDraft(record: RecordAnswer, { autosave }: { autosave: boolean }) {
  const { module, id } = record;
  const [base, setBase] = useState(record);
  const [typed, setTyped] = useState<Typed>(() => recall(module, id) ?? {});
  const [recovered, setRecovered] = useState(() => Object.keys(recall(module, id) ?? {}).length > 0);
  const [clashes, setClashes] = useState<Clash[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [saving, setSaving] = useState(false);
  const [savedAt, setSavedAt] = useState<string>();
  const saves = useRef<Promise<RecordAnswer | undefined>>(Promise.resolve(undefined));
  const latest = useRef({ typed, base });
  latest.current = { typed, base };
  // What the server answers may differ from what it was sent; compared with that, a kept blank line would save for ever.
  const written = useRef<Typed>({});
  const dirty = Object.keys(typed).length > 0;

  useEffect(() => remember(module, id, typed), [module, id, typed]);

  useEffect(() => {
    if (!dirty && record.revision >= base.revision) setBase(record);
  }, [record, base.revision, dirty]);

  const rebase = (fresh: RecordAnswer) => {
    written.current = {};
    const { typed: mine, base: before } = latest.current;
    setClashes(
      Object.entries(mine)
        .filter(
          ([field, value]) => !same(fresh.values[field], before.values[field]) && !same(fresh.values[field], value),
        )
        .map(([field, value]) => ({ field, mine: value, theirs: fresh.values[field] })),
    );
    setTyped((all) =>
      without(
        all,
        Object.keys(all).filter((field) => same(all[field], fresh.values[field])),
      ),
    );
    setBase(fresh);
  };

  const write = async (whole: boolean): Promise<RecordAnswer | undefined> => {
    const { typed: all, base: over } = latest.current;
    const sent = whole ? all : withoutWritten(all, { ...over.values, ...written.current });
    if (Object.keys(sent).length === 0) return over;
    setSaving(true);
    try {
      const next = await api.record.update({ module, id, revision: over.revision, values: sent });
      setTyped((now) =>
        without(
          now,
          Object.keys(sent).filter((field) => same(now[field], sent[field])),
        ),
      );
      written.current = { ...written.current, ...sent };
      setBase(next);
      setClashes([]);
      setProblem(undefined);
      setRecovered(false);
      setSavedAt(wallTime());
      queries.setQueryData(recordQuery(module, id).queryKey, (before) => ({ ...before, ...next }));
      touched(module, id);
      return next;
    } catch (error) {
      const why = problemOf(error);
      setProblem(why);
      if (why.status === 409) rebase(await queries.fetchQuery({ ...recordQuery(module, id), staleTime: 0 }));
      return undefined;
    } finally {
      setSaving(false);
    }
  };

  const after = (whole: boolean): Promise<RecordAnswer | undefined> => {
    const next = () => write(whole);
    saves.current = saves.current.then(next, next);
    return saves.current;
  };
  /** Saves after any save under way. @returns the record as it now stands, undefined where it was refused. */
  const save = () => after(true);

  const stopped = problem !== undefined && problem.status !== 0;
  useEffect(() => {
    if (!autosave || !dirty || stopped) return;
    const timer = setTimeout(() => after(false), quiet);
    return () => clearTimeout(timer);
  });

  return {
    base,
    typed,
    dirty,
    saving,
    savedAt,
    problem,
    clashes,
    recovered,
    save,
    change: (field: string, value: unknown) => {
      setProblem((before) =>
        before && before.status !== 409 && before.fields
          ? withoutIssue(before, field)
          : before?.status === 409
            ? before
            : undefined,
      );
      setTyped((before) =>
        same(latest.current.base.values[field], value)
          ? without(before, [field])
          : { ...before, [field]: value ?? null },
      );
    },
    /** Settles a field that both sides changed. */
    settle: (clash: Clash, keep: 'mine' | 'theirs') => {
      if (keep === 'theirs') setTyped((before) => without(before, [clash.field]));
      setClashes((list) => list.filter(({ field }) => field !== clash.field));
    },
    discard: () => {
      setTyped({});
      setClashes([]);
      setProblem(undefined);
      setRecovered(false);
    },
    /** Takes a newer record as the ground of what is typed. */
    rebase,
  };
}

/** What to save unasked: no line that nobody has typed into, and no field that is already kept so. */
const withoutWritten = (typed: Typed, kept: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed)
      .map(([name, value]) => [name, withoutUntouched(value)] as const)
      .filter(([name, value]) => value === typed[name] || !same(value, kept[name])),
  );

function withoutIssue(problem: Problem, field: string): Problem | undefined {
  const fields = problem.fields?.filter(({ path }) => !path.replace(/^(values|input)\./, '').startsWith(field));
  return fields && fields.length > 0 ? { ...problem, fields } : undefined;
}

export type Draft = ReturnType<typeof useDraft>;
