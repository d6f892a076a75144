import { say, t } from '@juxian/base/text.ts';
import { describedBy, Frame } from '../Frame.tsx';
import { idOf, type PlainKind, parseText, textOf } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Input: (props) => {
    const held = isMasked(props.value) ? String(props.value) : '';
    const help = held
      ? say(t('已填{held}，不改就留空。', 'Given as {held}; leave blank to keep it.'), props.look.locale, { held })
      : props.field.help;
    return (
      <Frame {...props} help={help}>
        <input
          className="in fig"
          id={idOf(props.path)}
          name={props.path}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={textOf(props.typed, props.path)}
          {...describedBy(props.path, props.field, props.look, Boolean(held))}
        />
      </Frame>
    );
  },
  Read: ({ value }) => <span className="mask">{String(value)}</span>,
  write: (value, path) => [[path, [value && !isMasked(value) ? String(value) : '']]],
  parse: (typed, path) => parseText(typed, path) ?? undefined,
};

const isMasked = (value: unknown): boolean => typeof value === 'string' && value.includes('*');
