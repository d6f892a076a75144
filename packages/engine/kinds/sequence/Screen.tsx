import type { Screen } from '../screen.ts';

/** Written by the counting of the county: there is nothing to fill in. */
export const sequenceScreen: Screen<string> = {
  Edit: ({ id, value }) => <output id={id}>{value ?? '—'}</output>,
  Read: ({ value }) => <span className="nowrap">{value}</span>,
};
