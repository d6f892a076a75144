import type { RecordAnswer } from '@juxian/engine/answer.ts';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { shortDay } from '../day.ts';
import { go } from '../go.ts';
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
import { Given } from './Given.tsx';
import { itemHref, type Queue, queueQuery } from './queue.ts';
import { Score } from './Score.tsx';
import { type Sheet as Content, isScored, lineOf, sheetOf, sumOf } from './sheet.ts';
import { own } from './words.ts';
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
  const code = sheet.codes.find((one) => one === new URLSearchParams(search).get('item'));
  const { data: queue } = useQuery(queueQuery(record.id, record.revision));
  useOpening(record);
  if (code && record.state !== 'invited') {
    const isOpen = record.editable.includes('scores') && !isHanded(record, code);
    const page = { record, sheet, code, queue };
    return isOpen ? <Score key={code} {...page} draft={draft} /> : <Given key={code} {...page} />;
  }
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
      {queue ? <p className="dim sight">{sightWords(queue.sight)}</p> : null}
      {record.state === 'invited' ? <Declare record={record} sheet={sheet} /> : null}
      {sheet.codes.length > 0 && record.state !== 'invited' ? (
        <Items record={record} sheet={sheet} draft={draft} queue={queue} />
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

/** What is handed in stands as it is, whatever is typed. */
const isHanded = ({ values }: RecordAnswer, code: string): boolean =>
  Array.isArray(values.handed) && values.handed.some((line) => line.code === code);

function sightWords({ see, names, comments }: Queue['sight']): string {
  return say(own.see[see], {
    names: say(names ? own.names.shown : own.names.hidden),
    comments: say(comments ? own.comments.shown : own.comments.hidden),
  });
}

type ItemsProps = { record: RecordAnswer; sheet: Content; draft: Draft; queue: Queue | undefined };

function Items({ record, sheet, draft, queue }: ItemsProps) {
  const done = (queue?.handed.length ?? 0) + (queue?.aside.length ?? 0);
  const [next] = queue?.order ?? [];
  return (
    <>
      <h2>{say(words.desk.items, { done, n: sheet.codes.length })}</h2>
      <ol className="sheets">
        {sheet.codes.map((code) => (
          <li key={code}>
            <a href={itemHref(record.id, code)} aria-current={code === next ? 'step' : undefined}>
              {code}
            </a>
            <ItemState sheet={sheet} code={code} queue={queue} />
          </li>
        ))}
      </ol>
      {draft.problem ? (
        <p className="err" role="alert">
          {draft.problem.detail}
        </p>
      ) : null}
      <Moves record={record} draft={draft} elsewhere={['handInItem', 'skip', 'abstain']} />
      {next ? (
        <div className="foot-act">
          <div>
            <p className="sum">
              <small>{say(own.nextIs, { code: next })}</small>
            </p>
            <Button look="act" onClick={() => go(itemHref(record.id, next))}>
              {say(done === 0 ? own.begin : own.goOn)}
            </Button>
          </div>
        </div>
      ) : null}
    </>
  );
}

/** Where an item stands: what was given, whether it is handed in, skipped, or left to others. */
function ItemState({ sheet, code, queue }: { sheet: Content; code: string; queue: Queue | undefined }) {
  const line = lineOf(sheet, code);
  if (line?.recused)
    return <span className="faint">{say(own.states[line.recused === 'yes' ? 'recused' : 'unable'])}</span>;
  const isIn = queue?.handed.includes(code);
  const word = isIn ? own.states.handed : queue?.skipped.includes(code) ? own.states.skipped : own.states.draft;
  return (
    <span className={isIn ? 'fig' : 'faint'}>
      {isScored(sheet, line) ? `${sumOf(sheet, line).toFixed(2)}　` : ''}
      {say(isScored(sheet, line) || queue?.skipped.includes(code) ? word : words.desk.unscored)}
    </span>
  );
}
