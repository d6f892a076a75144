import type { Ctx } from '@juxian/engine/context.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { ageAt } from '@juxian/rules/cadre/age.ts';
import { ageReachedText } from '@juxian/rules/cadre/retirement.ts';
import type { AppointmentForm } from '../appointment/form.ts';
import { issuerOf, type Seen, seeAll } from '../forms/view.ts';
import { type Kept, keptOf } from './kept.ts';
import { type Person, partyOf, photoOf, postsOf, printedMonth, studyOf, titlesHeld } from './person.ts';
import { relativeAge, relativesOf } from './relatives.ts';
import { generatedResume } from './resume.ts';
import { retirementOf } from './retirement.ts';

/** From this day the form has a row for the month of retirement. */
const reformed = '2025-01-01';

/** 奖惩情况: what is kept by hand, else the lines of rewards and punishments, else 无. */
export function honoursOf(person: Person): string {
  const lines = person.lines('honours').filter((line) => !line.text('revoked'));
  const said = lines.map((line) => `${printedMonth(line.text('on'))}${line.text('name')}`);
  return person.text('honourText') || (said.length > 0 ? `${said.join('；')}。` : '无');
}

/** 年度考核结果: what is kept by hand, else the last three years: `2023年优秀；2024年称职；2025年称职`. */
export function appraisalsOf(person: Person): string {
  const lines = person.lines('appraisals').toSorted((a, b) => (a.number('year') ?? 0) - (b.number('year') ?? 0));
  const said = lines.slice(-3).map((line) => `${line.number('year')}年${line.words('grade')}`);
  return person.text('appraisalText') || said.join('；');
}

export const resumeOf = (person: Person): string => person.text('resume') || generatedResume(person);

/** The appointment documents that are not issued yet, as far as the reader sees them. */
export async function draftsOf(ctx: Ctx): Promise<Seen[]> {
  return (
    await Promise.all(['draft', 'numbered'].map((state) => seeAll(ctx, 'appointmentDocument', { state })))
  ).flat();
}

type Proposal = { proposed: string; removed: string; reasons: string };

/** What is proposed for a person: drafts of appointment documents go before what an exchange file brought. */
export const proposalOf = async (ctx: Ctx, person: Person): Promise<Proposal> =>
  proposalIn(await draftsOf(ctx), person);

export function proposalIn(drafts: readonly Seen[], person: Person): Proposal {
  const { values } = keptOf(person);
  const lines = drafts.flatMap((draft) => draft.lines('lines')).filter((line) => line.text('cadre') === person.id);
  const named = (act: string): string =>
    lines
      .filter((line) => line.text('act') === act)
      .map((line) => `${line.words('unit')}${line.text('post')}`)
      .join('，');
  return {
    proposed: named('appoint') || (values.NiRenZhiWu ?? ''),
    removed: named('remove') || (values.NiMianZhiWu ?? ''),
    reasons: values.RenMianLiYou ?? '',
  };
}

/** When the person retires; nothing on a day whose form had no place for it. */
export const retirementThen = (ctx: Ctx, person: Person) =>
  person.day >= reformed ? retirementOf(person, lookOf(ctx).figureOn(person.day)) : undefined;

/** The 干部任免审批表 of a person on the day it is printed for. */
export async function appointmentForm(ctx: Ctx, person: Person): Promise<AppointmentForm> {
  const { day } = person;
  const kept: Kept = keptOf(person);
  const [photo, proposal] = await Promise.all([photoOf(ctx, person), proposalOf(ctx, person)]);
  const retires = retirementThen(ctx, person);
  const { committee, demo } = issuerOf(ctx);
  const born = person.text('born');
  return {
    layout: day >= reformed ? 'from2025' : 'before2025',
    name: person.text('name'),
    sex: person.words('sex'),
    birth: printedMonth(born),
    age: born ? String(ageAt(born, day)) : '',
    ethnicGroup: person.words('ethnicGroup'),
    nativePlace: person.text('nativePlace'),
    birthplace: person.text('birthplace'),
    party: partyOf(person),
    workStart: printedMonth(person.text('workStart')),
    health: person.words('health'),
    retirement: retires ? ageReachedText(retires) : '',
    professionalPost: titlesHeld(person),
    speciality: person.text('speciality'),
    fullTime: studyOf(person, '1'),
    inService: studyOf(person, '2'),
    currentPost: postsOf(person),
    proposedPost: proposal.proposed,
    removedPost: proposal.removed,
    resume: resumeOf(person),
    rewards: honoursOf(person),
    appraisals: appraisalsOf(person),
    reasons: proposal.reasons,
    relatives: relativesOf(person).map((line) => ({
      relation: line.text('relation'),
      name: line.text('name'),
      age: relativeAge(line, day),
      politics: line.text('politics'),
      post: line.text('work'),
    })),
    reporting: { text: kept.values.ChengBaoDanWei ?? '' },
    approval: { text: '' },
    administration: { text: '' },
    filler: kept.values.TianBiaoRen || ctx.actor.name,
    ...(photo ? { photo } : {}),
    office: `${committee}组织部`,
    watermark: `${ctx.actor.name} ${ctx.clock.now().slice(0, 16).replace('T', ' ')}`,
    demo,
  };
}
