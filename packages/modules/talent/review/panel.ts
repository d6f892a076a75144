import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Look, module, type RecordFacts } from '@juxian/engine/define.ts';
import { choice, code, computed, date, longText, number, ref, refs, text } from '@juxian/engine/kinds/index.ts';
import { beforeReview } from '../application/steps.ts';
import { inPerson } from '../in-person.ts';
import { studioKinds } from '../studio-kind.ts';
import { titleLevels } from '../title-level.ts';
import { sightSet } from './sight-set.ts';

const ways = { lot: t('抽签', 'By lot'), assign: t('分配', 'By assignment') };
const kept = { hidden: t('隐去', 'Hidden'), shown: t('显示', 'Shown') };
const hiddenElse = { help: t('不选即隐去', 'Hidden where nothing is chosen') };
/** What experts see of each other: chosen before the sheets go out, and never changed afterwards. */
const sight = {
  seeOthers: choice(
    t('专家互见评分', "Experts see each other's scores"),
    {
      never: t('互不可见', 'Never'),
      after: t('本人交后可见', 'After handing in their own'),
      always: t('始终可见', 'Always'),
    },
    { help: t('不选即互不可见；发出以后不能再改', 'Never where nothing is chosen; not changed once sheets are out') },
  ),
  seeNames: choice(t('互见时专家姓名', 'With names'), kept, hiddenElse),
  seeComments: choice(t('互见时评语', 'With comments'), kept, hiddenElse),
};
const reason = longText(t('理由', 'Reason'), { required: true, max: 300 });

/** Every application of the kind has passed the formal review: what comes later would be in no panel. */
async function isReady({ record, look }: { record: RecordFacts; look: Look }): Promise<Refusal | true> {
  const { call, kind } = record.values;
  const before = (await look.rows('application', { call, kind })).filter(({ state }) => beforeReview.has(state));
  return (
    before.length === 0 ||
    new Refusal(
      'conflict.unready',
      t('还有{count}项未过形式审查，评审须一次抽签', '{count} application(s) have not passed the formal review'),
      { values: { count: before.length } },
    )
  );
}

async function hasVacancies({ record }: { record: RecordFacts }): Promise<Refusal | true> {
  const { assigningOf } = await import('./plan.ts');
  const { openVacancies } = await import('./vacancy.ts');
  return (
    openVacancies(assigningOf(record)).length > 0 ||
    new Refusal('conflict.vacancies', t('没有空缺', 'Nothing is vacant'))
  );
}

/**
 * A panel for one kind of one call, its sheets sealed until the last is in. Drawn by lot, every member scores every item;
 * assigned, each item has its own experts, and nobody is told before the office releases it.
 */
export const panel = module({
  name: 'panel',
  reach: 'staff',
  room: 'talent',
  title: t('评审组', 'Panels'),
  fields: {
    call: ref(t('征集公告', 'Call'), 'call', { required: true }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    round: number(t('轮次', 'Round'), { min: 1, max: 2 }),
    returned: number(t('已收评分', 'Sheets in'), { min: 0, max: 999 }),
    members: refs(t('评审专家', 'Members'), 'expert', { max: 300 }),
    way: choice(t('组成方式', 'Seated'), ways),
    pool: refs(t('专家池', 'Pool'), 'expert', { max: 300 }),
    perItem: number(t('每件专家数', 'Experts for an item'), { min: 1, max: 9, whole: true }),
    cap: number(t('每人最多件数', 'Items for an expert at most'), { min: 1, max: 200, whole: true }),
    until: date(t('评分截止', 'Scores until')),
    ...sight,
    plan: computed(t('分配方案', 'Plan'), 'json'),
    bars: computed(t('回避情形', 'Conflicts'), 'json'),
    uneven: computed(t('件数不均的原因', 'Why loads differ'), 'json'),
    exceptions: computed(t('回避例外', 'Exceptions'), 'json'),
    vacancies: computed(t('空缺与补位', 'Vacancies'), 'json'),
    seats: computed(t('席位', 'Seats'), 'json'),
    laid: computed(t('已发布件数', 'Laid out'), 'number', { unlisted: true }),
    lastSeat: computed(t('最后席位', 'Last seat'), 'number', { unlisted: true }),
    calibration: computed(t('评分校准', 'Calibration'), 'json'),
    seed: text(t('抽签种子', 'Seed'), { max: 64, unlisted: true }),
    commitment: text(t('抽签校验码', 'Commitment'), { max: 64, unlisted: true }),
    candidates: computed(t('候选与回避', 'Candidates and recusals'), 'json'),
    order: computed(t('抽取次序', 'Order drawn'), 'json'),
    items: computed(t('评审项目', 'Items'), 'json'),
    sheets: computed(t('评分表', 'Sheets'), 'json'),
    criteria: computed(t('评分指标', 'Criteria'), 'json'),
    units: computed(t('申报单位', 'Units that apply'), 'json'),
    replaced: computed(t('更换记录', 'Replacements'), 'json'),
    results: computed(t('评审结果', 'Results'), 'json'),
    earlyReason: longText(t('提前开启的理由', 'Why it was opened early'), { max: 300 }),
    flagged: computed(t('须复评', 'To be scored again'), 'json'),
    turn: text(t('抽签顺次', 'Turn of the draw'), { max: 80, unique: true, unlisted: true }),
  },
  states: {
    draft: {
      label: t('待抽签', 'To be drawn'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('抽取评审专家', 'Draw the panel') },
    },
    assigning: {
      label: t('分配中', 'Being assigned'),
      phase: 'draft',
      owes: { roles: ['office'], task: t('分配评审件并发布', 'Assign the items and release them') },
    },
    releasing: { label: t('发布中', 'Being released'), phase: 'waiting' },
    scoring: { label: t('评分中', 'Scoring'), phase: 'open' },
    rescoring: { label: t('退回复评中', 'Being given back'), phase: 'waiting' },
    complete: {
      label: t('评分收齐', 'Every sheet in'),
      phase: 'waiting',
      owes: { roles: ['office'], task: t('开启评分并汇总', 'Open and tally the sheets') },
    },
    tallying: { label: t('汇总中', 'Being tallied'), phase: 'waiting' },
    opened: { label: t('已汇总', 'Tallied'), phase: 'done' },
    cancelled: { label: t('已撤销', 'Cancelled'), phase: 'refused' },
  },
}).with(({ move, all }) => {
  const drawn = [
    'call',
    'kind',
    'round',
    'returned',
    'members',
    'seed',
    'commitment',
    'candidates',
    'order',
    'items',
    'criteria',
    'replaced',
    'results',
    'flagged',
    'earlyReason',
    'way',
    'pool',
    'perItem',
    'cap',
    'until',
    'seeOthers',
    'seeNames',
    'seeComments',
    'plan',
    'bars',
    'uneven',
    'exceptions',
    'vacancies',
    'seats',
    'laid',
    'calibration',
  ] as const;
  return {
    moves: {
      draw: move({
        label: t('抽取评审专家', 'Draw the panel'),
        from: ['draft'],
        to: 'scoring',
        by: ['office'],
        act: true,
        optional: true,
        hint: t('先按回避规则筛选，再随机抽取；过程留痕可核验', 'Conflicts first, then the lot; anybody can check it'),
        asks: {
          size: choice(t('人数', 'Size'), { 5: t('5人', '5'), 7: t('7人', '7') }, { required: true }),
          until: date(t('评分截止', 'Scores until'), { required: true }),
          ...sight,
        },
        when: isReady,
        derive: async ({ record, input, look, today }) => {
          if ((input.until ?? '') <= today)
            throw new Refusal('invalid.until', t('评分截止须晚于今天', 'The last day must lie ahead'));
          const due = `${input.until}T23:59:59+08:00`;
          const { drawPanel } = await import('./draw.ts');
          const drawn = await drawPanel(look, record, { size: Number(input.size), due, today });
          return { ...drawn, set: { ...drawn.set, ...sightSet(input), way: 'lot' as const } };
        },
      }),
      pool: move({
        label: t('选专家池，按件分配', 'Choose a pool, assign item by item'),
        from: ['draft', 'assigning'],
        to: 'assigning',
        by: ['office'],
        hint: t('在分配台上逐件分配，发布前专家看不到', 'On the board; experts see nothing before you release it'),
        asks: {
          discipline: code(t('研究方向', 'Discipline'), 'discipline'),
          level: choice(t('职称不低于', 'Title at least'), titleLevels),
          also: refs(t('另加专家', 'And these'), 'expert', { max: 60 }),
        },
        when: isReady,
        derive: async ({ record, input, look, today }) => {
          const { choosePool } = await import('./assigning.ts');
          const { discipline, level, also } = input;
          return choosePool(look, record, {
            today,
            ...(discipline ? { discipline } : {}),
            ...(level ? { level } : {}),
            ...(also ? { also } : {}),
          });
        },
      }),
      assign: move({
        label: t('分配', 'Assign'),
        from: ['assigning'],
        by: ['office'],
        hint: t('每行一件一人，任何一行有误则全部不动', 'An item and an expert on each line; all lines or none'),
        asks: {
          mode: choice(
            t('方式', 'How'),
            {
              add: t('增加', 'Add'),
              remove: t('取消', 'Remove'),
              replace: t('以此替换全部', 'Replace everything'),
            },
            { required: true },
          ),
          lines: longText(t('编号与专家', 'Items and experts'), { required: true, max: 200_000 }),
        },
        derive: async ({ record, input, look, today }) =>
          (await import('./assigning.ts')).assignLines(look, record, input.lines ?? '', input.mode ?? 'add', today),
      }),
      assignRest: move({
        label: t('自动分配', 'Assign automatically'),
        from: ['assigning'],
        by: ['office'],
        hint: t(
          '避开回避情形，各人件数相差不超过1；已分配的保留',
          'Free of conflicts, loads equal to one; what is assigned stays',
        ),
        asks: {
          perItem: number(t('每件专家数', 'Experts for an item'), { required: true, min: 1, max: 9, whole: true }),
          cap: number(t('每人最多件数', 'Items for an expert at most'), {
            required: true,
            min: 1,
            max: 200,
            whole: true,
          }),
          afresh: choice(t('已分配的', 'What is assigned'), {
            no: t('保留', 'Stays'),
            yes: t('全部重新分配', 'Is assigned anew'),
          }),
        },
        derive: async ({ record, input, look, today }) =>
          (await import('./assigning.ts')).assignRest(look, record, {
            perItem: input.perItem ?? 0,
            cap: input.cap ?? 0,
            afresh: input.afresh === 'yes',
            today,
          }),
      }),
      propose: move({
        label: t('提出回避例外', 'Propose an exception'),
        from: ['assigning'],
        by: ['office'],
        hint: t('须由另一人确认', 'Another person has to settle it'),
        asks: {
          item: text(t('编号', 'Item'), { required: true, max: 60 }),
          expert: text(t('专家', 'Expert'), { required: true, max: 120 }),
          reason,
        },
        when: ({ actor }) => inPerson(actor),
        derive: async ({ record, input, look, actor, now, today }) =>
          (await import('./exception.ts')).proposeException(look, record, {
            item: input.item ?? '',
            expert: input.expert ?? '',
            reason: input.reason ?? '',
            by: { id: actor.id, name: actor.name },
            now,
            today,
          }),
      }),
      settle: move({
        label: t('确认回避例外', 'Settle an exception'),
        from: ['assigning'],
        by: ['office', 'leader'],
        asks: {
          exception: text(t('例外', 'Exception'), { required: true, max: 40 }),
          decision: choice(t('意见', 'Decision'), { yes: t('同意', 'Yes'), no: t('不同意', 'No') }, { required: true }),
          reason,
        },
        when: async ({ record, actor }) => {
          const { assigningOf } = await import('./plan.ts');
          const open = assigningOf(record).exceptions.filter(({ settled }) => !settled);
          if (open.length === 0)
            return new Refusal('conflict.exception', t('没有待确认的例外', 'No exception waits to be settled'));
          return open.some(({ proposed }) => proposed.id !== actor.id)
            ? inPerson(actor)
            : new Refusal('conflict.secondPerson', t('须由另一人确认', 'Another person has to settle it'));
        },
        derive: async ({ record, input, actor, now }) =>
          (await import('./exception.ts')).settleException(record, {
            exception: input.exception ?? '',
            decision: input.decision ?? 'no',
            reason: input.reason ?? '',
            by: { id: actor.id, name: actor.name },
            now,
          }),
      }),
      release: move({
        label: t('发布给专家', 'Release'),
        from: ['assigning'],
        to: 'releasing',
        by: ['office'],
        act: true,
        hint: t('全部备好后专家才会同时收到', 'Experts are told when everything is there, all at once'),
        asks: { until: date(t('评分截止', 'Scores until'), { required: true }), ...sight },
        derive: async ({ record, input, look, now, today }) => {
          const released = await (await import('./release.ts')).release(look, record, {
            until: input.until ?? '',
            now,
            today,
          });
          return { ...released, set: { ...released.set, ...sightSet(input) } };
        },
      }),
      carryOn: move({
        label: t('继续', 'Carry on'),
        from: ['releasing', 'rescoring', 'tallying'],
        by: ['office', 'clock'],
        derive: async ({ record, look, now }) =>
          record.state === 'rescoring'
            ? (await import('./owing.ts')).giveBack(look, record, now)
            : (await import('./release.ts')).carryOn(look, record, now),
      }),
      fill: move({
        label: t('补位', 'Fill the vacancies'),
        from: ['scoring'],
        to: 'releasing',
        by: ['office'],
        hint: t(
          '不写则按建议：无回避、件数最少、专业相近者',
          'Left blank: as proposed, free of conflict and least burdened',
        ),
        asks: { lines: longText(t('编号与专家', 'Items and experts'), { max: 20_000 }) },
        when: hasVacancies,
        derive: async ({ record, input: { lines }, look, now, today }) =>
          (await import('./vacancy.ts')).fill(look, record, { now, today, ...(lines ? { lines } : {}) }),
      }),
      waive: move({
        label: t('空缺不再补位', 'Leave the vacancies'),
        from: ['scoring'],
        by: ['office'],
        asks: { reason },
        when: hasVacancies,
        derive: async ({ record, input }) => (await import('./vacancy.ts')).waive(record, input.reason ?? ''),
      }),
      remind: move({
        label: t('催办未交的专家', 'Remind those who owe'),
        from: ['scoring'],
        by: ['office'],
        hint: t('只发给还没有交的，每人每天一次', 'Only those who owe a sheet, once a day'),
        derive: async ({ record, look, now }) => (await import('./owing.ts')).remindOwing(look, record, now),
      }),
      open: move({
        label: t('开启评分并汇总', 'Open and tally'),
        from: ['complete'],
        to: 'opened',
        by: ['office'],
        act: true,
        hint: t('开启后不能再改', 'Nothing can be changed afterwards'),
        derive: async ({ record, look, now }) => (await import('./tally.ts')).openSheets(look, record, now),
      }),
      openEarly: move({
        label: t('提前开启评分', 'Open before all sheets are in'),
        from: ['scoring'],
        to: 'tallying',
        by: ['office'],
        hint: t(
          '已交各件计入，其余作废并收回材料；理由和经办人留痕',
          'What is handed in counts, the rest is closed; reason and person stay on record',
        ),
        asks: { earlyReason: longText(t('提前开启的理由', 'Why it is opened early'), { required: true, max: 300 }) },
        derive: async ({ record, look, now }) => (await import('../meeting/early.ts')).openEarly(look, record, now),
      }),
      rescore: move({
        label: t('组织复评', 'Have them scored again'),
        from: ['opened'],
        to: 'scoring',
        by: ['office'],
        act: true,
        asks: { until: date(t('复评截止', 'Until'), { required: true }) },
        when: ({ record, look }) =>
          ((record.values.flagged as string[] | undefined) ?? []).length > 0 ||
          new Refusal('conflict.flagged', t('没有极差超过{range}分的项目', 'No item with a range over {range}'), {
            values: { range: look.figure('talent.reviewRange').value },
          }),
        derive: async ({ record, input, look, now, today }) =>
          (await import('./owing.ts')).scoreAgain(look, record, { until: input.until ?? '', now, today }),
      }),
      cancel: move({
        label: t('撤销评审组', 'Cancel'),
        from: ['draft', 'assigning'],
        to: 'cancelled',
        by: ['office'],
        derive: () => ({ set: { items: null, turn: null, plan: null, bars: null } }),
      }),
    },
    access: {
      office: { scope: all(), fields: drawn, create: ['call', 'kind'], export: true },
      leader: {
        scope: all(),
        fields: ['call', 'kind', 'way', 'round', 'returned', 'exceptions', 'results', 'calibration'],
      },
    },
    views: {
      events: {
        sheetIn: t('收到一份评分', 'A sheet is in'),
        replace: t('更换评审专家', 'Expert replaced'),
        vacate: t('专家退出，出现空缺', 'An expert left, items are vacant'),
      },
      columns: ['call', 'kind', 'way', 'round', 'returned', 'state', 'due'],
      sort: '-call,kind',
      facets: ['call', 'kind', 'state'],
    },
    form: [
      { title: t('评审组', 'Panel'), fields: ['call', 'kind', 'way', 'members'] },
      {
        title: t('分配', 'Assignment'),
        fields: ['pool', 'perItem', 'cap', 'plan', 'bars', 'uneven', 'vacancies', 'seats'],
      },
      { title: t('抽签', 'The draw'), fields: ['candidates', 'order', 'seed', 'commitment', 'replaced'] },
      {
        title: t('评审', 'Review'),
        fields: [
          'until',
          'seeOthers',
          'seeNames',
          'seeComments',
          'round',
          'returned',
          'items',
          'criteria',
          'exceptions',
          'results',
          'flagged',
          'earlyReason',
          'calibration',
        ],
      },
    ],
    summary: (values) => `${values.kind ? studioKinds[values.kind].zh : ''}评审组`,
  };
});
