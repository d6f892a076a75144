import { t } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Values } from '@juxian/engine/kinds/kind.ts';
import type { publicity } from '@juxian/modules/talent/publicity.ts';
import { Errors, Field, type FormProps } from './Form.tsx';
import { Empty, linesOf, PhaseMark, Phone, Title, useSite } from './Page.tsx';
import { longDay, type Say, weekDay } from './words.ts';

export type NoticeValues = Values<(typeof publicity)['fields']>;
export type NoticeAnswer = Pick<RecordAnswer, 'id' | 'state' | 'stateLabel' | 'phase'> & { values: NoticeValues };

/** Working days of a notice: how many are behind, how many are left with today. */
export type NoticeDays = { total: number; past: number; left: number };

export function NoticeList({
  notices,
  days,
}: {
  notices: readonly NoticeAnswer[];
  days: (notice: NoticeAnswer) => NoticeDays;
}) {
  const { say, base, locale } = useSite();
  return (
    <>
      <h1>{say(t('公示', 'Public notices'))}</h1>
      {notices.length === 0 ? <Empty>{say(t('现在没有公示。', 'There are no notices now.'))}</Empty> : null}
      <ul className="kinds under">
        {notices.map((notice) => (
          <li key={notice.id}>
            <b>
              <a className="go" href={`${base}/notices/${notice.id}`}>
                {notice.values.heading}
              </a>
            </b>
            <span className="q">
              <PhaseMark phase={notice.phase} label={notice.stateLabel} />
            </span>
            <p>
              {notice.values.starts && notice.values.ends
                ? `${weekDay(locale, notice.values.starts)}—${weekDay(locale, notice.values.ends)}`
                : null}
              {notice.state === 'running' ? `　${leftText(say, days(notice))}` : null}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

const leftText = (say: Say, { left }: NoticeDays): string =>
  left > 0
    ? say(t('还有{n}个工作日', '{n} working days left'), { n: left })
    : say(t('公示期已满', 'the notice is over'));

/** One notice: its list, its days, and the way to object without a name. */
export function NoticePage({ notice, days, form }: { notice: NoticeAnswer; days: NoticeDays; form?: FormProps }) {
  const { say, locale } = useSite();
  const { values } = notice;
  return (
    <>
      {form ? <Errors {...form} /> : null}
      <div className="p-cols">
        <div className="p-a">
          <p className="p-meta">
            <PhaseMark phase={notice.phase} label={notice.stateLabel} />
            <span className="faint">
              {values.starts ? say(t('{day}发布', 'Published {day}'), { day: longDay(locale, values.starts) }) : ''}
            </span>
          </p>
          <Title text={values.heading ?? ''} />
          {linesOf(values.text).map((line) => (
            <p className="lede" key={line}>
              {line}
            </p>
          ))}
        </div>
        <aside>
          <Days notice={notice} days={days} canObject={form !== undefined} />
        </aside>
        <div className="p-b">
          <NoticeTable notice={notice} />
          {values.result ? (
            <div className="note done">
              <b>{say(t('公示结果', 'Result'))}</b>
              {linesOf(values.result).map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
          ) : null}
          {form ? <ObjectionForm {...form} notice={notice} /> : null}
        </div>
      </div>
    </>
  );
}

function Days({ notice, days, canObject }: { notice: NoticeAnswer; days: NoticeDays; canObject: boolean }) {
  const { say, locale, county } = useSite();
  const { values } = notice;
  const running = notice.state === 'running';
  return (
    <>
      <div className="p-act">
        {running ? (
          <>
            <p className="faint small">
              {days.left > 0 ? say(t('公示期还有', 'Time left')) : say(t('公示期已满', 'The notice is over'))}
            </p>
            {days.left > 0 ? (
              <p className="count">
                {days.left}
                <small>{say(t('个工作日', days.left === 1 ? 'working day' : 'working days'))}</small>
              </p>
            ) : null}
            <div
              className="seats"
              role="img"
              aria-label={say(t('共{total}个工作日，已过{past}个', '{past} of {total} working days behind'), days)}
            >
              {Array.from({ length: days.total }, (_, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row of equal marks
                <i key={n} className={n < days.past ? 'past' : undefined} />
              ))}
            </div>
          </>
        ) : (
          <p className="dim">{notice.stateLabel}</p>
        )}
        <p className="small dim">
          {values.starts && values.ends
            ? say(t('{from}至{to}', '{from} to {to}'), {
                from: weekDay(locale, values.starts),
                to: weekDay(locale, values.ends),
              })
            : ''}
        </p>
        <hr />
        <dl className="pair tight small">
          {county.office.phone ? (
            <>
              <dt>{say(t('电话', 'Tel.'))}</dt>
              <dd>
                <Phone number={county.office.phone} />
              </dd>
            </>
          ) : null}
          <dt>{say(t('受理', 'Office'))}</dt>
          <dd>{values.contact}</dd>
          <dt>{say(t('说明', 'Note'))}</dt>
          <dd>{say(t('公示不含身份证号、电话和健康信息', 'No identity number, telephone or health data is shown'))}</dd>
        </dl>
      </div>
      {canObject ? (
        <p className="under">
          <a className="btn wide" href="#o">
            {say(t('提出异议', 'Object'))}
          </a>
        </p>
      ) : null}
    </>
  );
}

function NoticeTable({ notice }: { notice: NoticeAnswer }) {
  const { say } = useSite();
  const list = notice.values.list ?? [];
  return (
    <div className="roll under">
      <table className="lines stack">
        <caption>{say(t('拟认定名单，共{n}个', 'To be recognised: {n}'), { n: list.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{say(t('工作室', 'Studio'))}</th>
            <th scope="col">{say(t('领衔人', 'Leader'))}</th>
            <th scope="col">{say(t('依托单位', 'Host unit'))}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <b className="song">{line.studioName}</b>
              </th>
              <td>{line.leaderName}</td>
              <td className="dim">{line.unitName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ObjectionForm({ notice, ...form }: FormProps & { notice: NoticeAnswer }) {
  const { say, base } = useSite();
  return (
    <>
      <h2 id="o">{say(t('提出异议', 'Object'))}</h2>
      <p className="dim">
        {say(
          t(
            '请写明具体事实。人才办查核后答复；被反映的人选暂缓认定，其他人选照常进行。匿名提交时，不记录您的网络地址和设备。',
            'State facts. The office looks into them and answers; the nominee concerned is held back, the others go on. Sent without a name, neither your network address nor your device is kept.',
          ),
        )}
      </p>
      <form
        className="under"
        action={`${base}/notices/${notice.id}/objections`}
        method="post"
        encType="multipart/form-data"
        noValidate
      >
        {form.fields.map((field) => (
          <Field key={field.name} {...form} field={field} />
        ))}
        <button className="btn act" type="submit">
          {say(t('提交异议', 'Send the objection'))}
        </button>
      </form>
    </>
  );
}

/** What was received, with the number to ask by. */
export function ObjectionReceived({ number }: { number: string }) {
  const { say, base, county } = useSite();
  return (
    <>
      <h1>{say(t('异议已收到', 'Your objection has been received'))}</h1>
      <p className="under">{say(t('编号', 'Number'))}</p>
      <p className="number">{number}</p>
      <p className="lede">
        {say(
          t(
            '请记下编号。查询办理情况可凭编号致电{office}，电话{phone}。',
            'Note the number. To ask about it, call {office}, {phone}.',
          ),
          {
            office: county.office.name,
            phone: county.office.phone,
          },
        )}
      </p>
      <p className="under">
        <a href={`${base}/notices`}>{say(t('回到公示', 'Back to the notices'))}</a>
      </p>
    </>
  );
}
