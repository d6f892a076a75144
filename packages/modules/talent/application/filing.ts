import { createHash } from 'node:crypto';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, RecordFacts } from '@juxian/engine/define.ts';
import { after } from '../due.ts';
import { filing, rebuttal, review } from './fields.ts';
import { type Team, teamOf } from './team.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export type Draft = { call?: string; kind?: string; identityNumber?: string; phone?: string };

export const kindNotTaken = t('本公告不受理这一类别', 'The call does not take this kind');

/** The call's line for a kind. @throws Refusal `missing.call` or `invalid.kind`. */
export async function lineOf(look: Look, values: Draft) {
  const call = values.call ? await look.record('call', values.call) : undefined;
  if (!call) throw new Refusal('missing.call', t('征集公告不存在', 'There is no such call'));
  const kinds = (call.values.kinds ?? []) as { kind: string; deadline: string; quota: number; amount: number }[];
  const line = kinds.find(({ kind }) => kind === values.kind);
  return { call, line };
}

/**
 * Whether the call takes this application now; the last second of the deadline still counts. What was begun before the
 * deadline may come in for some minutes more, where the call grants them.
 */
export async function isTaken(
  look: Look,
  { values, createdAt }: Pick<RecordFacts, 'createdAt'> & { values: Draft },
  now: string,
): Promise<Refusal | true> {
  const { call, line } = await lineOf(look, values);
  if (!line) return new Refusal('invalid.kind', kindNotTaken);
  const opens = String(call.values.opens ?? '');
  if (call.state === 'draft' || now < opens)
    return new Refusal('conflict.early', t('{at}开始受理', 'Applications open at {at}'), {
      values: { at: shown(opens) },
    });
  const stop = createdAt <= line.deadline ? after(line.deadline, call.values.grace) : line.deadline;
  if (call.state !== 'open' || now > stop)
    return new Refusal(
      'conflict.deadline',
      t('已于{at}截止，不能再提交', 'Closed at {at}; nothing can be submitted any more'),
      {
        values: { at: shown(line.deadline) },
      },
    );
  return true;
}

export const shown = (moment: string): string => moment.slice(0, 16).replace('T', ' ');

/**
 * The team as it may be filed: within the limit of the call, with no invitation unanswered.
 * @throws Refusal naming the limit and the number found, or everybody who has not answered.
 */
export function checkTeam(call: RecordFacts, values: Team): void {
  const found = teamOf(values).length;
  const most = call.values.teamMost as number | undefined;
  if (most !== undefined && found > most)
    throw refuseField(
      'team',
      'invalid.tooMany',
      t('团队成员最多{max}人，现有{found}人', 'At most {max} team members; found {found}'),
      { max: most, found },
    );
  const unanswered = (values.members ?? []).filter(({ standing }) => standing === 'open');
  if (unanswered.length === 0) return;
  throw new Refusal(
    'conflict.unanswered',
    t('还有{count}份团队邀请没有答复', '{count} invitations to the team are unanswered'),
    {
      values: { count: unanswered.length },
      fields: unanswered.map(({ id, name }) => ({
        path: `members.${id}`,
        code: 'conflict.unanswered',
        says: t('{name}还没有答复邀请，等其答复或撤回邀请', '{name} has not answered: wait, or retract the invitation'),
        values: { name },
      })),
    },
  );
}

/** @throws Refusal by field where an office that was verified asks for the identity number and has none. */
export function refuseUnidentified({ office }: Look, { identityNumber }: Draft): void {
  if (office.verified && !identityNumber)
    throw refuseField('identityNumber', 'invalid.required', t('必填', 'Required'));
}

/** What submitting keeps: consent with version and hash, a hash over everything filed, one leader per call. */
export function filingOf(
  { call, deadline }: { call: RecordFacts; deadline: string },
  record: RecordFacts,
  given: { consent?: string; consentVersion?: string },
  now: string,
) {
  const version = String(call.values.consentVersion ?? '');
  if (given.consent !== 'yes')
    throw refuseField('consent', 'invalid.consent', t('请阅读并同意告知与承诺', 'Read the notice and agree to it'));
  if (given.consentVersion !== version)
    throw refuseField(
      'consentVersion',
      'conflict.consent',
      t('告知文本已更新为第{version}版，请重新阅读', 'The notice is now version {version}; read it again'),
      { version },
    );
  return {
    consentVersion: version,
    consentHash: sha256(String(call.values.consentText ?? '')),
    consentAt: now,
    submittedAt: now,
    ...(now > deadline ? { late: 'yes' as const } : {}),
    materialHash: materialHash(record.values),
    oneLeader: oneLeader(call, record.values),
  };
}

/** What holds a leader to one application in a call. */
export const oneLeader = (call: Pick<RecordFacts, 'id'>, { identityNumber, phone }: Draft): string =>
  `${call.id}|${identityNumber ?? phone ?? ''}`;

const notMaterial = new Set(['number', ...[filing, review, rebuttal].flatMap((group) => Object.keys(group))]);

/** SHA-256 over everything the applicant filed, in the order of field names. */
export const materialHash = (values: Record<string, unknown>): string =>
  sha256(
    JSON.stringify(
      Object.entries(values)
        .filter(([name]) => !notMaterial.has(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
