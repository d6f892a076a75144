import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { fitsPost } from '@juxian/rules/matching.ts';
import { freeSeat } from '../seat.ts';
import { shortened } from '../shortened.ts';
import { holding, proposalOf } from './proposal.ts';
import { daysPresent, levelOrder } from './subject.ts';

/** The posts wished for, all open and of one season. */
export async function wishedPosts(look: Look, record: RecordFacts): Promise<RecordFacts[]> {
  const posts = await Promise.all(
    ((record.values.wishes ?? []) as string[]).map((id) => look.record('internshipPost', id)),
  );
  const open = posts.filter((post) => post?.state === 'open').filter((post) => post !== undefined);
  if (open.length < posts.length)
    throw new Refusal(
      'conflict.closed',
      t('有志愿岗位已截止报名，请重新选择', 'A post wished for is closed; choose again'),
    );
  for (const post of open) refuseUnfit(record, post);
  if (new Set(open.map(({ values }) => `${values.year}|${values.season}`)).size > 1)
    throw new Refusal('invalid.season', t('志愿岗位须为同一批次', 'The posts must be of one season'));
  return open;
}

/**
 * The post offered, the one given or else the one the round proposes, and the place it takes.
 * @throws Refusal `conflict.proposal` without a post, `invalid.fit` where it does not fit, `conflict.quota` where it is full.
 */
export async function offered(
  look: Look,
  record: RecordFacts,
  given: { post?: string | undefined; round?: string | undefined },
) {
  const id = given.post ?? (await proposalOf(look, given.round, record.id));
  const post = id ? await look.record('internshipPost', id) : undefined;
  const { passed = [], year, season } = record.values as { passed?: string[]; year?: number; season?: string };
  if (!post || (given.post === undefined && passed.includes(post.id)))
    throw new Refusal('conflict.proposal', t('本轮没有为其匹配到岗位', 'The round proposes no post for it'));
  const isOfSeason = post.values.year === year && post.values.season === season;
  if (!isOfSeason || !['open', 'closed'].includes(post.state))
    throw new Refusal('conflict.post', t('“{post}”不在本批次招收', '“{post}” takes nobody this season'), {
      values: { post: post.title },
    });
  refuseUnfit(record, post);
  return { post: post.id, unit: String(post.values.unit), seat: await seatOf(look, post) };
}

function refuseUnfit({ values }: RecordFacts, post: RecordFacts): void {
  const { subject = '', level } = values as { subject?: string; level?: string };
  const asked = { subjects: (post.values.subjects ?? []) as string[], level: levelOrder(post.values.level as string) };
  if (!fitsPost({ subject, level: levelOrder(level) }, asked))
    throw new Refusal('invalid.fit', t('不符合岗位“{post}”的学科或层次要求', 'Does not fit the post “{post}”'), {
      values: { post: post.title },
    });
}

async function seatOf(look: Look, post: RecordFacts): Promise<string> {
  const quota = Number(post.values.quota ?? 0);
  const seat = await freeSeat(
    look,
    { id: post.id, quota },
    {
      module: 'internshipApplication',
      where: { post: post.id },
      isHeld: (state) => holding.includes(state),
    },
  );
  if (seat) return seat;
  throw new Refusal(
    'conflict.quota',
    t('岗位“{post}”的{quota}个名额已满', 'All {quota} places of “{post}” are taken'),
    {
      values: { post: post.title, quota },
    },
  );
}

/** The certificate for what was done, made with the end of the internship. */
export async function certified(look: Look, { id, owner, values }: RecordFacts, today: string) {
  const { post: at, attendance } = values as { post?: string; attendance?: { present?: string }[] };
  const post = at ? await look.record('internshipPost', at) : undefined;
  const certificate = newId('record');
  return {
    set: { certificate },
    create: [
      {
        module: 'internshipCertificate',
        id: certificate,
        owner,
        values: {
          application: id,
          name: values.name,
          holder: shortened(String(values.name ?? '')),
          school: values.school,
          unit: values.unit,
          heading: post?.values.heading,
          from: post?.values.from,
          to: post?.values.to,
          days: daysPresent(attendance),
          mark: values.mark,
          issuedOn: today,
        },
      },
    ],
  };
}

/** The first and last day of the post held. */
async function spanOf(look: Look, { values }: RecordFacts): Promise<{ from: string; to: string }> {
  const post = values.post ? await look.record('internshipPost', String(values.post)) : undefined;
  return { from: String(post?.values.from ?? ''), to: String(post?.values.to ?? '') };
}

/** Nobody arrives before the internship begins. */
export async function mayArrive(look: Look, record: RecordFacts, today: string): Promise<Refusal | true> {
  const { from } = await spanOf(look, record);
  return (
    from <= today || new Refusal('conflict.early', t('实习{from}才开始', 'It begins on {from}'), { values: { from } })
  );
}

/** There is attendance, and none of it outside of the internship. */
export async function mayAssess(look: Look, record: RecordFacts): Promise<Refusal | true> {
  const { from, to } = await spanOf(look, record);
  const days = ((record.values.attendance ?? []) as { on?: string }[]).map(({ on }) => on ?? '');
  if (days.length === 0) return new Refusal('conflict.attendance', t('还没有考勤记录', 'There is no attendance yet'));
  const outside = days.find((day) => day < from || day > to);
  return (
    outside === undefined ||
    new Refusal('conflict.outside', t('考勤{day}不在实习期{from}至{to}内', '{day} lies outside of {from} to {to}'), {
      values: { day: outside, from, to },
    })
  );
}

/** A certificate is for a whole internship that was passed. */
export async function mayCertify(look: Look, record: RecordFacts, today: string): Promise<Refusal | true> {
  if (record.values.mark === 'failed')
    return new Refusal('conflict.failed', t('鉴定不合格，不发证明', 'Failed: there is no certificate'));
  const { to } = await spanOf(look, record);
  return (
    to <= today ||
    new Refusal('conflict.early', t('实习期至{to}，期满发证明', 'The internship runs to {to}'), { values: { to } })
  );
}
