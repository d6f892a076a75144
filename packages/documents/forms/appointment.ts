import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { countyWords } from '@juxian/rules/county.ts';
import { addDays } from '@juxian/rules/day.ts';
import { openPeople } from '../cadre/people.ts';
import { type Person, postsOf } from '../cadre/person.ts';
import { longDay } from '../paper.ts';
import { announcementPaper, appointmentLetter } from '../papers/appointment.ts';
import type { Issuer } from '../papers/heading.ts';
import { type Forms, issuerOf, type Part, type Seen } from './view.ts';

const readers = ['office', 'leader'] as const;

const isPrepared = ({ state }: Seen): boolean => state === 'draft' || state === 'numbered';
const isVoid = ({ state }: Seen): boolean => state === 'void';

const acts = (seen: Seen, act: 'appoint' | 'remove'): Part[] =>
  seen.lines('lines').filter((line) => line.text('act') === act);
const promoted = (seen: Seen): Part[] => acts(seen, 'appoint').filter((line) => line.text('promotes') === 'yes');
const each = (lines: readonly Part[]): string[] => [...new Set(lines.map((line) => line.text('cadre')))];

const postsIn = (lines: readonly Part[]): string => {
  const units = [...new Set(lines.map((line) => line.words('unit')))];
  const ofUnit = (unit: string): string =>
    lines
      .filter((line) => line.words('unit') === unit)
      .map((line) => `${line.text('post')}${line.text('trial') === 'yes' ? '（试用期一年）' : ''}`)
      .join('、');
  return units.map((unit) => `${unit}${ofUnit(unit)}`).join('，');
};

/** Each person once, with all posts of the act: 青山县松溪镇党委书记、镇长. */
const named = (lines: readonly Part[]): { id: string; name: string; posts: string }[] =>
  each(lines).map((id) => {
    const own = lines.filter((line) => line.text('cadre') === id);
    return { id, name: own[0]?.words('cadre') ?? '', posts: postsIn(own) };
  });

/** The files of people on a paper, all of them. @throws Refusal where one is not the reader's to see: no list is cut short unsaid. */
async function everyone(ctx: Ctx, ids: readonly string[]): Promise<Person[]> {
  const gate = await gateOf(ctx, moduleOf(ctx, 'cadre'));
  const people = await openPeople(ctx, ids, { day: ctx.clock.today(), gate });
  if (people.length < ids.length)
    throw new Refusal(
      'conflict.people',
      t('文件中有您看不到的人员，不能打印这份材料', 'It names people whose files you do not see and cannot be printed'),
    );
  return people;
}

type Publicity = { from: string; to: string; workingDays: number };

/** From when to when a notice is up; blank while that is not set. @throws Refusal where it is too short. */
function publicityOf(ctx: Ctx, seen: Seen): Publicity {
  const look = lookOf(ctx);
  const least = look.figure('cadre.appointmentPublicity').value;
  const from = seen.text('publicityFrom');
  if (!from) return { from, to: seen.text('publicityTo'), workingDays: least };
  const earliest = look.publicityEnds(from, least);
  const to = seen.text('publicityTo') || earliest;
  if (to < earliest)
    throw new Refusal(
      'conflict.publicity',
      t(
        '公示期不少于{days}个工作日，{from}起公示的，至少到{to}',
        'A notice from {from} is up for {days} working days, until {to}',
      ),
      { values: { days: least, from, to: earliest } },
    );
  return { from, to, workingDays: look.workingDaysBetween(from, addDays(to, 1)) };
}

export const appointmentDocumentForms: Forms = {
  announcement: {
    title: t('任前公示', 'Notice before appointment'),
    by: readers,
    hotline: true,
    when: (seen) =>
      (isPrepared(seen) && promoted(seen).length > 0) ||
      new Refusal(
        'conflict.announcement',
        t(
          '印发之前，有提拔晋升的人员才公示',
          'It is printed before the document is issued, where somebody is promoted',
        ),
      ),
    async paper(ctx, seen) {
      const { county, ...issuer } = departmentOf(ctx);
      const people = await everyone(ctx, each(promoted(seen)));
      const proposals = new Map(named(promoted(seen)).map(({ id, posts }) => [id, posts]));
      const publicity = publicityOf(ctx, seen);
      return announcementPaper({
        ...issuer,
        ...publicity,
        draft: publicity.from === '',
        title: `${county}干部任前公示`,
        text: `根据《党政领导干部选拔任用工作条例》有关规定，经${decisionOf(seen)}，现将拟提拔任用人选公示如下，听取各方面意见：`,
        people: people.map((person) => ({
          name: person.text('name'),
          sex: person.words('sex'),
          birth: person.text('born'),
          ethnicGroup: person.words('ethnicGroup'),
          education: person.words('degreeLevel'),
          party: person.words('politics'),
          currentPost: postsOf(person),
          proposal: proposals.get(person.id) ?? '',
        })),
        address: ctx.config.office.address,
        issuer: issuer.office,
        issuedOn: publicity.from,
      });
    },
  },
  discussion: {
    title: t('讨论任免干部名单', 'List for discussion'),
    by: readers,
    when: (seen) =>
      isPrepared(seen) ||
      new Refusal('conflict.discussion', t('印发以后不再打印讨论名单', 'It is printed before the document is issued')),
    async paper(ctx, seen) {
      const { discussionOf } = await import('../cadre/lists.ts');
      const people = await everyone(ctx, each(seen.lines('lines')));
      const groups = [{ heading: '', people }];
      return discussionOf(ctx, { groups, drafts: [seen], day: ctx.clock.today(), meeting: seen.words('decidedBy') });
    },
  },
  letter: {
    title: t('任免文件', 'Appointment document'),
    by: readers,
    when: (seen) => !isVoid(seen) || new Refusal('conflict.void', t('文件已作废，不能打印', 'The document is void')),
    async paper(ctx, seen) {
      const { county: _, ...issuer } = departmentOf(ctx);
      const words = countyWords(ctx.config.kind);
      const copies = seen.text('copyTo');
      return appointmentLetter({
        ...issuer,
        draft: seen.state !== 'issued',
        letterhead: `${issuer.office}文件`,
        number: seen.text('number') || '（未编号）',
        title: seen.text('heading'),
        to: seen.text('sentTo') || `${words.towns}党（工）委，${words.committee}各部委，${words.direct}各单位`,
        basis: `经${decisionOf(seen)}`,
        appointed: named(acts(seen, 'appoint')),
        removed: named(acts(seen, 'remove')),
        issuer: issuer.office,
        issuedOn: seen.text('issuedOn'),
        ...(copies && { copies }),
        printedBy: `${issuer.office}办公室`,
      });
    },
  },
};

/** The department whose papers these are, whatever office the county's talent papers name. */
function departmentOf(ctx: Ctx): Issuer & { county: string } {
  const { committee, county, demo } = issuerOf(ctx);
  return { office: `${committee}组织部`, county, demo };
}

/** 2026年11月10日中共青山县委研究 */
const decisionOf = (seen: Seen): string => `${longDay(seen.text('decidedOn'))}${seen.words('decidedBy')}研究`;
