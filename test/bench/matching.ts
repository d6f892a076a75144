import { createRecord, getRecord, placeRecords, takeMove } from '@juxian/engine/record.ts';
import { levelOrder, studyLevels, subjects } from '@juxian/modules/talent/internship/subject.ts';
import { fitsPost, matchPosts } from '@juxian/rules/matching.ts';
import { at, openWorld } from '../support/county.ts';
import { chanceFrom } from './parts/people.ts';
import { type Line, print, timed } from './parts/report.ts';

/**
 * A season's matching as large as reported: 870 posts, 1,500 students with three wishes. The rule alone, and the move of
 * a round on records of a table in memory. `--posts=870 --students=1500 --runs=5`.
 */

const option = (name: string, usual: number): number =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
const [posts, students, runs] = [option('posts', 870), option('students', 1_500), option('runs', 5)];
const [year, season] = [2026, 'summer'];
const names = Object.keys(subjects);
const levels = Object.keys(studyLevels);
const chance = chanceFrom(870);
const one = <T>(from: readonly T[]): T => from[chance(from.length)] as T;

const postValues = Array.from({ length: posts }, (_, n) => ({
  heading: `岗位${n}`,
  year,
  season,
  sort: 'office',
  quota: 1 + chance(2),
  subjects: chance(3) === 0 ? [one(names), one(names)] : [],
  level: levels[chance(2)] ?? '',
  from: '2026-07-06',
  to: '2026-08-14',
  until: '2026-06-20',
  place: '县城',
  insurance: 'yes',
  duties: '协助办文',
}));

const world = await openWorld();
world.clock.set(at('2026-06-22T09:00:00'));
const office = await (await world.county()).as('叶知秋', 'office');
const [unit = ''] = await placeRecords(office, [
  { module: 'unit', values: { name: '县政府办', order: 1, sort: 'government' } },
]);
const ids = await placeRecords(
  office,
  postValues.map((values) => ({ module: 'internshipPost', state: 'closed', values: { ...values, unit } })),
);
const asked = ids.map((id, n) => ({
  id,
  free: postValues[n]?.quota ?? 0,
  subjects: postValues[n]?.subjects ?? [],
  level: levelOrder(postValues[n]?.level),
}));
const popular = asked.slice(0, Math.ceil(posts / 5));

/** Half of the wishes go to a fifth of the posts, as people do wish. */
const studentValues = Array.from({ length: students }, (_, n) => {
  const subject = one(names);
  const level = levels[chance(levels.length)] ?? '';
  const wishes = new Set<string>();
  for (let tries = 0; wishes.size < 3 && tries < 60; tries++) {
    const post = one(chance(2) === 0 ? popular : asked);
    if (fitsPost({ subject, level: levelOrder(level) }, post)) wishes.add(post.id);
  }
  return {
    name: `学生${n}`,
    phone: `139${String(10_000_000 + n)}`,
    school: '岭东大学',
    major: '不限',
    subject,
    level,
    local: chance(3) === 0 ? 'no' : 'yes',
    flexible: chance(2) === 0 ? 'yes' : 'no',
    wishes: [...wishes],
    year,
    season,
    submittedAt: new Date(Date.UTC(2026, 5, 1) + n * 60_000).toISOString(),
  };
});
const filed = await placeRecords(
  office,
  studentValues.map((values) => ({ module: 'internshipApplication', state: 'submitted', values })),
);
const waiting = studentValues.map((values, n) => ({
  id: filed[n] ?? '',
  wishes: values.wishes,
  passed: [],
  flexible: values.flexible === 'yes',
  subject: values.subject,
  level: levelOrder(values.level),
  local: values.local === 'yes',
  filed: values.submittedAt,
}));

const lines: Line[] = [];
const { placed, left } = matchPosts(asked, waiting);
lines.push({
  what: 'the rule alone',
  value: await timed(runs, () => matchPosts(asked, waiting)),
  unit: 'ms',
  note: `${placed.length} placed, ${placed.filter(({ wish }) => wish === 1).length} at the first wish, ${left.length} left`,
});

const round = await createRecord(office, { module: 'internshipRound', values: { year, season } });
const match = () => takeMove(office, { module: 'internshipRound', id: round.id, move: 'match' });
const cpu = process.cpuUsage();
const began = performance.now();
await match();
const first = performance.now() - began;
const used = process.cpuUsage(cpu);
const { values } = await getRecord(office, { module: 'internshipRound', id: round.id });
if (values.placed !== placed.length || values.left !== left.length)
  throw new Error(`The round placed ${values.placed} and left ${values.left}`);
lines.push(
  {
    what: 'the round, its first match: all rows opened',
    value: first,
    unit: 'ms',
    note: `${Math.round((used.user + used.system) / 1000)} ms CPU of this process; same result as the rule`,
  },
  { what: 'the round, matched again', value: await timed(runs, match), unit: 'ms' },
);
print(`Matching ${students.toLocaleString('en')} students with ${posts} posts`, lines);
await world.stop();
