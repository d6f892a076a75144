import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { say } from '../locale.ts';
import { Phase } from '../ui/Phase.tsx';
import { words } from '../words.ts';
import { type Diff, list, put } from './diff.ts';
import { Source } from './Modules.tsx';
import { terms } from './words.ts';

/** Steps and deadlines: words of states and moves, optional moves on or off, working days a state may last. */
export function Steps({ module, diff, change }: { module: ModuleAnswer; diff: Diff; change(diff: Diff): void }) {
  const reworded = (kind: 'states' | 'moves', name: string, text: string) => {
    const given = text.trim() === '' ? undefined : { zh: text.trim(), en: text.trim() };
    change(put(diff, ['words', kind, name], kind === 'states' ? given && { label: given } : given));
  };
  const isOff = (name: string, off: boolean) => diff.movesOff?.includes(name) ?? (off && !('movesOff' in diff));
  return (
    <>
      <div className="scroll">
        <table className="data">
          <caption className="sr">{say(terms.states)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(words.list.state)}</th>
              <th scope="col">{say(terms.word)}</th>
              <th scope="col">{say(terms.deadline)}</th>
              <th scope="col">{say(terms.source)}</th>
            </tr>
          </thead>
          <tbody>
            {module.states.map(({ name, label, phase }) => (
              <tr key={name}>
                <th scope="row">
                  <Phase phase={phase} label={label} />
                </th>
                <td>
                  <input
                    className="in"
                    maxLength={20}
                    aria-label={`${say(terms.word)} ${label}`}
                    placeholder={label}
                    value={diff.words?.states?.[name]?.label?.zh ?? ''}
                    onChange={({ target }) => reworded('states', name, target.value)}
                  />
                </td>
                <td>
                  {phase === 'done' || phase === 'refused' ? null : (
                    <input
                      className="in short"
                      inputMode="numeric"
                      aria-label={`${say(terms.deadline)} ${label}`}
                      placeholder={say(terms.workingDays)}
                      value={diff.deadlines?.[name] ?? ''}
                      onChange={({ target }) => {
                        const days = Number(target.value.replace(/\D/g, ''));
                        change(put(diff, ['deadlines', name], days > 0 ? Math.min(366, days) : undefined));
                      }}
                    />
                  )}
                </td>
                <td>
                  <Source ours={Boolean(diff.words?.states?.[name] || diff.deadlines?.[name])} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="scroll second">
        <table className="data">
          <caption className="sr">{say(terms.moves)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(terms.step)}</th>
              <th scope="col">{say(terms.word)}</th>
              <th scope="col">{say(terms.on)}</th>
              <th scope="col">{say(terms.source)}</th>
            </tr>
          </thead>
          <tbody>
            {module.moves.map(({ name, label, optional, off }) => (
              <tr key={name}>
                <th scope="row">{label}</th>
                <td>
                  <input
                    className="in"
                    maxLength={20}
                    aria-label={`${say(terms.word)} ${label}`}
                    placeholder={label}
                    value={diff.words?.moves?.[name]?.zh ?? ''}
                    onChange={({ target }) => reworded('moves', name, target.value)}
                  />
                </td>
                <td>
                  {optional ? (
                    <input
                      type="checkbox"
                      className="switch"
                      aria-label={`${say(terms.on)} ${label}`}
                      checked={!isOff(name, off)}
                      onChange={({ target }) => change(list(diff, 'movesOff', name, !target.checked))}
                    />
                  ) : (
                    <span className="faint">{say(terms.fixed)}</span>
                  )}
                </td>
                <td>
                  <Source ours={Boolean(diff.words?.moves?.[name] || diff.movesOff?.includes(name))} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
