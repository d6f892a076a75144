import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { settingsHref } from '../go.ts';
import { say } from '../locale.ts';
import { meQuery } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Listing, type ListingProps } from '../ui/Listing.tsx';
import { Missing } from '../ui/state.tsx';
import { words } from '../words.ts';
import { terms, ways } from './words.ts';
import './settings.css';

type Page = 'modules' | 'county' | 'portal' | 'members' | 'keys' | 'webhooks' | 'audit';

/** Head and tabs of the settings; each administrator sees the pages of their own office, nobody else any. */
export function Frame({ page, children }: { page: Page; children: ReactNode }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const holds = (...roles: string[]) => me.member.roles.some((role) => roles.includes(role));
  const pages: { name: Page; title: string; mine: boolean }[] = [
    { name: 'modules', title: say(terms.modules), mine: holds('system') },
    { name: 'county', title: say(terms.county), mine: holds('system', 'security') },
    { name: 'portal', title: say(ways.portal), mine: holds('system') },
    { name: 'members', title: say(terms.members), mine: holds('system', 'security', 'audit') },
    { name: 'keys', title: say(ways.keys.title), mine: holds('security') },
    { name: 'webhooks', title: say(ways.hooks.title), mine: holds('system') },
    { name: 'audit', title: say(terms.audit), mine: holds('audit') },
  ];
  if (!pages.some(({ name, mine }) => mine && name === page)) return <Missing />;
  return (
    <>
      <div className="head">
        <h1>{say(words.shell.settings)}</h1>
      </div>
      <nav className="tabs" aria-label={say(words.shell.settings)}>
        {pages
          .filter(({ mine }) => mine)
          .map(({ name, title }) => (
            <a
              key={name}
              href={name === 'modules' ? settingsHref() : settingsHref(name)}
              aria-current={name === page ? 'page' : undefined}
            >
              {title}
            </a>
          ))}
      </nav>
      <div className="settings">{children}</div>
    </>
  );
}

type ListFrameProps<R> = ListingProps<R> & {
  page: Page;
  note: string;
  /** Opens the dialog in which another is made. */
  add: { label: string; press(): void };
  /** Its dialogs. */
  children: ReactNode;
};

/** A page of what the county has handed out: what it is for, the button for another, the list. */
export const ListFrame = <R,>({ page, note, add, children, ...listing }: ListFrameProps<R>) => (
  <Frame page={page}>
    <div className="strip">
      <p className="dim">{note}</p>
      <div className="end">
        <Button look="act" onClick={add.press}>
          {add.label}
        </Button>
      </div>
    </div>
    <Listing {...listing} />
    {children}
  </Frame>
);
