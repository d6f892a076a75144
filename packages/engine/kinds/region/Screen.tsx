import { Input } from 'antd';
import { labelOf } from '../choice/Screen.tsx';
import type { Screen } from '../screen.ts';

export const regionScreen: Screen<string> = {
  Edit: ({ id, value, change, invalid, describedBy, placeholder }) => (
    <Input
      id={id}
      value={value ?? ''}
      inputMode="numeric"
      maxLength={12}
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder ?? '990001'}
      onChange={({ target }) => change(target.value === '' ? undefined : target.value.replace(/\D/g, ''))}
    />
  ),
  Read: ({ field, value }) => <>{labelOf(field, value)}</>,
};
