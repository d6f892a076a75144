import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { Screen } from '../screen.ts';

const pointed = (month: string): string => month.replace('-', '.');

export const monthScreen: Screen<string> = {
  Edit: ({ id, value, change, invalid, describedBy, placeholder }) => (
    <DatePicker
      id={id}
      className="control"
      picker="month"
      value={value ? dayjs(`${value}-01`) : null}
      format={['YYYY.MM', 'YYYYMM', 'YYYY-MM', 'YYYY.M', 'YYYY-M']}
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder ?? '2026.03'}
      onChange={(month) => change(month ? month.format('YYYY-MM') : undefined)}
    />
  ),
  Read: ({ value }) => <time dateTime={value}>{pointed(value)}</time>,
  end: true,
};
