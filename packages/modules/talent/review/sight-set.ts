/** What the office chose for a panel before its sheets went out. */
export type Sight = { see: 'never' | 'after' | 'always'; names: boolean; comments: boolean };

type SightFields = {
  seeOthers?: Sight['see'];
  seeNames?: 'hidden' | 'shown';
  seeComments?: 'hidden' | 'shown';
};

/** The settings as a panel keeps them; what was not chosen is the strictest. */
export const sightSet = ({ seeOthers, seeNames, seeComments }: SightFields) => ({
  seeOthers: seeOthers ?? ('never' as const),
  seeNames: seeNames ?? ('hidden' as const),
  seeComments: seeComments ?? ('hidden' as const),
});

/** The settings in the values of a panel. */
export function sightOf(values: Readonly<Record<string, unknown>>): Sight {
  const { seeOthers, seeNames, seeComments } = sightSet(values as SightFields);
  return { see: seeOthers, names: seeNames === 'shown', comments: seeComments === 'shown' };
}
