import { type MatchPost, type MatchStudent, matchPosts } from '@juxian/rules/matching.ts';
import { describe, expect, it } from 'vitest';

const post = (id: string, more: Partial<MatchPost> = {}): MatchPost => ({
  id,
  free: 1,
  subjects: [],
  level: 0,
  ...more,
});
const student = (id: string, wishes: string[], more: Partial<MatchStudent> = {}): MatchStudent => ({
  id,
  wishes,
  passed: [],
  flexible: false,
  subject: '08',
  level: 1,
  local: false,
  filed: `2026-06-01T09:00:0${id.length}`,
  ...more,
});
const by = ({ placed }: ReturnType<typeof matchPosts>) =>
  Object.fromEntries(placed.map(({ student: who, post: where, wish }) => [who, `${where}${wish}`]));

describe('matching students with posts', () => {
  it('gives a post to a student of a subject it names before one from the county, and to him before an early one', () => {
    const posts = [post('named', { subjects: ['08', '10'] }), post('open')];
    const students = [
      student('a', ['open'], { filed: '1' }),
      student('b', ['open'], { filed: '2', local: true }),
      student('c', ['named'], { filed: '1', subject: '01' }),
      student('d', ['named'], { filed: '9', subject: '10' }),
    ];
    const matching = matchPosts(posts, students);
    expect(by(matching)).toEqual({ b: 'open1', d: 'named1' });
    expect(matching.left).toEqual(['a', 'c']);
  });

  it('never offers again what was passed on, and counts the wishes as they were written', () => {
    const students = [student('a', ['x', 'y'], { passed: ['x'], flexible: true })];
    expect(by(matchPosts([post('x'), post('y')], students))).toEqual({ a: 'y2' });
    expect(matchPosts([post('x')], students).left).toEqual(['a']);
  });

  it('turns a student away who was taken in before, when a better one asks later, and asks on for him', () => {
    const posts = [post('x'), post('y')];
    const students = [
      student('early', ['x', 'y'], { filed: '1' }),
      student('local', ['y', 'x'], { filed: '2', local: true }),
      student('home', ['y'], { filed: '1', local: true }),
    ];
    expect(by(matchPosts(posts, students))).toEqual({ home: 'y1', local: 'x2' });
    expect(matchPosts(posts, students).left).toEqual(['early']);
  });

  it('never fills more than the free places, and none where there is none', () => {
    const students = [1, 2, 3, 4, 5].map((n) => student(`s${n}`, ['few', 'full'], { filed: `${n}` }));
    const matching = matchPosts([post('few', { free: 3 }), post('full', { free: 0 })], students);
    expect(by(matching)).toEqual({ s1: 'few1', s2: 'few1', s3: 'few1' });
    expect(matching.left).toEqual(['s4', 's5']);
  });

  it('places who will take any post that fits, first one that names the subject, but never a post passed on', () => {
    const posts = [post('any'), post('named', { subjects: ['08'] }), post('doctors', { level: 3 })];
    const flexible = { flexible: true };
    expect(by(matchPosts(posts, [student('a', [], flexible)]))).toEqual({ a: 'named0' });
    expect(by(matchPosts(posts, [student('a', [], { ...flexible, passed: ['named'] })]))).toEqual({ a: 'any0' });
    expect(matchPosts(posts, [student('a', [], { ...flexible, passed: ['named', 'any'] })]).left).toEqual(['a']);
  });

  it('leaves no student and post who would both rather have each other', () => {
    const random = numbers(20_261_122);
    for (let turn = 0; turn < 40; turn++) {
      const posts = Array.from({ length: 8 }, (_, i) =>
        post(`p${i}`, { free: random(3), subjects: random(2) ? ['08'] : [], level: random(2) }),
      );
      const students = Array.from({ length: 15 }, (_, i) =>
        student(
          `s${i}`,
          [...new Set([random(8), random(8), random(8)])].map((n) => `p${n}`),
          {
            subject: random(2) ? '08' : '10',
            local: random(2) === 1,
            level: random(3),
            filed: String(100 + random(50)),
          },
        ),
      );
      expect(blocking(posts, students, matchPosts(posts, students))).toEqual([]);
    }
  });

  it('has blocking pairs to find where a matching is wrong', () => {
    const posts = [post('x')];
    const students = [student('a', ['x'], { local: true, filed: '2' }), student('b', ['x'], { filed: '1' })];
    const wrong = { placed: [{ student: 'b', post: 'x', wish: 1 }], left: ['a'] };
    expect(blocking(posts, students, wrong)).toEqual(['a–x']);
  });
});

/** Pairs that would both gain, looked for by trying all of them. */
function blocking(
  posts: MatchPost[],
  students: MatchStudent[],
  { placed }: Pick<ReturnType<typeof matchPosts>, 'placed'>,
): string[] {
  const worth = (one: MatchStudent, at: MatchPost) => [
    at.subjects.includes(one.subject) ? 0 : 1,
    one.local ? 0 : 1,
    one.wishes.indexOf(at.id),
    one.filed,
    one.id,
  ];
  const before = (a: (string | number)[], b: (string | number)[]): boolean => {
    const i = a.findIndex((value, at) => value !== b[at]);
    return i >= 0 && (a[i] ?? 0) < (b[i] ?? 0);
  };
  const found: string[] = [];
  for (const one of students)
    for (const at of posts) {
      const wish = one.wishes.indexOf(at.id);
      const mine = placed.find((line) => line.student === one.id);
      const fits = one.level >= at.level && (at.subjects.length === 0 || at.subjects.includes(one.subject));
      if (wish < 0 || !fits || mine?.post === at.id || (mine && mine.wish - 1 < wish)) continue;
      const held = placed
        .filter((line) => line.post === at.id)
        .map((line) => students.find(({ id }) => id === line.student));
      const gains = held.length < at.free || held.some((other) => other && before(worth(one, at), worth(other, at)));
      if (gains) found.push(`${one.id}–${at.id}`);
    }
  return found;
}

/** The same numbers every time, below the bound given. */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
