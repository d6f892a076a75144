import type { ReportAnswer } from '@juxian/documents/cadre/reports/written.ts';
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { restAsked } from '../api.ts';
import { say } from '../locale.ts';
import { paramsOf } from '../record/listState.ts';
import { Button } from '../ui/Button.tsx';
import { Bones, Broken, Missing } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { Watermark } from '../ui/Watermark.tsx';
import { words } from '../words.ts';
import { Asked, type Params, reportHref } from './Asked.tsx';
import { Figure, Table } from './ReportTable.tsx';
import { Suppose } from './Suppose.tsx';
import './report.css';

type Line = { name: string; title: string; file: boolean };

const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: () => restAsked<Line[]>('/reports'),
  staleTime: 60_000,
});
/** The reports of cadre work: one at a time, each figure leading to its people; what is asked stands in the address. */
export function Reports() {
  const { report: asked } = useParams({ strict: false }) as { report?: string };
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const { data: reports } = useSuspenseQuery(reportsQuery);
  const name = asked ?? reports[0]?.name;
  const line = reports.find((one) => one.name === name);
  useTitle(line?.title ?? '', say(words.report.all));
  if (!name || !line) return <Missing />;
  const params = paramsOf(search);
  const { asOf = '', unit = '' } = params;
  return (
    <div className="list-page report-page">
      <Watermark />
      <div className="head">
        <h1>{say(words.report.all)}</h1>
        <div className="end">
          <Button look="quiet" onClick={() => print()}>
            {say(words.list.print)}
          </Button>
          {line.file ? (
            <>
              <a className="btn" href={fileHref(name, params, 'xlsx')} download>
                {say(words.report.xlsx)}
              </a>
              <a className="btn" href={fileHref(name, params, 'pdf')} download>
                {say(words.report.pdf)}
              </a>
            </>
          ) : null}
        </div>
      </div>
      <nav className="tabs" aria-label={say(words.report.all)}>
        {reports.map((one) => (
          <a
            key={one.name}
            href={reportHref(one.name, { asOf, unit })}
            aria-current={one.name === name ? 'page' : undefined}
          >
            {one.title}
          </a>
        ))}
      </nav>
      <Asked name={name} params={params} />
      {name === 'freed-posts' ? <Suppose params={params} /> : null}
      <Answer name={name} params={params} />
    </div>
  );
}

const fileHref = (name: string, params: Params, format: string): string =>
  `/api/v1/reports/${name}?${new URLSearchParams({ ...params, format })}`;

function Answer({ name, params }: { name: string; params: Params }) {
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['report', name, params],
    queryFn: () => restAsked<ReportAnswer>(`/reports/${name}?${new URLSearchParams(params)}`),
    placeholderData: (before) => (before?.name === name ? before : undefined),
  });
  if (!data) return error ? <Broken error={error} again={refetch} /> : <Bones />;
  return (
    <>
      <h2 className="report-title">
        {data.title}
        <small>
          {say(words.report.asOf)} {data.asOf}
        </small>
      </h2>
      {data.figures.length > 0 ? (
        <dl className="figures">
          {data.figures.map(({ title, value, link }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>
                <Figure value={value} link={value > 0 ? link : null} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <Table table={data} stale={isPlaceholderData} />
      {data.more.map((table) => (
        <section key={table.title}>
          <h3 className="report-more">{table.title}</h3>
          <Table table={table} stale={isPlaceholderData} />
        </section>
      ))}
      <section className="report-notes" aria-label={say(words.report.notes)}>
        <ul>
          {data.notes.map(({ text, source, unsure }) => (
            <li key={text}>
              {text}
              {source ? <span className="faint">　{say(words.report.source, { source })}</span> : null}
              {unsure ? <b className="unsure">　{unsure}</b> : null}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
