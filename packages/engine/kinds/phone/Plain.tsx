import { lineOf } from '../Frame.tsx';
import type { PlainKind } from '../plain-kind.ts';

export const Plain: PlainKind = lineOf(
  { type: 'tel', inputMode: 'tel' },
  {
    read: (value) =>
      String(value).includes('*') ? (
        String(value)
      ) : (
        <a href={`tel:${String(value).replace(/[^+\d]/g, '')}`}>{String(value)}</a>
      ),
  },
);
