import { useState } from 'react';
import { restAsked } from '../api.ts';
import { listed, say } from '../locale.ts';
import { type Problem, problemOf } from '../problem.ts';
import { queries } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Phase } from '../ui/Phase.tsx';
import { toast } from '../ui/toast.tsx';
import { type Tenant, tenantQuery } from './settings.ts';
import { ways } from './words.ts';

type Room = { room: string; title: string };

/**
 * Rooms about people in office that are closed on the internet: the security administrator opens them by the number of
 * a signed letter, everybody else reads why they are closed.
 */
export function Confirmation({
  tenant,
  closed,
  isSecurity,
}: {
  tenant: Tenant;
  closed: readonly Room[];
  isSecurity: boolean;
}) {
  const said = Object.entries(tenant.confirmed ?? {});
  if (closed.length === 0 && !isSecurity) return null;
  return (
    <section className="panel narrow" aria-labelledby="confirmation">
      <header>
        <h2 id="confirmation">{say(ways.confirm.title)}</h2>
        {closed.length > 0 ? (
          <Phase phase="waiting" label={say(ways.confirm.wait)} />
        ) : said.length > 0 ? (
          <Phase phase="done" label={say(ways.confirm.done)} />
        ) : null}
      </header>
      {closed.length > 0 ? (
        <p className="dim">{say(ways.confirm.why, { rooms: listed(closed.map(({ title }) => title)) })}</p>
      ) : said.length === 0 ? (
        <p className="dim">{say(ways.confirm.free)}</p>
      ) : null}
      {said.map(([room, { document, name, at }]) => (
        <p key={room}>{say(ways.confirm.said, { document, name, day: at.slice(0, 10) })}</p>
      ))}
      {isSecurity ? closed.map((room) => <Confirm key={room.room} tenant={tenant} of={room} />) : null}
    </section>
  );
}

function Confirm({ tenant: { revision }, of: { room, title } }: { tenant: Tenant; of: Room }) {
  const [document, setDocument] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const submit = async () => {
    try {
      await restAsked('/tenant/confirmations', { method: 'POST', body: { revision, room, document } });
      toast(say(ways.confirm.done));
      for (const queryKey of [tenantQuery.queryKey, ['me']]) void queries.invalidateQueries({ queryKey });
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const id = `letter-${room}`;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="field">
        <label htmlFor={id}>{say(ways.confirm.document)}</label>
        <input
          id={id}
          className="in"
          maxLength={60}
          placeholder={say(ways.confirm.hint)}
          value={document}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? `${id}-error` : undefined}
          onChange={({ target }) => setDocument(target.value)}
        />
        {problem ? (
          <p className="err" id={`${id}-error`} role="alert">
            {problem.fields?.[0]?.message ?? problem.detail}
          </p>
        ) : null}
      </div>
      <p className="acts">
        <Button type="submit">{say(ways.confirm.act, { room: title })}</Button>
      </p>
    </form>
  );
}
