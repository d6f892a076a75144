/** One day or moment of a calendar. `at`: `YYYY-MM-DD`, a whole day, or a moment with its offset. */
export type CalendarEntry = { id: string; at: string; summary: string; note: string; url: string };

const endOfDay = /T23:59/;

/**
 * A calendar as iCalendar text (RFC 5545): CRLF, lines of at most 75 octets, moments in UTC; what is due by the end of a
 * day is that whole day. `now` in ms.
 */
export function icsOf(name: string, entries: readonly CalendarEntry[], now: number): string {
  const stamp = utcOf(now);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Juxian//Juxian//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT4H',
    'X-PUBLISHED-TTL:PT4H',
    ...entries.flatMap(({ id, at, summary, note, url }) => [
      'BEGIN:VEVENT',
      `UID:${id}@juxian`,
      `DTSTAMP:${stamp}`,
      startOf(at),
      `SUMMARY:${escaped(summary)}`,
      `DESCRIPTION:${escaped(note)}`,
      `URL:${url}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const startOf = (at: string): string =>
  at.length === 10 || endOfDay.test(at)
    ? `DTSTART;VALUE=DATE:${at.slice(0, 10).replaceAll('-', '')}`
    : `DTSTART:${utcOf(Date.parse(at))}`;

const utcOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** TEXT of RFC 5545 3.3.11. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');

const widest = 75;

/** A line in pieces of at most 75 octets, no character torn (RFC 5545 3.1). */
function folded(line: string): string {
  let [text, width] = ['', 0];
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (width + octets > widest) {
      text += '\r\n ';
      width = 1;
    }
    text += character;
    width += octets;
  }
  return text;
}
