import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { listEvents } from '@juxian/engine/history.ts';
import { ageOn } from '@juxian/rules/day.ts';
import { yuan } from '@juxian/rules/money.ts';
import { shortMonth } from '../paper.ts';
import { type ApplicationPaper, applicationPaper } from '../papers/application.ts';
import { type FormalReviewPaper, formalReviewPaper } from '../papers/review.ts';
import { type Forms, issuerOf, type Part, type Seen, seeAll, seeIf } from './view.ts';

/** States in which the content is being written: what was filed under the hash is no longer, or not yet, what stands here. */
const unfiled = new Set(['draft', 'returned', 'secondForm']);

export const applicationForms: Forms = {
  application: {
    title: t('申报书', 'Application'),
    by: ['applicant', 'unit', 'industry', 'office', 'leader'],
    async paper(ctx, seen) {
      const call = await seeIf(ctx, 'call', seen.text('call'));
      const departments = await seeAll(ctx, 'unit', { industries: seen.text('kind'), state: 'active' });
      const { county, ...issuer } = issuerOf(ctx);
      const filedOn = seen.text('submittedAt').slice(0, 10);
      const hash = unfiled.has(seen.state) ? '' : seen.text('materialHash');
      return applicationPaper({
        ...issuer,
        programme: `${county}${call ? `${call.words('year')}年度` : ''}`,
        number: seen.words('number'),
        draft: unfiled.has(seen.state),
        kind: seen.words('kind'),
        studio: seen.words('studioName'),
        unit: seen.words('hostUnit'),
        industry: departments.map((unit) => unit.words('name')).join('、'),
        filedOn,
        leader: leaderOf(seen),
        career: seen
          .lines('resume')
          .map((line) => ({ from: line.text('from'), to: line.text('to'), text: line.text('what') })),
        achievements: seen.lines('achievements').map((line) => ({
          kind: line.words('sort'),
          name: line.words('what'),
          level: line.words('level'),
          role: line.words('role'),
          date: line.text('date'),
          proof: line.words('proof'),
        })),
        team: [...seen.lines('team'), ...seen.lines('members')].map((line) =>
          memberOf(line, filedOn || ctx.clock.today()),
        ),
        conditions: {
          room: seen.number('room') === undefined ? '' : `${seen.words('room')}平方米`,
          equipment: seen.words('equipment'),
          promise: moneyOf(seen, 'hostPromise'),
        },
        aims: seen.words('aims'),
        milestones: seen.lines('milestones').map((line) => ({ year: line.words('year'), goal: line.words('goal') })),
        budget: seen.lines('budget').map((line) => ({
          item: line.words('item'),
          year: line.number('year') ?? 0,
          amount: line.number('amount') ?? 0,
          source: line.words('source'),
        })),
        annexes: (seen.holds<{ name: string }[]>('annexes') ?? []).map(({ name }) => name),
        unitOpinion: seen.words('unitOpinion'),
        departmentOpinion: seen.words('departmentOpinion'),
        ...(hash ? { hash } : {}),
      });
    },
  },
  formalReview: {
    title: t('形式审查表', 'Formal review'),
    by: ['office'],
    async paper(ctx, seen) {
      const result = await formalResult(ctx, seen);
      return formalReviewPaper({
        ...issuerOf(ctx),
        number: seen.words('number'),
        studio: seen.words('studioName'),
        kind: seen.words('kind'),
        unit: seen.words('hostUnit'),
        leader: seen.words('leaderName'),
        items: seen.lines('checklist').map((line) => ({
          text: line.words('item'),
          ...(line.text('result') ? { met: line.text('result') === 'yes' } : {}),
          note: line.words('note'),
        })),
        ...result,
      });
    },
  },
};

const moneyOf = (part: Part, field: string): string => {
  const fen = part.number(field);
  return fen === undefined ? '' : yuan(fen).zh;
};

function leaderOf(seen: Seen): ApplicationPaper['leader'] {
  return {
    name: seen.words('leaderName'),
    sex: seen.words('sex'),
    birth: seen.text('birth'),
    ethnic: seen.words('ethnicity'),
    politics: seen.words('party'),
    education: seen.words('education'),
    degree: seen.words('degree'),
    school: seen.words('school'),
    title: seen.words('professionalTitle'),
    titleSince: seen.text('titleDate'),
    post: seen.words('post'),
    honours: seen
      .lines('honours')
      .map((line) => `${line.words('name')}${honourNote(line)}`)
      .join('；'),
    identityNumber: seen.words('identityNumber'),
    phone: seen.words('phone'),
    email: seen.words('email'),
  };
}

function honourNote(line: Part): string {
  const notes = [line.words('level'), shortMonth(line.text('date'))].filter(Boolean);
  return notes.length > 0 ? `（${notes.join('，')}）` : '';
}

function memberOf(line: Part, day: string): ApplicationPaper['team'][number] {
  const birth = line.text('birth');
  return {
    name: line.words('name'),
    age: birth ? String(ageOn(`${birth}-01`, day)) : '',
    education: line.words('education'),
    title: line.words('title'),
    unit: line.words('unit'),
    duty: [line.words('role'), line.words('task'), line.words('standing')].filter(Boolean).join('，'),
  };
}

const results: Readonly<Record<string, NonNullable<FormalReviewPaper['result']>>> = {
  passForm: 'passed',
  returnForCompletion: 'returned',
  failForm: 'refused',
  lapse: 'refused',
};

/** What the last formal review came to, by the record's history. */
async function formalResult(
  ctx: Ctx,
  seen: Seen,
): Promise<Pick<FormalReviewPaper, 'result' | 'reason' | 'completeBy'>> {
  const last = (await listEvents(ctx, { module: seen.module, id: seen.id }))
    .filter(({ name }) => name in results)
    .at(-1);
  const result = last && results[last.name];
  if (!result || result === 'passed') return result ? { result } : {};
  const isReturned = result === 'returned';
  return {
    result,
    reason: seen.words(isReturned ? 'returnReason' : 'refusal'),
    ...(isReturned && seen.state === 'returned' ? { completeBy: seen.due.slice(0, 10) } : {}),
  };
}
