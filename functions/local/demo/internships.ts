import { newId } from '@juxian/base/id.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { NewRecord } from '@juxian/engine/define.ts';
import { shortened } from '@juxian/modules/talent/shortened.ts';
import type { Stage } from './county.ts';
import { type Days, moment } from './days.ts';
import { person, towns } from './people.ts';

type Made = Omit<NewRecord, 'module'>;

const postNames: Readonly<Record<string, readonly string[]>> = {
  party: ['综合文秘', '党建助理', '宣传策划'],
  government: ['政务服务', '数据统计', '档案整理', '法制宣传'],
  town: ['乡村振兴助理', '基层治理助理', '村级文书', '社区服务'],
  school: ['助教', '心理辅导', '课后服务'],
  hospital: ['导诊', '护理见习', '检验见习'],
  institution: ['讲解员', '新媒体运营', '非遗整理'],
  enterprise: ['工艺见习', '质量检验', '电商运营'],
  society: ['活动策划', '资料整理'],
};
const sortOf: Readonly<Record<string, string>> = {
  party: 'office',
  government: 'office',
  town: 'village',
  school: 'school',
  hospital: 'health',
  institution: 'culture',
  enterprise: 'enterprise',
  society: 'culture',
};
const subjectsOf: Readonly<Record<string, readonly string[]>> = { hospital: ['10'], school: ['04', '05', '07'] };

/** 873 posts over three seasons, 96 of them open; students of the last season with their grades, and 48 who wait. */
export async function tellInternships(
  stage: Stage,
  days: Days,
  units: readonly { id: string; name: string; sort: string }[],
): Promise<void> {
  stage.at(moment(days.yearsAgo(1)));
  const seasons = [
    { state: 'finished', until: days.day(-250), from: days.day(-230), to: days.day(-205), count: 389 },
    { state: 'finished', until: days.day(-110), from: days.day(-95), to: days.day(-65), count: 388 },
    { state: 'open', until: days.day(20), from: days.day(40), to: days.day(60), count: 96 },
  ];
  let n = 0;
  const ids: string[][] = [];
  for (const { state, until, from, to, count } of seasons) {
    const made = Array.from({ length: count }, (_, i): Made => {
      const unit = units[i % units.length] ?? { id: '', name: '', sort: 'town' };
      n++;
      return {
        state,
        ...(state === 'open' ? { due: moment(until, '23:59:59') } : {}),
        values: {
          number: `实习${from.slice(0, 4)}-${String(n).padStart(3, '0')}`,
          heading: headingOf(unit.sort, Math.floor(i / units.length)),
          unit: unit.id,
          ...seasonOf(from),
          sort: sortOf[unit.sort],
          quota: 1 + (i % 3),
          ...(subjectsOf[unit.sort] ? { subjects: subjectsOf[unit.sort] } : {}),
          level: i % 5 === 0 ? 'bachelor' : 'college',
          from,
          to,
          until,
          place: unit.name,
          allowance: 5_000 + (i % 6) * 1_000,
          board: ['board', 'both', 'none'][i % 3],
          insurance: 'yes',
          mentor: person(900 + (i % units.length)).name,
          duties: '在带教老师指导下参与日常工作，完成实习日志和一份调研报告。',
        },
      };
    });
    ids.push(await stage.placeAll('internshipPost', made));
  }
  await placeStudents(stage, days, { before: ids[1] ?? [], open: ids[2] ?? [], units });
}

const headingOf = (sort: string, turn: number): string => {
  const names = postNames[sort] ?? [];
  return names[turn % names.length] ?? '';
};

const seasonOf = (from: string) => {
  const month = Number(from.slice(5, 7));
  return {
    year: Number(from.slice(0, 4)),
    season: month === 12 || month <= 2 ? 'winter' : month >= 6 && month <= 8 ? 'summer' : 'term',
  };
};

type Placed = {
  before: readonly string[];
  open: readonly string[];
  units: readonly { id: string; sort: string }[];
};

async function placeStudents(stage: Stage, days: Days, { before, open, units }: Placed) {
  const office: Ctx = await stage.office();
  const student = (i: number) => {
    const who = person(1400 + i);
    return {
      name: who.name,
      sex: who.sex,
      phone: who.phone,
      school: ['岭东大学', '杭州师范大学', '岭东医科大学', '湖南大学', '岭东工业大学', '南京师范大学'][i % 6],
      subject: ['08', '04', '10', '12'][i % 4],
      major: ['计算机科学与技术', '汉语言文学', '临床医学', '工商管理'][i % 4],
      level: i % 6 === 0 ? 'master' : 'bachelor',
      grade: 1 + (i % 4),
      local: i % 3 === 0 ? 'no' : 'yes',
      origin: towns[i % towns.length],
      flexible: i % 2 === 0 ? 'yes' : 'no',
      later: i % 5 === 0 ? 'no' : 'yes',
    };
  };
  const past = days.day(-95);
  const served = Array.from({ length: 36 }, (_, i) => ({
    application: newId('record'),
    certificate: newId('record'),
    unit: units[(i * 3) % units.length],
    heading: headingOf(units[(i * 3) % units.length]?.sort ?? '', Math.floor((i * 3) / units.length)),
    days: i % 7 === 0 ? 4.5 : 5,
    mark: i % 4 === 0 ? 'excellent' : 'good',
  }));
  await stage.placeAll(
    'internshipApplication',
    served.map(({ application, certificate, unit, mark }, i): Made => {
      const post = before[i * 3] ?? '';
      return {
        id: application,
        state: 'finished',
        owner: office.actor.id,
        values: {
          number: `实习报名${past.slice(0, 4)}-${String(i + 1).padStart(3, '0')}`,
          ...student(i),
          ...seasonOf(past),
          wishes: [post],
          post,
          unit: unit?.id,
          certificate,
          seat: `${post}|1`,
          submittedAt: moment(days.day(-115)),
          attendance: [0, 1, 2, 3, 4].map((d) => ({
            id: newId('line'),
            on: days.day(-95 + d),
            present: d === 3 && i % 7 === 0 ? 'half' : 'full',
          })),
          mark,
          opinion: '态度认真，能按时完成任务。',
        },
      };
    }),
  );
  await stage.placeAll(
    'internshipCertificate',
    served.map(({ application, certificate, unit, ...done }, i): Made => {
      const { name, school } = student(i);
      return {
        id: certificate,
        owner: office.actor.id,
        values: {
          number: `实习证〔${past.slice(0, 4)}〕${String(i + 1).padStart(3, '0')}号`,
          application,
          name,
          holder: shortened(name),
          school,
          unit: unit?.id,
          ...done,
          from: past,
          to: days.day(-65),
          issuedOn: days.day(-60),
        },
      };
    }),
  );
  const season = seasonOf(days.day(40));
  await stage.placeAll(
    'internshipApplication',
    Array.from({ length: 48 }, (_, i): Made => {
      const wishes = [open[i % 24], open[(i * 5 + 7) % open.length], open[(i * 11 + 3) % open.length]];
      return {
        state: 'submitted',
        owner: office.actor.id,
        values: {
          number: `实习报名${season.year}-${String(i + 101)}`,
          ...student(40 + i),
          ...season,
          wishes: [...new Set(wishes)],
          submittedAt: moment(days.day(-3), `0${8 + (i % 2)}:${String(10 + (i % 49)).padStart(2, '0')}:00`),
        },
      };
    }),
  );
}
