import { newId } from '@juxian/base/id.ts';
import { writeResume } from '@juxian/documents/resume/write.ts';
import { dictionaries } from '@juxian/rules/dictionary.ts';
import { checkDigit } from '@juxian/rules/identity-number.ts';
import { monthFrom } from '@juxian/rules/month.ts';
import { appointmentLines, levelLines, type Placed, stagesOf, stepsOf } from './career.ts';
import { chance, oneOf } from './chance.ts';
import { familyOf } from './family.ts';
import { type Life, newest } from './life.ts';
import { fieldOf } from './posts.ts';
import type { Slot, Standing } from './roster.ts';
import { studiesOf } from './study.ts';

type Values = Record<string, unknown>;

const natives = ['岭东青山', '岭东青山', '岭东云岭', '岭东临江', '江右庐陵', '淮南寿阳'] as const;

/** The whole file of one of the 600. */
export function fileOf(life: Life, placed: Placed): { values: Values; state: string } {
  const { slot } = life;
  const { n, sex, special } = slot;
  const steps = stepsOf(life);
  const studies = studiesOf(life);
  const honours = honoursOf(life);
  const levels = levelLines(life, steps);
  const born = monthFrom(life.born);
  const native = oneOf(natives, n, 1);
  const health = n % 29 === 0 ? '3' : '1';
  const values: Values = {
    name: slot.name,
    identityNumber: identityNumber(life),
    sex,
    born,
    nativePlace: native,
    birthplace: chance(n, 2, 8) === 0 ? '岭东云岭' : native,
    hometown: '岭东青山',
    ethnicGroup: special.ethnicGroup ?? (n % 41 === 0 ? '11' : '01'),
    health,
    phone: `1390${String(2_000_000 + n * 41).padStart(7, '0')}`,
    workStart: monthFrom(life.workStart),
    ...partyOf(life),
    ...standingOf(life),
    postFull: postFull(slot, life, levels),
    ...(slot.standing === 'stepped' || stateOf(slot) === 'serving' ? { statisticsUnit: slot.office.unit } : {}),
    speciality: oneOf(['公文写作', '基层治理', '财务管理', '项目建设', '农业技术', '群众工作'], n, 4),
    grassroots: slot.office.sort === 'town' || chance(n, 5, 3) === 0 ? 'yes' : 'no',
    appointments: appointmentLines(life, steps, placed),
    levels,
    education: studies.lines,
    titles: titlesOf(life),
    honours,
    ...(n % 3 === 0 && honours.length > 0 ? { honourText: honours.map(asPrinted).join('；') } : {}),
    appraisals: appraisalsOf(life),
    family: familyOf(life),
    ...(n % 5 < 3 ? { resume: writeResume([...studies.stages, ...stagesOf(steps)]) } : {}),
    ...(special.numberEarlier === undefined ? {} : { recognised: [recognised(born)] }),
    ...(special.sixty ? { sixtyGround: special.sixty, sixtyDocument: '青人社发〔2025〕18号' } : {}),
    ...leaving(life),
  };
  if (special.moves) delete values.postFull;
  return { values: withoutBlanks(values), state: stateOf(slot) };
}

const withoutBlanks = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );

const states: Partial<Record<Standing, string>> = {
  retired: 'retired',
  transferred: 'transferred',
  left: 'left',
  deceased: 'deceased',
  stepped: 'offPost',
};
const stateOf = ({ standing }: Slot): string => (standing && states[standing]) ?? 'serving';

/** A number that begins with 99: the day of birth, a serial whose parity is the sex, the check digit. */
function identityNumber({ born, slot: { n, sex, special } }: Life): string {
  const month = monthFrom(born - (special.numberEarlier ?? 0)).replace('-', '');
  const day = String(1 + chance(n, 6, 28)).padStart(2, '0');
  const serial = String((n % 499) * 2 + (sex === '1' ? 1 : 0)).padStart(3, '0');
  const first17 = `99000${n < 499 ? 1 : 3}${month}${day}${serial}`;
  return first17 + checkDigit(first17);
}

const recognised = (born: string): Values => ({
  id: newId('line'),
  what: 'born',
  value: born,
  evidence: '干部档案最早记载（入学登记表），县委组织部认定',
  on: '2016-09-20',
});

function partyOf({ slot: { n, standing, role, special }, workStart, start }: Life): Values {
  const roll = chance(n, 8, 100);
  const usual =
    standing === 'recruit'
      ? roll < 40
        ? '01'
        : roll < 55
          ? '02'
          : '03'
      : roll < (role === 'chief' ? 100 : 84)
        ? '01'
        : '13';
  const politics = special.politics ?? usual;
  const joined =
    politics === '02' ? start + newest - 1 : Math.min(workStart - 14 + chance(n, 9, 90), start + newest - 1);
  return {
    politics,
    ...(politics === '01' || politics === '02'
      ? { partyJoined: monthFrom(standing === 'recruit' && politics === '01' ? workStart - 20 : joined) }
      : {}),
    ...(special.secondParty ? { secondParty: special.secondParty } : {}),
  };
}

/** Category, establishment, pay level, registration: by the kind of unit. */
function standingOf({ slot: { n, office, role, standing }, workStart }: Life): Values {
  const managed = role === 'chief' || role === 'deputy' ? '04' : '09';
  if (office.sort === 'enterprise') return { category: 'A4', establishment: '4', managed };
  if (office.sort === 'institution')
    return { category: role === 'inner' && n % 3 > 0 ? '8' : '7', establishment: '3', managed };
  if (standing === 'worker') return { category: 'A0', establishment: '5', managed };
  const referenced = 'referenced' in office.places;
  const isNew = workStart > 2006 * 12;
  return {
    category: referenced ? '5' : '1',
    establishment: referenced ? '2' : '1',
    managed,
    ...(standing === 'recruit'
      ? {}
      : { payLevel: String(payLevelOf(role, standing, n)), registered: isNew ? monthFrom(workStart + 13) : '2006-12' }),
    recruited: isNew ? 'yes' : 'no',
    ...(isNew ? { recruitedOn: monthFrom(workStart) } : {}),
    ...(isNew && n % 13 === 0 ? { selected: 'yes', selectedOn: monthFrom(workStart) } : {}),
  };
}

function payLevelOf(role: string, standing: string | undefined, n: number): number {
  const base = role === 'chief' ? 18 : role === 'deputy' ? 20 : standing === 'clerk' ? 25 : 22;
  return base + (n % 2);
}

/** The posts as the form has them; whoever leads nothing is called by rank. */
function postFull(
  { office, role, post, standing }: Slot,
  { left }: Life,
  levels: readonly Values[],
): string | undefined {
  const { unit, sort } = office;
  const isOrgan = sort === 'department' && !unit.startsWith('中共');
  if (left !== undefined) return standing === 'retired' ? `${unit}退休干部` : undefined;
  if (role === 'chief') return `${unit}${isOrgan ? '党组书记、' : ''}${post}`;
  if (role === 'deputy') return `${unit}${isOrgan ? '党组成员、' : ''}${post}`;
  const rank = levels.findLast(({ sort: kind, to }) => kind === 'rank' && !to)?.level;
  const called = dictionaries.get('postLevel')?.entries.get(String(rank))?.label.zh;
  return role === 'staff' && called ? `${unit}${called}` : undefined;
}

const titles = {
  school: ['一级教师', '高级教师'],
  hospital: ['主治医师', '副主任医师'],
  other: ['馆员', '副研究馆员'],
};

function titlesOf({ slot: { n, office, role, special }, workStart, start }: Life): Values[] {
  const title = (name: string, from: number): Values => ({
    id: newId('line'),
    name,
    from: monthFrom(Math.min(from, start + newest - 1)),
    way: '评审',
    body: '岭东省职称评审委员会',
  });
  if (special.title) return [title(special.title, workStart + 200)];
  if (office.sort !== 'institution') return n % 17 === 0 ? [title('会计师', workStart + 70)] : [];
  const [middle = '', senior = ''] = titles[fieldOf(office.unit)];
  return [title(middle, workStart + 72), ...(role === 'inner' ? [] : [title(senior, workStart + 150)])].slice(-1);
}

type Reward = [name: string, code: string, body: string, bodyLevel: string];
const rewards: [Reward, ...Reward[]] = [
  ['嘉奖', '01115', '中共青山县委、青山县人民政府', '县级'],
  ['全县优秀党务工作者', '01119', '中共青山县委', '县级'],
  ['记三等功', '01114', '青山县人民政府', '县级'],
  ['岭东省乡村振兴先进个人', '01111', '岭东省委、省政府', '省级'],
];

function honoursOf({ slot: { n, special, standing }, start, left }: Life): Values[] {
  const decided = special.punished
    ? [
        {
          id: newId('line'),
          name: special.punished.name,
          measure: special.punished.measure,
          on: `${monthFrom(start - special.punished.monthsAgo)}-15`,
          body: '中共青山县纪律检查委员会',
          bodyLevel: '县级',
          document: `青纪〔${monthFrom(start - special.punished.monthsAgo).slice(0, 4)}〕7号`,
        },
      ]
    : [];
  if (chance(n, 91, 10) > 3 || standing === 'recruit') return decided;
  const [name, code, body, bodyLevel] = oneOf(rewards, n, 92);
  const on = (left ?? start) - 10 - chance(n, 93, 14);
  return [{ id: newId('line'), name, code, on: `${monthFrom(on)}-28`, body, bodyLevel }, ...decided];
}

/** A grade for each full year of the last eight, or since work began. */
function appraisalsOf({ slot: { n, office, standing, special }, start, workStart, left }: Life): Values[] {
  const last = Math.floor((left ?? start) / 12) - 1;
  const first = Math.max(last - 7, Math.floor(workStart / 12));
  const good = office.sort === 'institution' || office.sort === 'enterprise' ? 'B2' : '2';
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return years.map((year) => {
    const isFirst = year === Math.floor(workStart / 12) && standing !== undefined;
    const excellent = chance(n * 100 + year, 94, 100) < 18 && !special.punished;
    return { id: newId('line'), year, grade: isFirst ? '5A' : excellent ? '1' : good };
  });
}

const asPrinted = ({ name, on, body }: Values): string =>
  `${String(on).slice(0, 4)}年${Number(String(on).slice(5, 7))}月，${String(body)}，${String(name)}`;

const reasons: Partial<Record<Standing, string>> = {
  retired: '到龄退休',
  transferred: '调出本县',
  left: '辞去公职',
  deceased: '因病去世',
};

function leaving({ left, slot: { standing }, start }: Life): Values {
  if (left === undefined)
    return standing === 'stepped'
      ? { leftReason: `推进领导干部能上能下，青组发〔${monthFrom(start + newest).slice(0, 4)}〕31号` }
      : {};
  return { leftOn: monthFrom(left), leftReason: standing && reasons[standing] };
}
