import { Select } from 'antd';
import { optionsOf, useFound } from '../ref/Screen.tsx';
import type { Screen } from '../screen.ts';

export const personScreen: Screen<string> = {
  Edit: ({ id, field, value, change, look, invalid, describedBy, placeholder }) => {
    const { found, seeking, seek } = useFound(look.people);
    return (
      <Select
        id={id}
        className="control"
        value={value ?? null}
        options={optionsOf(found, value ? [value] : [], look)}
        showSearch={{ filterOption: false, onSearch: seek }}
        onOpenChange={(open) => open && seek('')}
        loading={seeking}
        allowClear={!field.required}
        status={invalid ? 'error' : ''}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={placeholder}
        onChange={(next) => change(next ?? undefined)}
      />
    );
  },
  Read: ({ value, look }) => <>{look.titles[value] ?? value}</>,
};
