import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Look, module, type OtherChange, type RecordFacts } from '@juxian/engine/define.ts';
import { choice, computed, entries, longText, moment, number, ref, refs, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from '../studio-kind.ts';
import { type Item, type SheetCriterion, sheetOf } from './draw.ts';
import { type ScoreLine, totalsOf } from './tally.ts';
import { leaveSeat, openVacancies, vacated } from './vacancy.ts';

const points = (n: number) => number(t(`第${n}项`, `No. ${n}`), { min: 0, max: 100, whole: false });

/** What an expert sees of his sheet throughout; the units that apply are shown for the declaration only. */
const ownSheet = [
  'kind',
  'seat',
  'declaration',
  'declined',
  'declinedNote',
  'criteria',
  'codes',
  'copies',
  'scores',
  'totals',
  'submittedAt',
] as const;

/** Standing at these the sheet is the expert's to finish. */
const owing = ['invited', 'opening', 'scoring'] as const;
/** Before it is released a sheet does not exist for its expert. */
const released = [...owing, 'submitted', 'opened', 'closing', 'declined'] as const;

/** One expert's sheet for a panel: declaration first, then points per item and criterion. Nobody else reads it before the panel is opened. */
export const review = module({
  name: 'review',
  reach: 'staff',
  room: 'talent',
  title: t('专家评分', 'Score sheets'),
  fields: {
    panel: ref(t('评审组', 'Panel'), 'panel', { required: true }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    seat: number(t('席位', 'Seat'), { required: true, min: 1, max: 999 }),
    expert: ref(t('专家', 'Expert'), 'expert', { required: true }),
    units: computed(t('申报单位（供回避声明）', 'Units that apply, for the declaration'), 'json'),
    declaration: choice(t('回避声明', 'Declaration'), {
      none: t('与上列单位及其申报人没有应当回避的关系', 'No tie to these units or their applicants'),
    }),
    declined: choice(t('不能评审的原因', 'Why not'), {
      conflict: t('存在应当回避的关系', 'A tie'),
      unable: t('时间或身体原因', 'Not able to'),
    }),
    declinedNote: longText(t('说明', 'Note'), { max: 300 }),
    criteria: computed(t('评分指标', 'Criteria'), 'json'),
    codes: computed(t('评审编号', 'Codes'), 'json'),
    copies: refs(t('盲评件', 'Blind copies'), 'blindCopy', { max: 200 }),
    scores: entries(
      t('评分', 'Scores'),
      {
        code: text(t('编号', 'Code'), { required: true, max: 20 }),
        c1: points(1),
        c2: points(2),
        c3: points(3),
        c4: points(4),
        c5: points(5),
        c6: points(6),
        c7: points(7),
        c8: points(8),
        recused: choice(t('回避本件', 'Recused'), { yes: t('回避', 'Recused') }),
        comment: text(t('评语', 'Comment'), { max: 200 }),
      },
      { max: 200 },
    ),
    totals: computed(t('合计', 'Totals'), 'json', { unlisted: true }),
    submittedAt: moment(t('提交时间', 'Handed in')),
    remindedAt: moment(t('催办时间', 'Reminded')),
  },
  states: {
    held: { label: t('待发布', 'To be released'), phase: 'draft' },
    invited: {
      label: t('待声明', 'Declaration due'),
      phase: 'waiting',
      initial: true,
      owes: { roles: ['expert'], task: t('声明回避情况', 'Declare conflicts') },
    },
    opening: {
      label: t('打开材料', 'Opening the copies'),
      phase: 'open',
      owes: { roles: ['expert'], task: t('评分', 'Score') },
    },
    scoring: { label: t('评分中', 'Scoring'), phase: 'open', owes: { roles: ['expert'], task: t('评分', 'Score') } },
    submitted: { label: t('已交', 'Handed in'), phase: 'done' },
    opened: { label: t('已开启', 'Opened'), phase: 'done' },
    closing: { label: t('收回材料', 'Closing the copies'), phase: 'refused' },
    declined: { label: t('已回避', 'Declined'), phase: 'refused' },
  },
}).with(({ move, all, assigned }) => ({
  moves: {
    accept: move({
      label: t('声明并开始评审', 'Declare and begin'),
      from: ['invited'],
      to: 'scoring',
      by: ['expert'],
      act: true,
      hint: t('声明后才能看到申报材料', 'The copies open after the declaration'),
      asks: {
        declaration: choice(
          t('回避声明', 'Declaration'),
          { none: t('与所列单位及其申报人没有应当回避的关系', 'No tie to these units or their applicants') },
          { required: true },
        ),
      },
      derive: ({ record, look }) => opened(look, record),
    }),
    openMore: move({
      label: t('打开其余材料', 'Open the other copies'),
      from: ['opening'],
      to: 'scoring',
      by: ['expert'],
      act: true,
      derive: ({ record, look }) => opened(look, record),
    }),
    invite: move({
      label: t('邀请评审', 'Invite'),
      from: ['held'],
      to: 'invited',
      by: [],
      says: {
        to: ['expert'],
        text: t('请您参加{kind}评审，截止{due}，请先声明回避情况。', 'You are asked to review ({kind}) until {due}.'),
      },
    }),
    remind: move({
      label: t('催办', 'Remind'),
      from: [...owing],
      by: ['office'],
      derive: ({ now }) => ({ set: { remindedAt: now } }),
      says: {
        to: ['expert'],
        text: t('您的{kind}评审还没有交，截止{due}。', 'Your review ({kind}) is still to be handed in, until {due}.'),
      },
    }),
    closeCopies: move({
      label: t('收回其余材料', 'Close the other copies'),
      from: ['closing'],
      to: 'declined',
      by: ['clock'],
      derive: ({ record, look, now }) => closed(look, record, now),
    }),
    decline: move({
      label: t('不能评审', 'Decline'),
      from: [...owing],
      to: 'declined',
      by: ['expert'],
      asks: {
        declined: choice(
          t('原因', 'Why'),
          { conflict: t('存在应当回避的关系', 'A tie'), unable: t('时间或身体原因', 'Not able to') },
          { required: true },
        ),
        declinedNote: longText(t('说明', 'Note'), { max: 300 }),
      },
      derive: ({ record, input, look, now }) =>
        leave(look, record, { reason: input.declined ?? 'unable', note: input.declinedNote, at: now }),
    }),
    submit: move({
      label: t('提交评分', 'Hand in'),
      from: ['scoring'],
      to: 'submitted',
      by: ['expert'],
      act: true,
      hint: t('提交后密封，不能再改', 'Sealed from then on'),
      derive: async ({ record, look, now }) => {
        const {
          criteria,
          codes,
          scores = [],
        } = record.values as { criteria: SheetCriterion[]; codes: string[]; scores?: ScoreLine[] };
        return {
          set: { totals: totalsOf(criteria, codes, scores), submittedAt: now },
          due: null,
          change: [await countedIn(look, record, now)],
        };
      },
    }),
  },
  access: {
    office: [
      {
        scope: all(),
        fields: ['panel', 'kind', 'seat', 'expert', 'declined', 'declinedNote', 'submittedAt', 'remindedAt'],
      },
      { scope: all(), states: ['opened'], fields: ['criteria', 'codes', 'scores', 'totals'] },
    ],
    expert: [
      { scope: assigned('expert'), states: [...released], fields: [...ownSheet] },
      { scope: assigned('expert'), states: ['invited'], fields: ['units'] },
      { scope: assigned('expert'), states: ['scoring'], fields: [...ownSheet], edit: { scoring: ['scores'] } },
    ],
  },
  views: {
    events: { open: t('开启评分', 'Scores opened'), rescore: t('复评', 'To be scored again') },
    columns: ['panel', 'kind', 'seat', 'expert', 'state', 'due', 'submittedAt', 'remindedAt'],
    sort: 'panel,seat',
    facets: ['panel', 'kind', 'state'],
  },
  form: [
    {
      title: t('评审', 'Review'),
      fields: ['panel', 'kind', 'seat', 'expert', 'units', 'declaration', 'declined', 'declinedNote'],
    },
    { title: t('评分', 'Scores'), fields: ['criteria', 'codes', 'copies', 'scores', 'totals', 'submittedAt'] },
  ],
  summary: (values) => `${values.kind ? studioKinds[values.kind].zh : ''}评审　第${values.seat ?? ''}席`,
}));

/** Copies that one transaction opens or closes besides the sheet and its panel. */
const most = 40;

async function copiesOf(look: Look, record: RecordFacts): Promise<{ copy: RecordFacts; readers: string[] }[]> {
  const { copies } = record.values as { copies: string[] };
  const held = (await Promise.all(copies.map((id) => look.record('blindCopy', id)))).filter((one) => one !== undefined);
  return held.map((copy) => ({ copy, readers: (copy.values.readers as string[] | undefined) ?? [] }));
}

/** Opens the copies of a sheet to its expert, so many at a time; until the last is open the sheet stands at `opening`. */
async function opened(look: Look, record: RecordFacts) {
  const expert = String(record.values.expert);
  const shut = (await copiesOf(look, record)).filter(({ readers }) => !readers.includes(expert));
  const change = shut.slice(0, most).map(
    ({ copy: { id, revision }, readers }): OtherChange => ({
      module: 'blindCopy',
      id,
      revision,
      event: 'open',
      set: { readers: [...readers, expert] },
    }),
  );
  return { change, ...(shut.length > most ? { state: 'opening' } : {}) };
}

/** Closes what is open of a sheet's copies to its expert; the clock goes on with what one transaction does not hold. */
async function closed(look: Look, record: RecordFacts, now: string) {
  const expert = String(record.values.expert);
  const open = (await copiesOf(look, record)).filter(({ readers }) => readers.includes(expert));
  const change = open.slice(0, most).map(
    ({ copy: { id, revision }, readers }): OtherChange => ({
      module: 'blindCopy',
      id,
      revision,
      event: 'close',
      set: { readers: readers.filter((reader) => reader !== expert) },
    }),
  );
  return open.length > most ? { change, state: 'closing', due: now } : { change, due: null };
}

type Leaving = { reason: 'conflict' | 'unable'; note: string | undefined; at: string };

/** An expert declines: a panel drawn by lot calls its next alternate; in an assigned one his items are vacant. */
async function leave(look: Look, record: RecordFacts, { reason, note, at }: Leaving) {
  const panel = await panelOf(look, record);
  const closing = await closed(look, record, at);
  if (panel.values.way !== 'assign') return replace(panel, record, reason, closing.change);
  const expert = String(record.values.expert);
  const left = leaveSeat(panel, record, { expert, reason, at, ...(note ? { note } : {}) });
  return { ...closing, change: [left, ...closing.change] };
}

async function panelOf(look: Look, record: RecordFacts): Promise<RecordFacts> {
  const panel = await look.record('panel', String(record.values.panel));
  if (!panel) throw new Refusal('missing.panel', t('评审组不存在', 'There is no such panel'));
  return panel;
}

/**
 * The panel with one sheet more; the last one makes it complete, unless a place is vacant. In an assigned panel the items
 * that the expert stood aside from are vacant from now on.
 */
async function countedIn(look: Look, record: RecordFacts, now: string): Promise<OtherChange> {
  const panel = await panelOf(look, record);
  const { sheets, returned } = panel.values as { sheets: string[]; returned: number };
  const { expert, codes, scores = [] } = record.values as { expert: string; codes: string[]; scores?: ScoreLine[] };
  const aside = scores.filter(({ recused }) => recused === 'yes').flatMap(({ code }) => code ?? []);
  const vacant =
    panel.values.way === 'assign'
      ? vacated(
          panel,
          codes.filter((code) => aside.includes(code)),
          { expert, reason: 'declared', at: now },
        )
      : { vacancies: [] };
  const isLast = returned + 1 >= sheets.length && openVacancies(vacant).length === 0;
  return {
    module: 'panel',
    id: panel.id,
    revision: panel.revision,
    event: 'sheetIn',
    set: { returned: returned + 1, ...(panel.values.way === 'assign' ? vacant : {}) },
    ...(isLast ? { state: 'complete', due: null } : {}),
  };
}

/** The next of the order drawn takes the seat of an expert who declines; his copies close again. */
function replace(panel: RecordFacts, record: RecordFacts, reason: string, closing: readonly OtherChange[]) {
  const {
    order,
    members,
    sheets,
    items,
    criteria,
    units,
    replaced = [],
  } = panel.values as {
    order: string[];
    members: string[];
    sheets: string[];
    items: Item[];
    criteria: SheetCriterion[];
    units: string[];
    replaced?: { seat: number; from: string; to: string; reason: string }[];
  };
  const { expert, seat, kind } = record.values as { expert: string; seat: number; kind: string };
  const called = new Set([...members, ...replaced.map(({ from }) => from)]);
  const next = order.find((one) => !called.has(one));
  if (!next)
    throw new Refusal(
      'conflict.experts',
      t('候补专家已用完，请联系人才办另行抽取', 'No alternate is left; please call the talent office'),
    );
  const sheet = newId('record');
  const change: OtherChange[] = [
    {
      module: 'panel',
      id: panel.id,
      revision: panel.revision,
      event: 'replace',
      set: {
        members: members.map((one) => (one === expert ? next : one)),
        sheets: sheets.map((one) => (one === record.id ? sheet : one)),
        replaced: [...replaced, { seat, from: expert, to: next, reason }],
      },
    },
  ];
  return {
    due: null,
    change: [...change, ...closing],
    create: [
      sheetOf(panel, {
        expert: next,
        seat,
        review: sheet,
        kind,
        items,
        criteria,
        units,
        due: record.due ?? panel.due ?? '',
      }),
    ],
  };
}
