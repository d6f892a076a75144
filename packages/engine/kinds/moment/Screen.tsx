import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { Screen } from '../screen.ts';

export const momentScreen: Screen<string> = {
  Edit: ({ id, value, change, invalid, describedBy, placeholder }) => (
    <DatePicker
      id={id}
      className="control"
      showTime={{ format: 'HH:mm' }}
      value={value ? dayjs(value.slice(0, 19)) : null}
      format={['YYYY-MM-DD HH:mm', 'YYYYMMDD HHmm', 'YYYYMMDDHHmm']}
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder ?? '2026-03-01 09:00'}
      onChange={(moment) => change(moment ? `${moment.format('YYYY-MM-DDTHH:mm')}:00+08:00` : undefined)}
    />
  ),
  Read: ({ value }) => <time dateTime={value}>{value.slice(0, 16).replace('T', ' ')}</time>,
  end: true,
};
