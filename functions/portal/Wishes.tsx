import { t } from '@juxian/base/text.ts';
import type { FieldAnswer } from '@juxian/engine/answer.ts';
import { Group } from '@juxian/engine/kinds/Frame.tsx';
import type { PlainLook, Typed } from '@juxian/engine/kinds/plain-kind.ts';
import { useSite } from './Page.tsx';
import type { PostOption } from './wishes.ts';

const places = [t('第一志愿', 'First wish'), t('第二志愿', 'Second wish'), t('第三志愿', 'Third wish')];

/** Wishes in their order: each typed as a post's number or name, or chosen from the list the browser offers. */
export function Wishes({
  field,
  typed,
  look,
  posts,
}: {
  field: FieldAnswer;
  typed: Typed;
  look: PlainLook;
  posts: readonly PostOption[];
}) {
  const { say, base } = useSite();
  const known = new Map(posts.map((post) => [post.id, post]));
  const held = typed.get(field.name) ?? [];
  return (
    <Group field={{ ...field, kind: 'choices' }} path={field.name} typed={typed} look={look}>
      {places.map((place, i) => {
        const wish = held[i] ?? '';
        const post = known.get(wish);
        const id = `f-${field.name}-${i}`;
        return (
          <div className="field" key={place.zh}>
            <label htmlFor={id}>{say(place)}</label>
            <input
              className="in"
              id={id}
              name={field.name}
              list="posts"
              defaultValue={post?.number ?? (look.title(wish) || wish)}
              placeholder={say(t('岗位编号或名称', 'Number or name of a post'))}
              autoComplete="off"
              aria-describedby={post ? `${id}-h` : undefined}
            />
            {post ? (
              <p className="help" id={`${id}-h`}>
                <a href={`${base}/posts/${post.id}`} target="_blank" rel="noreferrer">
                  {post.heading}
                </a>
                {`　${post.unit}`}
              </p>
            ) : null}
          </div>
        );
      })}
      <datalist id="posts">
        {posts.map(({ id, number, heading, unit }) => (
          <option key={id} value={number}>{`${heading} ${unit}`}</option>
        ))}
      </datalist>
      <p className="help">
        <a href={`${base}/posts?filter%5Bstate%5D=open`} target="_blank" rel="noreferrer">
          {say(t('查找岗位', 'Look for posts'))}
        </a>
      </p>
    </Group>
  );
}
