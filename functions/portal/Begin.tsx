import { t } from '@juxian/base/text.ts';
import { type ServiceSort, serviceSorts } from '@juxian/rules/attraction.ts';
import { PhaseMark, Phone, useSite } from './Page.tsx';

export type BeginProps = {
  title: string;
  about: string;
  /** Path within the portal. */
  back: string;
  lines: readonly string[];
  /** What the visitor has begun or handed in already. */
  own: readonly { id: string; title: string; label: string; phase: string }[];
  /** Why it cannot be begun. */
  closed?: string;
};

/** Before a form: what follows, what is there already, and the one act. */
export function BeginPage({ title, about, back, lines, own, closed }: BeginProps) {
  const { say, base, here } = useSite();
  const drafts = own.filter(({ phase }) => phase === 'draft');
  const others = own.filter(({ phase }) => phase !== 'draft' && phase !== 'refused');
  return (
    <>
      <p className="crumb">
        <a href={`${base}/${back}`}>{about || say(t('返回', 'Back'))}</a>
      </p>
      <h1>{title}</h1>
      {closed ? (
        <div className="note refused" role="alert">
          <b>{closed}</b>
        </div>
      ) : (
        lines.map((line) => (
          <p className="lede" key={line}>
            {line}
          </p>
        ))
      )}
      {others.length > 0 ? (
        <div className="note">
          <b>{say(t('您已提交过', 'You have handed in already'))}</b>
          <ul>
            {others.map(({ id, title: what, label, phase }) => (
              <li key={id}>
                <a href={`${base}/my/${id}`}>{what}</a> <PhaseMark phase={phase} label={label} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {closed ? null : (
        <form method="post" action={here}>
          <div className="acts">
            <button className="btn act" type="submit">
              {drafts.length > 0 ? say(t('接着填', 'Go on filling in')) : say(t('开始填写', 'Begin'))}
            </button>
            <a className="btn" href={`${base}/${back}`}>
              {say(t('返回', 'Back'))}
            </a>
          </div>
        </form>
      )}
    </>
  );
}

/** What the one window grants, each with its time. */
export function ServiceList({ days }: { days: Readonly<Record<ServiceSort, number>> }) {
  const { say, base, county } = useSite();
  const sorts = Object.keys(serviceSorts) as ServiceSort[];
  return (
    <>
      <h1>{say(t('人才服务', 'Services for talent'))}</h1>
      <p className="lede">
        {say(
          t(
            '一个窗口受理，交有关单位限时办结，随时可查进度。',
            'One window takes it, the department in charge settles it in time, and you can follow it.',
          ),
        )}
      </p>
      <ul className="kinds under">
        {sorts.map((sort) => (
          <li key={sort}>
            <b>
              <a className="go" href={`${base}/services/${sort}/apply`}>
                {say(serviceSorts[sort])}
              </a>
            </b>
            <span className="q faint small">{say(t('{n}个工作日', '{n} working days'), { n: days[sort] })}</span>
          </li>
        ))}
      </ul>
      {county.office.phone ? (
        <p className="small dim under">
          {county.office.name}　<Phone number={county.office.phone} />
        </p>
      ) : null}
    </>
  );
}
