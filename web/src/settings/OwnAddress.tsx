import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shortMoment } from '../day.ts';
import { say } from '../locale.ts';
import { issueAt } from '../problem.ts';
import { meQuery } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import { Phase } from '../ui/Phase.tsx';
import { toast } from '../ui/toast.tsx';
import { useWork } from '../ui/work.ts';
import { checkDomain, type Domain, type Finding, lastLook, type Portal, removeDomain, saveDomain } from './portal.ts';
import { portalWords } from './portalWords.ts';

/** The county's own host: which records it needs, what was found of them, and since when it is served. */
export function OwnAddress({ portal }: { portal: Portal }) {
  const { domain } = portal;
  const [isChanging, setChanging] = useState(false);
  return (
    <section className="panel narrow" aria-labelledby="own-address">
      <header>
        <h2 id="own-address">{say(portalWords.domain)}</h2>
        {domain ? <Standing domain={domain} /> : null}
      </header>
      <p className="dim">
        {say(portalWords.domainNote)}
        <a href={`${portal.address}/`} target="_blank" rel="noreferrer">
          {portal.address}
        </a>
      </p>
      {domain && !isChanging ? (
        <Records key={domain.name} domain={domain} change={() => setChanging(true)} />
      ) : (
        <Name portal={portal} done={() => setChanging(false)} />
      )}
    </section>
  );
}

function Standing({ domain: { since, broken } }: { domain: Domain }) {
  const { data: me } = useSuspenseQuery(meQuery);
  if (broken)
    return (
      <Phase phase="refused" label={say(portalWords.broken, { day: shortMoment(broken.since, me.clock.today) })} />
    );
  return since ? (
    <Phase phase="done" label={say(portalWords.served, { day: shortMoment(since, me.clock.today) })} />
  ) : (
    <Phase phase="waiting" label={say(portalWords.waiting)} />
  );
}

function Name({ portal, done }: { portal: Portal; done(): void }) {
  const [name, setName] = useState(portal.domain?.readable ?? '');
  const { busy, problem, work } = useWork();
  const save = () =>
    work(async () => {
      await saveDomain(name, portal.revision);
      done();
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="dim">{say(portalWords.domainWhy)}</p>
      {portal.domain?.since ? <p className="note waiting">{say(portalWords.removeNote)}</p> : null}
      <div className="field own-name">
        <label htmlFor="own-name">{say(portalWords.domainName)}</label>
        <input
          id="own-name"
          className="in"
          value={name}
          maxLength={260}
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          onChange={({ target }) => setName(target.value)}
        />
        <p className="help">{say(portalWords.domainHelp)}</p>
        {problem ? <p className="err">{issueAt(problem, 'domain') ?? problem.detail}</p> : null}
      </div>
      <p className="acts">
        <Button type="submit" look="act" busy={busy}>
          {say(portalWords.next)}
        </Button>
        {portal.domain ? <Button onClick={done}>{say(portalWords.keep)}</Button> : null}
      </p>
    </form>
  );
}

function Records({ domain, change }: { domain: Domain; change(): void }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const [look, setLook] = useState(() => lastLook(domain.name));
  const [isRemoving, setRemoving] = useState(false);
  const { busy, problem, work } = useWork();
  const isServed = domain.since !== undefined && !domain.broken;
  const check = () =>
    work(async () => {
      const found = await checkDomain(domain.name);
      setLook(found);
      if (found.findings.every(({ state }) => isGood(state))) toast(say(portalWords.opened));
    });
  return (
    <>
      <p className="own-host">
        <b>{domain.readable}</b> {domain.readable === domain.name ? null : <code>{domain.name}</code>}
      </p>
      <p className="dim">
        {say(domain.broken ? portalWords.brokenNote : isServed ? portalWords.stay : portalWords.steps)}
      </p>
      <ul className="dns">
        {domain.records.map((one) => (
          <li key={one.record}>
            <b>{one.record}</b>
            <dl className="pair">
              <dt>{say(portalWords.host)}</dt>
              <dd>
                <code>{one.host}</code>
              </dd>
              <dt>{say(portalWords.value)}</dt>
              <dd>{one.value ? <code>{one.value}</code> : say(portalWords.noTarget)}</dd>
            </dl>
            <Found finding={look?.findings.find(({ record }) => record === one.record)} />
          </li>
        ))}
      </ul>
      {look ? (
        <p className="dim">{say(portalWords.lookedAt, { at: shortMoment(look.lookedAt, me.clock.today) })}</p>
      ) : null}
      {problem ? (
        <p className="note refused" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <p className="acts">
        <Button {...(isServed ? {} : { look: 'act' as const })} busy={busy} onClick={check}>
          {say(portalWords.check)}
        </Button>
        <Button onClick={change}>{say(portalWords.change)}</Button>
        <Button look="quiet" onClick={() => setRemoving(true)}>
          {say(portalWords.remove)}
        </Button>
      </p>
      {isRemoving ? (
        <Confirm
          title={say(portalWords.removeTitle, { host: domain.readable })}
          act={say(portalWords.remove)}
          close={() => setRemoving(false)}
          submit={removeDomain}
        >
          {say(portalWords.removeNote)}
        </Confirm>
      ) : null}
    </>
  );
}

const isGood = (state: Finding['state']): boolean => state === 'right' || state === 'flattened';

function Found({ finding }: { finding: Finding | undefined }) {
  if (!finding) return null;
  const { state, says, found } = finding;
  const phase = isGood(state) ? 'done' : state === 'silent' || state === 'targetless' ? 'waiting' : 'refused';
  return (
    <div role="status">
      <Phase phase={phase} label={say(says)} />
      {found.length > 0 && !isGood(state) ? (
        <dl className="pair">
          <dt>{say(portalWords.found)}</dt>
          <dd>
            {found.map((one) => (
              <code key={one}>{one}</code>
            ))}
          </dd>
        </dl>
      ) : null}
    </div>
  );
}
