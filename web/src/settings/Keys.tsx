import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { restAsked } from '../api.ts';
import { shortMoment } from '../day.ts';
import { listed, say } from '../locale.ts';
import { issueAt } from '../problem.ts';
import { meQuery, queries } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import type { Column } from '../ui/DataTable.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { ListFrame } from './Frame.tsx';
import { RoleChoice } from './Members.tsx';
import { Secret } from './Secret.tsx';
import { type RoleLine, rolesQuery } from './settings.ts';
import { terms, ways } from './words.ts';

type KeyLine = {
  id: string;
  name: string;
  roles: string[];
  createdAt: string;
  expiresAt: string;
  usedAt?: string;
};

const reread = () => queries.invalidateQueries({ queryKey: ['api-keys'] });

/** What other systems sign in with: given under roles and for a time, shown once, taken back at once. */
export function Keys() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: roles = [] } = useQuery(rolesQuery);
  const keys = useQuery({
    queryKey: ['api-keys'],
    queryFn: async () => (await restAsked<{ items: KeyLine[] }>('/api-keys')).items,
  });
  const [dialog, setDialog] = useState<
    { kind: 'give' } | { kind: 'secret'; secret: string } | { kind: 'revoke'; key: KeyLine }
  >();
  useTitle(say(ways.keys.title), say(words.shell.settings));
  const close = () => setDialog(undefined);
  const labels = (names: readonly string[]) =>
    listed(names.map((name) => roles.find((role) => role.name === name)?.label ?? name));
  const columns: Column<KeyLine>[] = [
    { name: 'roles', title: say(terms.roles), keep: true, draw: (key) => labels(key.roles) },
    { name: 'created', title: say(ways.keys.created), draw: ({ createdAt }) => createdAt.slice(0, 10) },
    { name: 'expires', title: say(ways.keys.expires), keep: true, draw: ({ expiresAt }) => expiresAt.slice(0, 10) },
    {
      name: 'used',
      title: say(ways.keys.used),
      draw: ({ usedAt }) => (usedAt ? shortMoment(usedAt, me.clock.today) : say(ways.keys.never)),
    },
    {
      name: 'acts',
      title: say(words.acts),
      keep: true,
      end: true,
      draw: (key) => (
        <button type="button" className="linky" onClick={() => setDialog({ kind: 'revoke', key })}>
          {say(ways.keys.revoke)}
          <span className="sr"> {key.name}</span>
        </button>
      ),
    },
  ];
  return (
    <ListFrame
      page="keys"
      note={say(ways.keys.note)}
      add={{ label: say(ways.keys.give), press: () => setDialog({ kind: 'give' }) }}
      asked={keys}
      none={{ title: say(ways.keys.noneTitle), note: say(ways.keys.none) }}
      caption={say(ways.keys.title)}
      keyOf={({ id }) => id}
      titleOf={({ name }) => name}
      lead={{ name: 'name', title: say(ways.keys.name), draw: ({ name }) => name }}
      columns={columns}
    >
      {dialog?.kind === 'give' ? (
        <Give roles={roles} close={close} given={(secret) => setDialog({ kind: 'secret', secret })} />
      ) : null}
      {dialog?.kind === 'secret' ? (
        <Secret
          title={say(ways.keys.secretTitle)}
          note={say(ways.keys.secretNote)}
          secret={dialog.secret}
          close={close}
        />
      ) : null}
      {dialog?.kind === 'revoke' ? <Revoke of={dialog.key} close={close} /> : null}
    </ListFrame>
  );
}

const spans = [30, 90, 180, 365];
const dayMs = 86_400_000;

function Give({ roles, close, given }: { roles: readonly RoleLine[]; close(): void; given(secret: string): void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [days, setDays] = useState(90);
  const { busy, problem, work } = useWork();
  const submit = () =>
    work(async () => {
      const expiresAt = new Date(Date.now() + days * dayMs).toISOString();
      const { secret } = await restAsked<{ secret: string }>('/api-keys', {
        method: 'POST',
        body: { name, roles: chosen, expiresAt },
      });
      void reread();
      given(secret);
    });
  return (
    <Dialog title={say(ways.keys.give)} close={close} submit={submit}>
      {problem && !problem.fields ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <div className="field">
        <label htmlFor="key-name">{say(ways.keys.name)}</label>
        <input
          id="key-name"
          className="in"
          maxLength={60}
          placeholder={say(ways.keys.nameHint)}
          value={name}
          aria-invalid={issueAt(problem, 'name') !== undefined}
          onChange={({ target }) => setName(target.value)}
        />
        {issueAt(problem, 'name') ? <p className="err">{issueAt(problem, 'name')}</p> : null}
      </div>
      <RoleChoice roles={roles.filter(({ exclusive }) => !exclusive)} chosen={chosen} change={setChosen} />
      {issueAt(problem, 'roles') ? <p className="err">{issueAt(problem, 'roles')}</p> : null}
      <div className="field">
        <label htmlFor="key-days">{say(ways.keys.validFor)}</label>
        <select id="key-days" className="in" value={days} onChange={({ target }) => setDays(Number(target.value))}>
          {spans.map((span) => (
            <option key={span} value={span}>
              {say(ways.keys.days, { n: span })}
            </option>
          ))}
        </select>
        {issueAt(problem, 'expiresAt') ? <p className="err">{issueAt(problem, 'expiresAt')}</p> : null}
      </div>
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy}>
          {say(ways.keys.give)}
        </Button>
      </div>
    </Dialog>
  );
}

function Revoke({ of: { id, name }, close }: { of: KeyLine; close(): void }) {
  const submit = async () => {
    await restAsked(`/api-keys/${id}`, { method: 'DELETE' });
    void reread();
    toast(say(ways.keys.revoked));
  };
  return (
    <Confirm title={say(ways.keys.revokeTitle, { name })} act={say(ways.keys.revoke)} close={close} submit={submit}>
      {say(ways.keys.revokeNote)}
    </Confirm>
  );
}
