import { say } from '../locale.ts';
import { Calibration } from '../review/Calibration.tsx';
import { CarryOn } from '../review/CarryOn.tsx';
import { Exceptions } from '../review/Exceptions.tsx';
import { own } from '../review/words.ts';
import { words } from '../words.ts';
import { type Candidate, type Draw, drawOf } from './draw.ts';
import type { RailProps } from './index.ts';
import '../review/board.css';

type Result = {
  code: string;
  mean: number;
  range: number;
  needsReview: boolean;
  exceptions?: { rules: { zh: string; en: string }[]; proposed: string; settled: string }[];
};

const list = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

/** A panel's progress, its draw and, once opened, its results; seats and codes only, no name beside a score. */
export function PanelRail({ record }: RailProps) {
  const { id, values } = record;
  const isAssigned = values.way === 'assign';
  const seats = isAssigned ? list(values.seats).length : list(values.members).length;
  const returned = Number(values.returned ?? 0);
  const results = list<Result>(values.results);
  return (
    <>
      {isAssigned && values.plan ? (
        <p>
          <a className="btn wide" href={`/w/panel/${id}/board`}>
            {say(own.open)}
          </a>
        </p>
      ) : null}
      {record.moves.some(({ name }) => name === 'pool') ? (
        <p>
          <a href={`/w/panel/${id}/conflicts`}>{say(own.matrixOpen)}</a>
        </p>
      ) : null}
      <CarryOn record={record} />
      <Exceptions record={record} />
      {seats > 0 ? (
        <section className="panel" aria-labelledby="sheets-title">
          <header>
            <h2 id="sheets-title">{say(words.panel.sheets)}</h2>
          </header>
          <div className="seats" aria-hidden="true">
            {Array.from({ length: seats }, (_, at) => `seat ${at}`).map((key, at) => (
              <i key={key} className={at < returned ? 'given' : ''} />
            ))}
          </div>
          <p>{say(returned < seats ? words.panel.waiting : words.panel.all, { returned, seats })}</p>
          <p className="help">{say(words.panel.rule)}</p>
        </section>
      ) : null}
      {results.length > 0 ? (
        <section className="panel" aria-labelledby="results-title">
          <header>
            <h2 id="results-title">{say(words.panel.results)}</h2>
          </header>
          <table className="lines">
            <thead>
              <tr>
                <th scope="col">{say(words.panel.code)}</th>
                <th scope="col" className="num">
                  {say(words.panel.mean)}
                </th>
                <th scope="col" className="num">
                  {say(words.panel.range)}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...results]
                .sort((a, b) => b.mean - a.mean)
                .map(({ code, mean, range, needsReview, exceptions = [] }) => (
                  <tr key={code}>
                    <th scope="row">
                      {code}
                      {exceptions.map(({ rules, proposed, settled }) => (
                        <small key={proposed + settled} className="dim">
                          {' '}
                          {say(own.exceptionBy, {
                            rules: rules.map((rule) => say(rule)).join('、'),
                            proposed,
                            settled,
                          })}
                        </small>
                      ))}
                    </th>
                    <td className="num">{mean.toFixed(2)}</td>
                    <td className={needsReview ? 'num late' : 'num'}>{range.toFixed(2)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      ) : null}
      <Calibration calibration={values.calibration} />
      {list(values.candidates).length > 0 ? <Drawn draw={drawOf(values)} /> : null}
    </>
  );
}

function Drawn({ draw: { all, seated, replaced, alternates, barred } }: { draw: Draw }) {
  return (
    <section className="panel later" aria-labelledby="draw-title">
      <header>
        <h2 id="draw-title">{say(words.panel.draw)}</h2>
      </header>
      <p>{say(words.panel.candidates, { n: all, barred: barred.length })}</p>
      <dl className="seated">
        {seated.map((one, at) => (
          <Seat key={one.expert} label={say(words.panel.seat, { n: at + 1 })} {...one} />
        ))}
        {replaced.map((one) => (
          <Seat key={one.expert} label={say(words.panel.replaced)} {...one} />
        ))}
      </dl>
      {alternates.length > 0 ? (
        <details>
          <summary>{say(words.panel.alternates, { n: alternates.length })}</summary>
          <dl className="seated dim">
            {alternates.map((one, at) => (
              <Seat key={one.expert} label={say(words.panel.alternate, { n: at + 1 })} {...one} />
            ))}
          </dl>
        </details>
      ) : null}
      {barred.length > 0 ? (
        <details>
          <summary>{say(words.panel.barred, { n: barred.length })}</summary>
          <ul className="barred">
            {barred.map(({ expert, name, rule }) => (
              <li key={expert}>
                {name}　<span className="dim">{rule ? say(rule) : ''}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

const Seat = ({ label, name, unit }: Candidate & { label: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{name}</dd>
    <dd className="faint">{unit}</dd>
  </div>
);
