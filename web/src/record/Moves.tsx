import type { OfferedMove, RecordAnswer } from '@juxian/engine/answer.ts';
import { useRef, useState } from 'react';
import { api } from '../api.ts';
import { say } from '../locale.ts';
import { extraOf } from '../modules/index.ts';
import { issuesBeyond, type Problem, problemOf } from '../problem.ts';
import { queries, recordQuery, touched } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { toast } from '../ui/toast.tsx';
import { words } from '../words.ts';
import type { Draft } from './draft.ts';
import { Fields } from './Fields.tsx';
import { lookOf, uploadTo } from './look.ts';
import { standingLines } from './standing.ts';

/** What can be done with the record now, the one act first; what cannot stands below with its reason and rule. */
export function Moves({
  record,
  draft,
  elsewhere = [],
}: {
  record: RecordAnswer;
  draft: Draft;
  /** Moves that have a better place than this list. */
  elsewhere?: readonly string[];
}) {
  const [asking, setAsking] = useState<OfferedMove>();
  const [busy, setBusy] = useState<string>();
  const here = record.moves.filter(({ name }) => !elsewhere.includes(name));
  const possible = here.filter(({ refusal }) => !refusal).sort((a, b) => Number(b.act) - Number(a.act));
  const blocked = here.filter(({ refusal }) => refusal);
  const start = async (move: OfferedMove) => {
    setBusy(move.name);
    const saved = draft.dirty ? await draft.save() : record;
    if (!saved) {
      toast(say(words.record.saveFirst), 'refused');
    } else if (move.asks.length > 0 || move.hint) {
      setAsking(move);
    } else {
      await take(record, saved.revision, move).catch((error) => toast(wholly(problemOf(error)), 'refused'));
    }
    setBusy(undefined);
  };
  return (
    <section className="panel moves" aria-labelledby="moves-title">
      <header>
        <h2 id="moves-title">{say(words.record.moves)}</h2>
      </header>
      {possible.length === 0 ? <p className="dim">{say(words.record.noMoves)}</p> : null}
      {possible.map((move, at) => (
        <div key={move.name}>
          <Button
            {...(move.act && at === 0 ? { look: 'act' as const } : {})}
            wide
            busy={busy === move.name}
            onClick={() => start(move)}
          >
            {move.label}
          </Button>
          {move.hint ? <p className="why">{move.hint}</p> : null}
        </div>
      ))}
      {blocked.length > 0 ? (
        <div className="blocked">
          <h3>{say(words.record.blocked)}</h3>
          <ul>
            {blocked.map(({ name, label, refusal }) => (
              <li key={name}>
                <b>{label}</b>
                <p>{refusal?.message}</p>
                {refusal?.rule ? <cite>{say(words.record.basis, { rule: refusal.rule })}</cite> : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {asking ? <MoveDialog record={record} move={asking} close={() => setAsking(undefined)} /> : null}
    </section>
  );
}

/** Takes a move and puts the record it answers on the page. A key makes a second press of the same button harmless. */
async function take(
  record: RecordAnswer,
  revision: number,
  move: OfferedMove,
  input?: Record<string, unknown>,
  key: string = newKey(),
): Promise<void> {
  const { module, id } = record;
  const next = await api.record.move({ module, id, move: move.name, revision, key, ...(input ? { input } : {}) });
  queries.setQueryData(recordQuery(module, id).queryKey, (before) => ({ ...before, ...next }));
  void queries.invalidateQueries({ queryKey: recordQuery(module, id).queryKey });
  touched(module, id);
  toast(move.label);
}

/** What was refused, with every reason given for a place. */
const wholly = (problem: Problem): string => [problem.detail, ...issuesBeyond(problem, [])].join('；');

const newKey = (): string => `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;

/** Asks what a move asks for, and takes it. */
export function MoveDialog({ record, move, close }: { record: RecordAnswer; move: OfferedMove; close(): void }) {
  const { to, Beside } = extraOf(record.module).proposes?.[move.name] ?? {};
  const proposed = to?.(record);
  const [input, setInput] = useState(() => ({ ...standingLines([record], move.asks), ...proposed?.values }));
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());
  const beyond = issuesBeyond(
    problem,
    move.asks.map(({ name }) => name),
  );
  const submit = async () => {
    setBusy(true);
    try {
      await take(record, record.revision, move, input, key.current);
      close();
    } catch (error) {
      setProblem(problemOf(error));
      key.current = newKey();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={say(words.record.takeMove, { move: move.label })}
      broad={move.asks.length > 3}
      close={close}
      submit={submit}
    >
      {move.hint ? <p className="dim">{move.hint}</p> : null}
      {problem ? (
        <div className="note refused" role="alert">
          <div>
            <p>{problem.detail}</p>
            {beyond.length > 0 ? (
              <ul>
                {beyond.map((says) => (
                  <li key={says}>{says}</li>
                ))}
              </ul>
            ) : null}
            {problem.rule ? <p className="small">{say(words.record.basis, { rule: problem.rule })}</p> : null}
          </div>
        </div>
      ) : null}
      {move.asks.length > 0 ? (
        <Fields
          fields={move.asks}
          values={input}
          change={(name, value) =>
            setInput((before) =>
              Object.fromEntries(Object.entries({ ...before, [name]: value }).filter(([, held]) => held !== undefined)),
            )
          }
          problem={problem}
          look={lookOf({
            titles: { ...record.titles, ...proposed?.titles },
            upload: uploadTo(record.module, record.id),
          })}
          prefix="move"
        />
      ) : null}
      {Beside ? <Beside record={record} /> : null}
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy}>
          {move.label}
        </Button>
      </div>
    </Dialog>
  );
}
