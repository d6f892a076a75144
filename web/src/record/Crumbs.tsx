import type { ModuleAnswer } from '@juxian/engine/answer.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { listHref, passed } from '../go.ts';
import { say } from '../locale.ts';
import { meQuery } from '../queries.ts';
import { words } from '../words.ts';
import { numeral } from './numerals.ts';
import { sectionId } from './Section.tsx';

/** Room and list that a record stands in. */
export function Crumbs({ module }: { module: ModuleAnswer }) {
  const { data: me } = useSuspenseQuery(meQuery);
  const room = me.rooms.find(({ room: name }) => name === module.room)?.title;
  return (
    <nav aria-label={say(words.shell.where)}>
      <ol className="crumbs">
        {room ? <li>{room}</li> : null}
        <li>
          <a href={passed().list?.href ?? listHref(module.name)}>{module.title}</a>
        </li>
      </ol>
    </nav>
  );
}

/** The sections of the leaf, the one in view marked. */
export function Contents({ module }: { module: ModuleAnswer }) {
  const [at, setAt] = useState(1);
  useEffect(() => {
    const seen = new IntersectionObserver(
      (entries) => {
        const top = entries.find(({ isIntersecting }) => isIntersecting);
        if (top) setAt(Number(top.target.id.replace(/\D/g, '')));
      },
      { rootMargin: '-64px 0px -70% 0px' },
    );
    for (const section of document.querySelectorAll('.leaf section[id^="part-"]')) seen.observe(section);
    return () => seen.disconnect();
  }, []);
  return (
    <nav className="toc" aria-label={say(words.record.toc)}>
      {module.form.map(({ title }, i) => (
        <a key={title} href={`#${sectionId(i + 1)}`} aria-current={at === i + 1 ? 'true' : undefined}>
          {numeral(i + 1)}　{title}
        </a>
      ))}
      <a href="#history">{say(words.record.history)}</a>
    </nav>
  );
}
