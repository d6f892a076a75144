import { say, t } from '@juxian/base/text.ts';
import { yuan } from '../money/schema.ts';
import type { PlainKind } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Read: ({ field, value, look }) => {
    switch (field.options.holds) {
      case 'money':
        return `${yuan(Number(value))}${say(t('元', ' yuan'), look.locale)}`;
      case 'moment':
        return String(value).slice(0, 16).replace('T', ' ');
      case 'json':
        return null;
      default:
        return String(value);
    }
  },
  write: () => [],
  parse: () => undefined,
};
