import { Select } from 'antd';
import { Fragment } from 'react';
import { optionsOf, useFound } from '../ref/Screen.tsx';
import type { Screen, ScreenLook } from '../screen.ts';

const between = ({ locale }: ScreenLook): string => (locale === 'en' ? ', ' : '、');

export const refsScreen: Screen<string[]> = {
  Edit: ({ id, field, value = [], change, look, invalid, describedBy, placeholder }) => {
    const { found, seeking, seek } = useFound((q) => look.search(String(field.options.module), q));
    return (
      <Select
        id={id}
        className="control"
        mode="multiple"
        value={value}
        options={optionsOf(found, value, look)}
        showSearch={{ filterOption: false, onSearch: seek }}
        onOpenChange={(open) => open && seek('')}
        loading={seeking}
        status={invalid ? 'error' : ''}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={placeholder}
        onChange={(next: string[]) => change(next.length > 0 ? next : undefined)}
      />
    );
  },
  Read: ({ field, value, look }) => (
    <>
      {value.map((id, i) => (
        <Fragment key={id}>
          {i > 0 ? between(look) : ''}
          <a href={look.page(String(field.options.module), id)}>{look.titles[id] ?? id}</a>
        </Fragment>
      ))}
    </>
  ),
  Cell: ({ value, look }) => <>{value.map((id) => look.titles[id] ?? id).join(between(look))}</>,
};
