import type { Text } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Proposed } from './index.ts';

export type Suggestion = { expert: string; name: string; unit: string; title: string; score: number; reasons: Text[] };

export const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

/** Those suggested are chosen until somebody chooses otherwise; for a meeting so many that no vote can tie. */
export function suggestedFor({ values }: Pick<RecordAnswer, 'values'>): Proposed {
  const suggested = list<Suggestion>(values.suggested);
  const isEven = suggested.length % 2 === 0;
  const chosen = values.mode === 'meeting' && isEven ? suggested.slice(0, -1) : suggested;
  return {
    values: chosen.length > 0 ? { chosen: chosen.map(({ expert }) => expert) } : {},
    titles: Object.fromEntries(suggested.map(({ expert, name }) => [expert, name])),
  };
}
