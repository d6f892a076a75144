import { Frame, Options, Select } from '../Frame.tsx';
import { type PlainKind, writeText } from '../plain-kind.ts';

/** Beyond this many, and in the lines of a sub-table, a drop-down is shorter to read on a phone. */
const radios = 5;

export const Plain: PlainKind = {
  Input: (props) => {
    const shown = (props.field.choices ?? []).filter(({ retired }) => !retired);
    if (shown.length <= radios && !props.path.includes('.')) return <Options {...props} type="radio" />;
    return (
      <Frame {...props}>
        <Select {...props} options={shown} />
      </Frame>
    );
  },
  Read: ({ field, value }) => field.choices?.find((choice) => choice.value === value)?.label ?? String(value),
  write: writeText,
  parse: (typed, path) => typed.get(path) && (typed.get(path)?.find(Boolean) ?? null),
};
