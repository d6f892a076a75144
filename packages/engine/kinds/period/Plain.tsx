import { say, t } from '@juxian/base/text.ts';
import { Group, Problem } from '../Frame.tsx';
import type { Period } from '../kind.ts';
import { idOf, type PlainKind, textOf } from '../plain-kind.ts';

const ends = [
  ['from', t('起', 'From')],
  ['to', t('止', 'To')],
] as const;

export const Plain: PlainKind = {
  Input: (props) => (
    <Group {...props}>
      <div className="two">
        {ends.map(([end, words]) => (
          <label key={end} className="part">
            <span>{say(words, props.look.locale)}</span>
            <Problem path={`${props.path}.${end}`} look={props.look} />
            <input
              className="in"
              id={idOf(`${props.path}.${end}`)}
              name={`${props.path}.${end}`}
              type="date"
              defaultValue={textOf(props.typed, `${props.path}.${end}`)}
            />
          </label>
        ))}
      </div>
    </Group>
  ),
  Read: ({ value }) => `${(value as Period).from}—${(value as Period).to}`,
  write: (value, path) => ends.map(([end]) => [`${path}.${end}`, [(value as Period | undefined)?.[end] ?? '']]),
  parse: (typed, path) => {
    const [from, to] = ends.map(([end]) => textOf(typed, `${path}.${end}`));
    if (!typed.has(`${path}.from`)) return undefined;
    return from || to ? { from, to } : null;
  },
};
