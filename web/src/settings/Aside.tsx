import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { useState } from 'react';
import { say } from '../locale.ts';
import type { Problem } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import { toast } from '../ui/toast.tsx';
import { words } from '../words.ts';
import { changesOf, type Diff, sameDiff } from './diff.ts';
import { rollBack, type Settings, type Version } from './settings.ts';
import { terms } from './words.ts';

type Props = {
  module: ModuleAnswer;
  settings: Settings;
  standing: Diff;
  diff: Diff;
  problem: Problem | undefined;
  busy: boolean;
  discard(): void;
  keep(): void;
  publish(): void;
  settled(next: Settings): void;
};

/** What publishing would change, the act itself, and the versions before. */
export function Aside({ module, settings, standing, diff, problem, busy, discard, keep, publish, settled }: Props) {
  const changes = changesOf(module, standing, diff);
  const next = (settings.versions[0]?.version ?? 0) + 1;
  const [back, setBack] = useState<number>();
  return (
    <aside aria-label={say(terms.changes)}>
      <section className="panel" aria-labelledby="changes-title">
        <header>
          <h2 id="changes-title">{say(terms.changes)}</h2>
          <span className="faint">{say(terms.places, { n: changes.length })}</span>
        </header>
        {changes.length === 0 ? <p className="dim">{say(terms.noChanges)}</p> : null}
        <ol className="diff">
          {changes.map(({ path, where, what, before, after }) => (
            <li key={path}>
              <b>{where}</b>　<span className="faint">{what}</span>
              <del data-mark={say(words.record.before)}>{before ?? say(terms.inherited)}</del>
              <ins data-mark={say(words.record.after)}>{after ?? say(terms.inherited)}</ins>
            </li>
          ))}
        </ol>
        {problem ? (
          <div className="note refused" role="alert">
            <div>
              <p>{problem.detail}</p>
              <ul>
                {problem.fields?.map(({ path, message }) => (
                  <li key={path}>
                    {path}：{message}
                  </li>
                ))}
              </ul>
            </div>
          </div>
        ) : null}
        {changes.length > 0 ? (
          <>
            <p className="help">{say(terms.effect)}</p>
            <p className="acts">
              <Button look="act" busy={busy} onClick={publish}>
                {say(terms.publish, { version: next })}
              </Button>
              {settings.draft && sameDiff(settings.draft.overlay, diff) ? null : (
                <Button onClick={keep}>{say(terms.keep)}</Button>
              )}
              <Button look="quiet" onClick={discard}>
                {say(words.record.discard)}
              </Button>
            </p>
          </>
        ) : null}
      </section>
      <section className="panel versions" aria-labelledby="versions-title">
        <header>
          <h2 id="versions-title">{say(terms.versions)}</h2>
        </header>
        <table className="lines">
          <tbody>
            {settings.versions.map((version, at) => (
              <Line key={version.version} version={version} current={at === 0} back={() => setBack(version.version)} />
            ))}
            <tr>
              <th scope="row">{say(terms.inherited)}</th>
              <td />
              <td />
              <td className="num">
                {settings.versions.length > 0 ? (
                  <button type="button" className="linky" onClick={() => setBack(0)}>
                    {say(terms.rollBack)}
                  </button>
                ) : null}
              </td>
            </tr>
          </tbody>
        </table>
      </section>
      {back === undefined ? null : (
        <RollBack module={module.name} version={back} next={next} close={() => setBack(undefined)} settled={settled} />
      )}
    </aside>
  );
}

const Line = ({
  version: { version, at, by, restores },
  current,
  back,
}: {
  version: Version;
  current: boolean;
  back(): void;
}) => (
  <tr>
    <th scope="row">{say(terms.version, { version })}</th>
    <td>{at.slice(5, 10)}</td>
    <td className="dim">
      {by}
      {restores === undefined ? '' : `　${say(terms.restores, { version: restores })}`}
    </td>
    <td className="num">
      {current ? (
        <span className="faint">{say(terms.current)}</span>
      ) : (
        <button type="button" className="linky" onClick={back}>
          {say(terms.rollBack)}
          <span className="sr"> {version}</span>
        </button>
      )}
    </td>
  </tr>
);

function RollBack({
  module,
  version,
  next,
  close,
  settled,
}: {
  module: string;
  version: number;
  next: number;
  close(): void;
  settled(next: Settings): void;
}) {
  const submit = async () => {
    settled(await rollBack(module, version));
    toast(say(terms.published));
  };
  return (
    <Confirm
      title={say(terms.rollBackTitle, { version: version === 0 ? say(terms.inherited) : version })}
      act={say(terms.rollBack)}
      look="act"
      close={close}
      submit={submit}
    >
      {say(terms.rollBackNote, { next })}
    </Confirm>
  );
}
