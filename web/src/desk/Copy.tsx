import { useQuery } from '@tanstack/react-query';
import { say } from '../locale.ts';
import { listQuery, recordQuery } from '../queries.ts';
import { Bones } from '../ui/state.tsx';
import { words } from '../words.ts';
import type { Copy } from './sheet.ts';

/** What the reviewer reads of the application, under its code. */
export function BlindCopy({ code, copies }: { code: string; copies: readonly string[] }) {
  const { data: list } = useQuery(listQuery('blindCopy', { 'filter[code]': code, limit: '100' }));
  const id = list?.items.find((one) => copies.includes(one.id))?.id;
  const { data: record } = useQuery({
    ...recordQuery('blindCopy', id ?? ''),
    enabled: id !== undefined,
    staleTime: 600_000,
  });
  const content = record?.values.content as Copy | undefined;
  return (
    <article className="leaf copy" aria-label={say(words.desk.toCopy)}>
      {content ? (
        <>
          <h2 className="leaf-title">{content.title}</h2>
          {content.sections.map(({ title, lines }) => (
            <section key={title}>
              <h3>{title}</h3>
              <div className="prose">
                {Object.entries(lines).map(([at, text]) => (
                  <p key={at}>{text}</p>
                ))}
              </div>
            </section>
          ))}
        </>
      ) : (
        <Bones />
      )}
    </article>
  );
}
