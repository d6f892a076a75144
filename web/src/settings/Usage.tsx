import type { readUsage } from '@juxian/functions/api/usage.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { restAsked } from '../api.ts';
import { locale, say } from '../locale.ts';
import { Bones, Broken } from '../ui/state.tsx';
import { ways } from './words.ts';

type Usage = Awaited<ReturnType<typeof readUsage>>;

export const usageQuery = queryOptions({
  queryKey: ['usage'],
  queryFn: () => restAsked<Usage>('/tenant/usage'),
});

const n = (value: number): string => value.toLocaleString(locale);

/** Bytes as people say them, with at most one digit after the point. */
const sizeOf = (bytes: number): string => {
  const power = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${value.toLocaleString(locale, { maximumFractionDigits: 1 })} ${['B', 'KB', 'MB', 'GB'][power]}`;
};

/** What the county holds: records, attachments, accounts and the log. */
export function Usage() {
  const { data, error, refetch } = useQuery(usageQuery);
  return (
    <section className="panel narrow" aria-labelledby="usage">
      <header>
        <h2 id="usage">{say(ways.usage.title)}</h2>
        <span className="faint">{say(ways.usage.note)}</span>
      </header>
      {error ? <Broken error={error} again={refetch} /> : null}
      {data || error ? null : <Bones />}
      {data ? <Figures usage={data} /> : null}
    </section>
  );
}

function Figures({ usage: { modules, records, files, members, log } }: { usage: Usage }) {
  const held = modules.filter((module) => module.records > 0).sort((a, b) => b.records - a.records);
  return (
    <>
      <dl className="pair">
        <dt>{say(ways.usage.records)}</dt>
        <dd>{n(records)}</dd>
        <dt>{say(ways.usage.files)}</dt>
        <dd>{say(ways.usage.filesOf, { n: n(files.files), size: sizeOf(files.bytes) })}</dd>
        <dt>{say(ways.usage.members)}</dt>
        <dd>{say(ways.usage.membersOf, members)}</dd>
        <dt>{say(ways.usage.log, { days: log.days })}</dt>
        <dd>{say(ways.usage.logOf, { events: n(log.events), accesses: n(log.accesses) })}</dd>
      </dl>
      {held.length > 0 ? (
        <details className="second">
          <summary className="linky">{say(ways.usage.byModule)}</summary>
          <table className="lines">
            <tbody>
              {held.map(({ name, title, records: count }) => (
                <tr key={name}>
                  <th scope="row">{say(title)}</th>
                  <td className="num">{n(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ) : null}
    </>
  );
}
