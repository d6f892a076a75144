import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, restAsked } from '../api.ts';
import { say } from '../locale.ts';
import { issueAt } from '../problem.ts';
import { Person } from '../record/Person.tsx';
import { Button } from '../ui/Button.tsx';
import { Drawer } from '../ui/Dialog.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { toast } from '../ui/toast.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import type { MemberLine } from './settings.ts';
import { ways } from './words.ts';

type Ground = 'kin' | 'declared';
type Line = { record: string; ground: Ground; note: string };
type Kept = { self?: string; recusals: Line[] };
type Names = Readonly<Record<string, string>>;

/** Names found by now, so that a choice just made keeps its words. */
const learnt: Record<string, string> = {};
const learn = (people: readonly { id: string; name: string; unit: string }[]) =>
  people.map(({ id, name, unit }) => {
    learnt[id] = name;
    return { id, title: name, ...(unit ? { note: unit } : {}) };
  });
const find = async (q: string) => learn(await api.cadre.find({ q }));

/** Whom a member is kept from, for the security administrator: the own file, relatives, declared conflicts. */
export function Recusals({ member, close }: { member: MemberLine; close(): void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['recusals', member.id],
    queryFn: async (): Promise<Kept> => {
      const kept = await restAsked<Kept>(`/members/${member.id}/recusals`);
      const ids = [...(kept.self ? [kept.self] : []), ...kept.recusals.map(({ record }) => record)];
      if (ids.length > 0) learn(await api.cadre.find({ ids }));
      return kept;
    },
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Drawer label={say(ways.recusals.title, { name: member.name })} right close={close}>
      <header>
        <h2>{say(ways.recusals.title, { name: member.name })}</h2>
        <Button look="quiet" onClick={close}>
          {say(words.close)}
        </Button>
      </header>
      {error ? <Broken error={error} again={refetch} /> : null}
      {data ? <Form member={member} kept={data} close={close} /> : error ? null : <Bones />}
    </Drawer>
  );
}

function Form({ member, kept, close }: { member: MemberLine; kept: Kept; close(): void }) {
  const [self, setSelf] = useState(kept.self);
  const [lines, setLines] = useState<readonly Line[]>(kept.recusals);
  const { busy, problem, work } = useWork();
  const add = (record: string, ground: Ground, note: string) =>
    setLines((before) =>
      before.some((line) => line.record === record) ? before : [...before, { record, ground, note }],
    );
  const put = (record: string, change: Partial<Line>) =>
    setLines((before) => before.map((line) => (line.record === record ? { ...line, ...change } : line)));
  const save = () =>
    work(async () => {
      await restAsked(`/members/${member.id}/recusals`, {
        method: 'PUT',
        body: { self: self ?? null, recusals: lines },
      });
      toast(say(words.saved));
      close();
    });
  return (
    <form
      className="recusals"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="dim">{say(ways.recusals.note)}</p>
      {problem && !problem.fields ? (
        <p className="note refused" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <Person
        id="recusal-self"
        label={say(ways.recusals.self)}
        value={self}
        title={self && learnt[self]}
        change={setSelf}
        find={find}
        placeholder={say(ways.recusals.find)}
      />
      <p className="help">{say(ways.recusals.selfHelp)}</p>
      {self ? <KinOf record={self} taken={new Set(lines.map(({ record }) => record))} add={add} /> : null}
      <h3>{say(ways.recusals.list)}</h3>
      {lines.length === 0 ? <p className="faint">{say(ways.recusals.listNone)}</p> : null}
      <ul>
        {lines.map((line, at) => (
          <Entry
            key={line.record}
            line={line}
            names={learnt}
            wrong={issueAt(problem, `recusals.${at}.note`)}
            put={(change) => put(line.record, change)}
            remove={() => setLines((before) => before.filter(({ record }) => record !== line.record))}
          />
        ))}
      </ul>
      <Person
        key={lines.length}
        id="recusal-another"
        label={say(ways.recusals.another)}
        value={undefined}
        change={(record) => record && add(record, 'kin', '')}
        find={find}
        placeholder={say(ways.recusals.find)}
      />
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy}>
          {say(words.save)}
        </Button>
      </div>
    </form>
  );
}

function Entry({
  line: { record, ground, note },
  names,
  wrong,
  put,
  remove,
}: {
  line: Line;
  names: Names;
  wrong: string | undefined;
  put(change: Partial<Line>): void;
  remove(): void;
}) {
  const name = names[record] ?? '—';
  return (
    <li>
      <p>
        <b>{name}</b>
        <button type="button" className="linky" onClick={remove}>
          {say(ways.recusals.remove)}
          <span className="sr"> {name}</span>
        </button>
      </p>
      <select
        className="in"
        aria-label={`${say(ways.recusals.ground)} ${name}`}
        value={ground}
        onChange={({ target }) => put({ ground: target.value === 'kin' ? 'kin' : 'declared' })}
      >
        {(['kin', 'declared'] as const).map((one) => (
          <option key={one} value={one}>
            {say(ways.recusals.grounds[one])}
          </option>
        ))}
      </select>
      <input
        className="in"
        aria-label={`${say(ways.recusals.noteOf)} ${name}`}
        aria-invalid={wrong !== undefined}
        placeholder={say(ways.recusals.noteOf)}
        maxLength={100}
        value={note}
        onChange={({ target }) => put({ note: target.value })}
      />
      {wrong ? <p className="err">{wrong}</p> : null}
    </li>
  );
}

/** Suggestions by family rows, of both sides; a person decides. */
function KinOf({
  record,
  taken,
  add,
}: {
  record: string;
  taken: ReadonlySet<string>;
  add(record: string, ground: Ground, note: string): void;
}) {
  const { data, error } = useQuery({
    queryKey: ['kin', record],
    queryFn: () => api.cadre.kinOf({ record }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  if (error) return <Broken error={error} />;
  if (!data) return <Bones />;
  return (
    <section className="kin" aria-labelledby="kin-title">
      <h3 id="kin-title">{say(ways.recusals.kin)}</h3>
      {data.length === 0 ? <p className="faint">{say(ways.recusals.kinNone)}</p> : null}
      <ul>
        {data.map(({ id, name, relation, by }) => (
          <li key={id}>
            <p>
              <b>{name}</b>
              <button
                type="button"
                className="linky"
                disabled={taken.has(id)}
                onClick={() => {
                  learnt[id] = name;
                  add(id, 'kin', say(ways.recusals[by], { relation }));
                }}
              >
                {say(taken.has(id) ? ways.recusals.added : ways.recusals.add)}
                <span className="sr"> {name}</span>
              </button>
            </p>
            <p className="small faint">{say(ways.recusals[by], { relation })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
