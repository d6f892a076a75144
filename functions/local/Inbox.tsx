import { type Locale, say, type Text, t } from '@juxian/base/text.ts';
import type { Sent } from '@juxian/core/message.ts';
import { renderToStaticMarkup } from 'react-dom/server';
import { styleOf } from '../portal/style.ts';

type Props = { sent: readonly Sent[]; to: string; locale: Locale };

/** What the demonstration would have sent, the latest first, to one address or to all. @returns a whole page. */
export const renderInbox = (props: Props): string => `<!doctype html>${renderToStaticMarkup(<Inbox {...props} />)}`;

/** Lets in the style of the page and nothing else. */
export const inboxPolicy = `default-src 'none'; style-src '${styleOf(undefined).hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

function Inbox({ sent, to, locale }: Props) {
  const words = (text: Text) => say(text, locale);
  const shown = sent.filter((one) => to === '' || one.to === to);
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{words(t('演示收件箱', 'Inbox of the demonstration'))}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a style of our own, let in by its hash */}
        <style dangerouslySetInnerHTML={{ __html: styleOf(undefined).css }} />
      </head>
      <body>
        <main className="wrap p-main" id="main">
          <h1>{words(t('演示收件箱', 'Inbox of the demonstration'))}</h1>
          <p className="lede">
            {words(
              t(
                '演示不向外发送短信和邮件，本该发出的都在这里，最新的在前。',
                'The demonstration sends nothing; what would have gone out stands here, the latest first.',
              ),
            )}
          </p>
          <form className="search" method="get">
            <input
              className="in"
              name="to"
              defaultValue={to}
              aria-label={words(t('手机号或邮箱', 'Phone or e-mail'))}
              placeholder={words(t('手机号或邮箱', 'Phone or e-mail'))}
            />
            <button className="btn" type="submit">
              {words(t('查找', 'Find'))}
            </button>
          </form>
          {shown.length === 0 ? <p className="empty">{words(t('还没有消息。', 'There is nothing yet.'))}</p> : null}
          <ul className="kinds under">
            {shown.map((one, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never again
              <li key={at}>
                <b>{one.to}</b>
                <span className="q">
                  <time dateTime={one.at}>{one.at.slice(0, 16).replace('T', ' ')}</time>
                </span>
                <p>
                  {one.from ? `${words(t('发件人', 'From'))} ${one.from}　` : ''}
                  {one.subject ? `${one.subject}　` : ''}
                  {marked(one.text)}
                </p>
              </li>
            ))}
          </ul>
        </main>
      </body>
    </html>
  );
}

/** The text with its one-time code to the fore, and its addresses leading to the pages they name. */
const marked = (text: string) =>
  text.split(/(https?:\/\/[^\s，。；、（）]+|(?<!\d)\d{6}(?!\d))/).map((part, at) => {
    if (at % 2 === 0) return part;
    return part.startsWith('http') ? (
      <a key={part} href={part}>
        {part}
      </a>
    ) : (
      <strong key={part}>{part}</strong>
    );
  });
