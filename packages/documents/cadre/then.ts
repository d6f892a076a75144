import { parseResume } from '../resume/read.ts';
import { writeResume } from '../resume/write.ts';
import { isDead } from './relatives.ts';

type Values = Readonly<Record<string, unknown>>;
type Line = Readonly<Record<string, unknown>>;

const linesIn = (value: unknown): Line[] => (Array.isArray(value) ? value.filter((one) => one instanceof Object) : []);
const isBy = (value: unknown, until: string): boolean => String(value ?? '') <= until;

/** Texts kept by hand beside the lines they sum up, and when such a line came to count. */
const summed: Readonly<Record<string, { lines: string; times: readonly string[]; digits: number }>> = {
  postFull: { lines: 'appointments', times: ['from', 'to'], digits: 7 },
  honourText: { lines: 'honours', times: ['on', 'revoked'], digits: 10 },
  appraisalText: { lines: 'appraisals', times: ['year'], digits: 4 },
};

/**
 * What could be known of a person on an earlier day: nothing that began later. A text kept by hand tells of today, so it
 * gives way where one of the lines it sums up changed since; of a résumé there are the stages begun by then.
 */
export function knownThen(values: Values, day: string): Record<string, unknown> {
  const month = day.slice(0, 7);
  const known: Record<string, unknown> = { ...values };
  const drop = (...names: readonly string[]) => {
    for (const name of names) delete known[name];
  };
  if (!isBy(values.workStart, month)) drop('workStart');
  if (!isBy(values.partyJoined, month)) drop('partyJoined', 'partyText');
  for (const [text, { lines, times, digits }] of Object.entries(summed))
    if (linesIn(values[lines]).some((line) => times.some((time) => !isBy(line[time], day.slice(0, digits)))))
      drop(text);
  const keep = (name: string, isKnown: (line: Line) => boolean) => {
    if (Array.isArray(values[name])) known[name] = linesIn(values[name]).filter(isKnown);
  };
  keep('honours', ({ on }) => isBy(on, day));
  keep('appraisals', ({ year }) => isBy(year, day.slice(0, 4)));
  keep('family', ({ born }) => isBy(born, month));
  if (typeof values.resume === 'string') known.resume = resumeUntil(values.resume, month);
  return known;
}

const told = ['politics', 'work'] as const;

/**
 * The values with no more of relatives than the file said of them on the day: their politics and work are not dated, so
 * what has been written since is left out, and the birth of somebody who has died since, for it would be printed as an age.
 */
export function relativesThen(values: Values, recorded: Values | undefined): Record<string, unknown> {
  if (!Array.isArray(values.family)) return { ...values };
  const before = new Map(linesIn(recorded?.family).map((line) => [line.id, line]));
  const family = linesIn(values.family).map((line) => {
    const since = told.filter((name) => before.get(line.id)?.[name] !== line[name]);
    const dropped: readonly string[] =
      since.includes('work') && isDead(String(line.work ?? '')) ? [...since, 'born'] : since;
    return Object.fromEntries(Object.entries(line).filter(([name]) => !dropped.includes(name)));
  });
  return { ...values, family };
}

function resumeUntil(text: string, month: string): string {
  const stages = parseResume(text).filter(({ from }) => isBy(from, month));
  return writeResume(
    stages.map(({ to, asides, ...stage }) => ({
      ...stage,
      ...(to && isBy(to, month) ? { to } : {}),
      asides: asides.filter(({ from }) => isBy(from, month)),
    })),
  );
}
