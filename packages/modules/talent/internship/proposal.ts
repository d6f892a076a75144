import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, RowFacts } from '@juxian/engine/define.ts';
import { type Matching, type MatchPost, type MatchStudent, matchPosts } from '@juxian/rules/matching.ts';
import { levelOrder } from './subject.ts';

/** The post that a round proposes for an application; undefined where it was left without one. */
export async function proposalOf(
  look: Look,
  round: string | undefined,
  application: string,
): Promise<string | undefined> {
  const held = round ? await look.record('internshipRound', round) : undefined;
  if (held?.state !== 'released')
    throw new Refusal(
      'conflict.round',
      t('请选择岗位，或已确定的匹配轮次', 'Choose a post, or a round that is settled'),
    );
  return (held.values.proposal as Record<string, string> | undefined)?.[application];
}

/** States in which an application holds a place of its post. */
export const holding: readonly string[] = ['offered', 'confirmed', 'serving', 'graded', 'finished'];

const list = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

/**
 * Matches every application of the season that waits with the places still free. Posts that a student has passed on are
 * out for that student.
 */
export async function matchRound(look: Look, season: { year: unknown; season: unknown }): Promise<Matching> {
  const posts = (await look.rows('internshipPost', { year: season.year, season: season.season })).filter(({ state }) =>
    ['open', 'closed'].includes(state),
  );
  const filed = await look.rows('internshipApplication', { year: season.year, season: season.season });
  const taken = new Map<unknown, number>();
  for (const { state, values } of filed)
    if (holding.includes(state)) taken.set(values.post, (taken.get(values.post) ?? 0) + 1);
  return matchPosts(
    posts.map((post) => asMatchPost(post, taken.get(post.id) ?? 0)),
    filed.filter(({ state }) => state === 'submitted').map(asStudent),
  );
}

const asMatchPost = ({ id, values }: RowFacts, taken: number): MatchPost => ({
  id,
  free: Number(values.quota ?? 0) - taken,
  subjects: list(values.subjects),
  level: levelOrder(values.level as string),
});

const asStudent = ({ id, values }: RowFacts): MatchStudent => ({
  id,
  wishes: list(values.wishes),
  passed: list(values.passed),
  flexible: values.flexible === 'yes',
  subject: String(values.subject ?? ''),
  level: levelOrder(values.level as string),
  local: values.local === 'yes',
  filed: String(values.submittedAt ?? ''),
});
