import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { shortMoment } from '../day.ts';
import { go, recordHref, settingsHref } from '../go.ts';
import { locale, say } from '../locale.ts';
import { meQuery } from '../queries.ts';
import { paramsOf } from '../record/listState.ts';
import { Button } from '../ui/Button.tsx';
import { Bones, Broken, Empty } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { Frame } from './Frame.tsx';
import { terms } from './words.ts';

type Verified = Awaited<ReturnType<typeof api.audit.verify>>;

type Line = Awaited<ReturnType<typeof api.audit.list>>[number];

/** Who has no name in the log: applicants and visitors are told apart by the end of their id. */
const unnamed = ({ kind, id }: Line['actor']): string =>
  kind === 'applicant' ? say(terms.applicant, { id: id.slice(-4) }) : kind === 'public' ? say(terms.visitor) : id;

/** What an act was done to: the record's own page for who may open it, else everything the log says of it. */
function Concerned({ line, asked, mine }: { line: Line; asked: Record<string, string>; mine: ReadonlySet<string> }) {
  const { id, module = '' } = line.object ?? {};
  if (!id || !line.to) return line.to;
  const query = new URLSearchParams({ ...(asked.since ? { since: asked.since } : {}), person: id });
  const href = mine.has(module) ? recordHref(module, id) : `${settingsHref('audit')}?${query}`;
  return (
    <>
      <span className="faint">{line.to}</span>{' '}
      <a href={href}>{line.title || say(terms.untitled, { id: id.slice(-6) })}</a>
    </>
  );
}

/** The auditor's reading of the log, and the check that nothing in it was altered. */
export function Audit() {
  const { data: me } = useSuspenseQuery(meQuery);
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const asked = paramsOf(search);
  const { data: lines, error } = useQuery({ queryKey: ['audit', asked], queryFn: () => api.audit.list(asked) });
  const [verified, setVerified] = useState<Verified>();
  const { busy, problem, work } = useWork();
  useTitle(say(terms.audit), say(words.shell.settings));
  const verify = () =>
    work(async () => {
      setVerified(await api.audit.verify());
    });
  const n = (value: number) => value.toLocaleString(locale);
  const mine = new Set(me.rooms.flatMap(({ modules }) => modules.map(({ name }) => name)));
  return (
    <Frame page="audit">
      <form
        className="strip"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const query = new URLSearchParams(
            [...given].flatMap(([key, value]) => (value === '' ? [] : [[key, String(value)]])),
          );
          go(`${settingsHref('audit')}?${query}`);
        }}
      >
        <label>
          {say(terms.since)}
          <input className="in short" name="since" placeholder={me.clock.today} defaultValue={asked.since ?? ''} />
        </label>
        <label>
          {say(terms.actor)}
          <input className="in" name="actor" defaultValue={asked.actor ?? ''} />
        </label>
        {asked.person ? <input type="hidden" name="person" value={asked.person} /> : null}
        <label>
          {say(terms.eventName)}
          <select className="in" name="name" defaultValue={asked.name ?? ''}>
            <option value="">{say(words.list.all)}</option>
            {Object.entries(terms.acted).map(([name, label]) => (
              <option key={name} value={name}>
                {say(label)}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit">{say(words.list.find)}</Button>
        <div className="end">
          <Button busy={busy} onClick={verify}>
            {say(terms.verify)}
          </Button>
        </div>
      </form>
      {asked.person ? (
        <p className="dim">
          {say(terms.onlyOne)}　<a href={settingsHref('audit')}>{say(terms.wholeLog)}</a>
        </p>
      ) : null}
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      {verified ? (
        <p className={`note ${verified.broken.length === 0 ? 'done' : 'refused'}`} role="status">
          {say(verified.broken.length === 0 ? terms.whole : terms.broken, {
            records: n(verified.records),
            events: n(verified.events),
            broken: n(verified.broken.length),
          })}
        </p>
      ) : null}
      {error ? <Broken error={error} /> : null}
      {lines || error ? null : <Bones />}
      {lines && lines.length === 0 ? (
        <Empty title={say(words.list.noMatchTitle)}>
          <p>{say(terms.noLines)}</p>
        </Empty>
      ) : null}
      {lines && lines.length > 0 ? (
        <div className="scroll">
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{say(terms.when)}</th>
                <th scope="col">{say(terms.actor)}</th>
                <th scope="col">{say(terms.eventName)}</th>
                <th scope="col">{say(terms.object)}</th>
                <th scope="col">{say(terms.details)}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={`${line.at}-${line.name}-${line.id}`}>
                  <td className="nowrap">{shortMoment(line.at, me.clock.today)}</td>
                  <td>{line.actor.name || unnamed(line.actor)}</td>
                  <td className="nowrap">{line.did}</td>
                  <td>
                    <Concerned line={line} asked={asked} mine={mine} />
                  </td>
                  <td className="dim clip">{line.how}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Frame>
  );
}
