import { Frame, Select } from '../Frame.tsx';
import { type PlainKind, parseText, writeText } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Input: (props) => (
    <Frame {...props}>
      <Select {...props} options={props.look.options(String(props.field.options.module))} />
    </Frame>
  ),
  Read: ({ value, look }) => look.title(String(value)) ?? '—',
  write: writeText,
  parse: parseText,
};
