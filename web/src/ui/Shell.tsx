import { useSuspenseQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { api, type Me } from '../api.ts';
import { base, listHref, settingsHref } from '../go.ts';
import { composing } from '../ime.ts';
import { listed, locale, say, speak } from '../locale.ts';
import { meQuery, queries } from '../queries.ts';
import { signOut } from '../session.tsx';
import { words } from '../words.ts';
import { Drawer } from './Dialog.tsx';
import { Jump } from './Jump.tsx';

/** The frame of every page: brand, office, way to everything, who is signed in. */
export function Shell({ children }: { children: ReactNode }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [menu, setMenu] = useState(false);
  const [jump, setJump] = useState(false);
  useWatchOfChanges();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (composing(event) || event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setJump(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <a className="skip" href="#main">
        {say(words.shell.skip)}
      </a>
      <div className="shell">
        <header className="top">
          <a className="brand" href="/w">
            {say(words.brand)}
          </a>
          <button type="button" className="btn menu-button" aria-haspopup="dialog" onClick={() => setMenu(true)}>
            {say(words.shell.menu)}
          </button>
          <span className="office">{me.tenant.officeName || me.tenant.name}</span>
          <button type="button" className="seek" aria-keyshortcuts="Control+K" onClick={() => setJump(true)}>
            <span>{say(words.shell.seek)}</span>
            <kbd>Ctrl K</kbd>
          </button>
          <Member me={me} />
        </header>
        <aside className="side" aria-label={say(words.shell.menu)}>
          <Rooms me={me} path={path} />
          {me.tenant.demo ? <Demo /> : null}
        </aside>
        <main className="main" id="main" tabIndex={-1}>
          {me.tenant.verified ? null : <p className="note waiting">{say(words.shell.unverified)}</p>}
          {children}
        </main>
        {me.tenant.demo ? (
          <footer className="foot-demo">
            <Demo />
          </footer>
        ) : null}
      </div>
      {menu ? (
        <Drawer label={say(words.shell.menu)} close={() => setMenu(false)}>
          <header>
            <b>{me.tenant.officeName || me.tenant.name}</b>
            <button type="button" className="btn quiet" onClick={() => setMenu(false)}>
              {say(words.close)}
            </button>
          </header>
          <Rooms me={me} path={path} />
        </Drawer>
      ) : null}
      {jump ? <Jump me={me} close={() => setJump(false)} /> : null}
    </>
  );
}

const Demo = () => (
  <p className="demo">
    {say(words.shell.demo)}
    <br />
    {say(words.shell.fictional)}
  </p>
);

const isAdministrator = (me: Me): boolean =>
  me.member.roles.some((role) => ['system', 'security', 'audit'].includes(role));

/** Whoever sees studios as the office or a leader does, sees the whole of the talent work. */
const hasTalent = (me: Me): boolean =>
  me.member.roles.some((role) => role === 'office' || role === 'leader') &&
  me.rooms.some(({ modules }) => modules.some(({ name }) => name === 'studio' || name === 'campaign'));

function Rooms({ me, path }: { me: Me; path: string }) {
  const owed = me.rooms.reduce((sum, { modules }) => sum + modules.reduce((n, module) => n + module.owed, 0), 0);
  const line = (href: string, title: string, note: ReactNode = null) => {
    const here = href === '/w' ? path === '/w' || path === '/w/' : path === href || path.startsWith(`${href}/`);
    return (
      <a key={href} href={href} aria-current={here ? 'page' : undefined}>
        {title}
        {note ? <span>{note}</span> : null}
      </a>
    );
  };
  return (
    <nav className="nav" aria-label={say(words.shell.nav)}>
      <div>
        {line('/w', say(words.shell.home), owed > 0 ? say(words.shell.owed, { n: owed }) : null)}
        {hasTalent(me) ? line(`${base}/overview`, say(words.overview.title)) : null}
        {me.member.roles.includes('expert') ? line('/w/desk', say(words.shell.desk)) : null}
      </div>
      {me.rooms.map(({ room, title, modules }) => (
        <div key={room}>
          <h2>{title}</h2>
          {modules.map((module) =>
            line(
              listHref(module.name),
              module.title,
              <>
                {module.owed > 0 ? <b className="owes">{say(words.shell.owedOf, { n: module.owed })}</b> : null}
                {module.owed > 0 ? '　' : null}
                {module.count.toLocaleString(locale)}
              </>,
            ),
          )}
          {modules.some(({ name }) => name === 'cadre') ? line(`${base}/reports`, say(words.report.all)) : null}
          {room === 'office' && isAdministrator(me) ? line(settingsHref(), say(words.shell.settings)) : null}
        </div>
      ))}
      {me.closed.map(({ room, title }) => (
        <div key={room}>
          <h2>{title}</h2>
          <p className="closed-room">{say(words.shell.closedRoom)}</p>
        </div>
      ))}
      {isAdministrator(me) && !me.rooms.some(({ room }) => room === 'office')
        ? line(settingsHref(), say(words.shell.settings))
        : null}
    </nav>
  );
}

function Member({ me }: { me: Me }) {
  const roles = me.member.roles.map((role) => say(words.roles[role]));
  return (
    <details
      className="me"
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.open = false;
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
      }}
    >
      <summary>
        {me.member.name}
        <small className="faint">{say(words.roles[me.member.roles[0] ?? 'office'])}</small>
      </summary>
      <div>
        <p>{me.tenant.name}</p>
        <p className="small faint">{listed(roles)}</p>
        <hr />
        <p>
          <a href="/w/me">{say(words.shell.account)}</a>
        </p>
        <p className="row">
          <button
            type="button"
            className="linky"
            lang={locale === 'en' ? 'zh-CN' : 'en'}
            onClick={() => speak(locale === 'en' ? 'zh-CN' : 'en')}
          >
            {say(words.shell.language)}
          </button>
          <button type="button" className="linky" onClick={signOut}>
            {say(words.shell.signOut)}
          </button>
        </p>
      </div>
    </details>
  );
}

const every = 30_000;

/** Asks while the page is in view what changed in the modules the member may see, and lets those be read anew. */
function useWatchOfChanges(): void {
  useEffect(() => {
    let since: string | undefined;
    const look = async () => {
      if (document.hidden) return;
      const answer = await api.changes(since === undefined ? {} : { since }).catch(() => undefined);
      if (!answer) return;
      if (since !== undefined)
        for (const module of answer.modules) {
          void queries.invalidateQueries({ queryKey: ['list', module] });
          void queries.invalidateQueries({ queryKey: ['record', module] });
          void queries.invalidateQueries({ queryKey: ['home'] });
          void queries.invalidateQueries({ queryKey: ['me'] });
        }
      since = answer.now;
    };
    void look();
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, []);
}
