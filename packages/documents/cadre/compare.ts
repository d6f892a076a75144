import { Refusal, refuseField, refuseStray } from '@juxian/base/refusal.ts';
import { say, type Text, t } from '@juxian/base/text.ts';
import { gateOf } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { ageAt, yearsAndMonths } from '@juxian/rules/cadre/age.ts';
import { ageReachedText } from '@juxian/rules/cadre/retirement.ts';
import { isDay } from '@juxian/rules/day.ts';
import { monthsBetween } from '@juxian/rules/month.ts';
import { appraisalsOf, honoursOf, resumeOf } from './form.ts';
import { openPeople } from './people.ts';
import { type Person, partyOf, postsThen, printedMonth, studyOf, titlesHeld } from './person.ts';
import { retirementOf } from './retirement.ts';

const most = 4;

type Cell = { title: Text; needs: readonly string[]; of(person: Person, ctx: Ctx): string; long?: true };

const since = (person: Person, field: string): string => {
  const month = person.text(field);
  if (!month) return '';
  const months = monthsBetween(month, person.day);
  return months < 0 ? printedMonth(month) : `${printedMonth(month)}（${yearsAndMonths(months).zh}）`;
};

const study = (mode: '1' | '2') => (person: Person) => {
  const { education, degree, school, degreeSchool } = studyOf(person, mode);
  return [[education, degree].filter(Boolean).join('　'), school, degreeSchool].filter(Boolean).join('\n');
};

const plain = (zh: string, en: string, field: string): Cell => ({
  title: t(zh, en),
  needs: [field],
  of: (person) => person.words(field),
});

/**
 * The cells of the approval form, in its order, with the time in post, level and rank that comparing asks for. Ethnic
 * group and health belong to the forms and the structure report only, never to a choice between people.
 */
const cells: readonly Cell[] = [
  plain('性别', 'Sex', 'sex'),
  {
    title: t('出生年月（岁）', 'Born (age)'),
    needs: ['born'],
    of: (person) => {
      const born = person.text('born');
      return born && born <= person.day ? `${printedMonth(born)}（${ageAt(born, person.day)}岁）` : printedMonth(born);
    },
  },
  plain('籍贯', 'Native place', 'nativePlace'),
  plain('出生地', 'Place of birth', 'birthplace'),
  { title: t('入党时间', 'Party'), needs: ['partyJoined'], of: partyOf },
  {
    title: t('参加工作时间', 'Start of work'),
    needs: ['workStart'],
    of: (person) => printedMonth(person.text('workStart')),
  },
  {
    title: t('到龄时间', 'Age reached'),
    needs: ['born', 'category', 'sixtyGround'],
    of: (person, ctx) => {
      try {
        const reaches = retirementOf(person, lookOf(ctx).figureOn(person.day));
        return reaches ? ageReachedText(reaches) : '';
      } catch (error) {
        if (error instanceof Refusal) return '';
        throw error;
      }
    },
  },
  { title: t('专业技术职务', 'Professional post'), needs: ['titles'], of: titlesHeld },
  plain('熟悉专业有何专长', 'Speciality', 'speciality'),
  { title: t('全日制教育', 'Full-time education'), needs: ['education'], of: study('1') },
  { title: t('在职教育', 'In-service education'), needs: ['education'], of: study('2') },
  { title: t('现任职务', 'Present post'), needs: ['post'], of: (person, ctx) => postsThen(person, ctx.clock.today()) },
  { title: t('任现职时间', 'In post since'), needs: ['postSince'], of: (person) => since(person, 'postSince') },
  plain('现职务层次', 'Level', 'level'),
  {
    title: t('任现职务层次时间', 'At this level since'),
    needs: ['levelSince'],
    of: (person) => since(person, 'levelSince'),
  },
  plain('现职级', 'Rank', 'rank'),
  { title: t('任现职级时间', 'In rank since'), needs: ['rankSince'], of: (person) => since(person, 'rankSince') },
  plain('两年以上基层经历', 'Two years at the grassroots', 'grassroots'),
  { title: t('简历', 'Résumé'), needs: ['appointments', 'resume'], of: resumeOf, long: true },
  { title: t('奖惩情况', 'Rewards and punishments'), needs: ['honours'], of: honoursOf, long: true },
  { title: t('年度考核结果', 'Appraisals'), needs: ['appraisals'], of: appraisalsOf },
];

/**
 * Two to four people side by side on a day, by the cells of the form that the reader sees of all of them; `differs` where
 * they are not all the same. @throws Refusal `invalid.ids`, `missing.record` for one out of scope.
 */
export async function compareOf(ctx: Ctx, params: Readonly<Record<string, string>>) {
  refuseStray(params, ['ids', 'asOf']);
  const { ids: given = '', asOf } = params;
  const ids = [...new Set(given.split(',').filter(Boolean))];
  if (ids.length < 2 || ids.length > most)
    throw refuseField('ids', 'invalid.ids', t('请选2至{most}人', 'Choose two to {most} people'), { most });
  const day = asOf || ctx.clock.today();
  if (!isDay(day))
    throw refuseField('asOf', 'invalid.asOf', t('asOf 应为日期，如 2026-03-31', 'asOf must be a day, like 2026-03-31'));
  const gate = await gateOf(ctx, moduleOf(ctx, 'cadre'));
  const people = await openPeople(ctx, ids, { day, gate });
  if (people.length < ids.length) throw new Refusal('missing.record', t('未找到', 'Not found'));
  const sees = (field: string) => gate.parts.every(({ role, fields }) => role === 'public' || fields.has(field));
  return {
    asOf: day,
    people: people.map((person) => ({ id: person.id, title: person.text('name'), unit: person.words('unit') })),
    rows: cells
      .filter(({ needs }) => needs.every(sees))
      .map(({ title, of, long }) => {
        const values = people.map((person) => of(person, ctx));
        return {
          title: say(title, ctx.locale),
          values,
          differs: new Set(values).size > 1,
          long: long ?? false,
        };
      }),
  };
}
export type CompareAnswer = Awaited<ReturnType<typeof compareOf>>;
