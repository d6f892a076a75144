import { useState } from 'react';
import { restAsked } from '../api.ts';
import { say } from '../locale.ts';
import { problemOf } from '../problem.ts';
import { queries } from '../queries.ts';
import { Secret } from '../settings/Secret.tsx';
import { Button } from '../ui/Button.tsx';
import { Phase } from '../ui/Phase.tsx';
import { toast } from '../ui/toast.tsx';
import type { Account } from './account.ts';
import { own } from './words.ts';

/** The link by which a calendar elsewhere shows what the person owes: made, replaced, ended. */
export function Calendar({ account: { calendarSince } }: { account: Account }) {
  const [url, setUrl] = useState<string>();
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      toast(problemOf(error).detail, 'refused');
    }
    void queries.invalidateQueries({ queryKey: ['account'] });
  };
  const make = () =>
    act(async () => setUrl((await restAsked<{ url: string }>('/me/calendar', { method: 'POST' })).url));
  const end = () =>
    act(async () => {
      await restAsked('/me/calendar', { method: 'DELETE' });
      toast(say(own.calendarEnded));
    });
  return (
    <section className="panel narrow" aria-labelledby="calendar">
      <header>
        <h2 id="calendar">{say(own.calendar)}</h2>
        <Phase
          phase={calendarSince ? 'done' : 'draft'}
          label={calendarSince ? say(own.calendarSince, { day: calendarSince.slice(0, 10) }) : say(own.calendarNone)}
        />
      </header>
      <p className="dim">{say(own.calendarNote)}</p>
      <p className="acts">
        <Button onClick={make}>{say(calendarSince ? own.calendarAgain : own.calendarOpen)}</Button>
        {calendarSince ? (
          <Button look="quiet" onClick={end}>
            {say(own.calendarEnd)}
          </Button>
        ) : null}
      </p>
      {url ? (
        <Secret
          title={say(own.calendarLink)}
          note={say(own.calendarOnce)}
          secret={url}
          close={() => setUrl(undefined)}
        />
      ) : null}
    </section>
  );
}
