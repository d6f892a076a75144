import type { Role } from '@juxian/base/actor.ts';
import { Clock, dayOf } from '@juxian/base/clock.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx, TenantConfig } from '@juxian/engine/context.ts';
import { registryOf } from '@juxian/engine/registry.ts';
import {
  moduleAtVersion,
  overlaySettings,
  publishOverlay,
  rollBackOverlay,
  saveDraft,
} from '@juxian/engine/settings.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenTable, openTable } from '../support/table.ts';
import { register, sample } from './sample-module.ts';

const tenant = 't0000000001';
const clock = new Clock(() => Date.parse('2026-05-01T02:00:00Z'));
const registry = registryOf([sample, register('unit'), register('expert')]);
const config: TenantConfig = {
  name: '怀智县',
  slug: 'huaizhi',
  division: '990101',
  kind: 'county',
  verified: true,
  demo: false,
  overlays: {},
  off: [],
  figures: {},
  closedDays: [],
  office: { name: '人才办', phone: '', address: '', hours: '' },
};

let open: OpenTable;
beforeAll(async () => {
  open = await openTable({ clock });
});
afterAll(() => open.stop());
beforeEach(async () => {
  const store = open.table.for(tenant);
  const { items } = await store.query({ pk: store.keys.config('portal').pk });
  const staff = await store.query({ pk: store.keys.config('staff').pk });
  for (const { pk, sk } of [...items, ...staff.items]) await store.transact([{ remove: { pk, sk } }]);
  for (const reach of ['staff', 'portal'] as const)
    await store.transact([{ put: { ...store.keys.config(reach), config, revision: 1, key: 'k' } }]);
});

const ctxOf = (role: Role = 'system', name = '孙安'): Ctx =>
  ({
    actor: { kind: 'member', id: 'per_1', name, tenant, roles: [role], assurance: 2 },
    store: open.table.for(tenant),
    clock,
    locale: 'zh-CN',
    registry,
    config,
  }) as never;
const configs = async () => {
  const store = open.table.for(tenant);
  const [staff, portal] = await store.batchGet([store.keys.config('staff'), store.keys.config('portal')]);
  return { staff: staff?.config as TenantConfig, portal: portal?.config as TenantConfig };
};
const code = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'done';
};
const title = (zh: string) => ({ words: { title: { zh } } });

describe('a county’s settings of a module', () => {
  it('change nothing while they are a draft', async () => {
    const answer = await saveDraft(ctxOf(), { module: 'studio', overlay: title('名家工作室') });
    expect(answer.draft?.overlay).toEqual({ words: { title: t('名家工作室', '名家工作室') } });
    expect(answer.published).toBeUndefined();
    expect((await configs()).staff.overlays).toEqual({});
  });

  it('know the declared order to go back to, whatever was published', async () => {
    const declared = {
      columns: [...sample.views.columns],
      sections: sample.form.map(({ title, fields }) => ({ title, fields })),
    };
    expect(declared.columns.length).toBeGreaterThan(1);
    const order = { columns: [...declared.columns].reverse() };
    await saveDraft(ctxOf(), { module: 'studio', overlay: { order } });
    const answer = await publishOverlay(ctxOf(), { module: 'studio' });
    expect(answer.published?.order).toEqual(order);
    expect(answer.declared).toEqual(declared);
  });

  it('become a version for staff and portal when published', async () => {
    await saveDraft(ctxOf(), { module: 'studio', overlay: title('名家工作室') });
    const answer = await publishOverlay(ctxOf(), { module: 'studio', note: '改名' });
    expect(answer.draft).toBeUndefined();
    expect(answer.versions).toEqual([{ version: 1, at: '2026-05-01T10:00:00+08:00', by: '孙安', note: '改名' }]);
    const { staff, portal } = await configs();
    expect(staff.overlays.studio).toEqual({ version: 1, words: { title: t('名家工作室', '名家工作室') } });
    expect(portal.overlays.studio).toEqual(staff.overlays.studio);
    const seen = await open.table.for(tenant, 'portal').get(open.table.for(tenant).keys.config('portal'));
    expect((seen?.config as TenantConfig | undefined)?.overlays.studio?.version).toBe(1);
  });

  it('of a staff module stay out of the portal’s reach', async () => {
    await saveDraft(ctxOf(), { module: 'unit', overlay: title('单位名册') });
    await publishOverlay(ctxOf(), { module: 'unit' });
    const { staff, portal } = await configs();
    expect(staff.overlays.unit?.version).toBe(1);
    expect(portal.overlays).toEqual({});
  });

  it('roll back by publishing an earlier version again', async () => {
    for (const name of ['甲', '乙']) {
      await saveDraft(ctxOf(), { module: 'studio', overlay: title(name) });
      await publishOverlay(ctxOf(), { module: 'studio' });
    }
    const answer = await rollBackOverlay(ctxOf(), { module: 'studio', version: 1 });
    expect(answer.versions.map(({ version, restores }) => [version, restores])).toEqual([
      [3, 1],
      [2, undefined],
      [1, undefined],
    ]);
    expect((await configs()).staff.overlays.studio).toEqual({ version: 3, words: { title: t('甲', '甲') } });
    await rollBackOverlay(ctxOf(), { module: 'studio', version: 0 });
    expect((await configs()).staff.overlays.studio).toEqual({ version: 4 });
    expect(await code(rollBackOverlay(ctxOf(), { module: 'studio', version: 9 }))).toBe('missing.version');
  });

  it('leave a record the version it was filed under', async () => {
    for (const name of ['甲', '乙']) {
      await saveDraft(ctxOf(), { module: 'studio', overlay: title(name) });
      await publishOverlay(ctxOf(), { module: 'studio' });
    }
    expect((await moduleAtVersion(ctxOf(), sample, 1)).title.zh).toBe('甲');
    expect((await moduleAtVersion(ctxOf(), sample, 0)).title).toEqual(sample.title);
    expect(await code(moduleAtVersion(ctxOf(), sample, 9))).toBe('missing.version');
  });

  it('refuse a draft that another publication has overtaken', async () => {
    await saveDraft(ctxOf(), { module: 'studio', overlay: title('甲') });
    await publishOverlay(ctxOf(), { module: 'studio' });
    await saveDraft(ctxOf(), { module: 'studio', overlay: title('乙') });
    await rollBackOverlay(ctxOf(), { module: 'studio', version: 0 });
    expect(await code(publishOverlay(ctxOf(), { module: 'studio' }))).toBe('conflict.stale');
    await saveDraft(ctxOf(), { module: 'studio', overlay: title('乙') });
    expect(await code(publishOverlay(ctxOf(), { module: 'studio' }))).toBe('done');
  });

  it('publish once where two do it at the same moment', async () => {
    await saveDraft(ctxOf(), { module: 'studio', overlay: title('甲') });
    const both = await Promise.all([1, 2].map(() => code(publishOverlay(ctxOf(), { module: 'studio' }))));
    expect(both.filter((one) => one === 'done')).toHaveLength(1);
    expect((await overlaySettings(ctxOf(), { module: 'studio' })).versions).toHaveLength(1);
  });

  it('carry figures into the county’s and take back those they no longer name', async () => {
    const grant = (fen: number) => ({ figures: { 'talent.grant': fen } });
    expect(await code(saveDraft(ctxOf(), { module: 'studio', overlay: grant(-1) }))).toBe('invalid.overlay');
    await saveDraft(ctxOf(), { module: 'studio', overlay: grant(6_000_000) });
    await publishOverlay(ctxOf(), { module: 'studio' });
    const with6 = await configs();
    expect([with6.staff.figures, with6.portal.figures]).toEqual([
      { 'talent.grant': 6_000_000 },
      { 'talent.grant': 6_000_000 },
    ]);
    await rollBackOverlay(ctxOf(), { module: 'studio', version: 0 });
    expect((await configs()).staff.figures).toEqual({});
  });

  it('hold an own field to its kind once it has been published', async () => {
    const own = (kind: string) => ({ own: { own_a: { kind, label: { zh: '甲' }, options: {} } } });
    await saveDraft(ctxOf(), { module: 'studio', overlay: own('text') });
    await publishOverlay(ctxOf(), { module: 'studio' });
    await rollBackOverlay(ctxOf(), { module: 'studio', version: 0 });
    expect(await code(saveDraft(ctxOf(), { module: 'studio', overlay: own('number') }))).toBe('invalid.overlay');
    expect(await code(saveDraft(ctxOf(), { module: 'studio', overlay: own('text') }))).toBe('done');
  });

  it('are kept by the system administrator alone', async () => {
    for (const role of ['office', 'security', 'audit', 'applicant'] as const) {
      expect(await code(overlaySettings(ctxOf(role), { module: 'studio' }))).toBe('forbidden.settings');
      expect(await code(saveDraft(ctxOf(role), { module: 'studio', overlay: {} }))).toBe('forbidden.settings');
    }
    expect(await code(overlaySettings(ctxOf(), { module: 'nothing' }))).toBe('missing.module');
    expect(await code(publishOverlay(ctxOf(), { module: 'studio' }))).toBe('missing.draft');
  });

  it('leave a line in the day log for each act', async () => {
    const store = open.table.for(tenant);
    const lines = async () =>
      (await store.query({ pk: store.keys.accessDay(dayOf(clock.wall())) })).items.map(({ name }) => name as string);
    const before = (await lines()).length;
    await saveDraft(ctxOf(), { module: 'studio', overlay: title('甲') });
    await publishOverlay(ctxOf(), { module: 'studio' });
    await rollBackOverlay(ctxOf(), { module: 'studio', version: 0 });
    const after = (await lines()).slice();
    expect(after.length - before).toBe(3);
    for (const name of ['settings.saved', 'settings.published', 'settings.rolledBack']) expect(after).toContain(name);
  });
});
