import type { RecordAnswer } from '@juxian/engine/answer.ts';

type Text = { zh: string; en: string };
/** One expert of the kind as the draw left him: in the order drawn, or barred by a rule. */
export type Candidate = { expert: string; name: string; unit: string; place?: number; rule?: Text };

export type Draw = {
  all: number;
  /** Who sits now, by seat; the first has seat 1. */
  seated: Candidate[];
  /** Whose seat went to an alternate. */
  replaced: Candidate[];
  /** Who would be called next, in the order drawn. */
  alternates: Candidate[];
  barred: Candidate[];
};

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

/** The draw of a panel as it stands after replacements. */
export function drawOf(values: RecordAnswer['values']): Draw {
  const candidates = list<Candidate>(values.candidates);
  const members = list<string>(values.members);
  const left = new Set(list<{ from: string }>(values.replaced).map(({ from }) => from));
  const drawn = candidates.filter(({ place }) => place !== undefined).sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  return {
    all: candidates.length,
    seated: members.flatMap((id) => candidates.find(({ expert }) => expert === id) ?? []),
    replaced: drawn.filter(({ expert }) => left.has(expert)),
    alternates: drawn.filter(({ expert }) => !members.includes(expert) && !left.has(expert)),
    barred: candidates.filter(({ rule }) => rule !== undefined),
  };
}
