import { Input, Select } from 'antd';
import { choosable, labelOf } from '../choice/Screen.tsx';
import type { Screen } from '../screen.ts';

export const codeScreen: Screen<string> = {
  Edit: ({ id, field, value, change, invalid, describedBy, placeholder }) =>
    field.choices ? (
      <Select
        id={id}
        className="control"
        value={value ?? null}
        options={choosable(field, value ? [value] : [])}
        showSearch={{ optionFilterProp: ['label', 'value'] }}
        allowClear={!field.required}
        status={invalid ? 'error' : ''}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={placeholder}
        onChange={(next) => change(next ?? undefined)}
      />
    ) : (
      <Input
        id={id}
        value={value ?? ''}
        status={invalid ? 'error' : ''}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={placeholder}
        onChange={({ target }) => change(target.value === '' ? undefined : target.value)}
      />
    ),
  Read: ({ field, value }) => <>{labelOf(field, value)}</>,
};
