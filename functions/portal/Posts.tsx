import { t } from '@juxian/base/text.ts';
import type { ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';
import { ReadFields } from './Form.tsx';
import { Lines, PhaseMark, Phone, Title, useSite } from './Page.tsx';
import { daysUntil, weekDay } from './words.ts';

/** Whether a student may still apply for the post on the day. */
export const takesStudents = ({ state, values }: Pick<RecordAnswer, 'state' | 'values'>, today: string): boolean =>
  state === 'open' && String(values.until ?? '') >= today;

/** One internship post: what is done where, on which conditions, and the way in while it is open. */
export function PostPage({ post, described }: { post: RecordAnswer; described: ModuleAnswer }) {
  const { say, now } = useSite();
  const { values, titles } = post;
  const known = new Map(described.fields.map((field) => [field.name, field]));
  const told = new Set(['heading', 'number', 'duties']);
  const isOver = post.state === 'open' && !takesStudents(post, now.slice(0, 10));
  return (
    <div className="p-cols">
      <div className="p-a">
        <p className="p-meta">
          {isOver ? (
            <PhaseMark phase="waiting" label={say(t('报名截止', 'Closed'))} />
          ) : (
            <PhaseMark phase={post.phase} label={post.stateLabel} />
          )}
          <span className="faint">{String(values.number ?? '')}</span>
        </p>
        <Title text={String(values.heading ?? post.title)} />
        <p className="lede">{titles[String(values.unit)] ?? ''}</p>
      </div>
      <aside>
        <Act post={post} />
      </aside>
      <div className="p-b">
        {values.duties ? (
          <>
            <h2>{known.get('duties')?.label}</h2>
            <Lines text={values.duties} />
          </>
        ) : null}
        {described.form.map(({ title, fields }) => (
          <section key={title}>
            <h2>{title}</h2>
            <ReadFields
              fields={fields.flatMap((name) => (told.has(name) ? [] : (known.get(name) ?? [])))}
              values={values}
              titles={titles}
            />
            {fields.includes('subjects') && !values.subjects ? <p>{say(t('学科不限', 'Any subject'))}</p> : null}
          </section>
        ))}
      </div>
    </div>
  );
}

function Act({ post }: { post: RecordAnswer }) {
  const { say, base, locale, now, county, contact, shows } = useSite();
  const until = String(post.values.until ?? '');
  const phone = county.office.phone ? (
    <p className="small dim under">
      {say(t('咨询电话', 'Questions: '))}
      <Phone number={county.office.phone} />
    </p>
  ) : null;
  if (!takesStudents(post, now.slice(0, 10)))
    return (
      <div className="p-act">
        <p className="dim">{say(t('这个岗位不再接受报名。', 'This post takes no more applications.'))}</p>
        <a className="btn wide" href={`${base}/posts?filter%5Bstate%5D=open`}>
          {say(t('看报名中的岗位', 'See open posts'))}
        </a>
        {phone}
      </div>
    );
  const days = daysUntil(now, until);
  return (
    <div className="p-act">
      <p className="faint small">
        {say(days === 0 ? t('报名截止', 'Applications close') : t('距报名截止', 'Until applications close'))}
      </p>
      <p className="count">
        {days === 0 ? say(t('今天', 'today')) : days}
        {days === 0 ? null : <small>{say(t('天', days === 1 ? 'day' : 'days'))}</small>}
      </p>
      <p className="small dim">{weekDay(locale, until)}</p>
      {shows.has('internshipApplication') ? (
        <>
          <a className="btn act wide" href={`${base}/posts/${post.id}/apply`}>
            {say(t('报名', 'Apply'))}
          </a>
          <p className="help">
            {contact
              ? say(t('约需5分钟，可报三个志愿。', 'About 5 minutes; up to three wishes.'))
              : say(
                  t(
                    '须先用手机号或邮箱登录。约需5分钟，可报三个志愿。',
                    'Sign in by phone or e-mail first. About 5 minutes; up to three wishes.',
                  ),
                )}
          </p>
        </>
      ) : null}
      {phone}
    </div>
  );
}
