import type { TenantActor } from '@juxian/base/actor.ts';
import { newId } from '@juxian/base/id.ts';
import { listEvents } from '@juxian/engine/history.ts';
import { createRecord, getRecord, takeMove, updateRecord } from '@juxian/engine/record.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type County, openWorld } from '../support/county.ts';
import { codeOf, made } from './case.ts';
import { filled, permitModules } from './permit-module.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld(permitModules);
});
afterAll(() => world.stop());

const idOf = async (county: County) => (await made(await county.as('叶知秋', 'office'), { plate: '怀Z9', fee: 5 })).id;

describe('a field outside the allow-list', () => {
  it('is absent, in a title too', async () => {
    const county = await world.county();
    const id = await idOf(county);
    const [office, leader] = [await county.as('叶知秋', 'office'), await county.as('孙某', 'leader')];
    expect(await getRecord(office, { module: 'permit', id })).toMatchObject({
      title: '甲店 怀Z9',
      values: { plate: '怀Z9' },
    });
    const seen = await getRecord(leader, { module: 'permit', id });
    expect(seen.values).toEqual({ fee: 5, phone: '139****0126' });
    expect(seen.title).toBe('');
    expect((await listOf(leader, 'permit', {})).items[0]?.title).toBe('');
    const granted = await takeMove(office, { module: 'permit', id, move: 'grant' });
    expect(granted.title).toBe('甲店 怀Z9');
    for (const ctx of [await county.visitor(), leader]) {
      expect((await getRecord(ctx, { module: 'permit', id })).title).toBe('甲店');
      expect((await listOf(ctx, 'permit', {})).items[0]?.title).toBe('甲店');
    }
  });

  it('cannot be written by giving it along', async () => {
    const county = await world.county();
    const [office, applicant] = [await county.as('叶知秋', 'office'), await county.applicant('沈知微')];
    const create = (values: Record<string, unknown>) => createRecord(applicant, { module: 'permit', values });
    expect(await codeOf(create(filled({ secret: '自批' })))).toBe('invalid.input');
    const { id } = await create(filled());
    expect(
      await codeOf(updateRecord(applicant, { module: 'permit', id, revision: 1, values: { reason: '自批' } })),
    ).toBe('invalid.input');
    expect((await getRecord(office, { module: 'permit', id })).values).toEqual({ name: '甲店', phone: '139****0126' });
  });
});

describe('a record out of scope', () => {
  it('is missing in every way of asking', async () => {
    const county = await world.county();
    const id = await idOf(county);
    for (const ctx of [await county.applicant('程砚宁'), await county.visitor(), await county.as('马兰', 'expert')]) {
      const address = { module: 'permit', id };
      const works = [
        () => getRecord(ctx, address),
        () => getRecord(ctx, { ...address, knownAt: '2026-03-02T12:00:00+08:00' }),
        () => listEvents(ctx, address),
        () => updateRecord(ctx, { ...address, revision: 1, values: {} }),
        () => takeMove(ctx, { ...address, move: 'withdraw' }),
      ];
      for (const work of works) expect(await codeOf(work())).toBe('missing.record');
      expect((await listOf(ctx, 'permit', {})).total).toBe(0);
    }
  });
});

describe('a unit', () => {
  it('without a unit of its own, or with none of the tree, sees nothing', async () => {
    const county = await world.county();
    const office = await county.as('叶知秋', 'office');
    const { id: register } = await createRecord(office, { module: 'register', values: { name: '一簿' } });
    const { id } = await made(office, { register });
    const member = (unit?: string): TenantActor => ({
      kind: 'member',
      id: newId('user'),
      name: '王二',
      tenant: county.tenant,
      roles: ['unit'],
      assurance: 1,
      ...(unit === undefined ? {} : { unit }),
    });
    const seen = async (unit?: string) => codeOf(getRecord(await county.actor(member(unit)), { module: 'permit', id }));
    expect(await seen(register)).toBe('done');
    for (const unit of [undefined, '', newId('record'), 'undefined'])
      expect(await seen(unit), String(unit)).toBe('missing.record');
    const { id: bare } = await made(office);
    for (const unit of [undefined, '', 'undefined'])
      expect(await codeOf(getRecord(await county.actor(member(unit)), { module: 'permit', id: bare }))).toBe(
        'missing.record',
      );
  });
});

describe('a link', () => {
  it('opens one record, lists none, and ends with the role it was made for', async () => {
    const county = await world.county();
    const office = await county.as('叶知秋', 'office');
    const { id: register } = await createRecord(office, { module: 'register', values: { name: '一簿' } });
    const [one, other] = [await made(office, { register }), await made(office, { register })];
    const link = await county.actor({
      kind: 'link',
      id: newId('line'),
      name: '第一中学',
      tenant: county.tenant,
      roles: ['unit'],
      module: 'permit',
      record: one.id,
      unit: register,
    });
    expect((await getRecord(link, { module: 'permit', id: one.id })).values).toEqual({ name: '甲店' });
    expect(await codeOf(getRecord(link, { module: 'permit', id: other.id }))).toBe('missing.record');
    expect(await codeOf(getRecord(link, { module: 'register', id: register }))).toBe('missing.record');
    expect(await codeOf(listOf(link, 'permit', {}))).toBe('missing.module');
    expect(await codeOf(takeMove(link, { module: 'permit', id: one.id, move: 'grant' }))).toBe('forbidden.move');
    expect(await codeOf(createRecord(link, { module: 'permit', values: filled() }))).toMatch(/^(forbidden|missing)\./);
  });
});

describe('sensitive values', () => {
  it('are clear to whoever typed them for as long as they may be corrected, and to nobody else', async () => {
    const county = await world.county();
    const [office, applicant] = [await county.as('叶知秋', 'office'), await county.applicant('沈知微')];
    const { id } = await createRecord(applicant, { module: 'permit', values: filled() });
    const phone = async (ctx: typeof office) => (await getRecord(ctx, { module: 'permit', id })).values.phone;
    expect([await phone(applicant), await phone(office)]).toEqual(['13900000126', '139****0126']);
    await takeMove(applicant, { module: 'permit', id, move: 'submit' });
    expect([await phone(applicant), await phone(office)]).toEqual(['139****0126', '139****0126']);
    expect((await listOf(applicant, 'permit', {})).items[0]?.values.phone).toBe('139****0126');
  });
});
