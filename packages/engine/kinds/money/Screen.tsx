import { InputNumber } from 'antd';
import type { Screen } from '../screen.ts';
import { yuanText } from './schema.ts';

export const moneyScreen: Screen<number> = {
  Edit: ({ id, value, change, look, invalid, describedBy, placeholder }) => (
    <InputNumber<number>
      id={id}
      className="control"
      value={value === undefined ? null : value / 100}
      precision={2}
      suffix={look.locale === 'en' ? 'yuan' : '元'}
      controls={false}
      formatter={(shown) => String(shown ?? '').replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')}
      parser={(typed) => Number((typed ?? '').replace(/[,，\s元]/g, ''))}
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder}
      onChange={(yuan) => change(yuan === null ? undefined : Math.round(yuan * 100))}
    />
  ),
  Read: ({ value, look }) => (
    <span className="nowrap">
      {yuanText(value, look.locale)}
      <small className="dim"> {look.locale === 'en' ? 'yuan' : '元'}</small>
    </span>
  ),
  Cell: ({ value, look }) => <>{yuanText(value, look.locale)}</>,
  end: true,
};
