import { t } from '@juxian/base/text.ts';
import { useSite } from './Page.tsx';
import { shortMoment } from './words.ts';

/** The receipt: number, moment, hash. */
export function ReceiptPage({
  id,
  number,
  title,
  submittedAt,
  hash,
  contact,
}: {
  id: string;
  number: string;
  title: string;
  submittedAt: string;
  hash: string;
  contact: string;
}) {
  const { say, base, locale } = useSite();
  return (
    <>
      <h1>{say(t('申报已提交', 'Your application has been submitted'))}</h1>
      <div className="paper under">
        <p className="faint small">{say(t('申报编号', 'Number'))}</p>
        <p className="number">{number}</p>
        <dl className="pair under">
          <dt>{say(t('工作室', 'Studio'))}</dt>
          <dd>{title}</dd>
          <dt>{say(t('提交时间', 'Submitted'))}</dt>
          <dd>{shortMoment(locale, submittedAt)}</dd>
          <dt>{say(t('材料校验码', 'Hash'))}</dt>
          <dd className="hash">{hash}</dd>
        </dl>
      </div>
      <p className="lede">
        {say(
          t(
            '回执已发到{contact}。接下来由依托单位推荐，您可随时查看办理进度。',
            'A receipt was sent to {contact}. The host unit recommends next; you can follow the progress at any time.',
          ),
          { contact },
        )}
      </p>
      <div className="acts">
        <a className="btn act" href={`${base}/my/${id}`}>
          {say(t('查看进度', 'Follow the progress'))}
        </a>
        <a className="btn" href={`${base}/my/${id}/paper`}>
          {say(t('打印申报书', 'Print the application'))}
        </a>
      </div>
    </>
  );
}
