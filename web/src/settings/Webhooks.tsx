import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { restAsked } from '../api.ts';
import { shortMoment } from '../day.ts';
import { settingsHref } from '../go.ts';
import { listed, say } from '../locale.ts';
import { issueAt, problemOf } from '../problem.ts';
import { meQuery } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import type { Column } from '../ui/DataTable.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Phase } from '../ui/Phase.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { answerOf } from './Deliveries.tsx';
import { ListFrame } from './Frame.tsx';
import { hooksQuery, hostOf, rereadHooks, type Webhook } from './hooks.ts';
import { RoleChoice } from './Members.tsx';
import { Secret } from './Secret.tsx';
import { rolesQuery, type Tenant, tenantQuery } from './settings.ts';
import { terms, ways } from './words.ts';

/** Receivers outside that are told of every step: made, tried, resumed and taken away. */
export function Webhooks() {
  const hooks = useQuery(hooksQuery);
  const { data: roles = [] } = useQuery(rolesQuery);
  const { data: tenant } = useQuery(tenantQuery);
  const [dialog, setDialog] = useState<
    { kind: 'add' } | { kind: 'secret'; secret: string } | { kind: 'remove'; hook: Webhook }
  >();
  useTitle(say(ways.hooks.title), say(words.shell.settings));
  const close = () => setDialog(undefined);
  const act = async (hook: Webhook, name: 'trial' | 'resume', said: string) => {
    try {
      await restAsked(`/webhooks/${hook.id}/${name}`, { method: 'POST' });
      toast(said);
    } catch (problem) {
      toast(problemOf(problem).detail, 'refused');
    }
    void rereadHooks();
  };
  const labels = (names: readonly string[]) =>
    listed(names.map((name) => roles.find((role) => role.name === name)?.label ?? name));
  const titles = (names: readonly string[]) =>
    listed(
      names.map((name) => {
        const title = tenant?.modules.find((module) => module.name === name)?.title;
        return title ? say(title) : name;
      }),
    );
  const button = (hook: Webhook, said: string, press: () => void) => (
    <button type="button" className="linky" onClick={press}>
      {said}
      <span className="sr"> {hook.url}</span>
    </button>
  );
  const columns: Column<Webhook>[] = [
    { name: 'state', title: say(ways.hooks.state), keep: true, draw: (hook) => <Standing hook={hook} /> },
    { name: 'roles', title: say(terms.roles), keep: true, draw: (hook) => labels(hook.roles) },
    {
      name: 'modules',
      title: say(ways.hooks.modules),
      draw: (hook) => (hook.modules.length === 0 ? say(ways.hooks.all) : titles(hook.modules)),
    },
    {
      name: 'acts',
      title: say(words.acts),
      keep: true,
      end: true,
      draw: (hook) => (
        <span className="acts-cell">
          <a href={settingsHref('webhooks', hook.id)}>
            {say(ways.hooks.log)}
            <span className="sr"> {hook.url}</span>
          </a>
          {hook.active
            ? button(hook, say(ways.hooks.trial), () => act(hook, 'trial', say(ways.hooks.trialSent)))
            : button(hook, say(ways.hooks.resume), () => act(hook, 'resume', say(ways.hooks.resumed)))}
          {button(hook, say(ways.hooks.remove), () => setDialog({ kind: 'remove', hook }))}
        </span>
      ),
    },
  ];
  return (
    <ListFrame
      page="webhooks"
      note={say(ways.hooks.note)}
      add={{ label: say(ways.hooks.add), press: () => setDialog({ kind: 'add' }) }}
      asked={hooks}
      none={{ title: say(ways.hooks.noneTitle), note: say(ways.hooks.none) }}
      caption={say(ways.hooks.title)}
      keyOf={({ id }) => id}
      titleOf={({ url }) => url}
      lead={{ name: 'url', title: say(ways.hooks.url), draw: ({ url }) => <span className="hook-url">{url}</span> }}
      columns={columns}
    >
      {dialog?.kind === 'add' ? (
        <Add tenant={tenant} close={close} added={(secret) => setDialog({ kind: 'secret', secret })} />
      ) : null}
      {dialog?.kind === 'secret' ? (
        <Secret
          title={say(ways.hooks.secretTitle)}
          note={say(ways.hooks.secretNote)}
          secret={dialog.secret}
          close={close}
        />
      ) : null}
      {dialog?.kind === 'remove' ? <Remove hook={dialog.hook} close={close} /> : null}
    </ListFrame>
  );
}

function Standing({ hook: { active, failures, stopped } }: { hook: Webhook }) {
  const { data: me } = useSuspenseQuery(meQuery);
  if (active)
    return (
      <Phase
        phase={failures > 0 ? 'waiting' : 'done'}
        label={say(failures > 0 ? ways.hooks.failing : ways.hooks.active)}
      />
    );
  return (
    <>
      <Phase phase="refused" label={say(ways.hooks.stopped)} />
      {stopped ? (
        <p className="small dim">
          {say(ways.hooks.stoppedAt, {
            at: shortMoment(stopped.at, me.clock.today),
            reason: answerOf(stopped.reason),
          })}
        </p>
      ) : null}
    </>
  );
}

function Add({ tenant, close, added }: { tenant: Tenant | undefined; close(): void; added(secret: string): void }) {
  const { data: roles = [] } = useQuery(rolesQuery);
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<string[]>(['office']);
  const [modules, setModules] = useState<string[]>([]);
  const { busy, problem, work } = useWork();
  const submit = () =>
    work(async () => {
      const body = { url: url.trim(), roles: chosen, modules };
      const { secret } = await restAsked<{ secret: string }>('/webhooks', { method: 'POST', body });
      void rereadHooks();
      added(secret);
    });
  return (
    <Dialog title={say(ways.hooks.add)} close={close} submit={submit}>
      {problem && !problem.fields ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <div className="field">
        <label htmlFor="hook-url">{say(ways.hooks.url)}</label>
        <input
          id="hook-url"
          className="in"
          type="url"
          maxLength={500}
          value={url}
          aria-invalid={issueAt(problem, 'url') !== undefined}
          onChange={({ target }) => setUrl(target.value)}
        />
        <p className="help">{say(ways.hooks.urlHelp)}</p>
        {issueAt(problem, 'url') ? <p className="err">{issueAt(problem, 'url')}</p> : null}
      </div>
      <RoleChoice roles={roles.filter(({ exclusive }) => !exclusive)} chosen={chosen} change={setChosen} />
      <p className="help">{say(ways.hooks.rolesHelp)}</p>
      {issueAt(problem, 'roles') ? <p className="err">{issueAt(problem, 'roles')}</p> : null}
      <fieldset className="field">
        <legend className="label">{say(ways.hooks.modules)}</legend>
        <p className="help">{say(ways.hooks.allHelp)}</p>
        <div className="switches">
          {tenant?.modules
            .filter(({ off }) => !off)
            .map(({ name, title }) => (
              <label className="opt" key={name}>
                <input
                  type="checkbox"
                  checked={modules.includes(name)}
                  onChange={({ target }) =>
                    setModules(target.checked ? [...modules, name] : modules.filter((one) => one !== name))
                  }
                />
                {say(title)}
              </label>
            ))}
        </div>
      </fieldset>
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy}>
          {say(ways.hooks.add)}
        </Button>
      </div>
    </Dialog>
  );
}

function Remove({ hook, close }: { hook: Webhook; close(): void }) {
  const submit = async () => {
    await restAsked(`/webhooks/${hook.id}`, { method: 'DELETE' });
    void rereadHooks();
  };
  return (
    <Confirm
      title={say(ways.hooks.removeTitle, { host: hostOf(hook) })}
      act={say(ways.hooks.remove)}
      close={close}
      submit={submit}
    >
      {say(ways.hooks.removeNote)}
    </Confirm>
  );
}
