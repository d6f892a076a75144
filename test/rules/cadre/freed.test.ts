import { type Change, chainsOf } from '@juxian/rules/cadre/freed.ts';
import { describe, expect, it } from 'vitest';

const held: Readonly<Record<string, string>> = {
  old: 'chief',
  mid: 'deputy',
  young: 'inner',
  other: 'hall',
  far: 'lodge',
};
const leaves = (of: string): Change<string> => ({ of, act: 'leaves' });
const rises = (of: string, to: string): Change<string> => ({ of, act: 'rises', to });
const laid = (changes: Change<string>[]) =>
  chainsOf(changes, (of) => held[of]).map(({ of, chain, place, frees, takes }) => [of, chain, place, frees, takes]);

describe('chains of freed posts', () => {
  it('lets one take what another frees, in whatever order they are named', () => {
    expect(laid([rises('young', 'deputy'), leaves('other'), rises('mid', 'chief'), leaves('old')])).toEqual([
      ['other', 1, 1, 'hall', undefined],
      ['old', 2, 1, 'chief', undefined],
      ['mid', 2, 2, 'deputy', 'chief'],
      ['young', 2, 3, 'inner', 'deputy'],
    ]);
  });

  it('begins a chain at a post nobody here frees, and with whoever holds none', () => {
    expect(laid([rises('mid', 'vacant'), leaves('nobody')])).toEqual([
      ['mid', 1, 1, 'deputy', 'vacant'],
      ['nobody', 2, 1, undefined, undefined],
    ]);
  });

  it('ends where two change places', () => {
    expect(laid([rises('mid', 'inner'), rises('young', 'deputy')])).toEqual([
      ['mid', 1, 1, 'deputy', 'inner'],
      ['young', 1, 2, 'inner', 'deputy'],
    ]);
  });
});
