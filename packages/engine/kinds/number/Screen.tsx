import { InputNumber } from 'antd';
import type { Screen } from '../screen.ts';
import { numberText } from './schema.ts';

export const numberScreen: Screen<number> = {
  Edit: ({ id, field, value, change, invalid, describedBy, placeholder }) => (
    <InputNumber<number>
      id={id}
      className="control"
      value={value ?? null}
      precision={field.options.whole ? 0 : undefined}
      suffix={field.options.unit ? String(field.options.unit) : undefined}
      controls={false}
      keyboard
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder}
      onChange={(next) => change(next ?? undefined)}
    />
  ),
  Read: ({ field, value, look }) => (
    <span className="nowrap">
      {numberText(value, field.options, look.locale)}
      {field.options.unit ? <small className="dim"> {String(field.options.unit)}</small> : null}
    </span>
  ),
  Cell: ({ field, value, look }) => <>{numberText(value, field.options, look.locale)}</>,
  end: true,
};
