import { t } from '@juxian/base/text.ts';
import type { OfferedMove, RecordAnswer } from '@juxian/engine/answer.ts';
import { memberRoles } from '@juxian/modules/talent/application/team.ts';
import { Errors, Field, type FormProps } from './Form.tsx';
import { Already } from './My.tsx';
import { PhaseMark, Title, useSite } from './Page.tsx';
import { weekMoment } from './words.ts';

type Invitation = Pick<RecordAnswer, 'id' | 'state' | 'stateLabel' | 'phase' | 'values' | 'moves'> & { link: string };

export type TeamProps = Pick<FormProps, 'typed' | 'problems'> & {
  /** The application's. */
  id: string;
  title: string;
  invitations: readonly Invitation[];
  /** Lines typed, invitations open and confirmed. */
  count: number;
  most?: number;
  move: OfferedMove;
  invited: boolean;
  already?: string;
};

/** Who was invited into the team, and the form that invites one more. */
export function TeamPage({ id, title, invitations, count, most, move, invited, already, ...form }: TeamProps) {
  const { say, base } = useSite();
  const isFull = most !== undefined && count >= most;
  return (
    <>
      <p className="crumb">
        <a href={`${base}/my/${id}`}>{title}</a>
      </p>
      <Already words={already} />
      {invited ? (
        <div className="note done" role="status">
          <b>{say(t('邀请已发出', 'The invitation is on its way'))}</b>
        </div>
      ) : null}
      <Errors fields={move.asks} problems={form.problems} />
      <Title text={say(t('邀请团队成员', 'Invite team members'))} />
      <p className="lede">
        {say(
          t(
            '受邀人收到链接，用收到邀请的手机或邮箱登录后确认，并自己填写单位、职称和学历。',
            'Whoever you invite gets a link, signs in with that number or address, confirms, and gives unit, title and education.',
          ),
        )}
      </p>
      {invitations.length > 0 ? (
        <ul className="kinds under">
          {invitations.map((one) => (
            <Invited key={one.id} {...one} />
          ))}
        </ul>
      ) : null}
      <p className="dim under">
        {most === undefined
          ? say(t('团队现有{count}人（含已填写和已邀请的）。', '{count} in the team, listed or invited.'), { count })
          : say(
              t(
                '团队最多{most}人，现有{count}人（含已填写和已邀请的）。',
                'At most {most} in the team; {count} are listed or invited.',
              ),
              { most, count },
            )}
      </p>
      <h2>{say(t('邀请一名成员', 'Invite one'))}</h2>
      <InviteForm id={id} move={move} isFull={isFull} form={form} />
      <p className="under">
        <a href={`${base}/my/${id}`}>{say(t('返回申报', 'Back to the application'))}</a>
      </p>
    </>
  );
}

function InviteForm({
  id,
  move,
  isFull,
  form,
}: Pick<TeamProps, 'id' | 'move'> & { isFull: boolean; form: Pick<TeamProps, 'typed' | 'problems'> }) {
  const { say, base } = useSite();
  if (move.refusal || isFull)
    return (
      <div className="note waiting">
        <b>
          {move.refusal?.message ?? say(t('名额已满，撤回一份邀请才能再邀请', 'The team is full: retract one first'))}
        </b>
      </div>
    );
  return (
    <form method="post" action={`${base}/my/${id}/team`} noValidate>
      <div className="columns">
        {move.asks.map((field) => (
          <Field key={field.name} {...form} fields={move.asks} values={{}} titles={{}} field={field} />
        ))}
      </div>
      <div className="acts">
        <button className="btn act" type="submit">
          {say(t('发出邀请', 'Send the invitation'))}
        </button>
      </div>
    </form>
  );
}

function Invited({ id, phase, state, stateLabel, values, moves, link }: Invitation) {
  const { say, base, locale } = useSite();
  const { name, to, role, task, unit, professionalTitle, answeredAt } = values as Record<string, string>;
  const retracts = moves.some((move) => move.name === 'retract' && !move.refusal) && state !== 'lapsed';
  return (
    <li>
      <b>{name}</b>
      <span className="q">
        <PhaseMark phase={phase} label={stateLabel} />
      </span>
      <p>
        {[say(memberRoles[role as keyof typeof memberRoles]), task, to, unit, professionalTitle]
          .filter(Boolean)
          .join('　')}
      </p>
      {answeredAt ? (
        <p className="faint small">{say(t('{at}答复', 'Answered {at}'), { at: weekMoment(locale, answeredAt) })}</p>
      ) : null}
      {retracts ? (
        <p className="small">
          {state === 'open' ? (
            <>
              <a href={link}>{say(t('邀请链接', 'Its link'))}</a>
              {'　'}
            </>
          ) : null}
          <a href={`${base}/my/${id}/moves/retract`}>
            {say(state === 'open' ? t('撤回邀请', 'Retract it') : t('移出团队', 'Take off the team'))}
            <span className="sr">{name}</span>
          </a>
        </p>
      ) : null}
    </li>
  );
}
