import type { AnyModule } from './define.ts';

/** A county's diff of one module: it narrows and decorates, never widens. */
export type Overlay = {
  version: number;
  [key: string]: unknown;
};

/** The module as a county sees it, and which paths of it are the county's own. */
export type Resolved = AnyModule & { ours: ReadonlySet<string>; overlayVersion: number; movesOff: ReadonlySet<string> };
