import { lineOf } from '../Frame.tsx';
import { type PlainKind, writeText } from '../plain-kind.ts';

export const Plain: PlainKind = lineOf(
  { type: 'datetime-local', placeholder: '2026-03-01 09:30' },
  {
    write: (value, path) => writeText(value ? String(value).slice(0, 16) : value, path),
    read: (value) => <time dateTime={String(value)}>{String(value).slice(0, 16).replace('T', ' ')}</time>,
  },
);
