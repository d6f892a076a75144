/** A post with its free places. No subjects means that any will do; `level` is the least, as a place in the order of levels. */
export type MatchPost = { id: string; free: number; subjects: readonly string[]; level: number };
/** A student with the posts wished for, first first; `flexible`: any other post that fits will do as well. */
export type MatchStudent = {
  id: string;
  wishes: readonly string[];
  /** Posts passed on, never offered again. */
  passed: readonly string[];
  flexible: boolean;
  subject: string;
  level: number;
  local: boolean;
  /** When the application was filed, sortable. */
  filed: string;
};
/** `wish` counts from 1; 0 stands for a post that was not wished for. */
export type Placed = { student: string; post: string; wish: number };
export type Matching = { placed: Placed[]; left: string[] };

type Held = { student: MatchStudent; wish: number };

/** Whether the student may hold the post at all. */
export const fitsPost = (
  { subject, level }: Pick<MatchStudent, 'subject' | 'level'>,
  post: Pick<MatchPost, 'subjects' | 'level'>,
): boolean => level >= post.level && (post.subjects.length === 0 || post.subjects.includes(subject));

/**
 * Deferred acceptance with the students proposing: no student and post would both rather have each other than what they
 * got, and among all such results each student has the best. A post prefers students of a subject it names, then those
 * from the county, then those who wished for it earlier, then those who filed earlier.
 * Source: Gale and Shapley, College Admissions and the Stability of Marriage, 1962.
 */
export function matchPosts(posts: readonly MatchPost[], students: readonly MatchStudent[]): Matching {
  const byId = new Map(posts.filter(({ free }) => free > 0).map((post) => [post.id, post]));
  const held = new Map<string, Held[]>([...byId.keys()].map((id) => [id, []]));
  const asked = new Map(students.map((student) => [student.id, proposals(student, byId, posts)]));
  const waiting = [...students].sort(byFiling).reverse();
  const left: string[] = [];
  for (let student = waiting.pop(); student; student = waiting.pop()) {
    const next = asked.get(student.id)?.next();
    if (!next || next.done) {
      left.push(student.id);
      continue;
    }
    const turnedAway = hold(held.get(next.value.post.id) ?? [], next.value.post, { student, wish: next.value.wish });
    if (turnedAway) waiting.push(turnedAway);
  }
  const placed = [...held].flatMap(([post, list]) =>
    list.map(({ student, wish }) => ({ student: student.id, post, wish })),
  );
  return { placed: placed.sort((a, b) => (a.student < b.student ? -1 : 1)), left: left.sort() };
}

/** The posts a student asks for, one at a time: the wishes, then, where flexible, the others in their order. */
function* proposals(
  student: MatchStudent,
  byId: ReadonlyMap<string, MatchPost>,
  posts: readonly MatchPost[],
): Generator<{ post: MatchPost; wish: number }> {
  for (const [i, id] of student.wishes.entries()) {
    const post = student.passed.includes(id) ? undefined : byId.get(id);
    if (post && fitsPost(student, post)) yield { post, wish: i + 1 };
  }
  if (!student.flexible) return;
  const wished = new Set([...student.wishes, ...student.passed]);
  for (const named of [true, false])
    for (const post of posts)
      if (post.free > 0 && !wished.has(post.id) && post.subjects.length > 0 === named && fitsPost(student, post))
        yield { post, wish: 0 };
}

/** Takes the student in by the post's own order. @returns whoever is turned away by it. */
function hold(list: Held[], post: MatchPost, one: Held): MatchStudent | undefined {
  const at = list.findIndex((other) => prefers(post, one, other));
  list.splice(at < 0 ? list.length : at, 0, one);
  return list.length > post.free ? list.pop()?.student : undefined;
}

function prefers({ subjects }: MatchPost, a: Held, b: Held): boolean {
  const named = ({ student }: Held) => subjects.includes(student.subject);
  if (named(a) !== named(b)) return named(a);
  if (a.student.local !== b.student.local) return a.student.local;
  const order = ({ wish }: Held) => (wish === 0 ? Number.POSITIVE_INFINITY : wish);
  if (order(a) !== order(b)) return order(a) < order(b);
  return byFiling(a.student, b.student) < 0;
}

const byFiling = (a: MatchStudent, b: MatchStudent): number =>
  a.filed === b.filed ? (a.id < b.id ? -1 : 1) : a.filed < b.filed ? -1 : 1;
