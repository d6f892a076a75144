import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { Screen } from '../screen.ts';

/** What people type for a day; the first is what is shown. */
const typed = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.MM.DD', 'YYYY.M.D', 'YYYY-M-D', 'YYYY/M/D'];

export const dateScreen: Screen<string> = {
  Edit: ({ id, value, change, invalid, describedBy, placeholder }) => (
    <DatePicker
      id={id}
      className="control"
      value={value ? dayjs(value) : null}
      format={typed}
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder ?? '2026-03-01'}
      onChange={(day) => change(day ? day.format('YYYY-MM-DD') : undefined)}
    />
  ),
  Read: ({ value }) => <time dateTime={value}>{value}</time>,
  end: true,
};
