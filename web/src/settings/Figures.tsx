import { useState } from 'react';
import { say } from '../locale.ts';
import { issueAt, type Problem } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import { Source } from './Modules.tsx';
import type { Figure } from './settings.ts';
import { terms } from './words.ts';

type Props = {
  figures: readonly Figure[];
  save(figures: Record<string, unknown>): Promise<void>;
  problem?: Problem | undefined;
};

/** National figures with their sources, each inherited or the county's own; unconfirmed ones say so. */
export function Figures({ figures, save, problem }: Props) {
  const [own, setOwn] = useState<Record<string, unknown>>(() =>
    Object.fromEntries(figures.filter(({ ours }) => ours).map(({ name, value }) => [name, value])),
  );
  const put = (name: string, value: unknown) =>
    setOwn((before) => {
      const { [name]: _, ...rest } = before;
      return value === undefined ? rest : { ...rest, [name]: value };
    });
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void save(own);
      }}
    >
      <header>
        <h2>{say(words.county.figures)}</h2>
      </header>
      <div className="scroll">
        <table className="data figures-table">
          <thead>
            <tr>
              <th scope="col">{say(words.county.figure)}</th>
              <th scope="col">{say(words.county.value)}</th>
              <th scope="col">{say(words.county.basis)}</th>
              <th scope="col">{say(terms.source)}</th>
              <th scope="col">
                <span className="sr">{say(words.acts)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <tr key={figure.name}>
                <th scope="row">{say(figure.title)}</th>
                <td>
                  <FigureValue
                    figure={figure}
                    value={own[figure.name] ?? figure.inherited}
                    change={(value) => put(figure.name, value)}
                  />
                  {issueAt(problem, figure.name) ? <p className="err">{issueAt(problem, figure.name)}</p> : null}
                </td>
                <td className="dim">
                  {say(figure.source)}
                  {figure.article ? `　${figure.article}` : ''}
                  {figure.note ? <span className="tag">{say(figure.note)}</span> : null}
                </td>
                <td>
                  <Source ours={figure.name in own} />
                </td>
                <td className="num nowrap">
                  {figure.name in own ? (
                    <button type="button" className="linky" onClick={() => put(figure.name, undefined)}>
                      {say(terms.inherit)}
                      <span className="sr"> {say(figure.title)}</span>
                    </button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="acts">
        <Button type="submit">{say(words.save)}</Button>
      </p>
    </form>
  );
}

/** One number, or one to each name. Amounts are typed in yuan. */
function FigureValue({ figure, value, change }: { figure: Figure; value: unknown; change(value: unknown): void }) {
  const scale = figure.unit === 'fen' ? 100 : 1;
  const input = (key: string, label: string, held: number, settle: (next: number) => void) => (
    <label className="figure-value" key={key}>
      {label ? <span>{label}</span> : null}
      <input
        className="in"
        inputMode="decimal"
        aria-label={`${say(figure.title)} ${label}`}
        value={held / scale}
        onChange={({ target }) => {
          const next = Number(target.value);
          if (Number.isFinite(next)) settle(Math.round(next * scale * 100) / 100);
        }}
      />
      <small className="faint">{figure.unit === 'fen' ? say(words.units.yuan) : say(words.units[figure.unit])}</small>
    </label>
  );
  if (typeof value === 'number') return input('one', '', value, change);
  if (Array.isArray(value))
    return (
      <>
        {value.map((held: number, at) =>
          input(String(at), String(at + 1), held, (next) => change(value.map((one, i) => (i === at ? next : one)))),
        )}
      </>
    );
  if (typeof value !== 'object' || value === null) return <>{String(value)}</>;
  return (
    <>
      {Object.entries(value as Record<string, unknown>).map(([key, held]) =>
        typeof held === 'number'
          ? input(key, figure.keys?.[key] ? say(figure.keys[key]) : key, held, (next) =>
              change({ ...value, [key]: next }),
            )
          : null,
      )}
    </>
  );
}
