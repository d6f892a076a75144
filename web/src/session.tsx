import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { onSignedOut } from './api.ts';
import { say } from './locale.ts';
import { queries } from './queries.ts';
import { forgetDrafts } from './record/draft.ts';
import { rest } from './rest.ts';
import { Button } from './ui/Button.tsx';
import { Dialog } from './ui/Dialog.tsx';
import { useWork } from './ui/work.ts';
import { words } from './words.ts';

/** Ends the session and leaves nothing typed behind in this browser. */
export async function signOut(): Promise<void> {
  forgetDrafts();
  await rest('/sessions/current', { method: 'DELETE' }).catch(() => undefined);
  location.assign('/sign-in');
}

type Waiting = { settle(): void };

/** Stands by until a call finds the session gone; then signs in again over the page, which keeps what was typed. */
export function SignInAgain() {
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  useEffect(() => {
    onSignedOut(() => new Promise<void>((settle) => setWaiting((list) => [...list, { settle }])));
  }, []);
  if (waiting.length === 0) return null;
  return (
    <AgainDialog
      done={() => {
        for (const { settle } of waiting) settle();
        setWaiting([]);
      }}
    />
  );
}

function AgainDialog({ done }: { done(): void }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { busy, problem, work } = useWork();
  const before = queries.getQueryData<{ member: { id: string } }>(['me'])?.member.id;
  if (!before) {
    location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
    return null;
  }
  const submit = () =>
    work(async () => {
      const { member } = await rest<{ member: { id: string } }>('/sessions', {
        method: 'POST',
        body: { login, password, ...(code ? { code } : {}) },
      });
      if (member.id !== before) {
        forgetDrafts();
        location.assign('/w');
      } else done();
    });
  return (
    <Dialog title={say(words.sign.again)} close={() => location.assign('/sign-in')} submit={submit}>
      <p className="dim">{say(words.sign.againNote)}</p>
      {problem ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <div className="field">
        <label htmlFor="again-login">{say(words.sign.login)}</label>
        <Input
          id="again-login"
          autoComplete="username"
          value={login}
          onChange={({ target }) => setLogin(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="again-password">{say(words.sign.password)}</label>
        <Input
          id="again-password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </div>
      {problem?.code.endsWith('.code') || code ? (
        <div className="field">
          <label htmlFor="again-code">{say(words.sign.code)}</label>
          <Input
            id="again-code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
        </div>
      ) : null}
      <div className="acts">
        <Button look="act" type="submit" busy={busy}>
          {say(words.sign.act)}
        </Button>
      </div>
    </Dialog>
  );
}
