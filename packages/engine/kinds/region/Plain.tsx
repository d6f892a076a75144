import { lineOf } from '../Frame.tsx';
import type { PlainKind } from '../plain-kind.ts';

export const Plain: PlainKind = lineOf({ inputMode: 'numeric', placeholder: '990001' });
