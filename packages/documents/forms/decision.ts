import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { countyWords } from '@juxian/rules/county.ts';
import { figuresFor } from '@juxian/rules/figures.ts';
import { yuan } from '@juxian/rules/money.ts';
import { longDay } from '../paper.ts';
import { certificatePaper, noticePaper, plaquePaper, recognitionPaper, slatePaper } from '../papers/decision.ts';
import { checkedAt, type Forms, issuerOf, type Part, type Seen, seeAll, seeIf } from './view.ts';

const readers = ['office', 'leader'] as const;

export const publicityForms: Forms = {
  notice: {
    title: t('公示稿', 'Public notice'),
    by: readers,
    async paper(ctx, seen) {
      const { phone, address } = ctx.config.office;
      const { office, ...issuer } = issuerOf(ctx);
      return noticePaper({
        ...issuer,
        office,
        title: seen.words('heading'),
        text: seen.words('text'),
        list: seen.lines('list').map((line) => ({
          studio: line.words('studioName'),
          kind: seen.words('kind'),
          leader: line.words('leaderName'),
          unit: line.words('unitName'),
        })),
        from: seen.text('starts'),
        to: seen.text('ends'),
        workingDays: seen.number('days') ?? 0,
        contact: { phone, address },
        issuer: office,
        issuedOn: seen.text('starts'),
      });
    },
  },
};

export const slateForms: Forms = {
  list: {
    title: t('拟定名单', 'Proposed list'),
    by: readers,
    when: (seen) =>
      seen.lines('ranking').length > 0 ||
      new Refusal('conflict.unranked', t('汇总排序后才能打印', 'It can be printed once the applications are ranked')),
    async paper(ctx, seen) {
      const call = await seeIf(ctx, 'call', seen.text('call'));
      const lines = await Promise.all(
        seen.lines('ranking').map(async (line) => ({
          line,
          filed: await seeIf(ctx, 'application', line.text('application')),
        })),
      );
      const amount = seen.number('amount');
      return slatePaper({
        ...issuerOf(ctx),
        title: `${call ? `${call.words('year')}年度` : ''}${seen.words('kind')}工作室拟定名单`,
        quota: seen.words('quota'),
        amount: amount === undefined ? '' : yuan(amount).zh,
        meetingOn: seen.text('meetingOn'),
        attendance: seen.words('attendance'),
        list: lines.map(({ line, filed }) => ({
          place: line.words('place'),
          studio: line.words('studioName'),
          leader: filed?.words('leaderName') ?? '',
          unit: line.words('unit'),
          score: line.number('score'),
          listed: line.text('listed') === 'yes',
          note: [partsOf(line), line.text('tie') === 'none' ? '' : line.words('tie'), voteOf(line), line.words('note')]
            .filter(Boolean)
            .join('；'),
        })),
        minutes: seen.words('minutes'),
      });
    },
  },
};

const partsOf = (line: Part): string => {
  const [panel, visit] = [line.number('panelScore'), line.number('visitScore')];
  return panel === undefined || visit === undefined ? '' : `评审${panel.toFixed(2)}，考察${visit.toFixed(2)}`;
};
const voteOf = (line: Part): string =>
  line.text('passed') ? [`会议表决${line.words('passed')}`, line.text('vote')].filter(Boolean).join(' ') : '';

/** The studios of a call, in the order of their numbers. */
async function studiosOf(ctx: Ctx, call: Seen): Promise<Seen[]> {
  const filed = await seeAll(ctx, 'application', { call: call.id, state: 'recognised' });
  if (filed.length === 0) return [];
  const studios = await seeAll(ctx, 'studio', { application: filed.map(({ id }) => id) });
  return studios.sort((a, b) => a.text('number').localeCompare(b.text('number'), 'zh-CN'));
}

const listedOf = (studio: Seen) => ({
  studio: studio.words('studioName'),
  kind: studio.words('kind'),
  leader: studio.words('leaderName'),
  unit: studio.words('hostUnit'),
});

const someRecognised = async (seen: Seen, ctx: Ctx) =>
  (await studiosOf(ctx, seen)).length > 0 ||
  new Refusal('conflict.unrecognised', t('本公告还没有认定的工作室', 'No studio of this call is recognised yet'));

/** The values of a field over all records, each once. */
const each = (seen: readonly Seen[], field: string): string[] => [
  ...new Set(seen.map((one) => one.words(field)).filter(Boolean)),
];
/** The value all records share; blank where they differ. */
const shared = (seen: readonly Seen[], field: string): string => {
  const values = each(seen, field);
  return values.length === 1 ? (values[0] ?? '') : '';
};

export const callForms: Forms = {
  recognition: {
    title: t('认定通知', 'Recognition'),
    by: readers,
    when: someRecognised,
    async paper(ctx, seen) {
      const studios = await studiosOf(ctx, seen);
      const { county, group, committee, ...issuer } = issuerOf(ctx);
      const words = countyWords(ctx.config.kind);
      return recognitionPaper({
        ...issuer,
        letterhead: `${group}文件`,
        number: each(studios, 'decisionNumber').join('　'),
        title: `关于认定${seen.words('year')}年度${county}\n人才工作室的通知`,
        to: `${words.towns}党（工）委，${words.committee}各部委，${words.direct}各单位`,
        basis: `根据《${seen.words('heading')}》，经申报、推荐、审核、评审和公示，${words.committee}人才工作领导小组研究`,
        list: studios.map(listedOf),
        termYears: figuresFor(ctx.config.figures, ctx.clock.today())('talent.termYears').value,
        requirements: [
          '各工作室要及时与人才工作办公室签订任务书，明确年度目标，抓好组织实施。',
          '各依托单位要落实场地、设备和经费保障，建设经费拨付依托单位账户，专款专用，单独核算。',
          '人才工作办公室会同行业主管部门加强跟踪服务，组织年度考核和期满考核。',
        ],
        issuer: group,
        issuedOn: each(studios, 'recognisedOn').sort().at(-1) ?? '',
        printedBy: `${committee}组织部办公室`,
      });
    },
  },
  plaques: {
    title: t('授牌名单', 'Plaques'),
    by: readers,
    when: someRecognised,
    async paper(ctx, seen) {
      const studios = await studiosOf(ctx, seen);
      return plaquePaper({
        ...issuerOf(ctx),
        title: `${seen.words('year')}年度人才工作室授牌名单`,
        day: shared(studios, 'plaqueOn'),
        place: shared(studios, 'plaquePlace'),
        list: studios.map((studio) => ({ ...listedOf(studio), plaque: studio.words('plaqueNumber') })),
      });
    },
  },
};

export const certificateForms: Forms = {
  certificate: {
    title: t('证书', 'Certificate'),
    by: ['office', 'leader', 'unit'],
    when: ({ state }) =>
      state !== 'revoked' || new Refusal('conflict.revoked', t('证书已作废', 'The certificate is revoked')),
    async paper(ctx, seen, { portal }) {
      const { county, group, ...issuer } = issuerOf(ctx);
      const to = seen.text('termTo');
      return certificatePaper({
        ...issuer,
        number: seen.words('number'),
        holder: seen.words('studioName'),
        text: `经评审和公示，认定为${county}${seen.words('year')}年度人才工作室（${seen.words('kind')}）${to ? `，建设期至${longDay(to)}` : ''}。特发此证。`,
        issuer: group,
        issuedOn: seen.text('issuedOn'),
        url: checkedAt(portal, seen),
      });
    },
  },
};
