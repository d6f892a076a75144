import { clockActor } from '@juxian/base/actor.ts';
import { momentOf } from '@juxian/base/clock.ts';
import { newId } from '@juxian/base/id.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { placeRecord } from '@juxian/engine/record.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { placesOf } from '@juxian/modules/talent/review/sight.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, type Json, startApi } from '../support/api.ts';

let api: Api;
let county: County;
let clock: Ctx;
let viewer: string;
/** Ids of the register by name. */
const experts: Record<string, string> = {};
/** Who handed in, who only drafted, who stood aside, who declined with scores, and who looks. */
const [given, drafted, aside, gone, own] = ['祁连城', '沐春风', '乔木青', '秦岭北', '岑参商'];
const names = [given, drafted, aside, gone, own] as string[];

beforeAll(async () => {
  api = await startApi();
  county = await api.signUp();
  clock = await makeCtx(api.deps, { actor: clockActor(county.tenant), locale: 'zh-CN' });
  for (const name of names) {
    const values = { name, professionalTitle: '教授', unitName: '岭东大学', reviewer: 'yes', kinds: ['teacher'] };
    experts[name] = (await placeRecord(clock, { module: 'expert', state: 'active', values })).id;
  }
  const member = await api.join(county, ['expert'], { name: own as string });
  const linked = await ask('PATCH', `/members/${member.id}`, { expert: experts[own as string] }, county.token);
  expect(linked.status, JSON.stringify(linked.body)).toBe(200);
  viewer = member.token;
});
afterAll(() => api.stop());

const ask = (method: string, path: string, body: Json | undefined, token: string, headers = {}) =>
  api.call(method, `/api/v1${path}`, body, { token, headers: { 'accept-language': 'zh-CN', ...headers } });

const criteria = [
  { id: 'a', name: 'ethics', label: '师德', weight: 60 },
  { id: 'b', name: 'plan', label: '规划', weight: 40 },
];
const comment = '沈知微的规划具体，送课次数写得清楚。祁连城';
const line = (code: string, c1: number, c2: number, said?: string) => ({
  id: newId('line'),
  code,
  c1,
  c2,
  ...(said ? { comment: said } : {}),
});

type Placed = { panel: string; sheet: string; others: string[] };

/** A panel of two items with a sheet of each expert, as its moves would leave them. */
async function placed(settings: Json, more: { panelState?: string; own?: Json; state?: string } = {}): Promise<Placed> {
  const items: { id: string; code: string; application: string; copy: string }[] = [];
  for (const code of ['S01', 'S02']) {
    const values = { studioName: '沈知微名师工作室', leaderName: '沈知微', kind: 'teacher' };
    const { id } = await placeRecord(clock, { module: 'application', state: 'expertReview', values });
    items.push({ id: newId('line'), code, application: id, copy: newId('record') });
  }
  const seed = newId('line');
  const { id: panel } = await placeRecord(clock, {
    module: 'panel',
    state: more.panelState ?? 'scoring',
    values: { kind: 'teacher', way: 'lot', items, criteria, seed, returned: 0, sheets: [], ...settings },
  });
  const sheet = async (expert: string, seat: number, state: string, values: Json) => {
    const copies = items.map(({ copy }) => copy);
    const common = { panel, kind: 'teacher', seat, expert: experts[expert], criteria, codes: ['S01', 'S02'], copies };
    return (await placeRecord(clock, { module: 'review', state, values: { ...common, ...values } })).id;
  };
  const first = line('S01', 48.5, 32, comment);
  const stood = { id: newId('line'), code: 'S01', recused: 'yes', comment: '师生' };
  const scored = line('S01', 10, 11, '弃用的');
  const others = [
    await sheet(given as string, 1, 'scoring', { scores: [first, line('S02', 1, 2)], handed: [first] }),
    await sheet(drafted as string, 2, 'scoring', { scores: [line('S01', 21, 22, '草稿')] }),
    await sheet(aside as string, 3, 'scoring', { scores: [stood], handed: [stood] }),
    await sheet(gone as string, 4, 'declined', { scores: [scored], handed: [scored] }),
  ];
  const mine = { scores: [line('S01', 40, 30), line('S02', 41, 31)], ...more.own };
  return { panel, others, sheet: await sheet(own as string, 5, more.state ?? 'scoring', mine) };
}

const others = (sheet: string, token = viewer, item = 'S01') =>
  ask('GET', `/records/review/${sheet}/others?item=${item}`, undefined, token);
const handIn = (sheet: string, item = 'S01') =>
  ask('POST', `/records/review/${sheet}/moves/handInItem`, { input: { item } }, viewer);

const marks = { ethics: 48.5, plan: 32 };
const letter = expect.stringMatching(/^专家[甲乙丙丁戊己庚辛壬癸]$/);
const nothing: Json[] = [];
const bare = [{ by: letter, marks, total: 80.5 }];
const spoken = [{ by: letter, marks, total: 80.5, comment: '〔领衔人〕的规划具体，送课次数写得清楚。〔专家〕' }];
const named = [{ by: '祁连城', marks, total: 80.5 }];
const whole = [{ by: '祁连城', marks, total: 80.5, comment: '〔领衔人〕的规划具体，送课次数写得清楚。祁连城' }];

describe('what an expert sees of the others', () => {
  it.each([
    ['never', 'hidden', 'hidden', nothing, nothing],
    ['never', 'hidden', 'shown', nothing, nothing],
    ['never', 'shown', 'hidden', nothing, nothing],
    ['never', 'shown', 'shown', nothing, nothing],
    ['after', 'hidden', 'hidden', nothing, bare],
    ['after', 'hidden', 'shown', nothing, spoken],
    ['after', 'shown', 'hidden', nothing, named],
    ['after', 'shown', 'shown', nothing, whole],
    ['always', 'hidden', 'hidden', bare, bare],
    ['always', 'hidden', 'shown', spoken, spoken],
    ['always', 'shown', 'hidden', named, named],
    ['always', 'shown', 'shown', whole, whole],
  ])(
    '%s, names %s, comments %s: as the office chose, before and after handing in',
    async (see, who, said, first, then) => {
      const { sheet, others: theirs } = await placed({ seeOthers: see, seeNames: who, seeComments: said });
      const settings = { see, names: who === 'shown', comments: said === 'shown' };
      const before = await others(sheet);
      expect(before.status, JSON.stringify(before.body)).toBe(200);
      const shut = see === 'never' ? { shut: 'never' } : see === 'after' ? { shut: 'own' } : {};
      expect(before.body).toEqual({ ...settings, ...shut, opinions: first });
      expect((await handIn(sheet)).status).toBe(200);
      const after = await others(sheet);
      expect(after.body).toEqual({ ...settings, ...(see === 'never' ? { shut: 'never' } : {}), opinions: then });
      const text = JSON.stringify([before.body, after.body]);
      for (const one of [drafted, aside, gone, '沈知微', '草稿', '弃用', '师生', ...theirs])
        expect(text).not.toContain(one);
      expect(text.includes('祁连城')).toBe(who === 'shown' && see !== 'never');
      expect((await others(sheet, viewer, 'S02')).body.opinions).toEqual([]);
    },
  );

  it('stays behind its one door: not in lists, search, files, history, changes or the log', async () => {
    const { sheet, others: theirs } = await placed({ seeOthers: 'always', seeNames: 'shown', seeComments: 'shown' });
    expect(JSON.stringify((await others(sheet)).body)).toContain('祁连城');
    const seen = await ask('GET', '/records/review?limit=500', undefined, county.token);
    expect(JSON.stringify(seen.body)).toContain('祁连城');
    const since = await ask('GET', '/changes', undefined, viewer);
    await handIn(sheet);
    for (const path of [
      '/records/review?limit=500',
      '/records/review?q=祁连城',
      '/records/expert?limit=500',
      '/records/review/export?format=csv',
      '/records/blindCopy?limit=500',
      `/records/review/${sheet}`,
      `/records/review/${sheet}/events`,
      `/records/review/${sheet}/queue`,
      `/changes?since=${since.body.now}`,
      '/messages',
      '/audit',
      ...theirs.flatMap((id) => [
        `/records/review/${id}`,
        `/records/review/${id}/events`,
        `/records/review/${id}/queue`,
      ]),
    ]) {
      const answer = await ask('GET', encodeURI(path), undefined, viewer);
      expect(answer.status, path).toBeLessThan(500);
      expect(JSON.stringify(answer.body), path).not.toMatch(/祁连城|送课次数|80\.5/);
    }
    for (const id of theirs) expect((await others(id)).status).toBe(404);
  });

  it('leaves sheets sealed to the office, and lets nobody look through another’s sheet', async () => {
    const { sheet, others: theirs } = await placed({ seeOthers: 'always', seeNames: 'shown', seeComments: 'shown' });
    for (const id of [sheet, ...theirs]) {
      expect((await others(id, county.token)).status).toBe(404);
      expect((await ask('GET', `/records/review/${id}/queue`, undefined, county.token)).status).toBe(404);
      const read = await ask('GET', `/records/review/${id}`, undefined, county.token);
      expect(read.body.values.seat).toBeGreaterThan(0);
      for (const field of ['scores', 'handed', 'given', 'skipped', 'totals'])
        expect(read.body.values).not.toHaveProperty(field);
    }
    expect((await others(sheet, viewer, 'S09')).status).toBe(404);
    const partly = await placed({ seeOthers: 'always' }, { own: { codes: ['S02'] } });
    expect((await others(partly.sheet, viewer, 'S02')).status).toBe(200);
    expect((await others(partly.sheet)).status).toBe(404);
  });

  it('is nothing where the office chose nothing', async () => {
    const { sheet } = await placed({});
    const strictest = { see: 'never', names: false, comments: false, shut: 'never', opinions: [] };
    expect((await others(sheet)).body).toEqual(strictest);
    expect((await handIn(sheet)).status).toBe(200);
    expect((await others(sheet)).body).toEqual(strictest);
  });

  it('is nothing before the declaration, after standing aside from the item, and while sheets are given back', async () => {
    const open = { seeOthers: 'always', seeNames: 'shown', seeComments: 'shown' };
    const undeclared = await placed(open, { state: 'invited' });
    expect((await others(undeclared.sheet)).body).toMatchObject({ shut: 'undeclared', opinions: [] });
    const { sheet } = await placed(open);
    expect((await others(sheet)).body.opinions).toHaveLength(1);
    const away = { input: { item: 'S01', recused: 'yes', note: '申报人是我的学生' } };
    expect((await ask('POST', `/records/review/${sheet}/moves/abstain`, away, viewer)).status).toBe(200);
    expect((await others(sheet)).body).toMatchObject({ shut: 'aside', opinions: [] });
    const again = await placed(open, { panelState: 'rescoring' });
    expect((await others(again.sheet)).body).toMatchObject({ shut: 'again', opinions: [] });
  });
});

describe('a panel for other programs', () => {
  const trpc = (name: string, input: Json, token: string) =>
    api.call('GET', `/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`, undefined, {
      token,
      headers: { 'accept-language': 'zh-CN' },
    });

  it('answers board and conflicts to a key of the office as the pages are answered, and to nobody else', async () => {
    const { panel } = await placed({});
    const expiresAt = momentOf(api.deps.clock.wall() + 86_400_000);
    const keyOf = async (role: string) =>
      (await ask('POST', '/api-keys', { name: '接口', roles: [role], expiresAt }, county.token)).body.secret;
    const office = await keyOf('office');
    const board = await ask('GET', `/records/panel/${panel}/board`, undefined, office);
    expect(board.status, JSON.stringify(board.body)).toBe(200);
    expect(board.body.items.map(({ code }: Json) => code)).toEqual(['S01', 'S02']);
    const page = await trpc('panels.board', { panel }, county.token);
    expect(board.body).toEqual(page.body.result.data);
    const asked = { names: '祁连城\n沈知微　岭东大学' };
    const matrix = await ask('POST', `/records/panel/${panel}/conflicts`, asked, office);
    expect(matrix.body.experts).toMatchObject([
      { name: '祁连城', known: true, cells: [[], []] },
      { name: '沈知微', known: false, cells: [['本人申报或为团队成员'], ['本人申报或为团队成员']] },
    ]);
    const wrong = await ask('POST', `/records/panel/${panel}/conflicts`, { name: '祁连城' }, office);
    expect(wrong.status).toBe(422);
    for (const token of [viewer, await keyOf('leader'), await keyOf('expert')]) {
      expect((await ask('GET', `/records/panel/${panel}/board`, undefined, token)).status).toBe(404);
      expect((await ask('POST', `/records/panel/${panel}/conflicts`, asked, token)).status).toBe(404);
    }
  });
});

describe('an item handed in', () => {
  it('changes no more, is not cleared, not skipped and not handed in twice', async () => {
    const { sheet } = await placed({ seeOthers: 'after' });
    const { body } = await handIn(sheet);
    const scores = body.values.scores as Json[];
    const patch = (next: Json) =>
      ask('PATCH', `/records/review/${sheet}`, { values: { scores: next } }, viewer, {
        'if-match': `"${body.revision}"`,
      });
    const better = scores.map((one) => (one.code === 'S01' ? { ...one, c1: 59 } : one));
    for (const next of [better, scores.filter(({ code }) => code !== 'S01'), null]) {
      const refused = await patch(next);
      expect([refused.status, refused.body.code], JSON.stringify(next)).toEqual([422, 'invalid.disagreement']);
      expect(refused.body.fields[0].message).toBe('S01已交，不能再改');
    }
    const skipped = await ask('POST', `/records/review/${sheet}/moves/skip`, { input: { item: 'S01' } }, viewer);
    expect([skipped.body.code, (await handIn(sheet)).body.code]).toEqual(['conflict.handedIn', 'conflict.handedIn']);
    const other = scores.map((one) => (one.code === 'S02' ? { ...one, c1: 59 } : one));
    expect((await patch(other)).status).toBe(200);
    const done = await handIn(sheet, 'S02');
    expect([done.body.state, done.body.values.totals]).toEqual(['submitted', { S01: 70, S02: 90 }]);
  });

  it('needs every mark', async () => {
    const { sheet } = await placed({}, { own: { scores: [{ id: newId('line'), code: 'S01', c1: 40 }] } });
    const refused = await handIn(sheet);
    expect([refused.status, refused.body.code]).toEqual([422, 'invalid.unscored']);
    expect((await handIn(sheet, 'S07')).body.code).toBe('invalid.item');
  });
});

describe('the letters', () => {
  const sheets = ['rec_a', 'rec_b', 'rec_c', 'rec_d', 'rec_e'].map((id, n) => ({ id, createdAt: `2026-03-0${n + 1}` }));

  it('are each another’s, stay when somebody comes, and differ from item to item and panel to panel', () => {
    const five = placesOf('seed', 'S01', sheets);
    expect(new Set(five.values()).size).toBe(5);
    const four = placesOf('seed', 'S01', sheets.slice(0, 4));
    expect([...four]).toEqual([...five].slice(0, 4));
    const orders = ['S01', 'S02', 'S03', 'S04', 'S05', 'S06'].map((code) =>
      [...placesOf('seed', code, sheets)]
        .sort((a, b) => a[1] - b[1])
        .map(([id]) => id)
        .join(),
    );
    expect(new Set(orders).size).toBe(6);
    expect(orders).not.toContain(sheets.map(({ id }) => id).join());
    expect([...placesOf('another', 'S01', sheets).values()]).not.toEqual([...five.values()]);
  });
});
