import type { TenantActor } from '@juxian/base/actor.ts';
import { newId } from '@juxian/base/id.ts';
import { type FieldIssue, Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Look, OtherChange, RecordFacts } from '@juxian/engine/define.ts';
import { blocksPromotion } from '@juxian/rules/cadre/effect.ts';
import { placeRecusal } from '@juxian/rules/cadre/place.ts';
import { decisionsOf, type Honour } from '../cadre/decisions.ts';

export type Line = {
  id: string;
  cadre?: string;
  act?: string;
  unit?: string;
  position?: string;
  post?: string;
  main?: string;
  leading?: string;
  promotes?: string;
  trial?: string;
  order?: number;
  /** The month from which it counts. */
  effective?: string;
};
type Document = { number?: string; kinNote?: string; lines?: readonly Line[] };
type Appointment = { id: string; unit?: string; position?: string; post?: string; from?: string; to?: string } & Record<
  string,
  unknown
>;
type Relative = { relation?: string; name?: string };
type Reads = { look: Look; today: string; actor: TenantActor };

/** As many people as one transaction holds beside the document, each with an event. */
const most = 40;

/**
 * The files of the people a document names, as they stand once it is issued: posts given begin and posts taken end in
 * the month that counts.
 * @throws Refusal `invalid.lines` naming by line who is not in service, holds no such post, is blocked from promotion,
 * for whom a position has no place left, or whose relatives in the unit or recusal by place nobody has looked into.
 */
export async function filesAfter(document: Document, { look, today, actor }: Reads): Promise<OtherChange[]> {
  const lines = document.lines ?? [];
  const people = [...new Set(lines.map(({ cadre = '' }) => cadre))];
  if (people.length > most)
    throw new Refusal(
      'invalid.lines',
      t('一份文件最多{most}人，现有{found}人', 'At most {most} people; there are {found}'),
      {
        values: { most, found: people.length },
      },
    );
  const issues: FieldIssue[] = [];
  const changes: OtherChange[] = [];
  for (const id of people) {
    const record = await look.record('cadre', id);
    const own = lines.filter(({ cadre }) => cadre === id);
    if (record?.state !== 'serving') {
      issues.push(
        issueAt(
          own[0],
          'notServing',
          t('“{post}”一行的{name}不是现职干部', '{name}, named for “{post}”, is not in service'),
          {
            name: record?.title ?? t('人', 'The person'),
            post: own[0]?.post ?? '',
          },
        ),
      );
      continue;
    }
    const { appointments, missed } = appointmentsAfter(record, own, document.number ?? '');
    for (const line of missed)
      issues.push(
        issueAt(line, 'noPost', t('{name}没有在任的“{post}”', '{name} does not hold “{post}”'), {
          name: record.title,
          post: line.post ?? '',
        }),
      );
    if (own.some(({ promotes }) => promotes === 'yes')) issues.push(...blocksOf(own, record, { look, today }));
    if (!document.kinNote) issues.push(...(await kinIn(own, record, look)), ...(await placeIn(own, record, look)));
    changes.push({
      module: 'cadre',
      id,
      event: 'appointed',
      set: { appointments, ...withoutSums(record) },
      revision: record.revision,
    });
  }
  issues.push(...(await fullPositions(lines, look, actor.kind === 'member' ? (actor.avoids ?? []) : [])));
  if (issues.length > 0)
    throw new Refusal('invalid.lines', t('有{count}处不能印发', '{count} lines cannot be issued'), {
      values: { count: issues.length },
      fields: issues,
    });
  return changes;
}

/** Words kept by hand sum up the lines as they stood before: they give way, and the history tells what they said. */
const withoutSums = ({ values }: RecordFacts): Record<string, null> =>
  Object.fromEntries(['postFull', 'postShort'].flatMap((name) => (values[name] ? [[name, null]] : [])));

const issueAt = (
  line: Line | undefined,
  code: string,
  says: FieldIssue['says'],
  values: NonNullable<FieldIssue['values']> = {},
): FieldIssue => ({ path: `lines.${line?.id ?? ''}`, code: `invalid.${code}`, says, values });

function appointmentsAfter(record: RecordFacts, lines: readonly Line[], document: string) {
  let appointments = [...((record.values.appointments as Appointment[] | undefined) ?? [])];
  const missed: Line[] = [];
  for (const line of lines.filter(({ act }) => act === 'remove')) {
    const held = appointments.find((one) => isHeld(one, line));
    if (!held) missed.push(line);
    appointments = appointments.map((one) =>
      one === held ? { ...one, to: line.effective, endDocument: document } : one,
    );
  }
  for (const line of lines.filter(({ act }) => act === 'appoint')) {
    const { unit, position, post, main, leading, trial, order, effective } = line;
    const begun = { unit, position, post, main, leading, trial, order, from: effective, document };
    const given = Object.entries(begun).filter(([, value]) => value !== undefined);
    appointments.push({ id: newId('line'), ...Object.fromEntries(given) } as Appointment);
  }
  return { appointments, missed };
}

const isHeld = (one: Appointment, line: Line): boolean =>
  !one.to &&
  one.unit === line.unit &&
  (line.position && one.position ? one.position === line.position : one.post === line.post);

/** Every open clock of a sanction or measure, each with the decision it comes from. */
function blocksOf(lines: readonly Line[], record: RecordFacts, { look, today }: Omit<Reads, 'actor'>): FieldIssue[] {
  const line = lines.find(({ promotes }) => promotes === 'yes');
  const from = `${line?.effective ?? today.slice(0, 7)}-01`;
  const decisions = decisionsOf(record.values);
  const blocked = blocksPromotion(decisions, from > today ? from : today, look.figureOn);
  return (blocked?.clocks ?? []).map(({ decision, title, end }) => {
    const { name, on, document } = (record.values.honours as Honour[]).find(({ id }) => id === decision) ?? {};
    return issueAt(
      line,
      'effectPeriod',
      t(
        '{person}的“{name}”（{on}，{document}）影响期至{end}，不得提拔晋升',
        'No promotion of {person} before {end}: “{name}” ({on}, {document})',
      ),
      { person: record.title, name: name ?? title.zh, on: on ?? '', document: document ?? '无文号', end },
    );
  });
}

/** Relatives on the family list who are in the unit a post is given in; a person has to say what follows. */
async function kinIn(lines: readonly Line[], record: RecordFacts, look: Look): Promise<FieldIssue[]> {
  const issues: FieldIssue[] = [];
  for (const line of lines.filter(({ act }) => act === 'appoint')) {
    const colleagues = await look.rows('cadre', { unit: line.unit, state: 'serving' });
    for (const { relation = '', name = '' } of (record.values.family as Relative[] | undefined) ?? [])
      if (colleagues.some(({ id, title }) => id !== record.id && title === name))
        issues.push(
          issueAt(
            line,
            'kin',
            t(
              '{person}的{relation}{name}与该单位现职干部同名，请核查任职回避并填写核查意见（公务员法第七十四条）',
              '{name}, {relation} of {person}, may serve in this unit; look into it and say what was found',
            ),
            { person: record.title, relation, name },
          ),
        );
  }
  return issues;
}

/** Chief posts of organs where the person grew up; a person has to say what follows. */
async function placeIn(lines: readonly Line[], record: RecordFacts, look: Look): Promise<FieldIssue[]> {
  const issues: FieldIssue[] = [];
  for (const line of lines.filter(({ act }) => act === 'appoint')) {
    const unit = await look.record('unit', line.unit ?? '');
    if (!unit || !(await isChief(line, look))) continue;
    const { region, sort } = unit.values;
    const found = placeRecusal(
      { hometown: textOf(record.values.hometown), nativePlace: textOf(record.values.nativePlace) },
      { unit: unit.title, region: textOf(region), town: sort === 'town' },
      `${line.effective ?? ''}-01`,
    );
    if (!found) continue;
    const { says, source, note } = found;
    issues.push(
      issueAt(
        line,
        'place',
        t(
          `{person}${says.zh}，请核查地域回避并填写核查意见（${source.zh}${note ? `，${note.zh}` : ''}）`,
          `{person}, ${says.en}: look into recusal by place and say what was found (${source.en}${note ? `; ${note.en}` : ''})`,
        ),
        { person: record.title },
      ),
    );
  }
  return issues;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whether a line gives the chief post of its unit: by its position, else by what the post is called. */
async function isChief({ position, post = '' }: Line, look: Look): Promise<boolean> {
  if (position) return (await look.record('position', position))?.values.sort === 'chief';
  return /(书记|部长|局长|院长|检察长|[县市区旗镇乡]长)$/.test(post) && !post.includes('副');
}

/** Positions that would be held by more people than they have places for; whoever the reader must avoid is not named. */
async function fullPositions(lines: readonly Line[], look: Look, avoids: readonly string[]): Promise<FieldIssue[]> {
  const issues: FieldIssue[] = [];
  for (const id of new Set(lines.flatMap(({ position }) => position ?? []))) {
    const position = await look.record('position', id);
    const headcount = Number(position?.values.headcount ?? 0);
    const leaving = new Set(
      lines.filter((line) => line.position === id && line.act === 'remove').map(({ cadre }) => cadre),
    );
    const holders = (await look.rows('cadre', { position: id, state: 'serving' })).filter(
      (row) => !leaving.has(row.id),
    );
    const coming = lines.filter((line) => line.position === id && line.act === 'appoint');
    const fresh = coming.filter(({ cadre }) => !holders.some((row) => row.id === cadre));
    if (fresh.length > 0 && holders.length + fresh.length > headcount)
      issues.push(
        issueAt(
          fresh[0],
          'headcount',
          t(
            '“{position}”职数{headcount}，现有{held}人：{names}',
            '“{position}” has {headcount} places, held by {held}: {names}',
          ),
          {
            position: position?.title ?? '',
            headcount,
            held: holders.length,
            names: holders.map(({ id, title }) => (avoids.includes(id) ? '（须回避）' : title)).join('、') || '无',
          },
        ),
      );
  }
  return issues;
}
