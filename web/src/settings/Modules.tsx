import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { settingsHref } from '../go.ts';
import { say } from '../locale.ts';
import { meQuery } from '../queries.ts';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { words } from '../words.ts';
import { Frame } from './Frame.tsx';

/** Every kind of work of the county, and how much of each is its own. */
export function Modules() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: modules, error } = useQuery({ queryKey: ['modules'], queryFn: () => api.modules.list() });
  useTitle(say(words.shell.settings));
  const holdsSystem = me.member.roles.includes('system');
  if (!holdsSystem) return <Frame page="modules">{say(words.settings.notYours)}</Frame>;
  return (
    <Frame page="modules">
      {error ? <Broken error={error} /> : null}
      {modules || error ? null : <Bones />}
      {me.rooms.map(({ room, title }) => {
        const own = (modules ?? []).filter((module) => module.room === room);
        return own.length === 0 ? null : (
          <section key={room} className="panel" aria-labelledby={`room-${room}`}>
            <header>
              <h2 id={`room-${room}`}>{title}</h2>
            </header>
            <table className="lines">
              <thead>
                <tr>
                  <th scope="col">{say(words.settings.module)}</th>
                  <th scope="col" className="num">
                    {say(words.settings.fields)}
                  </th>
                  <th scope="col">{say(words.settings.source)}</th>
                </tr>
              </thead>
              <tbody>
                {own.map(({ name, title: label, fields, states, moves, overlay }) => {
                  const ours = [...fields, ...states, ...moves].filter(({ source }) => source === 'ours').length;
                  return (
                    <tr key={name}>
                      <th scope="row">
                        <a href={settingsHref('modules', name)}>{label}</a>
                      </th>
                      <td className="num">{fields.length}</td>
                      <td>
                        <Source ours={overlay.version > 0 && ours > 0} />
                        {ours > 0 ? (
                          <span className="faint">
                            　{say(words.settings.oursOf, { n: ours, version: overlay.version })}
                          </span>
                        ) : null}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
        );
      })}
    </Frame>
  );
}

export const Source = ({ ours }: { ours: boolean }) => (
  <span className={ours ? 'tag ours' : 'tag'}>{say(ours ? words.settings.ours : words.settings.inherited)}</span>
);
