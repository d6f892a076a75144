import { say } from '@juxian/base/text.ts';
import { dictionaries, pathTo } from '@juxian/rules/dictionary.ts';
import { Frame, Select } from '../Frame.tsx';
import { type PlainKind, parseText, writeText } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Input: (props) => {
    const dictionary = String(props.field.options.dictionary);
    const options = [...(dictionaries.get(dictionary)?.entries.values() ?? [])].map(({ code, label }) => ({
      value: code,
      label: say(label, props.look.locale),
      depth: pathTo(dictionary, code).length - 1,
    }));
    return (
      <Frame {...props}>
        <Select {...props} options={options} />
      </Frame>
    );
  },
  Read: ({ field, value, look }) => {
    const entry = dictionaries.get(String(field.options.dictionary))?.entries.get(String(value));
    return entry ? say(entry.label, look.locale) : String(value);
  },
  write: writeText,
  parse: parseText,
};
