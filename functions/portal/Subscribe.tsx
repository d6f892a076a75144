import { type Text, t } from '@juxian/base/text.ts';
import { postSorts } from '@juxian/modules/talent/internship/subject.ts';
import { studioKinds } from '@juxian/modules/talent/studio-kind.ts';
import { useSite } from './Page.tsx';

type Held = { kinds: readonly string[]; posts: readonly string[] };

/** Which kinds of calls and posts one wants to be told of. */
export function SubscribePage({ kinds, posts, isSaved }: Held & { isSaved: boolean }) {
  const { say, base, contact, shows } = useSite();
  return (
    <>
      {isSaved ? (
        <div className="note done" role="status">
          <b>
            {kinds.length + posts.length > 0
              ? say(t('已订阅', 'Subscribed'))
              : say(t('已退订，不再发送', 'Stopped: nothing more will be sent'))}
          </b>
        </div>
      ) : null}
      <h1>{say(t('订阅新公告', 'Subscribe to news'))}</h1>
      <p className="lede">
        {say(
          t(
            '有新公告、新岗位时发到{contact}，每次都附退订链接。',
            'What is new is announced to {contact}; each message has a link to stop.',
          ),
          {
            contact,
          },
        )}
      </p>
      <form className="under" method="post" action={`${base}/subscribe`}>
        <Kinds name="kinds" title={t('征集公告', 'Calls')} of={studioKinds} held={kinds} />
        {shows.has('internshipPost') ? (
          <Kinds name="posts" title={t('实习岗位', 'Internship posts')} of={postSorts} held={posts} />
        ) : null}
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

function Kinds({
  name,
  title,
  of,
  held,
}: {
  name: keyof Held;
  title: Text;
  of: Readonly<Record<string, Text>>;
  held: readonly string[];
}) {
  const { say } = useSite();
  return (
    <fieldset className="field">
      <legend className="label">{say(title)}</legend>
      {Object.entries(of).map(([kind, label]) => (
        <label className="opt" key={kind}>
          <input type="checkbox" name={name} value={kind} defaultChecked={held.includes(kind)} />
          <span>{say(label)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The page of a stop link: a machine that only opens links stops nothing. */
export function StopPage({ isStopped }: { isStopped: boolean }) {
  const { say, base } = useSite();
  return isStopped ? (
    <>
      <h1>{say(t('已退订', 'Stopped'))}</h1>
      <p className="lede">{say(t('不再发送新公告和新岗位。', 'Nothing new is announced to you any more.'))}</p>
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
