import { lineOf } from '../Frame.tsx';
import type { PlainKind } from '../plain-kind.ts';

export const Plain: PlainKind = lineOf(
  { type: 'date', placeholder: '2026-03-01' },
  { read: (value) => <time dateTime={String(value)}>{String(value)}</time> },
);
