import {
  createRecord,
  getRecord,
  placeRecord,
  removeRecord,
  restoreRecord,
  takeMove,
  updateRecord,
} from '@juxian/engine/record.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, openWorld } from '../support/county.ts';
import { codeOf, itemsOf, made, refusalOf } from './case.ts';
import { filled, permitModules } from './permit-module.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
  world = await openWorld(permitModules);
});
afterAll(() => world.stop());
beforeEach(() => world.clock.set(at('2026-03-02T09:00:00')));

const officeOf = async () => (await world.county()).as('叶知秋', 'office');

describe('a unique value', () => {
  it('belongs to one record at a time, whoever asks at the same moment', async () => {
    const office = await officeOf();
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(made(office, { plate: '怀A0001' }))));
    expect(codes.sort()).toEqual(['conflict.taken', 'conflict.taken', 'done']);
    const refusal = await refusalOf(made(office, { plate: '怀A0001' }));
    expect(refusal?.details.fields?.map(({ path, code }) => `${path} ${code}`)).toEqual(['plate conflict.taken']);
    expect(refusal?.reason('zh-CN')).toBe('“牌号”已有相同内容的记录');
    expect((await listOf(office, 'permit', {})).total).toBe(1);
  });

  it('is free in another county', async () => {
    for (const office of [await officeOf(), await officeOf()])
      expect(await codeOf(made(office, { plate: '怀A0002' }))).toBe('done');
  });

  it('is given up by a change, a withdrawal and the bin, and by nothing else', async () => {
    const office = await officeOf();
    const give = (id: string) => [
      () => updateRecord(office, { module: 'permit', id, revision: 1, values: { plate: '怀A0009' } }),
      () => takeMove(office, { module: 'permit', id, move: 'withdraw' }),
    ];
    for (const i of [0, 1]) {
      const plate = `怀B000${i}`;
      const { id } = await made(office, { plate });
      expect(await codeOf(made(office, { plate }))).toBe('conflict.taken');
      await give(id)[i]?.();
      expect(await codeOf(made(office, { plate }))).toBe('done');
    }
    const draft = await made(office, { plate: '怀C0001' }, 'draft');
    await removeRecord(office, { module: 'permit', id: draft.id, revision: 1 });
    expect(await codeOf(made(office, { plate: '怀C0001' }))).toBe('done');
    expect(await codeOf(restoreRecord(office, { module: 'permit', id: draft.id }))).toBe('conflict.taken');
    const kept = await made(office, { plate: '怀D0001' });
    await takeMove(office, { module: 'permit', id: kept.id, move: 'grant' });
    expect(await codeOf(made(office, { plate: '怀D0001' }))).toBe('conflict.taken');
  });

  it('is kept through a change that leaves it alone', async () => {
    const office = await officeOf();
    const { id } = await made(office, { plate: '怀E0001' });
    const changed = await updateRecord(office, {
      module: 'permit',
      id,
      revision: 1,
      values: { fee: 9, plate: '怀E0001' },
    });
    expect(changed.values).toMatchObject({ fee: 9, plate: '怀E0001' });
    expect(await codeOf(made(office, { plate: '怀E0001' }))).toBe('conflict.taken');
  });
});

describe('a number', () => {
  it('is drawn once each by a hundred at the same moment, without a gap', async () => {
    const office = await officeOf();
    const drafts = [];
    for (let n = 0; n < 100; n++) drafts.push(placeRecord(office, { module: 'permit', values: filled() }));
    const ids = (await Promise.all(drafts)).map(({ id }) => id);
    const moved = await Promise.all(ids.map((id) => takeMove(office, { module: 'permit', id, move: 'submit' })));
    const wanted = Array.from({ length: 100 }, (_, i) => `许〔2026〕${String(i + 1).padStart(3, '0')}号`);
    expect(moved.map(({ values }) => values.number).sort()).toEqual(wanted);
  }, 120_000);

  it('is no other process’s either', async () => {
    const office = await officeOf();
    const key = office.store.keys.sequence('portal', 'permit.许.2026');
    const { id } = await made(office, {}, 'draft');
    const { get } = office.store;
    let between = 0;
    office.store.get = async (asked) => {
      const item = await get.call(office.store, asked);
      if (asked.pk === key.pk && between++ === 0)
        await office.store.transact([{ put: { ...key, last: 41 }, when: 'absent' }]);
      return item;
    };
    expect((await takeMove(office, { module: 'permit', id, move: 'submit' })).values.number).toBe('许〔2026〕042号');
    expect(between).toBe(2);
  });

  it('runs by county and year, and stays what it is', async () => {
    const numberOf = async (office: Awaited<ReturnType<typeof officeOf>>) => {
      const { id } = await made(office, {}, 'draft');
      return { id, number: (await takeMove(office, { module: 'permit', id, move: 'submit' })).values.number };
    };
    const [one, other] = [await officeOf(), await officeOf()];
    expect((await numberOf(one)).number).toBe('许〔2026〕001号');
    const second = await numberOf(one);
    expect(second.number).toBe('许〔2026〕002号');
    expect((await numberOf(other)).number).toBe('许〔2026〕001号');
    world.clock.set(at('2027-01-04T09:00:00'));
    expect((await numberOf(one)).number).toBe('许〔2027〕001号');
    expect((await takeMove(one, { module: 'permit', id: second.id, move: 'stamp' })).values.number).toBe(
      '许〔2026〕002号',
    );
    expect(await codeOf(made(one, { number: '许〔2026〕777号' }))).toBe('invalid.input');
  });
});

describe('a required field', () => {
  it('may be blank in a draft and nowhere else', async () => {
    const office = await officeOf();
    const create = (state: string, values: Record<string, unknown>) =>
      createRecord(office, { module: 'permit', values, state });
    expect((await create('draft', {})).values).toEqual({});
    const refusal = await refusalOf(create('filed', { name: '甲店' }));
    expect(refusal?.code).toBe('invalid.incomplete');
    expect(refusal?.details.fields?.map(({ path }) => path)).toEqual(['phone']);
    const draft = await create('draft', { name: '甲店' });
    expect(await codeOf(takeMove(office, { module: 'permit', id: draft.id, move: 'submit' }))).toBe(
      'invalid.incomplete',
    );
    await updateRecord(office, { module: 'permit', id: draft.id, revision: 1, values: { phone: '13900000126' } });
    expect((await takeMove(office, { module: 'permit', id: draft.id, move: 'submit' })).state).toBe('filed');
    const filed = await create('filed', filled({ secret: '在' }));
    const clear = { module: 'permit', id: filed.id, revision: 1, values: { secret: null } };
    expect((await updateRecord(office, clear)).values).not.toHaveProperty('secret');
  });
});

describe('a record given back', () => {
  it('opens to its owner the fields that were asked for, for as long as it is given back', async () => {
    const county = await world.county();
    const [office, applicant] = [await county.as('叶知秋', 'office'), await county.applicant('沈知微')];
    const { id } = await createRecord(applicant, { module: 'permit', values: filled({ fee: 1 }) });
    const change = async (values: Record<string, unknown>) => {
      const { revision } = await getRecord(applicant, { module: 'permit', id });
      return codeOf(updateRecord(applicant, { module: 'permit', id, revision, values }));
    };
    expect(await change({ fee: 2 })).toBe('done');
    await takeMove(applicant, { module: 'permit', id, move: 'submit' });
    expect(await change({ fee: 3 })).toBe('forbidden.edit');
    await takeMove(office, { module: 'permit', id, move: 'giveBack', input: { reason: '缺说明', opens: ['note'] } });
    expect((await getRecord(applicant, { module: 'permit', id })).editable).toEqual(['note']);
    expect(await change({ fee: 4 })).toBe('invalid.input');
    expect(await change({ note: '补上' })).toBe('done');
    await takeMove(applicant, { module: 'permit', id, move: 'complete' });
    expect(await change({ note: '再改' })).toBe('forbidden.edit');
    await takeMove(office, { module: 'permit', id, move: 'giveBack', input: { reason: '缺费用', opens: ['fee'] } });
    expect((await getRecord(applicant, { module: 'permit', id })).editable).toEqual(['fee']);
  });
});

describe('a deadline', () => {
  it('counts working days past weekends, holidays and the county’s own closed days', async () => {
    const submit = async (moment: string, closedDays: string[] = []) => {
      world.clock.set(at(moment));
      const county = await world.county();
      county.settle({ closedDays });
      const office = await county.as('叶知秋', 'office');
      const { id } = await made(office, {}, 'draft');
      return (await takeMove(office, { module: 'permit', id, move: 'submit' })).due;
    };
    expect(await submit('2026-03-02T09:00:00')).toBe('2026-03-09T17:30:00+08:00');
    expect(await submit('2026-04-02T09:00:00')).toBe('2026-04-10T17:30:00+08:00');
    expect(await submit('2026-03-02T09:00:00', ['2026-03-04'])).toBe('2026-03-10T17:30:00+08:00');
  });

  it('lets the clock act after its last second, not before', async () => {
    const county = await world.county();
    const [office, clock] = [await county.as('叶知秋', 'office'), await county.ticking()];
    const { id } = await made(office, {}, 'draft');
    await takeMove(office, { module: 'permit', id, move: 'submit' });
    const lapse = () => codeOf(takeMove(clock, { module: 'permit', id, move: 'lapse' }));
    world.clock.set(at('2026-03-09T17:29:00'));
    expect(await lapse()).toBe('conflict.early');
    expect(await codeOf(takeMove(office, { module: 'permit', id, move: 'lapse' }))).toBe('forbidden.move');
    world.clock.set(at('2026-03-09T17:30:01'));
    expect(await lapse()).toBe('done');
    const { due, state } = await getRecord(office, { module: 'permit', id });
    expect([state, due]).toEqual(['withdrawn', undefined]);
  });

  it('stands in the queue of what is due until it is met', async () => {
    const office = await officeOf();
    const { id } = await made(office, {}, 'draft');
    await takeMove(office, { module: 'permit', id, move: 'submit' });
    const queue = () =>
      office.store
        .query({ pk: office.store.keys.queueIndex('portal', 'due'), index: 'gsi2' })
        .then(({ items }) => items);
    expect((await queue()).map((item) => [item.gsi2sk, item.id])).toEqual([
      [`2026-03-09T17:30:00+08:00#permit#${id}`, id],
    ]);
    await takeMove(office, { module: 'permit', id, move: 'giveBack', input: { reason: '缺', opens: ['note'] } });
    expect(await queue()).toEqual([]);
  });
});

describe('the bin', () => {
  it('takes drafts and nothing later', async () => {
    const office = await officeOf();
    const filed = await made(office);
    expect(await codeOf(removeRecord(office, { module: 'permit', id: filed.id, revision: 1 }))).toBe(
      'forbidden.remove',
    );
    const draft = await made(office, {}, 'draft');
    expect(await codeOf(removeRecord(office, { module: 'permit', id: draft.id, revision: 7 }))).toBe('conflict.stale');
    await removeRecord(office, { module: 'permit', id: draft.id, revision: 1 });
    expect(await codeOf(getRecord(office, { module: 'permit', id: draft.id }))).toBe('missing.record');
    expect(await codeOf(takeMove(office, { module: 'permit', id: draft.id, move: 'submit' }))).toBe('missing.record');
    expect((await listOf(office, 'permit', {})).items.map(({ id }) => id)).toEqual([filed.id]);
    expect((await itemsOf(office, draft.id)).map(({ name }) => name)).toEqual(['create', 'remove']);
  });

  it('gives back for thirty days to the second', async () => {
    const office = await officeOf();
    const [kept, lost] = [await made(office, { fee: 3 }, 'draft'), await made(office, {}, 'draft')];
    for (const { id } of [kept, lost]) {
      world.clock.set(at('2026-03-02T09:00:00'));
      await removeRecord(office, { module: 'permit', id, revision: 1 });
    }
    const binned = await office.store.get(office.store.keys.record('portal', 'permit', kept.id));
    const end = Date.parse(String(binned?.gone)) + 30 * 86_400_000;
    world.clock.set(end - 500);
    const back = await restoreRecord(office, { module: 'permit', id: kept.id });
    expect(back).toMatchObject({ state: 'draft', revision: 3, values: { fee: 3 } });
    expect((await listOf(office, 'permit', {})).items.map(({ id }) => id)).toEqual([kept.id]);
    world.clock.set(end + 1000);
    expect(await codeOf(restoreRecord(office, { module: 'permit', id: lost.id }))).toBe('missing.record');
  });

  it('gives nothing back to whoever did not see it, nor what is not in it', async () => {
    const county = await world.county();
    const [applicant, other] = [await county.applicant('沈知微'), await county.applicant('程砚宁')];
    const { id } = await createRecord(applicant, { module: 'permit', values: filled() });
    expect(await codeOf(restoreRecord(applicant, { module: 'permit', id }))).toBe('missing.record');
    await removeRecord(applicant, { module: 'permit', id, revision: 1 });
    expect(await codeOf(restoreRecord(other, { module: 'permit', id }))).toBe('missing.record');
    expect(await codeOf(restoreRecord(await county.as('孙某', 'leader'), { module: 'permit', id }))).toBe(
      'missing.record',
    );
    expect((await restoreRecord(applicant, { module: 'permit', id })).id).toBe(id);
  });
});

describe('a record too large', () => {
  it('is refused by the name of its largest field', async () => {
    const office = await officeOf();
    const noise = (length: number) => {
      let [text, seed] = ['', 7];
      while (text.length < length) {
        seed = (seed * 48271) % 2147483647;
        text += String.fromCodePoint(0x4e00 + (seed % 20000));
      }
      return text;
    };
    const refusal = await refusalOf(made(office, { note: noise(20_000), more: noise(70_000) }));
    expect(refusal?.code).toBe('limit.record');
    expect(refusal?.reason('zh-CN')).toBe('内容太多，最大的栏目是“补充”');
    expect(await codeOf(made(office, { note: noise(20_000), more: noise(20_000) }))).toBe('done');
  });
});

describe('an id that is none', () => {
  it('is missing before anything is read', async () => {
    const office = await officeOf();
    world.table.meter.reset();
    for (const id of [
      '',
      'x',
      '../../x',
      'rec_',
      'rec_0000000000000000000000#',
      'usr_0000000000000000000000',
      'constructor',
    ])
      for (const work of [
        () => getRecord(office, { module: 'permit', id }),
        () => updateRecord(office, { module: 'permit', id, revision: 1, values: {} }),
        () => takeMove(office, { module: 'permit', id, move: 'grant' }),
        () => removeRecord(office, { module: 'permit', id, revision: 1 }),
        () => restoreRecord(office, { module: 'permit', id }),
      ])
        expect(await codeOf(work())).toBe('missing.record');
    for (const module of ['', 'nonesuch', 'constructor', '__proto__'])
      expect(await codeOf(getRecord(office, { module, id: 'rec_0000000000000000000000' }))).toBe('missing.module');
    expect(world.table.meter.requests).toBe(0);
  });
});
