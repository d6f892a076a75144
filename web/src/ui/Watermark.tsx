import { useSuspenseQuery } from '@tanstack/react-query';
import { meQuery } from '../queries.ts';

const places = Array.from({ length: 48 }, (_, at) => at);

/** Lightly across a page about people in office, on paper too: who reads it and when. */
export function Watermark() {
  const { data: me } = useSuspenseQuery(meQuery);
  const text = `${me.member.name} ${me.member.id.slice(-4)} ${me.clock.today}`;
  return (
    <div className="watermark" aria-hidden="true">
      {places.map((at) => (
        <span key={at} data-reader={text} />
      ))}
    </div>
  );
}
