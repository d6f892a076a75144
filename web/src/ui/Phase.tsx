import type { Phase as PhaseName } from '@juxian/engine/define.ts';

/** A state: the shape and colour of its phase, always with its word. */
export const Phase = ({ phase, label, big }: { phase: PhaseName; label: string; big?: boolean }) => (
  <span className={`phase ${phase}${big ? ' big' : ''}`}>{label}</span>
);
