import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { shortDay } from '../day.ts';
import { say } from '../locale.ts';
import { type Problem, problemOf } from '../problem.ts';
import { meQuery, moduleQuery, queries, recordQuery, touched } from '../queries.ts';
import { type Draft, useDraft } from '../record/draft.ts';
import { Moves } from '../record/Moves.tsx';
import { Button } from '../ui/Button.tsx';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { words } from '../words.ts';
import { Score } from './Score.tsx';
import { type Sheet as Content, isScored, lineOf, sheetOf, sumOf } from './sheet.ts';
import './desk.css';

/** One sheet: the declaration first, then the items to score, then handing in. */
export function Sheet() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: record, error, refetch } = useQuery(recordQuery('review', id));
  if (record) return <Page key={record.id} record={record} />;
  return <main className="desk">{error ? <Broken error={error} again={refetch} /> : <Bones />}</main>;
}

function Page({ record }: { record: RecordAnswer }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const draft = useDraft(record, { autosave: true });
  const sheet = sheetOf(record.values, draft.typed.scores ?? draft.base.values.scores);
  useTitle(record.title, say(words.desk.title));
  const item = Number(new URLSearchParams(search).get('item') ?? 0);
  const code = sheet.codes[item - 1];
  const mayScore = record.editable.includes('scores');
  useOpening(record);
  if (code && mayScore) return <Score key={code} record={record} sheet={sheet} at={item} code={code} draft={draft} />;
  return (
    <main className="desk" id="main">
      <header className="desk-top">
        <div>
          <a href="/w/desk" className="plain">
            ‹ {say(words.desk.title)}
          </a>
          <Phase phase={record.phase} label={record.stateLabel} />
        </div>
      </header>
      <h1>{record.title}</h1>
      {record.due ? (
        <p className="dim">{record.dueText ?? say(words.desk.until, { day: shortDay(record.due, me.clock.today) })}</p>
      ) : null}
      {record.state === 'invited' ? <Declare record={record} sheet={sheet} /> : null}
      {sheet.codes.length > 0 && record.state !== 'invited' ? (
        <Items record={record} sheet={sheet} draft={draft} mayScore={mayScore} />
      ) : null}
      {me.tenant.demo ? (
        <p className="demo">
          {say(words.shell.demo)}　{say(words.shell.fictional)}
        </p>
      ) : null}
    </main>
  );
}

/** Where there are more copies than can be opened at once, the rest is opened as soon as the first are. */
function useOpening({ module, id, state, revision }: RecordAnswer): void {
  useEffect(() => {
    if (state !== 'opening') return;
    void api.record
      .move({ module, id, move: 'openMore', revision })
      .then((next) => queries.setQueryData(recordQuery(module, id).queryKey, next))
      .catch(() => queries.invalidateQueries({ queryKey: recordQuery(module, id).queryKey }));
  }, [module, id, state, revision]);
}

/** The expert says whether there is a tie to the units that apply; nothing of the material is shown before. */
function Declare({ record, sheet }: { record: RecordAnswer; sheet: Content }) {
  const { data: module } = useSuspenseQuery(moduleQuery('review'));
  const [choice, setChoice] = useState<'none' | 'conflict' | 'unable'>();
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const labels = (field: string) => module.fields.find(({ name }) => name === field)?.choices ?? [];
  const options = [
    ...labels('declaration').map(({ value, label }) => ({ value: value as 'none', label })),
    ...labels('declined').map(({ value, label }) => ({ value: value as 'conflict' | 'unable', label })),
  ];
  const submit = async () => {
    setBusy(true);
    const { module: name, id, revision } = record;
    const taken =
      choice === 'none'
        ? { move: 'accept', input: { declaration: 'none' } }
        : { move: 'decline', input: { declined: choice, ...(note ? { declinedNote: note } : {}) } };
    try {
      const next = await api.record.move({ module: name, id, revision, ...taken });
      queries.setQueryData(recordQuery(name, id).queryKey, next);
      touched(name, id);
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{say(words.desk.units)}</h2>
      <ul className="units">
        {sheet.units.map((unit) => (
          <li key={unit}>{unit}</li>
        ))}
      </ul>
      <fieldset>
        <legend>
          <h2>{say(words.desk.declaration)}</h2>
        </legend>
        <p className="small dim">{say(words.desk.declareFirst)}</p>
        {options.map(({ value, label }) => (
          <label className="opt" key={value}>
            <input type="radio" name="declaration" checked={choice === value} onChange={() => setChoice(value)} />
            <span>
              {label}
              {value === 'conflict' ? <small>{say(words.desk.ties)}</small> : null}
            </span>
          </label>
        ))}
      </fieldset>
      {choice === 'conflict' || choice === 'unable' ? (
        <div className="field">
          <label htmlFor="declined-note">{say(words.desk.note)}</label>
          <textarea
            id="declined-note"
            className="in"
            maxLength={300}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </div>
      ) : null}
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <div className="foot-act">
        <div>
          <p className="sum" />
          <Button look="act" type="submit" busy={busy} disabled={choice === undefined}>
            {say(choice === 'none' || choice === undefined ? words.desk.begin : words.desk.decline)}
          </Button>
        </div>
      </div>
    </form>
  );
}

type ItemsProps = { record: RecordAnswer; sheet: Content; draft: Draft; mayScore: boolean };

function Items({ record, sheet, draft, mayScore }: ItemsProps) {
  const done = sheet.codes.filter((code) => isScored(sheet, lineOf(sheet, code))).length;
  return (
    <>
      <h2>{say(words.desk.items, { done, n: sheet.codes.length })}</h2>
      <ol className="sheets">
        {sheet.codes.map((code, at) => {
          const line = lineOf(sheet, code);
          const scored = isScored(sheet, line);
          return (
            <li key={code}>
              {mayScore ? <a href={`/w/desk/${record.id}?item=${at + 1}`}>{code}</a> : <b>{code}</b>}
              <span className={scored ? 'fig' : 'faint'}>
                {line?.recused
                  ? say(words.desk.recused)
                  : scored
                    ? sumOf(sheet, line).toFixed(2)
                    : say(words.desk.unscored)}
              </span>
            </li>
          );
        })}
      </ol>
      {draft.problem ? (
        <p className="err" role="alert">
          {draft.problem.detail}
        </p>
      ) : null}
      <Moves record={record} draft={draft} />
    </>
  );
}
