import { describedBy, Frame } from '../Frame.tsx';
import { idOf, type PlainKind, parseText, textOf, writeText } from '../plain-kind.ts';
import { numberText } from './schema.ts';

export const Plain: PlainKind = {
  Input: (props) => (
    <Frame {...props}>
      <span className="unit">
        <input
          className="in fig"
          id={idOf(props.path)}
          name={props.path}
          inputMode={props.field.options.whole ? 'numeric' : 'decimal'}
          autoComplete="off"
          defaultValue={textOf(props.typed, props.path)}
          {...describedBy(props.path, props.field, props.look)}
        />
        {props.field.options.unit ? <span>{String(props.field.options.unit)}</span> : null}
      </span>
    </Frame>
  ),
  Read: ({ field, value, look }) => (
    <span className="fig">
      {numberText(Number(value), field.options, look.locale)}
      {field.options.unit ? ` ${field.options.unit}` : ''}
    </span>
  ),
  write: writeText,
  parse: parseText,
};
