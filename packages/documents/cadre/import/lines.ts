import { type Line, type LineRule, sameBy } from '@juxian/engine/import/lines.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value.replace(/\s+/g, '') : '');

/** 院校 and 专业 as the form joins them. */
const schoolOf = ({ school, major }: Line): string => {
  const subject = textOf(major);
  return `${textOf(school)}${subject && !subject.endsWith('专业') ? `${subject}专业` : subject}`;
};

const agree = (a: unknown, b: unknown): boolean => textOf(a) === '' || textOf(b) === '' || textOf(a) === textOf(b);

/** The same study: one mode, no other level, degree or school; the form writes school and subject in one. */
const sameStudy: LineRule = {
  same: (standing, given) =>
    standing.mode === given.mode &&
    (agree(standing.level, given.level) || agree(standing.levelName, given.levelName)) &&
    agree(standing.degreeName, given.degreeName) &&
    agree(schoolOf(standing), schoolOf(given)),
  join(standing, given) {
    const isJoined = !textOf(given.major) && textOf(standing.major) && schoolOf(standing) === schoolOf(given);
    const { school, ...rest } = given;
    return isJoined || school === undefined ? rest : given;
  },
};

const ofUnit = sameBy('unit', 'unitName', 'post');

/** Nobody holds a post of a unit twice at once: of two that both last, one says better since when. */
const sameAppointment: LineRule = {
  same: (standing, given) =>
    ofUnit.same(standing, given) && (standing.from === given.from || !(standing.to || given.to)),
};

/** When a line of a file is a line that stands. */
export const lineRules: Readonly<Record<string, LineRule>> = {
  appointments: sameAppointment,
  levels: sameBy('sort', 'level', 'from'),
  titles: sameBy('name', 'from'),
  education: sameStudy,
  honours: sameBy('name', 'on'),
  appraisals: sameBy('year'),
  family: sameBy('relation', 'name'),
  recognised: sameBy('what', 'value'),
};
