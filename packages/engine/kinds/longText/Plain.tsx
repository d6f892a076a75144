import { say, t } from '@juxian/base/text.ts';
import { describedBy, Frame } from '../Frame.tsx';
import { idOf, type PlainKind, parseText, textOf, writeText } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Input: (props) => {
    const { field, path, typed, look } = props;
    const max = Number(field.options.max);
    const help = (
      <>
        {field.help ? `${field.help} ` : null}
        <span data-count={idOf(path)} data-max={max}>
          {say(t('{max}字以内', 'At most {max} characters'), look.locale, { max })}
        </span>
      </>
    );
    return (
      <Frame {...props} help={help}>
        <textarea
          id={idOf(path)}
          name={path}
          rows={max > 1000 ? 9 : 5}
          defaultValue={textOf(typed, path)}
          {...describedBy(path, field, look, true)}
        />
      </Frame>
    );
  },
  Read: ({ value }) => (
    <div className="prose">
      {paragraphsOf(value).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  ),
  write: writeText,
  parse: parseText,
};

const paragraphsOf = (value: unknown): string[] => [
  ...new Set(
    String(value)
      .split(/\n+/)
      .filter((line) => line.trim()),
  ),
];
