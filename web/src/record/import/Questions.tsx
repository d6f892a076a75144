import type { Question } from '@juxian/engine/import/findings.ts';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { say } from '../../locale.ts';
import { listQuery } from '../../queries.ts';
import { type Asked, askedTogether } from './result.ts';
import { ways } from './words.ts';

type Props = {
  questions: readonly Question[];
  answers: Readonly<Record<string, string>>;
  answer(given: Record<string, string>): void;
};

/** What only a person can decide: those that read the same are answered together, or row by row. */
export function Questions({ questions, ...rest }: Props) {
  const asked = askedTogether(questions);
  if (asked.length === 0) return null;
  return (
    <section>
      <h2>{say(ways.asked, { n: asked.length })}</h2>
      <p className="dim">{say(ways.askedNote)}</p>
      <ul className="import-asked">
        {asked.map((one) => (
          <li key={one.key}>
            <Together asked={one} {...rest} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const mostNamed = 4;

function Together({ asked: { first, all, rows }, answers, answer }: { asked: Asked } & Omit<Props, 'questions'>) {
  const given = new Set(all.map(({ id, answer: before }) => answers[id] ?? before));
  const [only] = given;
  return (
    <>
      <p>
        {first.column ? <b>{first.column}</b> : null} {first.message}
        <span className="dim">
          {' '}
          {all.slice(0, mostNamed).map(placeOf).join('、')}
          {all.length > mostNamed || rows > all.length ? ` … ${say(ways.count, { n: rows })}` : ''}
        </span>
      </p>
      <Answer
        question={first}
        value={given.size === 1 ? only : undefined}
        choose={(value) => answer(Object.fromEntries(all.map(({ id }) => [id, value])))}
      />
      {all.length > 1 ? (
        <details>
          <summary>{say(ways.each)}</summary>
          <ul>
            {all.map((question) => (
              <li key={question.id} className="import-one">
                <span>{placeOf(question)}</span>
                <Answer
                  question={question}
                  value={answers[question.id] ?? question.answer}
                  choose={(value) => answer({ [question.id]: value })}
                />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

const placeOf = ({ at: { file, sheet, row }, about }: Question): string =>
  [say(ways.where, { place: sheet ?? file, row }), about].filter(Boolean).join(' ');

function Answer({
  question,
  value,
  choose,
}: {
  question: Question;
  value: string | undefined;
  choose(value: string): void;
}) {
  const { module, options } = question;
  const { data } = useQuery({
    ...listQuery(module ?? '', { limit: '500' }),
    enabled: module !== undefined,
    staleTime: 60_000,
  });
  const known = new Set(options.map((option) => option.value));
  const others = (data?.items ?? []).flatMap(({ id, title }) => (known.has(id) ? [] : [{ value: id, label: title }]));
  return (
    <Select
      className="control import-answer"
      aria-label={`${question.column} ${question.message}`}
      placeholder={say(ways.choose)}
      value={value ?? null}
      options={[...options, ...others]}
      showSearch={options.length + others.length > 8 ? { optionFilterProp: ['label', 'value'] } : false}
      onChange={(next) => choose(String(next))}
    />
  );
}
