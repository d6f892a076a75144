import type { Overview } from '../api.ts';
import { locale, say } from '../locale.ts';
import { words } from '../words.ts';

type Given = NonNullable<Overview['sources']>;
type Province = Given['groups'][number]['provinces'][number];
type Line = { id: string; name: string } & Omit<Province, 'code' | 'letters'>;

const whole = (value: number): string => value.toLocaleString(locale);
const lineId = (code: string): string => `from-${code}`;

/** Where talent comes from: a tile for each of the 34, in the order of their codes, and under it the lines they lead to. */
export function Sources({ sources: { groups, other, kinds, basis } }: { sources: Given }) {
  const provinces = groups.flatMap((group) => group.provinces);
  const most = Math.max(1, ...provinces.map(({ total }) => total));
  const lines: Line[] = [
    ...provinces.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total),
    ...(other ? [{ code: 'other', name: say(words.overview.other), ...other }] : []),
  ].map(({ code, ...line }) => ({ id: lineId(code), ...line }));
  return (
    <section className="panel sources" aria-labelledby="sources-title">
      <header>
        <h2 id="sources-title">{say(words.overview.sources)}</h2>
      </header>
      <div className="sources-cols">
        <div>
          {groups.map(({ name, provinces: of }) => (
            <div key={of[0]?.code} className="tiles">
              <span className="dim">{name}</span>
              {of.map((province) => (
                <Tile key={province.code} province={province} most={most} />
              ))}
            </div>
          ))}
          {other ? (
            <div className="tiles">
              <a className="tile other" href={`#${lineId('other')}`}>
                <span>{say(words.overview.other)}</span>
                <b>{whole(other.total)}</b>
              </a>
            </div>
          ) : null}
          <p className="help">{say(words.overview.sourcesNote)}</p>
          <p className="help">{basis}</p>
        </div>
        <Lines lines={lines} kinds={kinds} />
      </div>
    </section>
  );
}

/** Four depths of shade, so that neighbours in number look alike and the number itself says the rest. */
const depth = (total: number, most: number): number => (total === 0 ? 0 : Math.ceil((total / most) * 4));

function Tile({ province: { code, letters, name, total }, most }: { province: Province; most: number }) {
  const [short, long] = locale === 'en' ? [letters, name] : [name, ''];
  const shown = (
    <>
      <span>{short}</span> <b>{total > 0 ? whole(total) : '·'}</b>
    </>
  );
  const look = `tile depth-${depth(total, most)}`;
  if (total === 0)
    return (
      <span className={look} title={name}>
        {shown}
      </span>
    );
  return (
    <a
      className={look}
      href={`#${lineId(code)}`}
      title={name}
      aria-label={say(words.overview.people, { short, n: whole(total), long }).trim()}
    >
      {shown}
    </a>
  );
}

function Lines({ lines, kinds }: { lines: readonly Line[]; kinds: Given['kinds'] }) {
  return (
    <table className="lines">
      <thead>
        <tr>
          <th scope="col">{say(words.overview.province)}</th>
          {kinds.map(({ name, title }) => (
            <th key={name} scope="col" className="num">
              {title}
            </th>
          ))}
          <th scope="col" className="num">
            {say(words.overview.total)}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, name, total, parts, universities }) => (
          <tr key={id} id={id} tabIndex={-1}>
            <th scope="row">
              {name}
              <small className="faint">{universities.join(locale === 'en' ? ', ' : '、')}</small>
            </th>
            {kinds.map(({ name: kind }) => (
              <td key={kind} className="num">
                <Amount part={parts.find((part) => part.name === kind)} />
              </td>
            ))}
            <td className="num">
              <b>{whole(total)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Amount({ part }: { part: Province['parts'][number] | undefined }) {
  if (!part) return <span className="faint">—</span>;
  return part.link ? <a href={part.link}>{whole(part.value)}</a> : whole(part.value);
}
