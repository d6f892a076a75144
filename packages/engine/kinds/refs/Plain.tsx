import { Options } from '../Frame.tsx';
import type { PlainKind } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Input: (props) => {
    const choices = [...props.look.options(String(props.field.options.module))];
    return <Options {...props} field={{ ...props.field, choices }} type="checkbox" />;
  },
  Read: ({ value, look }) =>
    (value as string[]).map((id) => look.title(id) ?? '—').join(look.locale === 'en' ? ', ' : '、'),
  write: (value, path) => [[path, (value as string[] | undefined) ?? []]],
  parse: (typed, path) => typed.get(path)?.filter(Boolean),
};
