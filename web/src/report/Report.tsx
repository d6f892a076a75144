import type { ReportAnswer } from '@juxian/documents/cadre/reports/written.ts';
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams, useRouterState } from '@tanstack/react-router';
import { api, restAsked } from '../api.ts';
import { go, listHref, recordHref } from '../go.ts';
import { locale, say } from '../locale.ts';
import { DayBox } from '../record/ListTools.tsx';
import { paramsOf } from '../record/listState.ts';
import { Button } from '../ui/Button.tsx';
import { reachable } from '../ui/DataTable.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { Watermark } from '../ui/Watermark.tsx';
import { words } from '../words.ts';
import './report.css';

type Line = { name: string; title: string; file: boolean };
type Params = Record<string, string>;

const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: () => restAsked<Line[]>('/reports'),
  staleTime: 60_000,
});
const unitsQuery = queryOptions({
  queryKey: ['list', 'unit', 'of reports'],
  queryFn: () => api.record.list({ module: 'unit', params: { limit: '500', state: 'active' } }),
  staleTime: 60_000,
});

const reportHref = (name: string, params: Params): string => listHref(`reports/${name}`, params);

/** The reports of cadre work: one at a time, each figure leading to its people; what is asked stands in the address. */
export function Reports() {
  const { report: asked } = useParams({ strict: false }) as { report?: string };
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const { data: reports } = useSuspenseQuery(reportsQuery);
  const name = asked ?? reports[0]?.name;
  const line = reports.find((one) => one.name === name);
  useTitle(line?.title ?? '', say(words.report.all));
  if (!name || !line) return <Broken error={{ status: 404 }} />;
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
      <Answer name={name} params={params} />
    </div>
  );
}

const fileHref = (name: string, params: Params, format: string): string =>
  `/api/v1/reports/${name}?${new URLSearchParams({ ...params, format })}`;

/** Cut-off day, unit, and what the report itself lets one choose. */
function Asked({ name, params }: { name: string; params: Params }) {
  const { data: units } = useQuery(unitsQuery);
  const ask = (change: Params) => go(reportHref(name, { ...params, ...change }), { replace: true });
  return (
    <div className="strip">
      <label htmlFor="report-as-of">
        {say(words.report.asOf)}
        <DayBox id="report-as-of" day={params.asOf ?? ''} settled={(asOf) => ask({ asOf })} />
      </label>
      <Choice
        label={say(words.report.unit)}
        value={params.unit ?? ''}
        settled={(unit) => ask({ unit })}
        choices={[
          ['', say(words.report.everyUnit)],
          ...(units?.items ?? []).map(({ id, title }) => [id, title] as const),
        ]}
      />
      {name === 'team-structure' ? (
        <Choice
          label={say(words.report.people)}
          value={params.people ?? ''}
          settled={(people) => ask({ people })}
          choices={[
            ['', say(words.report.everybody)],
            ['leaders', say(words.report.leaders)],
          ]}
        />
      ) : null}
      {name === 'retirement' ? (
        <Choice
          label={say(words.report.ahead)}
          value={params.months ?? '12'}
          settled={(months) => ask({ months })}
          choices={['3', '6', '12', '36'].map((n) => [n, say(words.report.months, { n })] as const)}
        />
      ) : null}
    </div>
  );
}

function Choice({
  label,
  value,
  choices,
  settled,
}: {
  label: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  settled(value: string): void;
}) {
  return (
    <label>
      {label}
      <select className="in" value={value} onChange={({ target }) => settled(target.value)}>
        {choices.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

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
      <Table answer={data} stale={isPlaceholderData} />
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

type Link = ReportAnswer['links'][number][number];

const hrefOf = (link: NonNullable<Link>): string =>
  'id' in link ? recordHref(link.module, link.id, { asOf: link.asOf }) : listHref(link.module, link.params);

function Figure({
  value,
  link,
  decimal = false,
}: {
  value: string | number | null;
  link?: Link | undefined;
  decimal?: boolean;
}) {
  const digits = decimal ? { minimumFractionDigits: 1 } : {};
  const text = typeof value === 'number' ? value.toLocaleString(locale, digits) : value;
  return link && value !== null ? <a href={hrefOf(link)}>{text}</a> : text;
}

function Table({ answer, stale }: { answer: ReportAnswer; stale: boolean }) {
  const { columns, rows, links, marks, title } = answer;
  if (rows.length === 0) return <p className="faint report-none">{say(words.report.nobody)}</p>;
  const isGrouped = columns.some(({ group }) => group);
  return (
    <section className="scroll report-scroll" {...reachable} aria-label={title} aria-busy={stale}>
      <table className={isGrouped ? 'data report grouped' : 'data report'}>
        <caption className="sr">{title}</caption>
        <Head columns={columns} />
        <tbody>
          {rows.map((row, y) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no other name
            <tr key={y} className={marks[y] ?? undefined}>
              {row.map((value, x) =>
                x === 0 ? (
                  <th key={columns[x]?.title} scope="row" className="c1">
                    <Figure value={value} link={links[y]?.[x]} />
                    <Mark is={marks[y]} />
                  </th>
                ) : (
                  <td
                    key={`${columns[x]?.group} ${columns[x]?.title}`}
                    className={columns[x]?.kind === 'text' ? undefined : 'num'}
                  >
                    <Figure
                      value={value}
                      link={links[y]?.[x]}
                      decimal={columns[x]?.kind === 'decimal' || marks[y] === 'share'}
                    />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a row wants is said in a word, not by its colour alone. */
function Mark({ is }: { is: ReportAnswer['marks'][number] | undefined }) {
  if (is !== 'must' && is !== 'warn') return null;
  return <small className={`mark-${is}`}>{say(words.report[is])}</small>;
}

type Columns = ReportAnswer['columns'];

function Head({ columns }: { columns: Columns }) {
  const cell = (column: Columns[number], first: boolean, down?: number) => (
    <th
      key={`${column.group} ${column.title}`}
      scope="col"
      rowSpan={down}
      className={[first && 'c1', column.kind !== 'text' && 'num'].filter(Boolean).join(' ') || undefined}
    >
      {column.title}
    </th>
  );
  if (!columns.some(({ group }) => group))
    return (
      <thead>
        <tr>{columns.map((column, at) => cell(column, at === 0))}</tr>
      </thead>
    );
  return (
    <thead>
      <tr>
        {columns.map((column, at) => {
          if (!column.group) return cell(column, at === 0, 2);
          if (columns[at - 1]?.group === column.group) return null;
          let across = 1;
          while (columns[at + across]?.group === column.group) across += 1;
          return (
            <th key={column.group} scope="colgroup" colSpan={across} className="group">
              {column.group}
            </th>
          );
        })}
      </tr>
      <tr>{columns.filter(({ group }) => group).map((column) => cell(column, false))}</tr>
    </thead>
  );
}
