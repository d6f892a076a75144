import type { PlainKind } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Read: ({ value, look }) => look.title(String(value)) ?? '—',
  write: () => [],
  parse: () => undefined,
};
