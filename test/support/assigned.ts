import { clockActor } from '@juxian/base/actor.ts';
import { newId } from '@juxian/base/id.ts';
import { listTenants } from '@juxian/core/tenant.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, placeRecord, takeMove } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import type { Deps } from '@juxian/functions/deps.ts';
import { draft } from './selection.ts';

/** Lays a panel of a second call into the demonstration: so many applications that wait, the reviewers of teachers its pool. @returns its id. */
export async function layPanel(deps: Deps, count: number): Promise<string> {
  const tenants = await listTenants(deps.table.control);
  const tenant = tenants.find(({ name }) => name.includes('青山'))?.id ?? '';
  const clock = await makeCtx(deps, { actor: clockActor(tenant), locale: 'zh-CN' });
  const office: Ctx = {
    ...clock,
    actor: { kind: 'member', id: newId('user'), name: '经办', tenant, roles: ['office'], assurance: 1 },
  };
  const rows = async (name: string) => (await clock.rows.fresh(clock, moduleOf(clock, name))).where({});
  const units = await rows('unit');
  const experts = (await rows('expert')).filter(({ values }) =>
    (values.kinds as string[] | undefined)?.includes('teacher'),
  );
  const call = await placeRecord(clock, {
    module: 'call',
    state: 'closed',
    values: { heading: '名师工作室补充征集公告', year: 2026, kinds: [] },
  });
  for (let n = 0; n < count; n++) {
    const unit = units[n % units.length];
    const name = `申报人${String.fromCodePoint(0x4e01 + 7 * n)}`;
    await placeRecord(clock, {
      module: 'application',
      state: 'expertReview',
      values: {
        ...draft(call.id, unit?.id ?? '', name, 1),
        oneLeader: `${call.id}|${n}`,
        number: `人才申〔2026〕${901 + n}号`,
        phone: `139000${20_000 + n}`,
        aims: '把课上明白',
      },
    });
  }
  await placeRecord(clock, {
    module: 'expert',
    state: 'active',
    values: {
      name: '祁连城',
      professionalTitle: '教授',
      unitName: '岭东大学',
      reviewer: 'yes',
      kinds: ['teacher'],
      ties: [{ id: newId('line'), sort: 'kin', person: '申报人丁', note: '配偶' }],
    },
  });
  const panel = await createRecord(office, { module: 'panel', values: { call: call.id, kind: 'teacher' } });
  await takeMove(office, {
    module: 'panel',
    id: panel.id,
    move: 'pool',
    input: { also: experts.slice(0, 1).map(({ id }) => id) },
  });
  return panel.id;
}
