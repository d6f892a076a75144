import { Input } from 'antd';
import type { Screen } from '../screen.ts';

export const longTextScreen: Screen<string> = {
  Edit: ({ id, field, value, change, invalid, describedBy, placeholder }) => (
    <Input.TextArea
      id={id}
      value={value ?? ''}
      autoSize={{ minRows: 4, maxRows: 24 }}
      count={{
        max: Number(field.options.max ?? 5000),
        show: (value ?? '').length > Number(field.options.max ?? 5000) * 0.8,
      }}
      status={invalid ? 'error' : ''}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      placeholder={placeholder}
      onChange={({ target }) => change(target.value === '' ? undefined : target.value)}
    />
  ),
  Read: ({ value }) => (
    <div className="prose">
      {paragraphs(value).map(({ text, at }) => (
        <p key={at}>{text}</p>
      ))}
    </div>
  ),
  Cell: ({ value }) => <span className="clip">{value}</span>,
  wide: true,
};

/** The paragraphs of a text and where each begins in it. */
function paragraphs(text: string): { text: string; at: number }[] {
  return [...text.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({ text: line.trim(), at: index }));
}
