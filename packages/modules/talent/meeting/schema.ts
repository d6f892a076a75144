/** By decision, the states of an application in which it can be taken. */
export const decidable = {
  recognise: ['recognition'],
  reject: ['recognition', 'held'],
  hold: ['recognition'],
  invite: ['shortlist'],
  decline: ['shortlist'],
} as const;
