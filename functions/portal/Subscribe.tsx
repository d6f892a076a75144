import { t } from '@juxian/base/text.ts';
import { studioKinds } from '@juxian/modules/talent/studio-kind.ts';
import { useSite } from './Page.tsx';

/** Which kinds of calls one wants to be told of. */
export function SubscribePage({ held, isSaved }: { held: readonly string[]; isSaved: boolean }) {
  const { say, base, contact } = useSite();
  return (
    <>
      {isSaved ? (
        <div className="note done" role="status">
          <b>
            {held.length > 0
              ? say(t('已订阅', 'Subscribed'))
              : say(t('已退订，不再发送', 'Stopped: nothing more will be sent'))}
          </b>
        </div>
      ) : null}
      <h1>{say(t('订阅征集公告', 'Subscribe to calls'))}</h1>
      <p className="lede">
        {say(
          t(
            '有新公告时发到{contact}，每次都附退订链接。',
            'New calls are announced to {contact}; each message has a link to stop.',
          ),
          {
            contact,
          },
        )}
      </p>
      <form className="under" method="post" action={`${base}/subscribe`}>
        <fieldset className="field">
          <legend className="label">{say(t('类别', 'Kinds'))}</legend>
          {Object.entries(studioKinds).map(([kind, label]) => (
            <label className="opt" key={kind}>
              <input type="checkbox" name="kinds" value={kind} defaultChecked={held.includes(kind)} />
              <span>{say(label)}</span>
            </label>
          ))}
        </fieldset>
        <div className="acts">
          <button className="btn act" type="submit">
            {say(t('保存', 'Save'))}
          </button>
        </div>
        <p className="help">{say(t('全不选就是退订。', 'Choose none to stop.'))}</p>
      </form>
    </>
  );
}

/** The page of a stop link: a machine that only opens links stops nothing. */
export function StopPage({ isStopped }: { isStopped: boolean }) {
  const { say, base } = useSite();
  return isStopped ? (
    <>
      <h1>{say(t('已退订', 'Stopped'))}</h1>
      <p className="lede">{say(t('不再发送新公告。', 'New calls are no longer announced to you.'))}</p>
      <p className="under">
        <a href={`${base}/subscribe`}>{say(t('重新订阅', 'Subscribe again'))}</a>
      </p>
    </>
  ) : (
    <>
      <h1>{say(t('不再接收新公告？', 'Stop being told of new calls?'))}</h1>
      <form className="under" method="post">
        <button className="btn act" type="submit">
          {say(t('退订', 'Stop'))}
        </button>
      </form>
    </>
  );
}
