import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Overlay } from '@juxian/engine/overlay.ts';
import { createRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../support/county.ts';
import { register, sample } from './sample-module.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld([sample, register('unit'), register('expert')]);
});
afterAll(() => world.stop());

const under = async (overlay?: Overlay): Promise<Ctx> => {
  const county = await world.county();
  if (overlay) county.settle({ overlays: { studio: overlay } });
  return county.as('马兰', 'office');
};
const values = { name: '甲室', kind: 'teacher' };

describe('a record under a county’s overlay', () => {
  it('is due when the county says, in working days', async () => {
    const office = await under({ version: 3, deadlines: { open: 5 } });
    const { id } = await createRecord(office, { module: 'studio', values });
    const moved = await takeMove(office, { module: 'studio', id, move: 'submit' });
    expect(moved.due).toBe('2026-03-09T17:30:00+08:00');
    const plain = await under();
    const other = await createRecord(plain, { module: 'studio', values });
    expect((await takeMove(plain, { module: 'studio', id: other.id, move: 'submit' })).due).toBeUndefined();
  });

  it('takes own fields and choices, and cannot be filed without what the county requires', async () => {
    const own = { own_size: { kind: 'number', label: t('规模', 'Size'), roles: ['office'], options: { whole: true } } };
    const overlay = { version: 1, own, require: ['phone'], choices: { kind: { own_craft: t('名匠', 'Craft') } } };
    const office = await under(overlay as Overlay);
    const made = await createRecord(office, {
      module: 'studio',
      values: { name: '乙室', kind: 'own_craft', own_size: 7 },
    });
    expect(made.values).toMatchObject({ kind: 'own_craft', own_size: 7 });
    await expect(takeMove(office, { module: 'studio', id: made.id, move: 'submit' })).rejects.toThrow(
      'invalid.incomplete',
    );
    const filled = await updateRecord(office, {
      module: 'studio',
      id: made.id,
      revision: 1,
      values: { phone: '12380' },
    });
    expect((await takeMove(office, { module: 'studio', id: filled.id, move: 'submit' })).state).toBe('open');
  });

  it('carries the county’s word in its number', async () => {
    const office = await under({ version: 1, number: { word: '怀人才' } });
    const { id } = await createRecord(office, { module: 'studio', values });
    expect((await takeMove(office, { module: 'studio', id, move: 'submit' })).values.number).toBe(
      '怀人才〔2026〕001号',
    );
  });

  it('does not take a move that is switched off', async () => {
    const [on, off] = [await under(), await under({ version: 1, movesOff: ['remind'] })];
    const codes: string[] = [];
    for (const office of [on, off]) {
      const { id } = await createRecord(office, { module: 'studio', values });
      await takeMove(office, { module: 'studio', id, move: 'submit' });
      codes.push(
        await takeMove(office, { module: 'studio', id, move: 'remind' }).then(
          () => 'done',
          (error) => error.code,
        ),
      );
    }
    expect(codes).toEqual(['done', 'missing.move']);
  });
});
