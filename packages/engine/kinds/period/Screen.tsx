import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { Period } from '../kind.ts';
import type { Screen } from '../screen.ts';

export const periodScreen: Screen<Period> = {
  Edit: ({ id, value, change, invalid, describedBy }) => (
    <DatePicker.RangePicker
      id={{ start: id, end: `${id}-to` }}
      className="control"
      value={value ? [dayjs(value.from), dayjs(value.to)] : null}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.MM.DD']}
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      onChange={(days) =>
        change(
          days?.[0] && days[1] ? { from: days[0].format('YYYY-MM-DD'), to: days[1].format('YYYY-MM-DD') } : undefined,
        )
      }
    />
  ),
  Read: ({ value, look }) => (
    <span className="nowrap">
      {value.from} {look.locale === 'en' ? 'to' : '至'} {value.to}
    </span>
  ),
};
