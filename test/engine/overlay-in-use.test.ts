import type { Role } from '@juxian/base/actor.ts';
import { dropConfig } from '@juxian/core/config.ts';
import { describeModule } from '@juxian/engine/describe.ts';
import { listEvents } from '@juxian/engine/history.ts';
import type { Diff } from '@juxian/engine/overlay.ts';
import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { moduleAtVersion, publishOverlay, rollBackOverlay, saveDraft } from '@juxian/engine/settings.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type County, openWorld } from '../support/county.ts';
import { codeOf } from './case.ts';
import { filled, permit, permitModules } from './permit-module.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld(permitModules);
});
afterAll(() => world.stop());

const member = async (county: County, name: string, ...roles: Role[]) => {
  dropConfig(county.tenant);
  return county.as(name, ...roles);
};
const office = (county: County) => member(county, '叶知秋', 'office');

async function publish(county: County, overlay: Diff) {
  const system = await member(county, '周全', 'system');
  await saveDraft(system, { module: 'permit', overlay });
  return publishOverlay(await member(county, '周全', 'system'), { module: 'permit' });
}

describe('a field hidden by a county', () => {
  it('is gone for everybody, kept in the table, and back as it was when shown again', async () => {
    const county = await world.county();
    const before = await office(county);
    const { id } = await createRecord(before, {
      module: 'permit',
      values: filled({ secret: '内部一句', fee: 5 }),
      state: 'filed',
    });
    expect((await getRecord(before, { module: 'permit', id })).values).toMatchObject({ secret: '内部一句' });
    expect((await listOf(before, 'permit', { q: '内部一句' })).total).toBe(1);

    await publish(county, { hide: ['secret'] });
    const after = await office(county);
    expect((await describeModule(after, 'permit')).fields.map(({ name }) => name)).not.toContain('secret');
    expect((await getRecord(after, { module: 'permit', id })).values).toEqual({
      name: '甲店',
      phone: '139****0126',
      fee: 5,
    });
    expect(JSON.stringify(await listEvents(after, { module: 'permit', id }))).not.toContain('内部一句');
    expect(JSON.stringify(await listOf(after, 'permit', {}))).not.toContain('内部一句');
    expect((await listOf(after, 'permit', { q: '内部一句' })).total).toBe(0);
    expect(await codeOf(listOf(after, 'permit', { sort: 'secret' }))).toBe('invalid.unknownField');
    expect(await codeOf(updateRecord(after, { module: 'permit', id, revision: 1, values: { secret: '改' } }))).toBe(
      'invalid.input',
    );
    await updateRecord(after, { module: 'permit', id, revision: 1, values: { fee: 6 } });

    await rollBackOverlay(await member(county, '周全', 'system'), { module: 'permit', version: 0 });
    const back = await office(county);
    expect((await getRecord(back, { module: 'permit', id })).values).toMatchObject({ secret: '内部一句', fee: 6 });
    expect((await listOf(back, 'permit', { q: '内部一句' })).total).toBe(1);
  });

  it('is hidden in that county alone', async () => {
    const [one, other] = [await world.county(), await world.county()];
    await publish(one, { hide: ['secret'] });
    const names = async (county: County) =>
      (await describeModule(await office(county), 'permit')).fields.map(({ name }) => name);
    expect(await names(one)).not.toContain('secret');
    expect(await names(other)).toContain('secret');
    expect(await names(one)).not.toContain('secret');
  });
});

describe('a field with days of its own', () => {
  it('is optional before its day and required after it, and changes no more once it is frozen', async () => {
    const county = await world.county();
    // The world's clock stands on 2026-03-02.
    await publish(county, { dated: { plate: { requiredFrom: '2026-03-10', frozenFrom: '2026-03-20' } } });
    const file = async (values: Record<string, unknown>) =>
      createRecord(await office(county), { module: 'permit', values: filled(values), state: 'filed' });
    const change = async (id: string, revision: number, values: Record<string, unknown>) =>
      updateRecord(await office(county), { module: 'permit', id, revision, values });
    try {
      const early = await file({});
      expect(
        (await describeModule(await office(county), 'permit')).fields.find(({ name }) => name === 'plate'),
      ).toMatchObject({ required: false, requiredFrom: '2026-03-10', frozenFrom: '2026-03-20' });
      world.clock.set(at('2026-03-10T00:00:00'));
      expect(await codeOf(file({}))).toBe('invalid.incomplete');
      expect(await codeOf(change(early.id, 1, { fee: 3 }))).toBe('invalid.incomplete');
      await change(early.id, 1, { plate: '甲1', fee: 3 });
      world.clock.set(at('2026-03-20T00:00:00'));
      expect(await codeOf(change(early.id, 2, { plate: '甲2' }))).toBe('conflict.frozen');
      await change(early.id, 2, { plate: '甲1', fee: 4 });
    } finally {
      world.clock.set(at('2026-03-02T09:00:00'));
    }
  });
});

describe('a field asked of one kind only', () => {
  const limited = (among: string[], field = 'sort'): Diff => ({
    own: {
      own_beds: {
        kind: 'number',
        label: { zh: '床位', en: 'Beds' },
        options: { whole: true },
        required: true,
        only: { field, among },
        roles: ['office', 'applicant'],
      },
    },
  });

  it('is required and kept there, refused and hidden elsewhere, and asks nothing of what was filed before', async () => {
    const county = await world.county();
    const before = await office(county);
    const old = await createRecord(before, { module: 'permit', values: filled({ sort: 'inn' }), state: 'filed' });
    await publish(county, limited(['inn']));
    const ctx = await office(county);
    const described = (await describeModule(ctx, 'permit')).fields.find(({ name }) => name === 'own_beds');
    expect(described?.only).toEqual({ field: 'sort', among: ['inn'] });
    const file = (values: Record<string, unknown>) =>
      createRecord(ctx, { module: 'permit', values: filled(values), state: 'filed' });
    expect(await codeOf(file({ sort: 'inn' }))).toBe('invalid.incomplete');
    expect(await codeOf(file({ sort: 'shop', own_beds: 3 }))).toBe('invalid.only');
    const shop = await file({ sort: 'shop' });
    const beds = updateRecord(ctx, { module: 'permit', id: shop.id, revision: 1, values: { own_beds: 3 } });
    expect(await codeOf(beds)).toBe('invalid.only');
    const inn = await file({ sort: 'inn', own_beds: 12 });
    expect(inn.values.own_beds).toBe(12);
    const turned = await updateRecord(ctx, { module: 'permit', id: inn.id, revision: 1, values: { sort: 'shop' } });
    expect(turned.values).not.toHaveProperty('own_beds');
    const back = await updateRecord(ctx, { module: 'permit', id: inn.id, revision: 2, values: { sort: 'inn' } });
    expect(back.values.own_beds).toBe(12);
    expect((await getRecord(ctx, { module: 'permit', id: old.id })).values.sort).toBe('inn');
  });

  it('is refused in the settings where the field or the choice is not there', async () => {
    const county = await world.county();
    expect(await codeOf(publish(county, limited(['palace'])))).toBe('invalid.overlay');
    expect(await codeOf(publish(county, limited(['inn'], 'nothing')))).toBe('invalid.overlay');
    expect(await codeOf(publish(county, limited(['inn'], 'name')))).toBe('invalid.overlay');
  });
});

describe('a field of the county’s own', () => {
  const own: Diff = {
    own: {
      own_size: {
        kind: 'number',
        label: { zh: '面积', en: 'Area' },
        options: { whole: true },
        roles: ['office', 'applicant'],
      },
    },
  };

  it('is written, read, listed and kept in the history, by those it is given to', async () => {
    const county = await world.county();
    await publish(county, own);
    const ctx = await office(county);
    const { id } = await createRecord(ctx, { module: 'permit', values: filled({ own_size: 41 }), state: 'filed' });
    expect((await getRecord(ctx, { module: 'permit', id })).values.own_size).toBe(41);
    expect((await listOf(ctx, 'permit', { 'filter[own_size][gte]': '40' })).items.map((item) => item.id)).toEqual([id]);
    expect((await listEvents(ctx, { module: 'permit', id }))[0]?.changes.map(({ field }) => field)).toContain(
      'own_size',
    );
    await takeMove(ctx, { module: 'permit', id, move: 'grant' });
    const leader = await member(county, '孙某', 'leader');
    expect((await getRecord(leader, { module: 'permit', id })).values).not.toHaveProperty('own_size');
    expect(await codeOf(listOf(leader, 'permit', { sort: 'own_size' }))).toBe('invalid.unknownField');
    dropConfig(county.tenant);
    expect((await getRecord(await county.visitor(), { module: 'permit', id })).values).toEqual({ name: '甲店' });
    expect(await codeOf(createRecord(ctx, { module: 'permit', values: filled({ own_size: 'groß' }) }))).toBe(
      'invalid.input',
    );
  });
});

describe('a record', () => {
  it('keeps the version of the settings it was filed under', async () => {
    const county = await world.county();
    const make = async () => {
      const ctx = await office(county);
      const { id } = await createRecord(ctx, { module: 'permit', values: filled(), state: 'filed' });
      return (await loadRecord(ctx, moduleOf(ctx, 'permit'), id))?.overlay;
    };
    expect(await make()).toBe(0);
    await publish(county, { words: { title: { zh: '证照', en: 'Papers' } } });
    expect(await make()).toBe(1);
    await publish(county, { words: { title: { zh: '牌证', en: 'Plates' } } });
    expect(await make()).toBe(2);
    const ctx = await office(county);
    const titles = await Promise.all([0, 1, 2].map((version) => moduleAtVersion(ctx, permit, version)));
    expect(titles.map(({ title }) => title.zh)).toEqual(['许可', '证照', '牌证']);
    expect((await describeModule(ctx, 'permit')).title).toBe('牌证');
  });

  it('filed before a field was required may be worked on once it is filled', async () => {
    const county = await world.county();
    const ctx = await office(county);
    const { id } = await createRecord(ctx, { module: 'permit', values: filled(), state: 'filed' });
    await publish(county, { require: ['fee'] });
    const after = await office(county);
    expect(await codeOf(takeMove(after, { module: 'permit', id, move: 'stamp' }))).toBe('invalid.incomplete');
    await updateRecord(after, { module: 'permit', id, revision: 1, values: { fee: 8 } });
    expect((await takeMove(after, { module: 'permit', id, move: 'stamp' })).revision).toBe(3);
  });
});
