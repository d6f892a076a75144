import { isId, newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import type { Entry } from '@juxian/engine/kinds/kind.ts';
import { after, reminderOf } from '../due.ts';
import { type Draft, isTaken, lineOf, shown } from './filing.ts';
import { isTeamOpen, type Team, teamOf } from './team.ts';

/** What a team holds where the call sets no limit. */
const mostMembers = 30;

type Application = Pick<RecordFacts, 'id' | 'state' | 'owner' | 'createdAt' | 'due'> & {
  values: Draft &
    Team & { studioName?: string; leaderName?: string; parts?: readonly string[]; later?: readonly string[] };
};
type Asked = { name?: string; to?: string; role?: string; task?: string; person?: string };

/** Until when the application may be handed in, or undefined where its kind has no deadline. */
async function deadlineOf(look: Look, { state, due, values }: Application): Promise<string | undefined> {
  if (state !== 'draft') return due;
  const { call, line } = await lineOf(look, values);
  return line && after(line.deadline, call.values.grace);
}

const closed = () => new Refusal('conflict.team', t('申报已提交，团队不再变动', 'It is submitted; the team stands'));

const past = (at: string) =>
  new Refusal('conflict.deadline', t('申报已于{at}截止', 'The time to apply ended at {at}'), {
    values: { at: shown(at) },
  });

/** Whether the leader may invite now: while the team is open, in time, with something to say of who invites to what. */
export async function mayInvite(look: Look, record: Application, now: string): Promise<Refusal | true> {
  const { state, due, values } = record;
  if (!isTeamOpen(state, values))
    return new Refusal('conflict.team', t('团队这一部分没有开放修改', 'The team has not been opened'));
  if (state !== 'draft' && due && now > due) return past(due);
  if (!values.studioName || !values.leaderName)
    return new Refusal(
      'conflict.nameless',
      t(
        '请先填写工作室名称和领衔人姓名，邀请里要写明',
        'First fill in the names of the studio and its leader: the invitation says them',
      ),
    );
  return state === 'draft' ? isTaken(look, record, now) : true;
}

/**
 * One more invitation: a line on the application, which counts, and the record of the person invited.
 * @throws Refusal `conflict.full` where lines typed, invitations open and confirmed reach the limit of the call.
 */
export async function invitation(
  look: Look,
  record: Application & { owner: string },
  { name, to, role, task, person = '', inviter }: Asked & { inviter: string },
  now: string,
) {
  const { call, line: offered } = await lineOf(look, record.values);
  const most = (call.values.teamMost as number | undefined) ?? mostMembers;
  const { team, members = [], studioName, leaderName, kind } = record.values;
  if (teamOf({ ...(team ? { team } : {}), members }).length >= most)
    throw new Refusal(
      'conflict.full',
      t(
        '团队最多{max}人，已填和已邀请的共{found}人，不能再邀请',
        'A team has at most {max}; {found} are listed or invited, no more can be',
      ),
      { values: { max: most, found: teamOf(record.values).length } },
    );
  if (!isId('person', person)) throw refuseField('to', 'invalid.contact', t('联系方式不对', 'No such address'));
  if (person === inviter) throw refuseField('to', 'invalid.self', t('不能邀请自己', 'That is yourself'));
  const line = newId('line');
  const until = await deadlineOf(look, record);
  const member = { name, role, ...(task ? { task } : {}) };
  return {
    set: { members: [...members, { id: line, ...member, standing: 'open' as const }] as never },
    create: [
      {
        module: 'teamInvitation',
        owner: person,
        ...(until ? { due: reminderOf(now, until) } : {}),
        values: {
          ...member,
          application: record.id,
          line,
          inviter,
          leaderName,
          studioName,
          kind,
          call: call.id,
          to,
          until: record.state === 'draft' ? offered?.deadline : until,
          seat: `${record.id}|${person}`,
        },
      },
    ],
  };
}

export type Invited = Pick<RecordFacts, 'id'> & { values: { application?: string; line?: string } };

const applicationOf = async (look: Look, { values }: Invited): Promise<(RecordFacts & Application) | undefined> =>
  values.application
    ? ((await look.record('application', values.application)) as (RecordFacts & Application) | undefined)
    : undefined;

/** Whether the person invited may still change the team: it is there, open and in time. */
export async function mayAnswer(look: Look, record: Invited, now: string): Promise<Refusal | true> {
  const application = await applicationOf(look, record);
  if (!application) return new Refusal('conflict.gone', t('这份申报已被删除', 'The application has been deleted'));
  if (!isTeamOpen(application.state, application.values)) return closed();
  const until = await deadlineOf(look, application);
  return until && now > until ? past(until) : true;
}

/** Whether somebody who confirmed may still leave: until the application is submitted. */
export async function mayLeave(look: Look, record: Invited): Promise<Refusal | true> {
  const application = await applicationOf(look, record);
  return !application || isTeamOpen(application.state, application.values) || closed();
}

const changed = (application: RecordFacts, event: string, members: readonly Entry[]): OtherChange => ({
  module: 'application',
  id: application.id,
  event,
  set: { members },
  revision: application.revision,
});

/** The line of whoever confirms, with what he says of himself, marked as his own. */
export async function confirmed(
  look: Look,
  record: Invited & { values: { name?: string; role?: string; task?: string } },
  own: { birth?: string; education?: string; professionalTitle?: string; unit?: string },
): Promise<OtherChange[]> {
  const application = await applicationOf(look, record);
  if (!application) throw new Refusal('missing.record', t('未找到', 'Not found'));
  const { line = '', name, role, task } = record.values;
  const { birth, education, professionalTitle: title, unit } = own;
  const { members = [] } = application.values;
  const filled = { id: line, name, role, birth, education, title, unit, task, standing: 'confirmed' } as Entry;
  const stands = members.some(({ id }) => id === line);
  return [
    changed(
      application,
      'memberConfirmed',
      stands ? members.map((one) => (one.id === line ? filled : one)) : [...members, filled],
    ),
  ];
}

/** Takes the line away where the team is still open; what was submitted stays as it was. */
export async function left(look: Look, record: Invited): Promise<OtherChange[]> {
  const application = await applicationOf(look, record);
  if (!application || !isTeamOpen(application.state, application.values)) return [];
  const { members = [] } = application.values;
  const rest = members.filter(({ id }) => id !== record.values.line);
  return rest.length < members.length ? [changed(application, 'memberLeft', rest)] : [];
}

/** Whether nobody can answer any more: the application is gone, handed in, or its time is over. */
export async function isOver(look: Look, record: Invited, now: string): Promise<boolean> {
  return (await mayAnswer(look, record, now)) !== true;
}

/** When the next clock is due after the reminder: the deadline as it stands now. */
export async function endOf(look: Look, record: Invited): Promise<string | null> {
  const application = await applicationOf(look, record);
  return (application && (await deadlineOf(look, application))) ?? null;
}
