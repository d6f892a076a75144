import { Checkbox, Select } from 'antd';
import { choosable, labelOf } from '../choice/Screen.tsx';
import type { Screen } from '../screen.ts';

const few = 6;

export const choicesScreen: Screen<string[]> = {
  Edit: ({ id, field, value = [], change, invalid, describedBy, placeholder }) => {
    const options = choosable(field, value);
    const settle = (next: string[]) => change(next.length > 0 ? next : undefined);
    return options.length <= few ? (
      <Checkbox.Group
        className="radios"
        value={value}
        options={options}
        role="group"
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy}
        onChange={settle}
      />
    ) : (
      <Select
        id={id}
        className="control"
        mode="multiple"
        value={value}
        options={options}
        aria-labelledby={`${id}-label`}
        showSearch={{ optionFilterProp: 'label' }}
        status={invalid ? 'error' : ''}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={placeholder}
        onChange={settle}
      />
    );
  },
  Read: ({ field, value, look }) => (
    <>{value.map((one) => labelOf(field, one)).join(look.locale === 'en' ? ', ' : '、')}</>
  ),
};
