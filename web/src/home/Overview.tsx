import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { type Overview as Answer, api } from '../api.ts';
import { longDay } from '../day.ts';
import { recordHref } from '../go.ts';
import { locale, say } from '../locale.ts';
import { meQuery } from '../queries.ts';
import { Empty } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { words } from '../words.ts';
import { Sources } from './Sources.tsx';
import './home.css';
import './overview.css';

const overviewQuery = queryOptions({ queryKey: ['home', 'overview'], queryFn: () => api.overview() });
const whole = (value: number): string => value.toLocaleString(locale);

/** The county's talent work on one page: every number leads to the list that holds exactly its rows. */
export function Overview() {
  const { data } = useSuspenseQuery(overviewQuery);
  const { data: me } = useSuspenseQuery(meQuery);
  useTitle(say(words.overview.title));
  const { figures, origins, sources, funnel, money, ending, movement } = data;
  const isBare = [figures, origins, funnel, money, ending, movement].every((part) => part.length === 0);
  return (
    <div className="overview">
      <div className="head">
        <h1>{say(words.overview.title)}</h1>
        <p className="on-paper">
          {me.tenant.name}　{longDay(me.clock.today)}
        </p>
      </div>
      {isBare ? (
        <Empty title={say(words.overview.none)}>
          <p>{say(words.home.none)}</p>
        </Empty>
      ) : null}
      {figures.length > 0 ? (
        <nav className="figures many" aria-label={say(words.overview.figures)}>
          {figures.map(({ name, title, value, link }) => (
            <a key={name} href={link}>
              <span className="of">{title}</span>
              <b>{whole(value)}</b>
            </a>
          ))}
        </nav>
      ) : null}
      {sources ? <Sources sources={sources} /> : null}
      <div className="overview-cols">
        <div>
          {origins.length > 0 ? <Origins origins={origins} /> : null}
          {funnel.length > 0 ? <Funnel steps={funnel} /> : null}
        </div>
        <div>
          <Endings ending={ending} />
          {money.length > 0 ? <Money years={money} /> : null}
          {movement.length > 0 ? <Movement years={movement} /> : null}
        </div>
      </div>
    </div>
  );
}

function Origins({ origins }: { origins: Answer['origins'] }) {
  const most = Math.max(...origins.map(({ total }) => total));
  const kinds = [...new Map(origins.flatMap(({ parts }) => parts).map(({ name, title }) => [name, title]))];
  return (
    <section className="panel" aria-labelledby="origins-title">
      <header>
        <h2 id="origins-title">{say(words.overview.origins)}</h2>
        <p className="keys small" aria-hidden="true">
          {kinds.map(([name, title]) => (
            <span key={name}>
              <i className={`tone ${name}`} />
              {title}
            </span>
          ))}
        </p>
      </header>
      <ol className="origins">
        {origins.map(({ university, total, parts }) => (
          <li key={university}>
            <span>{university}</span>
            <span className="bars">
              {parts.map(({ name, title, value, link }) => (
                <a
                  key={name}
                  href={link}
                  className={`tone ${name}`}
                  style={{ width: `${(value / most) * 100}%` }}
                  title={`${title} ${whole(value)}`}
                >
                  <span className="sr">{`${university}　${title} ${whole(value)}`}</span>
                </a>
              ))}
            </span>
            <b>{whole(total)}</b>
          </li>
        ))}
      </ol>
      <p className="help">{say(words.overview.originsNote)}</p>
    </section>
  );
}

function Funnel({ steps }: { steps: Answer['funnel'] }) {
  const most = Math.max(1, ...steps.map(({ value }) => value));
  return (
    <section className="panel" aria-labelledby="funnel-title">
      <header>
        <h2 id="funnel-title">{say(words.overview.funnel)}</h2>
      </header>
      <ol className="funnel shares">
        {steps.map(({ name, title, value, link }, at) => {
          const before = steps[at - 1]?.value;
          return (
            <li key={name}>
              <a className="plain" href={link}>
                {title}
              </a>
              <i style={{ width: `${(value / most) * 100}%` }} aria-hidden="true" />
              <b>{whole(value)}</b>
              <small className="faint">{before ? `${Math.round((value / before) * 100)}%` : ''}</small>
            </li>
          );
        })}
      </ol>
      <p className="help">{say(words.overview.funnelNote)}</p>
    </section>
  );
}

function Endings({ ending }: { ending: Answer['ending'] }) {
  return (
    <section className="panel" aria-labelledby="ending-title">
      <header>
        <h2 id="ending-title">{say(words.overview.ending)}</h2>
      </header>
      {ending.length === 0 ? <p className="dim">{say(words.overview.endingNone)}</p> : null}
      {ending.map(({ module, title, count, link, next }) => (
        <div key={module} className="ends">
          <h3>
            {title}
            <a href={link}>{say(words.overview.endingMore, { n: count })}</a>
          </h3>
          <ul>
            {next.map(({ id, title: name, to }) => (
              <li key={id}>
                <a className="plain" href={recordHref(module, id)}>
                  {name}
                </a>
                <time dateTime={to}>{to}</time>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

const inWan = (fen: number): string =>
  (fen / 1_000_000).toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const Money = ({ years }: { years: Answer['money'] }) => (
  <YearTable
    name="money"
    title={say(words.overview.money)}
    heads={[words.home.approved, words.home.paid, words.overview.unpaid].map((head) => say(head))}
    rows={years.map(({ year, approved, paid, unpaid, link }) => ({
      year,
      link,
      cells: [approved, paid, unpaid].map(inWan),
    }))}
  />
);

const Movement = ({ years }: { years: Answer['movement'] }) => (
  <YearTable
    name="movement"
    title={say(words.overview.movement)}
    heads={[words.overview.start, words.overview.inflow, words.overview.outflow, words.overview.end].map((head) =>
      say(head),
    )}
    rows={years.map(({ year, start, inflow, outflow, end, link }) => ({
      year,
      link,
      cells: [start, inflow, outflow, end].map(whole),
    }))}
  />
);

type YearRow = { year: number; link: string; cells: readonly string[] };

const YearTable = ({
  name,
  title,
  heads,
  rows,
}: {
  name: string;
  title: string;
  heads: readonly string[];
  rows: readonly YearRow[];
}) => (
  <section className="panel" aria-labelledby={`${name}-title`}>
    <header>
      <h2 id={`${name}-title`}>{title}</h2>
    </header>
    <table className="lines">
      <thead>
        <tr>
          <th scope="col">{say(words.home.year)}</th>
          {heads.map((head) => (
            <th key={head} scope="col" className="num">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ year, link, cells }) => (
          <tr key={year}>
            <th scope="row">
              <a href={link}>{year}</a>
            </th>
            {cells.map((cell, at) => (
              <td key={heads[at]} className="num">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
