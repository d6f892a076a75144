import { Radio, Select } from 'antd';
import type { FieldAnswer } from '../../answer.ts';
import type { Screen } from '../screen.ts';

/** The label of a value; the value itself where the dictionary has forgotten it. */
export const labelOf = (field: FieldAnswer, value: string): string =>
  field.choices?.find((choice) => choice.value === value)?.label ?? value;

/** What may still be chosen: a retired choice only where it stands already. */
export const choosable = (field: FieldAnswer, held: readonly string[]): { value: string; label: string }[] =>
  (field.choices ?? []).filter(({ value, retired }) => !retired || held.includes(value));

const few = 4;

export const choiceScreen: Screen<string> = {
  Edit: ({ id, field, value, change, invalid, describedBy, placeholder }) => {
    const options = choosable(field, value ? [value] : []);
    return options.length <= few && options.every(({ label }) => label.length <= 12) ? (
      <Radio.Group
        id={id}
        className="radios"
        value={value ?? null}
        options={options}
        aria-invalid={invalid}
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy}
        onChange={({ target }) => change(target.value)}
      />
    ) : (
      <Select
        id={id}
        className="control"
        value={value ?? null}
        options={options}
        aria-labelledby={`${id}-label`}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={!field.required}
        status={invalid ? 'error' : ''}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={placeholder}
        onChange={(next) => change(next ?? undefined)}
      />
    );
  },
  Read: ({ field, value }) => <>{labelOf(field, value)}</>,
};
