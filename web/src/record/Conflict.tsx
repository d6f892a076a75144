import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import type { ScreenLook } from '@juxian/engine/kinds/screen.ts';
import { useEffect, useRef } from 'react';
import { say } from '../locale.ts';
import { placeOf } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import type { Draft } from './draft.ts';
import { Held } from './History.tsx';

/** What kept the last save from being made: who changed the record first, or which fields have to be mended. */
export function Conflict({ module, draft, look }: { module: ModuleAnswer; draft: Draft; look: ScreenLook }) {
  const { problem, clashes } = draft;
  const ref = useRef<HTMLDivElement>(null);
  const told = problem?.status === 409 || (problem?.fields?.length ?? 0) > 0 || clashes.length > 0;
  useEffect(() => {
    if (told) ref.current?.focus();
  }, [told]);
  if (!problem && clashes.length === 0) return null;
  const stale = problem?.status === 409;
  return (
    <div className={`note ${stale ? 'waiting' : 'refused'} problem`} role="alert" tabIndex={-1} ref={ref}>
      <b>
        {say(stale ? words.record.conflict : problem?.fields ? words.fieldsToMend : words.failedTitle, {
          n: problem?.fields?.length ?? 0,
        })}
      </b>
      <div>
        {problem && !problem.fields ? <p>{problem.detail}</p> : null}
        {stale ? <p>{say(words.record.conflictKeep)}</p> : null}
        {problem?.fields ? (
          <ul>
            {problem.fields.map(({ path, message }) => {
              const { label, within, box } = placeOf(module.fields, path);
              return (
                <li key={`${path}-${message}`}>
                  <a href={`#field-${box}`}>{label}</a>
                  {within ? `　${within}` : ''}：{message}
                </li>
              );
            })}
          </ul>
        ) : null}
        {clashes.map((clash) => (
          <fieldset key={clash.field} className="clash">
            <legend>{placeOf(module.fields, clash.field).label}</legend>
            <div>
              <span className="faint">{say(words.record.mine)}</span>
              <div>
                {clash.mine === null ? (
                  '—'
                ) : (
                  <Held module={module} field={clash.field} value={clash.mine} look={look} />
                )}
              </div>
              <Button onClick={() => draft.settle(clash, 'mine')}>{say(words.record.keepMine)}</Button>
            </div>
            <div>
              <span className="faint">{say(words.record.theirs)}</span>
              <div>
                {clash.theirs === undefined || clash.theirs === null ? (
                  '—'
                ) : (
                  <Held module={module} field={clash.field} value={clash.theirs} look={look} />
                )}
              </div>
              <Button onClick={() => draft.settle(clash, 'theirs')}>{say(words.record.keepTheirs)}</Button>
            </div>
          </fieldset>
        ))}
      </div>
    </div>
  );
}

type BarProps = { module: ModuleAnswer; draft: Draft; autosave: boolean; editing: boolean; leave(): void };

/** The one 保存 of the page; a draft saves itself and says when. */
export function SaveBar({ draft, autosave, editing, leave }: BarProps) {
  const n = Object.keys(draft.typed).length;
  if (autosave)
    return (
      <p className="autosaved" role="status">
        {draft.saving
          ? say(words.record.autosaving)
          : draft.savedAt
            ? say(words.record.autosaved, { time: draft.savedAt })
            : say(words.record.autosaves)}
        {draft.problem && draft.dirty ? (
          <>
            {'　'}
            <button type="button" className="linky" onClick={draft.save}>
              {say(words.retry)}
            </button>
          </>
        ) : null}
      </p>
    );
  if (!draft.dirty && !editing) return null;
  return (
    <section className="save-bar" aria-label={say(words.save)}>
      <span role="status">
        {n > 0 ? say(words.record.dirty, { n }) : draft.savedAt ? say(words.savedAt, { time: draft.savedAt }) : ''}
      </span>
      <Button
        look="quiet"
        onClick={() => {
          draft.discard();
          leave();
        }}
      >
        {say(n > 0 ? words.record.discard : words.close)}
      </Button>
      <Button
        busy={draft.saving}
        disabled={n === 0}
        onClick={async () => {
          if (await draft.save()) leave();
        }}
      >
        {say(words.save)}
      </Button>
    </section>
  );
}
