import { t } from '@juxian/base/text.ts';
import type { Difference, Likely } from '@juxian/modules/talent/thinktank/linking.ts';
import { recordHref } from '../go.ts';
import { say } from '../locale.ts';
import type { RailProps } from './index.ts';

const words = {
  title: t('与专家库对照', 'Beside the register'),
  on: t('{on}对照', 'Compared on {on}'),
  none: t('库中没有手机、邮箱或姓名单位相同的专家', 'Nobody with this mobile, e-mail, or name and unit'),
  field: t('栏目', 'Field'),
  held: t('库中', 'Register'),
  given: t('本人所填', 'Given'),
  same: t('所填内容与库中一致', 'What was given is what the register holds'),
  left: t('已出库', 'Inactive'),
  own: t('已是本人账号的条目', 'Belongs to this account already'),
  other: t('已有另一账号，不能关联', 'Has another account; cannot be linked'),
};

/** Who of the register may be the person registering, why, and what differs field by field. */
export function LikelyRail({ record: { values } }: RailProps) {
  if (!Array.isArray(values.likely)) return null;
  const likely = values.likely as Likely[];
  return (
    <section className="panel" aria-labelledby="likely-title">
      <header>
        <h2 id="likely-title">{say(words.title)}</h2>
      </header>
      <p className="help">
        {say(words.on, { on: values.comparedOn })}
        {likely.length === 0 ? `　${say(words.none)}` : null}
      </p>
      <ol className="matches">
        {likely.map((one) => (
          <li key={one.expert}>
            <a href={recordHref('expert', one.expert)}>{one.name}</a>
            <span className="dim">{one.isActive ? '' : say(words.left)}</span>
            <small className="dim">{one.unit}</small>
            <ul>
              {one.why.map((reason) => (
                <li key={reason.zh}>{say(reason)}</li>
              ))}
              {one.account === 'none' ? null : <li>{say(words[one.account])}</li>}
            </ul>
            <Differences differs={one.differs} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Differences({ differs }: { differs: readonly Difference[] }) {
  if (differs.length === 0) return <small className="dim">{say(words.same)}</small>;
  return (
    <table className="lines">
      <thead>
        <tr>
          <th scope="col">{say(words.field)}</th>
          <th scope="col">{say(words.held)}</th>
          <th scope="col">{say(words.given)}</th>
        </tr>
      </thead>
      <tbody>
        {differs.map(({ field, label, held, given }) => (
          <tr key={field}>
            <th scope="row">{say(label)}</th>
            <td>{say(held)}</td>
            <td>{say(given)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
