import type { Text } from '@juxian/base/text.ts';
import { t } from '@juxian/base/text.ts';
import { recordHref } from '../go.ts';
import { say } from '../locale.ts';
import type { RailProps } from './index.ts';
import { list, type Suggestion } from './suggested.ts';

type Barred = { expert: string; name: string; unit: string; rule: Text };

const words = {
  suggested: t('推荐专家', 'Experts suggested'),
  basis: t(
    '按研究方向、采纳情况、满意度和在办任务计分，供指派时参考；由经办人决定。',
    'Scored by field, adoption, satisfaction and load. A person decides.',
  ),
  none: t('没有研究方向相近且聘期足够的专家', 'No expert of a near field whose letter holds long enough'),
  points: t('{n}分', '{n} points'),
  barred: t('应当回避（{n}人）', 'Staying out ({n})'),
};

/** Whom the pool suggests for a question, each with the reasons, and whom a tie keeps out. */
export function ConsultationRail({ record: { values } }: RailProps) {
  if (!Array.isArray(values.suggested)) return null;
  const suggested = list<Suggestion>(values.suggested);
  const barred = list<Barred>(values.excluded);
  return (
    <section className="panel" aria-labelledby="suggested-title">
      <header>
        <h2 id="suggested-title">{say(words.suggested)}</h2>
      </header>
      <p className="help">{say(suggested.length > 0 ? words.basis : words.none)}</p>
      <Suggestions suggested={suggested} />
      {barred.length > 0 ? (
        <details open>
          <summary>{say(words.barred, { n: barred.length })}</summary>
          <ul className="barred">
            {barred.map(({ expert, name, unit, rule }) => (
              <li key={expert}>
                {name}　<span className="faint">{unit}</span>　<span className="dim">{say(rule)}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function Suggestions({ suggested }: { suggested: readonly Suggestion[] }) {
  return (
    <ol className="matches">
      {suggested.map(({ expert, name, unit, title, score, reasons }) => (
        <li key={expert}>
          <a href={recordHref('expert', expert)}>{name}</a>
          <b className="num">{say(words.points, { n: score.toFixed(2) })}</b>
          <small className="dim">
            {unit}　{title}
          </small>
          <ul>
            {reasons.map((reason) => (
              <li key={reason.zh}>{say(reason)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** Those suggested, with their reasons, beside the choice of whom to ask. */
export const ConsultationBeside = ({ record: { values } }: RailProps) => (
  <Suggestions suggested={list<Suggestion>(values.suggested)} />
);
