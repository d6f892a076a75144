import type { CompareAnswer } from '@juxian/documents/cadre/compare.ts';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { restAsked } from '../api.ts';
import { go, listHref, recordHref } from '../go.ts';
import { say } from '../locale.ts';
import { DayBox } from '../record/ListTools.tsx';
import { paramsOf } from '../record/listState.ts';
import { Button } from '../ui/Button.tsx';
import { reachable } from '../ui/DataTable.tsx';
import { Bones, Broken, Empty } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { Watermark } from '../ui/Watermark.tsx';
import { words } from '../words.ts';
import './report.css';

const compareHref = (params: Record<string, string>): string => listHref('cadre/compare', params);

/** Up to four people side by side, by the cells of the form; where they differ the row says so. */
export function Compare() {
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const params = paramsOf(search);
  const { ids = '', asOf = '' } = params;
  const chosen = ids.split(',').filter(Boolean);
  const [only, setOnly] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['compare', ids, asOf],
    queryFn: () =>
      restAsked<CompareAnswer>(`/reports/compare?${new URLSearchParams({ ids, ...(asOf ? { asOf } : {}) })}`),
    enabled: chosen.length > 1,
  });
  useTitle(say(words.compare.title));
  if (chosen.length < 2)
    return (
      <Empty title={say(words.compare.title)}>
        <p>{say(words.compare.ask)}</p>
        <a className="btn" href={listHref('cadre')}>
          {say(words.compare.toList)}
        </a>
      </Empty>
    );
  return (
    <div className="list-page compare-page">
      <Watermark />
      <div className="head">
        <h1>{say(words.compare.title)}</h1>
        <div className="end">
          <Button look="quiet" onClick={() => print()}>
            {say(words.list.print)}
          </Button>
        </div>
      </div>
      <div className="strip">
        <label htmlFor="compare-as-of">
          {say(words.report.asOf)}
          <DayBox
            id="compare-as-of"
            day={asOf}
            settled={(day) => go(compareHref({ ids, asOf: day }), { replace: true })}
          />
        </label>
        <label className="opt">
          <input type="checkbox" checked={only} onChange={({ target }) => setOnly(target.checked)} />
          {say(words.compare.only)}
        </label>
      </div>
      {data ? (
        <Sheet
          answer={data}
          only={only}
          drop={(id) => compareHref({ ids: chosen.filter((one) => one !== id).join(), asOf })}
        />
      ) : error ? (
        <Broken error={error} again={refetch} />
      ) : (
        <Bones />
      )}
    </div>
  );
}

function Sheet({ answer, only, drop }: { answer: CompareAnswer; only: boolean; drop(id: string): string }) {
  const { people, rows, asOf } = answer;
  return (
    <section className="scroll report-scroll" {...reachable} aria-label={say(words.compare.title)}>
      <table className="data compare">
        <caption className="sr">{say(words.compare.title)}</caption>
        <thead>
          <tr>
            <th scope="col" className="c1">
              <span className="sr">{say(words.compare.cell)}</span>
            </th>
            {people.map(({ id, title, unit }) => (
              <th key={id} scope="col">
                <a href={recordHref('cadre', id, { asOf })}>{title}</a>
                <small>{unit}</small>
                {people.length > 2 ? (
                  <a className="linky small" href={drop(id)} aria-label={say(words.compare.drop, { name: title })}>
                    ×
                  </a>
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ differs }) => differs || !only)
            .map(({ title, values, differs, long }) => (
              <tr key={title} className={differs ? 'differs' : undefined}>
                <th scope="row" className="c1">
                  {title}
                  {differs ? <small>{say(words.compare.differs)}</small> : null}
                </th>
                {values.map((value, at) => (
                  <td key={people[at]?.id} className={long ? 'long' : undefined}>
                    {value}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
