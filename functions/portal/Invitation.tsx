import { t } from '@juxian/base/text.ts';
import type { FieldAnswer, OfferedMove } from '@juxian/engine/answer.ts';
import { Fragment } from 'react';
import { Agree } from './Agree.tsx';
import { kindWord } from './Calls.tsx';
import { Errors, Field, type FormProps } from './Form.tsx';
import { Already } from './My.tsx';
import { linesOf, PhaseMark, Title, useSite } from './Page.tsx';
import { weekMoment } from './words.ts';

type Notice = { text: string; version: string; hash: string };
type Mine = {
  values: Readonly<Record<string, unknown>>;
  moves: readonly OfferedMove[];
  notice: Notice | undefined;
};

export type InvitationProps = Pick<FormProps, 'typed' | 'problems'> & {
  id: string;
  call?: { id: string; heading: string };
  /** What whoever has the link may read. */
  said: { studio: string; leader: string; kind: string; role: string; task?: string; until?: string; to: string };
  state: string;
  phase: string;
  label: string;
  reader: 'invited' | 'other' | 'nobody';
  /** Whom somebody else is signed in as. */
  contact: string;
  mine?: Mine;
  fields: readonly FieldAnswer[];
  agreed: boolean;
  done: boolean;
  already?: string;
};

/** An invitation to a team: who invites to what, and the answer of the one person it was sent to. */
export function InvitationPage(props: InvitationProps) {
  const { say, base } = useSite();
  const { said, state, phase, label, mine, call, fields } = props;
  return (
    <>
      <Already words={props.already} />
      {props.done ? (
        <div className="note done" role="status">
          <b>{say(t('您已加入团队，邀请人会收到消息', 'You have joined the team; the leader is told'))}</b>
        </div>
      ) : null}
      <Errors problems={props.problems} fields={fields} />
      {call ? (
        <p className="faint small">
          <a href={`${base}/calls/${call.id}`}>{call.heading}</a>
        </p>
      ) : null}
      <Title text={say(t('{leader}邀请您加入申报团队', '{leader} invites you into a team'), { leader: said.leader })} />
      <PhaseMark phase={phase} label={label} big />
      <Said {...said} />
      {state === 'open' ? <Answer {...props} /> : <Settled state={state} mine={mine} id={props.id} />}
    </>
  );
}

function Said({ studio, leader, kind, role, task, until, to }: InvitationProps['said']) {
  const { say, locale } = useSite();
  const pairs: [string, string | undefined][] = [
    [say(t('工作室', 'Studio')), studio],
    [say(t('领衔人', 'Leader')), leader],
    [say(t('类别', 'Kind')), kind ? kindWord(say, kind) : undefined],
    [say(t('邀请您作为', 'As')), [role, task].filter(Boolean).join('，')],
    [say(t('发往', 'Sent to')), to],
    [say(t('请在此前答复', 'Answer by')), until ? weekMoment(locale, until) : undefined],
  ];
  return (
    <dl className="pair under">
      {pairs.map(([label, value]) =>
        value ? (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ) : null,
      )}
    </dl>
  );
}

/** What is said once nobody is asked any more. */
function Settled({ state, mine, id }: { state: string; mine: Mine | undefined; id: string }) {
  const { say, base } = useSite();
  const words =
    {
      confirmed: mine
        ? t(
            '您已确认加入，名单中您的一行注明本人已确认。',
            'You have joined; your line in the list says that you confirmed it.',
          )
        : t(
            '受邀人已经确认，这个链接不再需要办什么。',
            'The person invited has confirmed; nothing is left to do here.',
          ),
      declined: t('这份邀请已被谢绝。', 'This invitation was declined.'),
      left: t('受邀人已退出团队。', 'The person invited has left the team.'),
      retracted: t(
        '邀请人已撤回这份邀请，不必再答复。',
        'The leader has retracted this invitation; no answer is needed.',
      ),
      lapsed: t(
        '答复的时间已过，这份邀请不再有效。',
        'The time to answer is over; this invitation is no longer valid.',
      ),
    }[state] ?? t('现在不需要您办理。', 'Nothing is asked of you now.');
  const leave = mine?.moves.find(({ name }) => name === 'withdraw');
  return (
    <>
      <p className="lede under">{say(words)}</p>
      {leave?.refusal ? <p className="help">{leave.refusal.message}</p> : null}
      {leave && !leave.refusal ? (
        <p className="acts">
          <a className="btn stop" href={`${base}/my/${id}/moves/withdraw`}>
            {leave.label}…
          </a>
        </p>
      ) : null}
    </>
  );
}

function Answer(props: InvitationProps) {
  const { say, base, here } = useSite();
  const { reader, said, contact, mine } = props;
  const confirm = mine?.moves.find(({ name }) => name === 'confirm');
  if (reader === 'nobody')
    return (
      <>
        <p className="under">
          {say(t('请用{to}登录后答复，别人不能代为确认。', 'Sign in with {to} to answer; nobody else can.'), {
            to: said.to,
          })}
        </p>
        <p className="acts">
          <a className="btn act" href={`${base}/sign-in?next=${encodeURIComponent(here)}`}>
            {say(t('登录后答复', 'Sign in to answer'))}
          </a>
        </p>
      </>
    );
  if (reader === 'other')
    return (
      <>
        <div className="note refused under">
          <b>{say(t('这份邀请发给{to}，不是发给您的', 'This was sent to {to}, not to you'), { to: said.to })}</b>
          <p>
            {say(
              t(
                '您现在用{contact}登录，不能代为确认或谢绝。{to}也是您本人的，请退出后用它登录。',
                'You are signed in as {contact} and cannot answer it. If {to} is yours too, sign out and sign in with it.',
              ),
              { contact, to: said.to },
            )}
          </p>
        </div>
        <form className="acts" method="post" action={`${base}/sign-out`}>
          <button className="btn" type="submit">
            {say(t('退出登录', 'Sign out'))}
          </button>
        </form>
      </>
    );
  if (!confirm || confirm.refusal)
    return (
      <div className="note refused under">
        <b>{confirm?.refusal?.message ?? say(t('现在不能确认', 'It cannot be confirmed now'))}</b>
      </div>
    );
  return <ConfirmForm {...props} label={confirm.label} notice={mine?.notice} />;
}

function ConfirmForm({
  id,
  fields,
  typed,
  problems,
  agreed,
  label,
  notice,
}: InvitationProps & { label: string; notice: Notice | undefined }) {
  const { say, base, here } = useSite();
  const unread = problems.find(({ path }) => path.startsWith('consent'))?.message;
  return (
    <form className="under" method="post" action={here.split('?')[0]} noValidate>
      <h2>{say(t('您的情况', 'About you'))}</h2>
      <div className="columns">
        {fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            fields={fields}
            typed={typed}
            problems={problems}
            values={{}}
            titles={{}}
          />
        ))}
      </div>
      <h2>{say(t('个人信息处理告知', 'How your data is handled'))}</h2>
      <div className="paper prose">
        {linesOf(notice?.text).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <input type="hidden" name="consentVersion" value={notice?.version ?? ''} />
      <Agree
        agreed={agreed}
        problem={unread}
        says={say(
          t('本人自愿加入，已阅读并同意以上告知', 'I join of my own will; I have read the notice and agree to it'),
        )}
      />
      <div className="acts">
        <button className="btn act" type="submit">
          {label}
        </button>
        <a className="btn stop" href={`${base}/my/${id}/moves/decline`}>
          {say(t('谢绝…', 'Decline…'))}
        </a>
      </div>
    </form>
  );
}
