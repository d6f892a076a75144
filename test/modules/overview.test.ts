import { placeRecord } from '@juxian/engine/record.ts';
import { overviewOf } from '@juxian/modules/talent/overview.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type County, openWorld } from '../support/county.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let county: County;
beforeAll(async () => {
  world = await openWorld();
  world.clock.set(at('2026-03-02T09:00:00'));
  county = await world.county();
  const office = await county.as('叶知秋', 'office');
  const place = (module: string, state: string, values: Record<string, unknown>) =>
    placeRecord(office, { module, state, values });
  const unit = (await place('unit', 'active', { name: '县医院', order: 1, sort: 'hospital' })).id;
  const expert = { professionalTitle: '教授', reviewer: 'no' };
  await place('expert', 'active', { name: '沈怀远', unitName: '岭东大学', ...expert });
  await place('expert', 'active', { name: '陆闻笛', unitName: '岭东大学', ...expert });
  await place('expert', 'active', { name: '顾以宁', unitName: '县农业局', ...expert });
  const native = { origin: '松溪镇', city: '上海', presentUnit: '设计院', contact: 'no' };
  await place('native', 'listed', { name: '许清和', university: '岭东大学', ...native });
  await place('native', 'removed', { name: '韩若川', university: '海岳学院', ...native });
  for (const [name, university] of [
    ['童远山', '浙江大学'],
    ['安然', '宁波大学'],
    ['林渡', '台湾师范大学'],
  ])
    await place('native', 'listed', { name, university, ...native });
  const campaign = { sort: 'fair', from: '2026-01-05' };
  await place('campaign', 'closed', {
    heading: '甲',
    ...campaign,
    resumes: 40,
    interviews: 20,
    intents: 9,
    contracts: 3,
    arrivals: 2,
  });
  await place('campaign', 'closed', {
    heading: '乙',
    ...campaign,
    resumes: 10,
    interviews: 5,
    intents: 1,
    contracts: 1,
    arrivals: 0,
  });
  await place('campaign', 'following', { heading: '丙', ...campaign, resumes: 999 });
  const agreed = {
    partner: '岭东大学',
    partnerSort: 'university',
    items: ['base'],
    leadUnit: unit,
    from: '2024-01-01',
  };
  await place('agreement', 'active', { heading: '近', ...agreed, to: '2027-03-02' });
  await place('agreement', 'published', { heading: '远', ...agreed, to: '2027-03-03' });
  const moved = { unit, sort: 'skilled', year: 2025 };
  await place('talentMovement', 'confirmed', { ...moved, start: 100, inflow: 9, outflow: 4, end: 105, turn: 'a' });
  await place('talentMovement', 'confirmed', { ...moved, start: 50, inflow: 1, outflow: 6, end: 45, turn: 'b' });
  await place('talentMovement', 'reported', { ...moved, start: 7, turn: 'c' });
});
afterAll(() => world.stop());

describe('talent at a glance', () => {
  it('counts what stands, by university too, and leads to the list of exactly those', async () => {
    const { figures, origins } = await overviewOf(await county.as('程望舒', 'leader'));
    const value = (name: string) => figures.find((one) => one.name === name)?.value;
    expect([value('experts'), value('natives'), value('agreements'), value('visits')]).toEqual([3, 4, 2, 0]);
    expect(origins.slice(0, 2).map(({ university, total }) => [university, total])).toEqual([
      ['岭东大学', 3],
      ['海岳学院', 1],
    ]);
    expect(origins[0]?.parts.map(({ name, value: n, link }) => [name, n, decodeURIComponent(link)])).toEqual([
      ['expert', 2, '/w/expert?filter[unitName]=岭东大学'],
      ['native', 1, '/w/native?filter[university]=岭东大学'],
    ]);
  });

  it('puts every university into its province of all 34, or names it among the others', async () => {
    const { sources } = await overviewOf(await county.as('程望舒', 'leader'));
    const tiles = sources?.groups.map(({ provinces }) =>
      provinces.map(({ letters, total }) => `${letters}${total || ''}`),
    );
    expect(tiles?.map((row) => row.join(' '))).toEqual([
      'BJ TJ HE SX NM',
      'LN JL HL',
      'SH JS ZJ2 AH FJ JX SD',
      'HA HB HN GD GX HI',
      'CQ SC GZ YN XZ',
      'SN GS QH NX XJ',
      'TW1 HK MO',
    ]);
    const zhejiang = sources?.groups[2]?.provinces[2];
    expect(zhejiang?.parts.map(({ link }) => decodeURIComponent(link))).toEqual([
      '/w/native?filter[university][in]=宁波大学,浙江大学',
    ]);
    expect([sources?.other?.total, sources?.other?.universities]).toEqual([4, ['海岳学院', '岭东大学']]);
  });

  it('adds up campaigns that are closed and years that are confirmed, and no others', async () => {
    const { funnel, movement } = await overviewOf(await county.as('程望舒', 'leader'));
    expect(funnel.map(({ value }) => value)).toEqual([50, 25, 10, 4, 2]);
    expect(movement).toMatchObject([{ year: 2025, start: 150, inflow: 10, outflow: 10, end: 150 }]);
  });

  it('names what ends within a year of today, the last day included', async () => {
    const { ending } = await overviewOf(await county.as('程望舒', 'leader'));
    expect(ending.map(({ module, count, next }) => [module, count, next.map(({ title }) => title)])).toEqual([
      ['agreement', 1, ['近']],
    ]);
  });

  it('tells a role nothing of modules that are not its own', async () => {
    const audit = await overviewOf(await county.as('阮清和', 'audit'));
    expect(Object.values(audit).flat()).toEqual([]);
  });
});
