import { createHash } from 'node:crypto';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, type Text, t } from '@juxian/base/text.ts';
import type { ListItem, RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { getRecord } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { noticeHash, notices, type Purpose } from '@juxian/modules/talent/purpose.ts';
import { type CallAnswer, kindWord } from './Calls.tsx';
import { isOn, listOf, stateLabelsOf } from './read.ts';
import { sayIn } from './words.ts';

/** Records that somebody files and follows on the portal for himself. */
export type Own = {
  module: string;
  /** What one of them is called. */
  title: Text;
  /** Whether the whole form stands on one page. */
  oneForm: boolean;
  /** What personal data in it is for. */
  use: Text;
  /** What is told and agreed to on filing; an application's notice is its call's. */
  purpose?: Purpose;
  /** States in the order they usually come, for the progress. */
  path: readonly string[];
  /** What the page says of the outcome. */
  outcome: readonly string[];
  /** States that wait for the applicant, and what he has to do in them, with {due}. */
  waits: Readonly<Record<string, Text>>;
  /** What is said once it is done. */
  done: Text;
  /** What of a move's questions is the office's to fill in. */
  unasked: readonly string[];
};

const completion = t(
  '材料需要补正，请在期限内改好交回。',
  'Something is missing: complete it and hand it in before the date.',
);

const secondForm = t(
  '您已通过初选，请在{due}前填写并提交正式申报。',
  'You were shortlisted: fill in and submit the second form by {due}.',
);

export const owns: readonly Own[] = [
  {
    module: 'application',
    title: t('工作室申报', 'Studio application'),
    use: t(
      '用于人才工作室的申报、评审、公示、认定和后续服务。',
      'For applying for a studio, its review, publicity, recognition and service.',
    ),
    oneForm: false,
    path: [],
    outcome: [],
    waits: { returned: completion, secondForm },
    done: t('祝贺！您申报的工作室已认定。', 'Congratulations: your studio has been recognised.'),
    unasked: [],
  },
  {
    module: 'teamInvitation',
    title: t('团队邀请', 'Invitation to a team'),
    use: t('用于作为团队成员写入您确认加入的那份申报。', 'For naming you in the team of the one application you join.'),
    oneForm: true,
    purpose: 'team',
    path: [],
    outcome: [],
    waits: { open: t('有人邀请您加入申报团队，请确认或谢绝。', 'You are invited into a team: join or decline.') },
    done: t('您已确认加入团队。', 'You have joined the team.'),
    unasked: [],
  },
  {
    module: 'internshipApplication',
    title: t('实习报名', 'Internship application'),
    use: t(
      '用于实习岗位的匹配、录用联系、考勤、鉴定和开具实习证明。',
      'For matching you with an internship, reaching you, attendance, grading and the certificate.',
    ),
    oneForm: true,
    purpose: 'internship',
    path: ['submitted', 'offered', 'confirmed', 'serving', 'graded', 'finished'],
    outcome: ['post', 'unit', 'mark', 'opinion'],
    waits: {
      offered: t(
        '您已被录用，请在{due}前确认到岗，逾期名额空出。',
        'You are offered a post: confirm it by {due}, or it is free again.',
      ),
    },
    done: t('实习已结业。', 'The internship is finished.'),
    unasked: [],
  },
  {
    module: 'serviceRequest',
    title: t('人才服务申请', 'Service request'),
    use: t('用于办理人才服务和核对是否重复享受。', 'For granting services and seeing that nothing is given twice.'),
    oneForm: true,
    purpose: 'service',
    path: ['received', 'handling', 'granted'],
    outcome: ['department', 'answer', 'benefitTo'],
    waits: {},
    done: t('已办结，结果见下。', 'It is settled; see the result below.'),
    unasked: [],
  },
  {
    module: 'expertRegistration',
    title: t('专家登记', 'Registration as an expert'),
    use: t('用于确认专家身份、列入专家库。', 'For confirming who you are and entering you in the register.'),
    oneForm: true,
    purpose: 'expertise',
    path: ['offered', 'registered'],
    outcome: ['publish'],
    waits: {},
    done: t('您已列入专家库。', 'You are in the register of experts.'),
    unasked: [],
  },
  {
    module: 'expert',
    title: t('专家库条目', 'Entry in the register of experts'),
    use: t(
      '用于智库咨询联系和履职统计；门户只公开您逐项同意的栏目。',
      'For asking your advice and counting what was done; the portal shows only the fields you agree to.',
    ),
    oneForm: true,
    path: [],
    outcome: ['consent', 'consents'],
    waits: {},
    done: t('您已出库，不再公开。', 'You have left the register; nothing is public.'),
    unasked: ['paper'],
  },
];

const missing = () => new Refusal('missing.record', t('未找到', 'Not found'));

export const ownOf = (module: string): Own => {
  const own = owns.find((one) => one.module === module);
  if (!own) throw missing();
  return own;
};

/**
 * A record of the visitor's own, whatever it is; what everybody may see of a stranger's is none of his.
 * @throws Refusal `missing.record`.
 */
export async function getOwn(ctx: Ctx, id: string): Promise<RecordAnswer> {
  for (const { module } of owns) {
    if (!isOn(ctx, module)) continue;
    const record = await found(ctx, module, id);
    if (record) return record;
  }
  throw missing();
}

async function found(ctx: Ctx, module: string, id: string): Promise<RecordAnswer | undefined> {
  const resolved = moduleOf(ctx, module);
  if (resolved.access.public && (await loadRecord(ctx, resolved, id))?.owner !== ctx.actor.id) return undefined;
  try {
    return await getRecord(ctx, { module, id });
  } catch (error) {
    if (error instanceof Refusal && error.group === 'missing') return undefined;
    throw error;
  }
}

export type OwnLine = ListItem & { module: string; label: string };

/** The visitor's own records of every kind, latest first, at most 50 of each. */
export async function listOwn(ctx: Ctx): Promise<OwnLine[]> {
  const lists = await Promise.all(
    owns
      .filter(({ module }) => isOn(ctx, module) && !moduleOf(ctx, module).access.public)
      .map((own) => linesOf(ctx, own)),
  );
  const lines = lists.flat();
  const entries = lines.flatMap(({ values }) => (typeof values.expert === 'string' ? [values.expert] : []));
  return [...lines, ...(await entriesOf(ctx, entries))];
}

async function linesOf(ctx: Ctx, { module }: Own): Promise<OwnLine[]> {
  const { items } = await listOf(ctx, module, { limit: '50', sort: '-changedAt' });
  if (items.length === 0) return [];
  const labels = await stateLabelsOf(ctx, module);
  return items.map((item) => ({ ...item, module, label: labels.get(item.state) ?? item.state }));
}

/** The entries of the register that came of the visitor's registrations. */
async function entriesOf(ctx: Ctx, ids: readonly string[]): Promise<OwnLine[]> {
  const records = isOn(ctx, 'expert') ? await Promise.all(ids.map((id) => found(ctx, 'expert', id))) : [];
  return records.flatMap((record) => (record ? [{ ...record, label: record.stateLabel }] : []));
}

/** What a record is about, where it has no title yet; the notice to agree to; the kinds that may be chosen. */
export type About = {
  heading: string;
  notice?: { text: string; version: string; hash: string };
  kinds?: ReadonlySet<string>;
};

export async function aboutOf(ctx: Ctx, record: RecordAnswer): Promise<About> {
  const { title, purpose } = ownOf(record.module);
  if (record.module === 'application') {
    const { values } = (await getRecord(ctx, { module: 'call', id: String(record.values.call) })) as CallAnswer;
    const { consentText: text = '', consentVersion: version = '' } = values;
    return {
      heading: values.heading ?? '',
      notice: { text, version, hash: createHash('sha256').update(text).digest('hex') },
      kinds: new Set(values.kinds?.map(({ kind }) => String(kind))),
    };
  }
  const heading = say(title, ctx.locale);
  if (!purpose) return { heading };
  const { text, version } = notices[purpose];
  return { heading, notice: { text: say(text, ctx.locale), version, hash: noticeHash(purpose) } };
}

/** What sort of thing a line stands for: the kind of studio, or what the record is. */
export function sortWords(ctx: Ctx, { module, values }: { module: string; values: RecordAnswer['values'] }): string {
  const words = sayIn(ctx.locale);
  return values.kind && module === 'application' ? kindWord(words, String(values.kind)) : words(ownOf(module).title);
}
