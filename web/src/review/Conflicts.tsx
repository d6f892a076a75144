import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { recordHref } from '../go.ts';
import { say } from '../locale.ts';
import { recordQuery } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { reachable } from '../ui/DataTable.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { useWork } from '../ui/work.ts';
import { Trouble } from './Reason.tsx';
import { own } from './words.ts';
import './board.css';

type Matrix = Awaited<ReturnType<typeof api.panels.matrix>>;

/** Experts against items, with the rules that bar them. Whoever is pasted here is not told. */
export function Conflicts() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: record, error, refetch } = useQuery(recordQuery('panel', id));
  const [names, setNames] = useState('');
  const [matrix, setMatrix] = useState<Matrix>();
  const { busy, problem, work } = useWork();
  useTitle(say(own.matrixTitle), record?.title ?? '');
  if (!record) return error ? <Broken error={error} again={refetch} /> : <Bones />;
  const compare = () =>
    work(async () => {
      setMatrix(await api.panels.matrix({ panel: id, names }));
    });
  return (
    <div className="board-page">
      <div className="head">
        <a href={recordHref('panel', id)} className="plain">
          ‹ {record.title}
        </a>
        <h1>{say(own.matrixTitle)}</h1>
      </div>
      <p className="dim">{say(own.matrixNote)}</p>
      <form
        className="names"
        onSubmit={(event) => {
          event.preventDefault();
          void compare();
        }}
      >
        <div className="field">
          <label htmlFor="names">{say(own.names)}</label>
          <textarea
            id="names"
            className="in"
            rows={4}
            value={names}
            onChange={({ target }) => setNames(target.value)}
          />
        </div>
        <Button look="act" type="submit" busy={busy}>
          {say(own.compare)}
        </Button>
      </form>
      <Trouble problem={problem} />
      {matrix ? <Table matrix={matrix} /> : null}
    </div>
  );
}

function Table({ matrix: { items, experts, basis } }: { matrix: Matrix }) {
  const columns = items.flatMap((item, at) =>
    experts.some(({ cells }) => (cells[at]?.length ?? 0) > 0) ? [{ ...item, at }] : [],
  );
  const count = experts.reduce((sum, { cells }) => sum + cells.filter((rules) => rules.length > 0).length, 0);
  return (
    <section aria-label={say(own.matrixTitle)}>
      <p role="status" className="sums">
        <span>
          {count === 0
            ? say(own.clean, { experts: experts.length, items: items.length })
            : say(own.found, { n: count, free: items.length - columns.length })}
        </span>
        <span className="dim">{basis}</span>
      </p>
      <div className="scroll" {...reachable}>
        <table className="data matrix">
          <caption className="sr">{say(own.matrixTitle)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(own.experts)}</th>
              {columns.map(({ code, number, title }) => (
                <th key={title + number} scope="col">
                  {title}
                  <small>{[code, number].filter(Boolean).join('　')}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {experts.map(({ name, unit, known, cells }) => (
              <tr key={`${name} ${unit}`}>
                <th scope="row">
                  {name}
                  <small>{unit}</small>
                  {known ? null : <small className="waiting-word">{say(own.unknown)}</small>}
                </th>
                {columns.map(({ at, title, number }) => (
                  <td key={title + number} className={cells[at]?.length ? 'hit' : 'faint'}>
                    {cells[at]?.length ? cells[at]?.join('、') : say(own.free)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
