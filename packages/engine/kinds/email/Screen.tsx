import { Input } from 'antd';
import type { Screen } from '../screen.ts';

export const emailScreen: Screen<string> = {
  Edit: ({ id, value, change, invalid, describedBy, placeholder }) => (
    <Input
      id={id}
      type="email"
      value={value ?? ''}
      maxLength={200}
      autoComplete="off"
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder}
      onChange={({ target }) => change(target.value === '' ? undefined : target.value)}
    />
  ),
  Read: ({ value }) => <>{value}</>,
};
