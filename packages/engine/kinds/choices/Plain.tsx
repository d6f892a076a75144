import { Options } from '../Frame.tsx';
import type { PlainKind } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Input: (props) => <Options {...props} type="checkbox" />,
  Read: ({ field, value, look }) =>
    (value as string[])
      .map((one) => field.choices?.find((choice) => choice.value === one)?.label ?? one)
      .join(look.locale === 'en' ? ', ' : '、'),
  write: (value, path) => [[path, (value as string[] | undefined) ?? []]],
  parse: (typed, path) => typed.get(path)?.filter(Boolean),
};
