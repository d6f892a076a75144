import { newId } from '@juxian/base/id.ts';
import type { House } from '@juxian/core/account.ts';
import { setRecusals } from '@juxian/core/recusal.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { createRecord } from '@juxian/engine/record.ts';
import { monthFrom, monthNumber } from '@juxian/rules/month.ts';
import type { Person, Stage } from '../county.ts';
import { type Days, moment } from '../days.ts';
import type { Placed } from './career.ts';
import { fileOf } from './file.ts';
import { lifeOf } from './life.ts';
import { type Office, offices } from './offices.ts';
import { heatOf, levelOf, postsOf } from './posts.ts';
import { roster } from './roster.ts';
import { hisWife, movers, sectionHead } from './special.ts';

type Values = Record<string, unknown>;

/** What a unit's record says of its establishment; nothing for a unit without people on record. */
export function establishmentOf(unit: string): Values {
  const at = offices.findIndex((one) => one.unit === unit);
  const office = offices[at];
  if (!office) return { level: 'none', legal: 'yes' };
  const sum = (seats: Office['chiefs']): number => seats.reduce((total, { approved }) => total + approved, 0);
  return {
    level: office.level,
    legal: 'yes',
    code: `9900${String(at + 1).padStart(4, '0')}`,
    region: '青山县',
    affiliation: office.sort === 'town' ? '乡（镇、街道）' : '县（市、区、旗）',
    ...office.places,
    chiefPosts: sum(office.chiefs),
    deputyPosts: sum(office.deputies),
    innerPosts: office.inner.length,
    ...(office.note ? { note: office.note } : {}),
    ...('referenced' in office.places ? { referencedOn: '2008-06', referencedDocument: '岭人社发〔2008〕44号' } : {}),
  };
}

/** The 600 cadres of 青山县 in the posts of its units, and the documents that moved some of them. */
export async function placeCadres(stage: Stage, days: Days, units: ReadonlyMap<string, string>): Promise<void> {
  stage.at(moment(days.day(-100)));
  const unit = (name: string): string => units.get(name) ?? '';
  const posts = offices.flatMap((office) => postsOf(office).map((post) => ({ office, post, id: newId('record') })));
  await stage.placeAll(
    'position',
    posts.map(({ office, post: { name, role, headcount, order, hot, unit: at }, id }) => ({
      id,
      values: {
        name,
        unit: unit(at),
        level: levelOf(role, office),
        sort: role,
        headcount,
        order,
        hot: hot ? 'yes' : 'no',
        ...(hot ? heatOf(name) : {}),
      },
    })),
  );
  const position: Placed['position'] = (at, name) =>
    posts.find(({ post }) => post.unit === at && post.name === name)?.id;
  const figure = lookOf(await stage.office()).figureOn(days.today);
  const start = monthNumber(days.today);
  const people = roster();
  const ids = await stage.placeAll(
    'cadre',
    people.map((slot) => fileOf(lifeOf(slot, start, figure), { unit, position })),
  );
  const named = (name: string): string => ids[people.findIndex((slot) => slot.name === name)] ?? '';
  await documents(stage, days, { unit, position, named, start });
  kept.set(stage.tenant.id, { self: named(sectionHead), wife: named(hisWife) });
}

const kept = new Map<string, { self: string; wife: string }>();

/** Keeps the head of the cadre section from his own file and his wife's. */
export async function recuseSectionHead(house: House, tenant: string, member: Person, by: Person): Promise<void> {
  const own = kept.get(tenant);
  kept.delete(tenant);
  if (!own) return;
  await setRecusals(
    house,
    tenant,
    member.uid,
    { self: own.self, recusals: [{ record: own.wife, ground: 'kin', note: '妻子' }] },
    { id: by.uid, name: by.name, kind: 'member', roles: ['security'] },
  );
}

type Known = Placed & { named(name: string): string; start: number };
type Move = { who: string; from: [unit: string, post: string]; to: [unit: string, post: string]; order: number };

/** Three documents issued in the last months through their real moves, and one in draft that counts from next month. */
async function documents(stage: Stage, days: Days, known: Known): Promise<void> {
  const month = (day: string): string => day.slice(0, 7);
  const issued: [number, Move[]][] = [
    [
      -80,
      [
        move(movers.housing, ['青山县住房和城乡建设局', '副局长'], ['青山县交通运输局', '副局长']),
        move(movers.committee, ['中共青山县委办公室', '副主任'], ['中共青山县委组织部', '副部长']),
      ],
    ],
    [
      -60,
      [
        move(movers.songxi, ['松溪镇', '党委委员'], ['白石乡', '党委委员']),
        move(movers.dongtang, ['东塘镇', '副镇长'], ['柳林乡', '副乡长']),
      ],
    ],
    [-30, [move(movers.labour, ['青山县人力资源和社会保障局', '副局长'], ['青山县财政局', '副局长'])]],
  ];
  for (const [offset, moves] of issued) {
    const decidedOn = days.day(offset);
    stage.at(moment(decidedOn));
    const id = await draft(stage, moves, { ...known, decidedOn, from: month(decidedOn) });
    const office = await stage.office();
    await stage.move(office, 'appointmentDocument', id, 'number');
    await stage.move(office, 'appointmentDocument', id, 'issue');
  }
  stage.at(moment(days.day(-2)));
  const proposed: Move[] = [
    { ...move(movers.health, ['青山县卫生健康局', '副局长'], ['青山县工业和信息化局', '局长']), order: 1 },
    { ...move(movers.finance, ['青山县财政局', '办公室主任'], ['青山县人力资源和社会保障局', '副局长']), order: 5 },
  ];
  await draft(stage, proposed, {
    ...known,
    decidedOn: days.day(-2),
    from: monthFrom(known.start + 1),
    promotes: 'yes',
  });
}

const move = (who: string, from: Move['from'], to: Move['to']): Move => ({ who, from, to, order: 9 });

async function draft(
  stage: Stage,
  moves: readonly Move[],
  { unit, position, named, decidedOn, from, promotes }: Known & { decidedOn: string; from: string; promotes?: string },
): Promise<string> {
  const lineOf = ([at, post]: [string, string], act: 'appoint' | 'remove', who: string, order: number): Values => ({
    cadre: named(who),
    act,
    unit: unit(at),
    ...(position(at, post) ? { position: position(at, post) } : {}),
    post,
    effective: from,
    ...(act === 'appoint'
      ? { main: 'yes', leading: 'yes', order, ...(promotes ? { promotes, trial: 'yes' } : {}) }
      : {}),
  });
  const names = moves.map(({ who }) => who).join('、');
  const { id } = await createRecord(await stage.office(), {
    module: 'appointmentDocument',
    values: {
      heading: `关于${names}同志职务任免的通知`,
      decidedBy: '中共青山县委',
      decidedOn,
      sentTo: '各有关单位党委（党组）',
      copyTo: '县委办公室、县人社局、县财政局',
      lines: moves.flatMap(({ who, from: left, to, order }) => [
        lineOf(to, 'appoint', who, order),
        lineOf(left, 'remove', who, order),
      ]),
      ...(promotes ? {} : { kinNote: '已核对家庭成员情况，拟任单位无应当回避的亲属。' }),
    },
  });
  return id;
}
