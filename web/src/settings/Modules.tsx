import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api.ts';
import { go, settingsHref } from '../go.ts';
import { say } from '../locale.ts';
import { meQuery } from '../queries.ts';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { words } from '../words.ts';
import { Frame } from './Frame.tsx';
import { tenantQuery } from './settings.ts';
import { terms } from './words.ts';

/** Every kind of work of the county, and how much of each is its own. */
export function Modules() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { roles } = me.member;
  const isMine = roles.includes('system');
  const instead = settingsHref(roles.includes('audit') ? 'audit' : 'members');
  useTitle(say(words.shell.settings));
  useEffect(() => {
    if (!isMine) go(instead, { replace: true });
  }, [isMine, instead]);
  if (!isMine) return <Bones />;
  return (
    <Frame page="modules">
      <Table />
    </Frame>
  );
}

function Table() {
  const { data: tenant, error, refetch } = useQuery(tenantQuery);
  const { data: described = [] } = useQuery({ queryKey: ['modules'], queryFn: () => api.modules.list() });
  if (!tenant) return error ? <Broken error={error} again={refetch} /> : <Bones />;
  return (
    <section className="panel" aria-label={say(terms.modules)}>
      <table className="lines">
        <thead>
          <tr>
            <th scope="col">{say(terms.module)}</th>
            <th scope="col">{say(words.list.state)}</th>
            <th scope="col">{say(terms.source)}</th>
          </tr>
        </thead>
        <tbody>
          {tenant.modules.map(({ name, title, off }) => {
            const known = described.find((module) => module.name === name);
            const ours = known
              ? [...known.fields, ...known.states, ...known.moves].filter(({ source }) => source === 'ours').length
              : 0;
            const version = known?.overlay.version ?? 0;
            return (
              <tr key={name}>
                <th scope="row">
                  <a href={settingsHref('modules', name)}>{known?.title ?? say(title)}</a>
                </th>
                <td>
                  <Phase phase={off ? 'draft' : 'done'} label={say(off ? terms.off : terms.on)} />
                </td>
                <td>
                  <Source ours={version > 0} />
                  {ours > 0 ? <span className="faint">　{say(terms.oursOf, { n: ours, version })}</span> : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

export const Source = ({ ours }: { ours: boolean }) => (
  <span className={ours ? 'tag ours' : 'tag'}>{say(ours ? terms.ours : terms.inherited)}</span>
);
