import { useState } from 'react';
import { restAsked } from '../api.ts';
import { say } from '../locale.ts';
import { type Problem, problemOf } from '../problem.ts';
import { queries } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Phase } from '../ui/Phase.tsx';
import { toast } from '../ui/toast.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import type { Account } from './account.ts';
import { Line } from './Line.tsx';
import { own } from './words.ts';

const reread = () => {
  for (const queryKey of [['account'], ['sessions']]) void queries.invalidateQueries({ queryKey });
};

/** The second factor: whether it is on, and turning it on, over to another phone, or off. */
export function Factor({ account: { factor, factorForced, recoveryLeft } }: { account: Account }) {
  const [dialog, setDialog] = useState<'on' | 'off'>();
  const close = () => {
    setDialog(undefined);
    reread();
  };
  return (
    <section className="panel narrow" aria-labelledby="factor">
      <header>
        <h2 id="factor">{say(own.factor)}</h2>
        <Phase phase={factor ? 'done' : 'draft'} label={say(factor ? own.on : own.off)} />
      </header>
      <p className="dim">{say(own.factorNote)}</p>
      {factor ? <p>{say(own.recoveryLeft, { n: recoveryLeft })}</p> : null}
      {factor && factorForced ? <p className="help">{say(own.forced)}</p> : null}
      <p className="acts">
        <Button onClick={() => setDialog('on')}>{say(factor ? own.replace : own.enable)}</Button>
        {factor && !factorForced ? (
          <Button look="quiet" onClick={() => setDialog('off')}>
            {say(own.disable)}
          </Button>
        ) : null}
      </p>
      {dialog === 'on' ? <Enrol close={close} /> : null}
      {dialog === 'off' ? <Remove close={close} /> : null}
    </section>
  );
}

type Begun = { secret: string; qr: string };

/** Password, then the code of the new factor, then the recovery codes, once. */
function Enrol({ close }: { close(): void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [begun, setBegun] = useState<Begun>();
  const [recovery, setRecovery] = useState<string[]>();
  const { busy, problem, work } = useWork();
  const submit = () =>
    work(async () => {
      if (!begun) setBegun(await restAsked<Begun>('/me/factor', { method: 'POST', body: { password } }));
      else
        setRecovery(
          (await restAsked<{ recovery: string[] }>('/me/factor/confirm', { method: 'POST', body: { code } })).recovery,
        );
    });
  if (recovery) return <Recovery codes={recovery} close={close} />;
  return (
    <Dialog title={say(own.begin)} close={close} submit={submit}>
      {begun ? (
        <>
          <p className="dim">{say(own.scan)}</p>
          <img className="factor-qr" alt="" src={`data:image/svg+xml,${encodeURIComponent(withNames(begun.qr))}`} />
          <p className="factor-secret">
            <span className="faint">{say(own.secret)}</span> <code>{begun.secret.match(/.{1,4}/g)?.join(' ')}</code>
          </p>
          <Line
            id="factor-code"
            numeric
            complete="one-time-code"
            label={say(own.code)}
            value={code}
            change={setCode}
            error={problem?.detail}
          />
        </>
      ) : (
        <>
          <p className="dim">{say(own.beginNote)}</p>
          <Line
            id="factor-password"
            secret
            complete="current-password"
            label={say(own.current)}
            value={password}
            change={setPassword}
            error={problem?.detail}
          />
        </>
      )}
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy}>
          {say(begun ? own.confirm : own.goOn)}
        </Button>
      </div>
    </Dialog>
  );
}

/** An image of its own has to say that it is SVG. */
const withNames = (svg: string): string => svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');

const Recovery = ({ codes, close }: { codes: readonly string[]; close(): void }) => (
  <Dialog title={say(own.recoveryTitle)} close={close}>
    <p className="dim">{say(own.recoveryNote)}</p>
    <ol className="recovery">
      {codes.map((code) => (
        <li key={code}>
          <code>
            {code.slice(0, 5)} {code.slice(5)}
          </code>
        </li>
      ))}
    </ol>
    <div className="acts">
      <Button
        onClick={() =>
          navigator.clipboard.writeText(codes.join('\n')).then(
            () => toast(say(words.copied)),
            (error) => toast(problemOf(error).detail, 'refused'),
          )
        }
      >
        {say(words.copy)}
      </Button>
      <Button look="act" onClick={close}>
        {say(own.kept)}
      </Button>
    </div>
  </Dialog>
);

function Remove({ close }: { close(): void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const submit = async () => {
    try {
      await restAsked('/me/factor', { method: 'DELETE', body: { password, code: code.replace(/\s/g, '') } });
      toast(say(words.saved));
      close();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const isPassword = problem?.code === 'invalid.password';
  return (
    <Dialog title={say(own.end)} close={close} submit={submit}>
      <Line
        id="end-password"
        secret
        complete="current-password"
        label={say(own.current)}
        value={password}
        change={setPassword}
        error={isPassword ? problem.detail : undefined}
      />
      <Line
        id="end-code"
        numeric
        complete="one-time-code"
        label={say(own.endCode)}
        value={code}
        change={setCode}
        error={isPassword ? undefined : problem?.detail}
      />
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="stop" type="submit">
          {say(own.disable)}
        </Button>
      </div>
    </Dialog>
  );
}
