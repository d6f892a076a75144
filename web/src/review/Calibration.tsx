import { say } from '../locale.ts';
import { own } from './words.ts';

type Judge = {
  judge: string;
  count: number;
  mean: number;
  spread: number;
  lean: number;
  z: number;
  isOutlier: boolean;
};
type Held = { judges: Judge[]; items: { item: string; mean: number; normalised: number }[] };

const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`;

/** How the experts of an opened panel scored beside each other, by seat; no name stands beside a score. */
export function Calibration({ calibration }: { calibration: unknown }) {
  const { judges = [], items = [] } = (calibration ?? {}) as Partial<Held>;
  if (judges.length === 0) return null;
  return (
    <section className="panel calibration" aria-labelledby="calibration-title">
      <header>
        <h2 id="calibration-title">{say(own.calibration)}</h2>
      </header>
      <p className="help">{say(own.calibrationNote)}</p>
      <div className="sideways">
        <table className="lines">
          <thead>
            <tr>
              <th scope="col">{say(own.seat)}</th>
              {[own.mean, own.spread, own.lean, own.z].map((word) => (
                <th key={word.zh} scope="col" className="num">
                  {say(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...judges]
              .sort((a, b) => Number(a.judge) - Number(b.judge))
              .map(({ judge, count, mean, spread, lean, z, isOutlier }) => (
                <tr key={judge}>
                  <th scope="row">
                    {say(own.seatN, { n: judge })}
                    <small className="faint"> {say(own.load, { n: count })}</small>
                    {isOutlier ? <b className="late"> {say(own.outlier)}</b> : null}
                  </th>
                  <td className="num">{mean.toFixed(2)}</td>
                  <td className="num">{spread.toFixed(2)}</td>
                  <td className="num">{signed(lean)}</td>
                  <td className={isOutlier ? 'num late' : 'num'}>{signed(z)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {judges.every(({ isOutlier }) => !isOutlier) ? <p className="dim small">{say(own.noOutlier)}</p> : null}
      <details>
        <summary>{say(own.normalisedTitle)}</summary>
        <table className="lines">
          <thead>
            <tr>
              <th scope="col">{say(own.item)}</th>
              <th scope="col" className="num">
                {say(own.mean)}
              </th>
              <th scope="col" className="num">
                {say(own.normalised)}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...items]
              .sort((a, b) => b.normalised - a.normalised)
              .map(({ item, mean, normalised }) => (
                <tr key={item}>
                  <th scope="row">{item}</th>
                  <td className="num">{mean.toFixed(2)}</td>
                  <td className="num">{normalised.toFixed(2)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
