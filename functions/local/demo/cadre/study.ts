import { newId } from '@juxian/base/id.ts';
import type { Stage } from '@juxian/documents/resume/read.ts';
import { monthFrom } from '@juxian/rules/month.ts';
import { chance, oneOf } from './chance.ts';
import type { Life } from './life.ts';
import { fieldOf } from './posts.ts';

type Subject = { major: string; bachelor: [string, string]; master: [string, string] };

/** What is studied, with code and name of the degrees that go with it. */
const subjects: readonly [Subject, ...Subject[]] = [
  { major: '汉语言文学', bachelor: ['405', '文学学士'], master: ['305', '文学硕士'] },
  { major: '法学', bachelor: ['403', '法学学士'], master: ['341', '法律硕士'] },
  { major: '行政管理', bachelor: ['412', '管理学学士'], master: ['349', '公共管理硕士'] },
  { major: '会计学', bachelor: ['412', '管理学学士'], master: ['312', '管理学硕士'] },
  { major: '土木工程', bachelor: ['408', '工学学士'], master: ['308', '工学硕士'] },
  { major: '农学', bachelor: ['409', '农学学士'], master: ['309', '农学硕士'] },
  { major: '经济学', bachelor: ['402', '经济学学士'], master: ['302', '经济学硕士'] },
  { major: '思想政治教育', bachelor: ['403', '法学学士'], master: ['303', '法学硕士'] },
  { major: '计算机科学与技术', bachelor: ['408', '工学学士'], master: ['308', '工学硕士'] },
  { major: '环境工程', bachelor: ['408', '工学学士'], master: ['308', '工学硕士'] },
];
const teaching: readonly [Subject, ...Subject[]] = [
  { major: '数学与应用数学', bachelor: ['407', '理学学士'], master: ['342', '教育硕士'] },
  { major: '汉语言文学', bachelor: ['405', '文学学士'], master: ['342', '教育硕士'] },
];
const medicine: readonly [Subject, ...Subject[]] = [
  { major: '临床医学', bachelor: ['410', '医学学士'], master: ['345', '临床医学硕士'] },
  { major: '预防医学', bachelor: ['410', '医学学士'], master: ['351', '公共卫生硕士'] },
];
const universities = ['岭东大学', '岭东师范大学', '岭东农业大学', '岭东工业大学', '岭东财经学院'] as const;

function subjectOf({ slot: { n, office } }: Life): { subject: Subject; school: string } {
  const field = fieldOf(office.unit);
  if (field === 'school') return { subject: oneOf(teaching, n, 31), school: '岭东师范大学' };
  if (field === 'hospital') return { subject: oneOf(medicine, n, 31), school: '岭东医科大学' };
  return { subject: oneOf(subjects, n, 31), school: oneOf(universities, n, 32) };
}

type Line = Record<string, unknown> & { id: string };
const line = (values: Record<string, unknown>): Line => ({ id: newId('line'), ...values });

/** Full-time schooling and study in service, the highest of each; with the stages they are in a résumé. */
export function studiesOf(life: Life): { lines: Line[]; stages: Stage[] } {
  const { subject, school } = subjectOf(life);
  const fullTime = schooling(life, subject, school);
  const inService = later(life);
  return {
    lines: [...fullTime, ...inService].map(line),
    stages: fullTime.map(({ starts, from, school: at, major }) => ({
      from: starts,
      to: from,
      text: `${at}${major}专业学习`,
      asides: [],
    })),
  };
}

type Study = Record<string, unknown> & { starts: string; from: string; school: string; major: string };

function schooling({ degree, schooled }: Life, { major, bachelor, master }: Subject, school: string): Study[] {
  const course = (months: number, back: number) => ({
    mode: '1',
    starts: monthFrom(schooled - back - months),
    from: monthFrom(schooled - back),
    major,
  });
  if (degree === 'secondary') return [{ ...course(34, 0), level: '35', school: '青山县师范学校' }];
  if (degree === 'college') return [{ ...course(34, 0), level: '31', school: '岭东职业学院' }];
  const graduated = (back: number): Study => ({
    ...course(46, back),
    level: '21',
    degree: bachelor[0],
    degreeName: bachelor[1],
    degreeOn: monthFrom(schooled - back),
    years: 4,
    school,
  });
  if (degree === 'bachelor') return [graduated(0)];
  const higher: Study = {
    ...course(34, 0),
    level: '11',
    degree: master[0],
    degreeName: master[1],
    degreeOn: monthFrom(schooled),
    years: 3,
    school: '岭东大学',
  };
  return [graduated(36), higher];
}

/** Those without a degree study on in service; some leaders at a Party school. Nobody on the way to 四级主任科员 becomes a postgraduate. */
function later({ degree, workStart, start, left = 0, slot: { n, role, standing, office } }: Life): Study[] {
  const begins = workStart + 26 + chance(n, 33, 40);
  const starts = begins - ((begins - 8) % 12);
  const over = left === 0 ? start - 8 : left;
  if (starts + 34 > over || standing === 'worker' || standing === 'recruit') return [];
  const course = { mode: '2', starts: monthFrom(starts), from: monthFrom(starts + 34) };
  if (degree === 'secondary' || degree === 'college')
    return chance(n, 34, 10) < 3 && office.sort !== 'institution'
      ? [{ ...course, level: '22', school: '中央党校函授学院', major: '经济管理' }]
      : [{ ...course, level: '21', school: '岭东大学', major: '行政管理' }];
  if (degree === 'bachelor' && role !== 'staff' && office.sort !== 'enterprise' && chance(n, 35, 10) < 3)
    return chance(n, 36, 2) === 0
      ? [{ ...course, level: '1B', school: '岭东省委党校', major: '公共管理' }]
      : [
          {
            ...course,
            degree: '349',
            degreeName: '公共管理硕士',
            degreeOn: course.from,
            school: '岭东大学',
            major: '公共管理',
          },
        ];
  return [];
}
