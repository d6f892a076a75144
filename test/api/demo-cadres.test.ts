import { reportOf } from '@juxian/documents/cadre/reports/index.ts';
import type { Figure } from '@juxian/documents/cadre/reports/report.ts';
import { refuseUnfit } from '@juxian/engine/agreement.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { getRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord, type Stored } from '@juxian/engine/stored.ts';
import { resolveActor } from '@juxian/functions/actor.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { sheetOf } from '@juxian/functions/api/sheet.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { loadDemo, signInAs } from '@juxian/functions/local/demo/index.ts';
import { filesAfter } from '@juxian/modules/cadre/appointment-document/files.ts';
import { blocksPromotion } from '@juxian/rules/cadre/effect.ts';
import { eligible } from '@juxian/rules/cadre/rank.ts';
import { noticeOf, retirement } from '@juxian/rules/cadre/retirement.ts';
import { addDays } from '@juxian/rules/day.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { birthDate, isIdentityNumber, sexIn } from '@juxian/rules/identity-number.ts';
import { addMonths, monthsBetween } from '@juxian/rules/month.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../support/api.ts';
import { isRefusedName } from '../support/refused-names.ts';

type Line = Record<string, string>;

let api: Api;
let start: string;
let files: Stored[];
beforeAll(async () => {
  api = await startApi();
  start = api.deps.clock.today();
  await loadDemo(api.deps);
  files = await storedFiles(await as('office'));
}, 240_000);
afterAll(() => api.stop());

async function as(card: string): Promise<Ctx> {
  const { opened } = await signInAs(api.deps, card);
  const request = new Request('http://127.0.0.1/', { headers: { authorization: `Bearer ${opened.token}` } });
  const { actor } = await resolveActor(api.deps, request);
  return makeCtx(api.deps, { actor, locale: 'zh-CN' });
}

async function idsOf(ctx: Ctx, module: string, params: Record<string, string> = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listOf(ctx, module, { limit: '200', sort: 'id', ...params, ...(cursor ? { cursor } : {}) });
    ids.push(...page.items.map(({ id }) => id));
    if (!page.nextCursor) return ids;
    cursor = page.nextCursor;
  }
}

async function storedFiles(ctx: Ctx): Promise<Stored[]> {
  const module = moduleOf(ctx, 'cadre');
  const found = await Promise.all((await idsOf(ctx, 'cadre')).map((id) => loadRecord(ctx, module, id)));
  return found.flatMap((one) => one ?? []);
}

const total = async (ctx: Ctx, module: string, params: Record<string, string> = {}): Promise<number> =>
  (await listOf(ctx, module, { ...params, limit: '1' })).total;
const facet = async (ctx: Ctx, name: string, params: Record<string, string> = {}): Promise<Record<string, number>> => {
  const { facets } = await listOf(ctx, 'cadre', { ...params, facets: name, limit: '1' });
  return Object.fromEntries((facets?.[name] ?? []).map(({ value, count }) => [value, count]));
};
const lines = (file: Stored, name: string): Line[] => (file.values[name] as Line[] | undefined) ?? [];
const graduates = '11,12,1A,1B';
const readOn = (day: string) => figuresFor({}, day);

describe('the cadres of the demonstration', () => {
  it.each([0, 200, 800])('are 600, with the figures of their units and ranks, %i days on', async (later) => {
    const before = api.deps.clock.business();
    api.deps.clock.set(Date.parse(`${addDays(start, later)}T10:00:00+08:00`));
    try {
      const office = await as('office');
      expect(await total(office, 'cadre')).toBe(600);
      expect(await facet(office, 'state')).toEqual({
        serving: 548,
        offPost: 8,
        retired: 32,
        transferred: 7,
        left: 3,
        deceased: 2,
      });
      const units = await facet(office, 'unit', { state: 'serving,offPost' });
      expect(Object.keys(units)).toHaveLength(39);
      expect(Object.values(units).reduce((sum, count) => sum + count, 0)).toBe(556);
      const clerks = { state: 'serving', 'filter[rank]': '01A11' };
      expect(await total(office, 'cadre', clerks)).toBe(47);
      expect(await total(office, 'cadre', { ...clerks, 'filter[degreeLevel][in]': graduates })).toBe(11);
      const fiveYears = {
        ...clerks,
        'filter[degreeLevel]': '21',
        'filter[workStart][lte]': addMonths(start.slice(0, 7), -60),
      };
      expect(await total(office, 'cadre', fiveYears)).toBe(36);
      const hot = await listOf(office, 'position', { 'filter[hot]': 'yes', group: 'unit', limit: '1' });
      expect(hot.total).toBe(56);
      expect(hot.groups).toHaveLength(8);
    } finally {
      api.deps.clock.set(before);
    }
  });

  it('lets exactly those 47 rise to 四级主任科员 by the rules', () => {
    const rising = files.filter((file) => {
      const rank = lines(file, 'levels').findLast(({ sort, to }) => sort === 'rank' && !to);
      if (file.state !== 'serving' || !rank) return false;
      const grades = Object.fromEntries(lines(file, 'appraisals').map(({ year, grade }) => [year, grade ?? '']));
      const facts = {
        rank: { code: rank.level ?? '', since: rank.from ?? '' },
        place: 'organ' as const,
        grades,
      };
      const found = eligible(facts, start, readOn);
      return found.eligible && found.promotion?.key === 'section4';
    });
    expect(rising).toHaveLength(47);
    expect(rising.filter(({ values }) => graduates.split(',').includes(String(values.degreeLevel)))).toHaveLength(11);
  });

  it('reports the same 47, and leads from figures of hundreds to exactly their people', async () => {
    const office = await as('office');
    const asked = async (name: string, params: Record<string, string> = {}) => {
      const { figures } = await reportOf(office, name, params, false);
      return new Map(figures.map((figure) => [figure.title.zh, figure]));
    };
    const follows = async (figure: Figure | undefined) => {
      if (!figure?.target || 'id' in figure.target) throw new Error(`${figure?.title.zh} leads nowhere`);
      expect(await total(office, 'cadre', figure.target.params), figure.title.zh).toBe(figure.value);
      return figure.value;
    };
    const rising = await asked('rank-eligible', { rank: 'section4' });
    expect(rising.get('符合条件')?.value).toBe(47);
    expect(rising.get('四级主任科员：研究生学历')?.value).toBe(11);
    expect(await follows(rising.get('四级主任科员：工作满5年'))).toBe(36);
    const ledger = await asked('rank-quota');
    const seated = await follows(ledger.get('占用职级职数'));
    expect(seated).toBeGreaterThan(150);
    expect(ledger.get('超出本单位职数')?.value).toBeGreaterThan(0);
    // Whoever holds a rank of the comprehensive class takes a seat or holds one that is not limited.
    const ranked = files.filter(({ state, values }) => state === 'serving' && rankNow(values).startsWith('01A'));
    expect(seated + (ledger.get('一级、二级科员（不限职数）')?.value ?? 0)).toBe(ranked.length);
    expect((await asked('freed-posts')).get('离开')?.value).toBeGreaterThan(0);
  }, 120_000);

  it('frees 22 leading posts within the year, moves 31 leaders and 56 heads of hot posts, sees 8 step down', () => {
    const ended = files.flatMap((file) =>
      lines(file, 'appointments')
        .filter(({ to, leading }) => leading === 'yes' && to && monthsBetween(to, start) <= 12)
        .map(({ reason, leader }) => ({ state: file.state, reason, leader })),
    );
    const because = (reason: string) => ended.filter((line) => line.reason === reason);
    expect(because('转任职级').map(({ state }) => state)).toEqual(Array(18).fill('serving'));
    expect(because('退休').map(({ state }) => state)).toEqual(['retired', 'retired']);
    expect(because('交流到县外任职').map(({ state }) => state)).toEqual(['transferred', 'transferred']);
    expect(because('交流轮岗').map(({ leader }) => leader)).toEqual(Array(31).fill('yes'));
    expect(because('热点岗位轮岗').map(({ leader }) => leader)).toEqual(Array(56).fill(undefined));
    expect(because('推进领导干部能上能下').map(({ state }) => state)).toEqual(Array(8).fill('offPost'));
  });

  it('holds every hot post by one head, and no more leaders in a post than drawn from the files', async () => {
    const office = await as('office');
    for (const id of await idsOf(office, 'position', { 'filter[hot]': 'yes' })) {
      const holders = await listOf(office, 'cadre', { 'filter[position]': id, state: 'serving' });
      expect(holders.items.map(({ values }) => values.level)).toEqual(['0150']);
    }
  });

  it('leaves some units over and some short of their deputies', async () => {
    const office = await as('office');
    const gaps = await Promise.all(
      (await idsOf(office, 'unit')).map(async (id) => {
        const { values } = await getRecord(office, { module: 'unit', id });
        const held = heldIn(id).filter(({ leaderKind }) => leaderKind === '3').length;
        return held - Number(values.deputyPosts ?? 0);
      }),
    );
    expect(gaps.some((gap) => gap > 0)).toBe(true);
    expect(gaps.some((gap) => gap < 0)).toBe(true);
  });

  it('agrees with every check of the module, in every file', async () => {
    const office = await as('office');
    const module = moduleOf(office, 'cadre');
    expect(() => {
      for (const file of files) refuseUnfit(office, module, file);
    }).not.toThrow();
    const [file] = files;
    if (!file) throw new Error('no file');
    expect(() => refuseUnfit(office, module, { ...file, values: { ...file.values, workStart: '1900-01' } })).toThrow();
  });

  it('gives each a number of the demonstration that fits sex and birth, but for two whose month was recognised', () => {
    const numbers = files.map(({ values }) => String(values.identityNumber));
    expect(new Set(numbers).size).toBe(600);
    expect(numbers.filter((number) => !number.startsWith('99') || !isIdentityNumber(number))).toEqual([]);
    for (const { values } of files)
      expect(sexIn(String(values.identityNumber))).toBe(values.sex === '1' ? 'male' : 'female');
    const differing = files.filter(
      ({ values }) => birthDate(String(values.identityNumber)).slice(0, 7) !== values.born,
    );
    expect(differing.map(({ title }) => title).sort()).toEqual(['庞如璋', '薛临溪'].sort());
    for (const file of differing) expect(lines(file, 'recognised')[0]?.value).toBe(file.values.born);
  });

  it('lets people be of a plausible age, in school before work and at work before any post', () => {
    for (const file of files) {
      const { values, state, title } = file;
      const age = monthsBetween(String(values.born), start) / 12;
      expect(age, title).toBeGreaterThan(21);
      expect(age, title).toBeLessThan(75);
      if (state === 'serving') expect(age, title).toBeLessThan(values.sex === '1' || values.sixtyGround ? 63 : 57);
      const began = monthsBetween(String(values.born), String(values.workStart)) / 12;
      expect(began, title).toBeGreaterThan(18);
      expect(began, title).toBeLessThan(28);
      const posts = lines(file, 'appointments');
      expect(posts[0]?.from, title).toBe(values.workStart);
      posts.forEach((post, i) => {
        if (i > 0 && !post.document?.includes('号')) return;
        if (i > 0) expect(posts[i - 1]?.to, title).toBe(post.from);
      });
      for (const study of lines(file, 'education').filter(({ mode }) => mode === '1'))
        expect(String(study.from) <= String(values.workStart), title).toBe(true);
      expect(lines(file, 'family').length, title).toBeGreaterThanOrEqual(2);
      expect(lines(file, 'family').length, title).toBeLessThanOrEqual(6);
      for (const child of lines(file, 'family').filter(({ relation }) => /^(儿子|女儿)$/.test(relation ?? '')))
        expect(monthsBetween(String(values.born), String(child.born)) / 12, title).toBeGreaterThan(20);
    }
  });

  it('names nobody who leads or led the country or a province', () => {
    expect(isRefusedName('张三丰')).toBe(false);
    const names = files.flatMap((file) => [file.title, ...lines(file, 'family').map(({ name }) => name ?? '')]);
    expect(names.length).toBeGreaterThan(2400);
    expect(names.filter(isRefusedName)).toEqual([]);
  });

  it('has namesakes, rare characters, names with a dot and surnames of two readings', async () => {
    const office = await as('office');
    const pairs = [...new Set(files.map(({ title }) => title))]
      .map((name) => files.filter(({ title }) => title === name))
      .filter((all) => all.length > 1);
    expect(pairs.map(([one]) => one?.title).sort()).toEqual(['吴知夏', '刘牧之', '周砚秋', '陈若溪'].sort());
    const sameUnit = pairs.filter(([one, other]) => one?.values.unit === other?.values.unit);
    expect(sameUnit.map(([one]) => one?.title)).toEqual(['吴知夏']);
    for (const q of ['𠅤', '㛃', '阿依古丽·买买提']) expect(await total(office, 'cadre', { q }), q).toBeGreaterThan(0);
    for (const q of ['shanyunshu', 'xiebingwen', 'zengwangchuan', 'yuchijingxing', 'moqixiuzhu', 'miaocaiwei'])
      expect(await total(office, 'cadre', { q }), q).toBe(1);
    const politics = await facet(office, 'politics');
    expect(Object.keys(politics)).toEqual(
      expect.arrayContaining(['01', '02', '03', '05', '07', '08', '10', '12', '13']),
    );
  });

  it('shows measures in effect, always of people with names of three characters', () => {
    const blocked = files.filter((file) => {
      const decisions = lines(file, 'honours')
        .filter(({ measure }) => measure)
        .map(({ id = '', measure = '', on = '' }) => ({ id, measures: [measure], from: on }));
      return blocksPromotion(decisions, start, readOn) !== undefined;
    });
    expect(blocked).toHaveLength(4);
    const adverse = [...blocked, ...files.filter(({ state }) => state === 'offPost')];
    expect(adverse.map(({ title }) => [...title].length)).toEqual(Array(12).fill(3));
  });

  it('lists people who reach the age of retirement within three, six and twelve months', () => {
    const notices = files
      .filter(({ state }) => state === 'serving')
      .map(({ values }) => {
        const { month } = retirement(
          {
            sex: values.sex === '1' ? 'male' : 'female',
            kind: 'civilServant',
            birth: String(values.born),
            ...(values.sixtyGround ? { sixty: { ground: 'seniorTitle', document: String(values.sixtyDocument) } } : {}),
          },
          readOn(start),
        );
        return noticeOf(month, start, readOn(start));
      });
    const within = (months: number) => notices.filter((notice) => notice === months).length;
    expect(notices.filter((notice) => notice === 0)).toEqual([]);
    expect([within(3), within(6), within(12)].every((count) => count >= 2)).toBe(true);
  });

  it('has issued three documents that stand in the files and drafts one for next month', async () => {
    const office = await as('office');
    const stand = await listOf(office, 'appointmentDocument', {});
    expect(stand.items.map(({ state }) => state).sort()).toEqual(['draft', 'issued', 'issued', 'issued']);
    const moved = files.find(({ title }) => title === '桑怀石');
    expect(moved?.n).toBe(2);
    const [left, taken] = moved ? lines(moved, 'appointments').slice(-2) : [];
    expect(left?.to).toBe(taken?.from);
    const { values } = await getRecord(office, { module: 'unit', id: String(taken?.unit) });
    expect(values.name).toBe('白石乡');
    const draft = stand.items.find(({ state }) => state === 'draft');
    const { values: proposed } = await getRecord(office, { module: 'appointmentDocument', id: draft?.id ?? '' });
    expect((proposed.lines as Line[]).every(({ effective = '' }) => effective > start.slice(0, 7))).toBe(true);
    const facts = { look: lookOf(office), today: start, actor: office.actor };
    expect(await filesAfter({ ...proposed, number: '组发〔2026〕4号' } as never, facts)).toHaveLength(2);
  });

  it('keeps the head of the cadre section from his own file and his wife’s, in lists and counts too', async () => {
    const section = await as('cadre');
    expect(await total(section, 'cadre')).toBe(598);
    expect(await total(section, 'cadre', { q: '温不言' })).toBe(0);
    const own = files.find(({ title }) => title === '温不言');
    await expect(getRecord(section, { module: 'cadre', id: own?.id ?? '' })).rejects.toThrow();
    expect((await getRecord(await as('office'), { module: 'cadre', id: own?.id ?? '' })).title).toBe('温不言');
  });

  it('shows the form on a screen with what has to be revealed masked, and nothing a reader does not see', async () => {
    const { id = '' } = files.find(({ title }) => title === '俞槐庭') ?? {};
    const sheet = await sheetOf(await as('office'), id);
    expect(sheet.currentPost).toBe('柳林乡党委书记');
    expect(sheet.health).toBe('***');
    expect(sheet.relatives.length).toBeGreaterThan(1);
    expect((await sheetOf(await as('office'), id, { asOf: '2020-01-01' })).day).toBe('2020-01-01');
    const mayor = files.find(({ values }) => values.postFull === '松溪镇镇长');
    const seen = await sheetOf(await as('town'), mayor?.id ?? '');
    expect([seen.name, seen.currentPost]).toEqual([mayor?.title, '松溪镇镇长']);
    expect([seen.appraisals, seen.party, seen.health, seen.relatives]).toEqual(['', '', '', []]);
    await expect(sheetOf(await as('town'), id)).rejects.toThrow('missing.record');
  });

  it('shows a clerk of a town its own people only, and the district its own six', async () => {
    const town = await as('town');
    const units = await facet(town, 'unit');
    expect(Object.values(units).sort((a, b) => a - b)).toEqual([5, 26]);
    const { items } = await listOf(town, 'cadre', { limit: '1' });
    expect(Object.keys(items[0]?.values ?? {})).not.toContain('politics');
    const yunling = await as('yunling');
    expect(await total(yunling, 'cadre')).toBe(6);
    expect(await total(yunling, 'cadre', { q: '温不言' })).toBe(0);
  });
});

const rankNow = (values: Record<string, unknown>): string =>
  ((values.levels as Line[] | undefined) ?? []).findLast(({ sort, to }) => sort === 'rank' && !to)?.level ?? '';

/** The posts held now in a unit, drawn from the files. */
const heldIn = (unit: string): Line[] =>
  files
    .filter(({ state }) => state === 'serving')
    .flatMap((file) => lines(file, 'appointments').filter((line) => !line.to && line.unit === unit));
