import type { PlainKind } from '../plain-kind.ts';

export const Plain: PlainKind = {
  Read: ({ value }) => String(value),
  write: () => [],
  parse: () => undefined,
};
