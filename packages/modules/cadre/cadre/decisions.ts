import type { Decision } from '@juxian/rules/cadre/effect.ts';

/** A line of rewards and punishments, as far as clocks look at it. */
export type Honour = { id: string; name?: string; measure?: string; on?: string; document?: string; revoked?: string };

/** The decisions of a file that start a clock; rewards start none. */
export const decisionsOf = ({ honours }: Readonly<Record<string, unknown>>): Decision[] =>
  ((honours as Honour[] | undefined) ?? []).flatMap(({ id, measure, on, revoked }) =>
    measure && on ? [{ id, measures: [measure], from: on, ...(revoked ? { revoked } : {}) }] : [],
  );
