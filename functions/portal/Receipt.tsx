import { t } from '@juxian/base/text.ts';
import { useSite } from './Page.tsx';
import { shortMoment } from './words.ts';

const filed = {
  unit: t(
    '回执已发到{contact}。接下来由依托单位推荐，您可随时查看办理进度。',
    'A receipt was sent to {contact}. The host unit recommends next; you can follow the progress at any time.',
  ),
  formal: t(
    '回执已发到{contact}。接下来由人才办作形式审查，您可随时查看办理进度。',
    'A receipt was sent to {contact}. The talent office reviews its form next; you can follow the progress at any time.',
  ),
  sent: t(
    '回执已发到{contact}，您可随时查看办理进度。',
    'A receipt was sent to {contact}; you can follow the progress at any time.',
  ),
  other: t(
    '有结果会发消息到{contact}，您可随时查看办理进度。',
    'The result is sent to {contact}; you can follow the progress at any time.',
  ),
};

/** The receipt: number, moment, hash. */
export function ReceiptPage({
  id,
  sort,
  isStudio,
  next,
  number,
  title,
  submittedAt,
  hash,
  contact,
}: {
  id: string;
  /** What was handed in. */
  sort: string;
  isStudio: boolean;
  /** What an application for a studio now waits for, where that is known. */
  next?: 'unit' | 'formal';
  number: string;
  title: string;
  submittedAt: string;
  hash: string;
  contact: string;
}) {
  const { say, base, locale } = useSite();
  return (
    <>
      <h1>
        {isStudio
          ? say(t('申报已提交', 'Your application has been submitted'))
          : say(t('{sort}已提交', '{sort}: submitted'), { sort })}
      </h1>
      <div className="paper under">
        {number ? (
          <>
            <p className="faint small">{say(isStudio ? t('申报编号', 'Number') : t('编号', 'Number'))}</p>
            <p className="number">{number}</p>
          </>
        ) : null}
        <dl className="pair under">
          <dt>{isStudio ? say(t('工作室', 'Studio')) : sort}</dt>
          <dd>{title}</dd>
          <dt>{say(t('提交时间', 'Submitted'))}</dt>
          <dd>{shortMoment(locale, submittedAt)}</dd>
          {hash ? (
            <>
              <dt>{say(t('材料校验码', 'Hash'))}</dt>
              <dd className="hash">{hash}</dd>
            </>
          ) : null}
        </dl>
      </div>
      <p className="lede">{say(next ? filed[next] : isStudio ? filed.sent : filed.other, { contact })}</p>
      <div className="acts">
        <a className="btn act" href={`${base}/my/${id}`}>
          {say(t('查看进度', 'Follow the progress'))}
        </a>
        <a className="btn" href={`${base}/my/${id}/paper`}>
          {isStudio ? say(t('打印申报书', 'Print the application')) : say(t('打印', 'Print'))}
        </a>
      </div>
    </>
  );
}
