import { type Text, t } from '@juxian/base/text.ts';
import { Empty, PhaseMark, Phone, useSite } from './Page.tsx';

export type DataLine = {
  id: string;
  title: string;
  phase: string;
  label: string;
  /** What was agreed to, and when. */
  consents: readonly string[];
  /** What the person may do about it. */
  corrects: boolean;
  withdraws: boolean;
  removes: boolean;
};

export type DataProps = {
  contact: string;
  groups: readonly { title: Text; use: Text; lines: readonly DataLine[] }[];
  /** What each subscription in force is to. */
  subscriptions: readonly string[];
};

/** Personal data by purpose, each with its consents and what can be done about it. */
export function DataPage({ contact, groups, subscriptions }: DataProps) {
  const { say, base, county } = useSite();
  return (
    <>
      <p className="crumb">
        <a href={`${base}/my`}>{say(t('我的申报', 'My applications'))}</a>
      </p>
      <h1>{say(t('我的个人信息', 'My personal data'))}</h1>
      <p className="lede">
        {say(
          t(
            '{office}保存的您的个人信息、用途和您的同意，都在这里。',
            'What {office} holds of you, to what end, and what you agreed to.',
          ),
          { office: county.office.name },
        )}
      </p>
      <div className="acts">
        <a className="btn act" href={`${base}/my/data.json`} download>
          {say(t('下载我的全部数据', 'Download all my data'))}
        </a>
        <a className="btn" href={`${base}/privacy`}>
          {say(t('个人信息怎样使用', 'How personal data is used'))}
        </a>
      </div>
      {groups.length === 0 ? <Empty>{say(t('还没有填报过。', 'You have filed nothing yet.'))}</Empty> : null}
      {groups.map(({ title, use, lines }) => (
        <section key={title.zh}>
          <h2>{say(title)}</h2>
          <p className="dim">
            {say(use)}
            {say(t('依据：您的同意。', ' On the ground of your consent.'))}
          </p>
          <ul className="kinds under">
            {lines.map((line) => (
              <Line key={line.id} {...line} />
            ))}
          </ul>
        </section>
      ))}
      <section>
        <h2>{say(t('登录和通知', 'Signing in and messages'))}</h2>
        <p className="dim">
          {say(
            t('{contact}用于登录和发送办理进度。', '{contact} is used to sign in and to tell you of the progress.'),
            { contact },
          )}
        </p>
        {subscriptions.map((title) => (
          <p key={title}>
            {say(t('订阅：{title}', 'Subscribed to: {title}'), { title })}　
            <a href={`${base}/subscribe`}>{say(t('更改或退订', 'Change or stop'))}</a>
          </p>
        ))}
      </section>
      <section>
        <h2>{say(t('其他要求', 'Anything else'))}</h2>
        <p>
          {say(
            t(
              '已提交的内容需要更正，已办结的要求删除，请与我们联系，十五个工作日内答复。',
              'To correct what was handed in or have erased what is settled, contact us; we answer within fifteen working days.',
            ),
          )}
          {county.office.phone ? (
            <>
              {' '}
              <Phone number={county.office.phone} />
            </>
          ) : null}
        </p>
      </section>
    </>
  );
}

function Line({ id, title, phase, label, consents, corrects, withdraws, removes }: DataLine) {
  const { say, base } = useSite();
  const acts: [boolean, string, string][] = [
    [corrects, 'edit', say(t('更正', 'Correct'))],
    [withdraws, 'moves/withdraw', say(t('撤回', 'Withdraw'))],
    [removes, 'remove', say(t('删除', 'Delete'))],
  ];
  return (
    <li>
      <b>
        <a className="go" href={`${base}/my/${id}`}>
          {title}
        </a>
      </b>
      <span className="q">
        <PhaseMark phase={phase} label={label} />
      </span>
      {consents.length > 0 ? <p>{consents.join(say(t('；', '; ')))}</p> : null}
      <p>
        {acts
          .filter(([may]) => may)
          .map(([, path, words]) => (
            <span key={path}>
              <a href={`${base}/my/${id}/${path}`}>
                {words}
                <span className="sr">{title}</span>
              </a>
              {'　'}
            </span>
          ))}
      </p>
    </li>
  );
}

/** Before a draft is deleted. */
export function RemovePage({ id, title }: { id: string; title: string }) {
  const { say, base } = useSite();
  return (
    <>
      <p className="crumb">
        <a href={`${base}/my/data`}>{say(t('我的个人信息', 'My personal data'))}</a>
      </p>
      <h1>{say(t('删除草稿？', 'Delete the draft?'))}</h1>
      <p className="lede">
        {title}　{say(t('删除后立即不再显示。', 'It is gone at once.'))}
      </p>
      <form method="post" action={`${base}/my/${id}/remove`} encType="multipart/form-data">
        <div className="acts">
          <button className="btn stop" type="submit">
            {say(t('删除', 'Delete'))}
          </button>
          <a className="btn" href={`${base}/my/data`}>
            {say(t('返回', 'Back'))}
          </a>
        </div>
      </form>
    </>
  );
}
