import { Input } from 'antd';
import type { Screen } from '../screen.ts';

export const longTextScreen: Screen<string> = {
  Edit: ({ id, field, value, change, invalid, describedBy, placeholder }) => (
    <Input.TextArea
      id={id}
      value={value ?? ''}
      rows={rowsFor(value ?? '', Number(field.options.max ?? 5000))}
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

/** Lines to show at once: what is written and a little room; short texts begin low. */
const rowsFor = (text: string, max: number): number => {
  const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 38), 0);
  return Math.min(20, Math.max(max <= 500 ? 3 : 6, lines + 1));
};

/** The paragraphs of a text and where each begins in it. */
function paragraphs(text: string): { text: string; at: number }[] {
  return [...text.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({ text: line.trim(), at: index }));
}
