import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Look, module, type OtherChange } from '@juxian/engine/define.ts';
import { choice, date, entries, longText, number, ref, refs, text } from '@juxian/engine/kinds/index.ts';
import { closingTime } from './due.ts';
import { studioKinds } from './studio-kind.ts';

/** A public notice of the list to be recognised. It cannot end before its working days are over nor over an open objection. */
export const publicity = module({
  name: 'publicity',
  reach: 'portal',
  room: 'talent',
  title: t('公示', 'Public notices'),
  fields: {
    heading: text(t('公示标题', 'Title'), { required: true, public: true, max: 80 }),
    call: ref(t('征集公告', 'Call'), 'call', { public: true }),
    kind: choice(t('类别', 'Kind'), studioKinds, { public: true }),
    text: longText(t('公示内容', 'Text'), { required: true, public: true }),
    list: entries(
      t('拟认定名单', 'List'),
      {
        application: ref(t('申报', 'Application'), 'application', { required: true }),
        studioName: text(t('工作室', 'Studio'), { required: true, public: true, max: 40 }),
        leaderName: text(t('领衔人', 'Leader'), { required: true, public: true, max: 40 }),
        unitName: text(t('依托单位', 'Host unit'), { required: true, public: true, max: 80 }),
      },
      { required: true, public: true, min: 1, max: 100 },
    ),
    days: number(t('公示期（工作日）', 'Working days'), { required: true, public: true, min: 1, max: 60, whole: true }),
    starts: date(t('公示起', 'From'), { public: true }),
    ends: date(t('公示止', 'To'), { public: true }),
    contact: text(t('受理电话与地址', 'Contact'), { required: true, public: true, max: 200 }),
    held: refs(t('暂缓的申报', 'Held back'), 'application', { max: 100 }),
    result: longText(t('公示结果', 'Result'), { public: true, max: 500 }),
  },
  states: {
    draft: {
      label: t('拟稿', 'Draft'),
      phase: 'draft',
      initial: true,
      owes: { roles: ['office'], task: t('发布公示', 'Publish the notice') },
    },
    running: {
      label: t('公示中', 'Running'),
      phase: 'open',
      owes: { roles: ['office'], task: t('公示期满后办结', 'Close the notice when it is over') },
    },
    closed: { label: t('已结束', 'Closed'), phase: 'done' },
    stopped: { label: t('已终止', 'Stopped'), phase: 'refused' },
  },
}).with(({ move, all, open }) => {
  const shown = ['heading', 'call', 'kind', 'text', 'list', 'days', 'starts', 'ends', 'contact', 'result'] as const;
  const drafted = ['heading', 'text', 'list', 'days', 'contact'] as const;
  return {
    moves: {
      start: move({
        label: t('发布公示', 'Publish'),
        from: ['draft'],
        to: 'running',
        by: ['office'],
        act: true,
        optional: true,
        when: ({ record, look }) => {
          const least = look.figure('talent.publicityDays');
          return (
            (record.values.days ?? 0) >= least.value ||
            new Refusal('conflict.days', t('公示期不得少于{least}个工作日', 'At least {least} working days'), {
              values: { least: least.value },
              rule: least.source,
            })
          );
        },
        derive: ({ record, look, today }) => {
          const ends = look.publicityEnds(today, record.values.days ?? 0);
          return { set: { starts: today, ends }, due: closingTime(look.addWorkingDays(ends, 1)) };
        },
      }),
      holdBack: move({
        label: t('暂缓一项，其余继续', 'Hold one back'),
        from: ['running'],
        by: ['office'],
        asks: { application: ref(t('暂缓的申报', 'Application'), 'application', { required: true }) },
        derive: ({ record, input }) => {
          const listed = record.values.list?.some(({ application }) => application === input.application);
          if (!listed || !input.application)
            throw refuseField('input.application', 'invalid.application', t('不在公示名单中', 'Not on the list'));
          return { set: { held: [...new Set([...(record.values.held ?? []), input.application])] } };
        },
      }),
      close: move({
        label: t('结束公示', 'Close the notice'),
        from: ['running'],
        to: 'closed',
        by: ['office', 'clock'],
        act: true,
        asks: { result: longText(t('公示结果', 'Result'), { max: 500 }) },
        when: async ({ record, today, look }) => {
          const { ends = '', days } = record.values;
          const open = await openObjections(look, record.id, record.values.held ?? []);
          if (open > 0)
            return new Refusal(
              'conflict.objection',
              t('不能结束：异议未办结（{open}件）', 'It cannot end: {open} objection(s) not settled'),
              {
                values: { open },
                rule: t(
                  '异议须在答复时限内查核答复；可先暂缓被反映的申报',
                  'Each objection is looked into and answered; the application concerned may be held back',
                ),
              },
            );
          return (
            today > ends ||
            new Refusal(
              'conflict.early',
              t(
                '公示期{days}个工作日，{ends}期满，次日方可结束',
                'The notice of {days} working days runs to {ends}; it may end the day after',
              ),
              {
                values: { days, ends },
                rule: look.figure('talent.publicityDays').source,
              },
            )
          );
        },
        derive: async ({ record, input, look }) => {
          const held = new Set(record.values.held ?? []);
          const change = await leaving(look, record.values.list ?? [], (id) => (held.has(id) ? 'held' : 'recognition'));
          return { set: { result: input.result ?? '公示期满。' }, due: null, change };
        },
      }),
      stop: move({
        label: t('终止公示', 'Stop the notice'),
        from: ['running'],
        to: 'stopped',
        by: ['office'],
        hint: t('名单中的申报转为暂缓，逐项查核后再定', 'Those listed are held back and decided one by one'),
        asks: { result: longText(t('终止原因', 'Reason'), { required: true, max: 500 }) },
        derive: async ({ record, look }) => ({
          due: null,
          change: await leaving(look, record.values.list ?? [], () => 'held'),
        }),
      }),
    },
    access: {
      office: {
        scope: all(),
        fields: [...shown, 'held'],
        create: [...drafted, 'call', 'kind'],
        edit: { draft: drafted },
        export: true,
      },
      leader: { scope: all(), fields: [...shown, 'held'] },
      public: { scope: open('running', 'closed'), fields: shown },
    },
    views: {
      lead: 'heading',
      columns: ['heading', 'kind', 'starts', 'ends', 'days', 'state'],
      sort: '-starts',
      facets: ['kind', 'state'],
    },
    form: [
      { title: t('公示', 'Notice'), fields: ['heading', 'call', 'kind', 'text', 'contact'] },
      { title: t('名单', 'List'), fields: ['list', 'held'] },
      { title: t('期限与结果', 'Days and result'), fields: ['days', 'starts', 'ends', 'result'] },
    ],
    summary: (values) => values.heading ?? '',
  };
});

async function openObjections(look: Look, notice: string, held: readonly string[]): Promise<number> {
  const rows = await look.rows('objection', { publicity: notice });
  return rows.filter(
    ({ state, values }) =>
      ['received', 'verifying'].includes(state) && !held.includes(String(values.application ?? '')),
  ).length;
}

/** The listed applications that still stand at the notice, each going where `to` says. */
async function leaving(
  look: Look,
  list: readonly { application?: string }[],
  to: (id: string) => string,
): Promise<OtherChange[]> {
  const filed = await Promise.all(list.map(({ application }) => look.record('application', application ?? '')));
  return filed.flatMap((one) =>
    one?.state === 'publicity'
      ? [{ module: 'application', id: one.id, revision: one.revision, event: 'publicityClosed', state: to(one.id) }]
      : [],
  );
}
