import { Input } from 'antd';
import type { Screen } from '../screen.ts';

export const textScreen: Screen<string> = {
  Edit: ({ id, field, value, change, invalid, describedBy, placeholder }) => (
    <Input
      id={id}
      value={value ?? ''}
      maxLength={Number(field.options.max ?? 200) + 20}
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder}
      autoComplete="off"
      onChange={({ target }) => change(target.value === '' ? undefined : target.value)}
    />
  ),
  Read: ({ value }) => <>{value}</>,
};
