import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { module, registered } from '@juxian/engine/define.ts';
import {
  choice,
  choices,
  entries,
  identityNumber,
  longText,
  money,
  number,
  phone,
  ref,
  sequence,
  text,
} from '@juxian/engine/kinds/index.ts';

/** A permit with everything a record can do, of no county. */
export const permit = registered(
  module({
    name: 'permit',
    reach: 'portal',
    room: 'office',
    title: t('许可', 'Permits'),
    fields: {
      name: text(t('名称', 'Name'), { required: true, max: 40, public: true }),
      number: sequence(t('编号', 'Number'), { public: true }),
      plate: text(t('牌号', 'Plate'), { unique: true, max: 20 }),
      phone: phone(t('电话', 'Telephone'), { required: true, sensitive: true }),
      keeper: identityNumber(t('证件号', 'Identity number')),
      fee: money(t('费用', 'Fee')),
      note: longText(t('说明', 'Note'), { max: 100_000 }),
      more: longText(t('补充', 'More'), { max: 100_000 }),
      people: entries(t('人员', 'People'), {
        name: text(t('姓名', 'Name'), { required: true, public: true }),
      }),
      register: ref(t('登记簿', 'Register'), 'register'),
      reason: longText(t('原因', 'Reason'), { max: 200 }),
      secret: text(t('内部意见', 'Inner opinion'), { max: 100 }),
      sort: choice(t('类别', 'Kind'), { inn: t('旅馆', 'Inn'), shop: t('商店', 'Shop') }),
    },
    states: {
      draft: { label: t('填写中', 'Draft'), phase: 'draft', initial: true },
      filed: { label: t('已提交', 'Filed'), phase: 'open', initial: true },
      returned: { label: t('退回', 'Returned'), phase: 'waiting' },
      granted: { label: t('已发', 'Granted'), phase: 'done' },
      withdrawn: { label: t('已撤回', 'Withdrawn'), phase: 'refused' },
    },
  }).with(({ move, all, own, within, open }) => ({
    moves: {
      submit: move({
        label: t('提交', 'Submit'),
        from: ['draft'],
        to: 'filed',
        by: ['applicant', 'office'],
        only: 'owner',
        derive: ({ look, today }) => ({ due: `${look.addWorkingDays(today, 5)}T17:30:00+08:00` }),
      }),
      giveBack: move({
        label: t('退回补正', 'Give back'),
        from: ['filed'],
        to: 'returned',
        by: ['office'],
        asks: {
          reason: longText(t('原因', 'Reason'), { required: true, max: 200 }),
          opens: choices(t('开放', 'Opens'), { note: t('说明', 'Note'), fee: t('费用', 'Fee') }, { required: true }),
        },
        derive: ({ input }) => ({ opened: input.opens ?? [], due: null }),
      }),
      complete: move({
        label: t('补正完毕', 'Complete'),
        from: ['returned'],
        to: 'filed',
        by: ['applicant'],
        only: 'owner',
        when: ({ record }) =>
          record.values.note !== undefined || new Refusal('conflict.note', t('请先填写说明', 'Write the note first')),
      }),
      withdraw: move({
        label: t('撤回', 'Withdraw'),
        from: ['filed', 'returned'],
        to: 'withdrawn',
        by: ['applicant', 'office'],
        derive: () => ({ set: { plate: null } }),
      }),
      grant: move({
        label: t('发证', 'Grant'),
        from: ['filed'],
        to: 'granted',
        by: ['office'],
        derive: async ({ record, look }) => {
          const register = record.values.register ? await look.record('register', record.values.register) : undefined;
          if (!register) return {};
          const count = Number(register.values.count ?? 0) + 1;
          return {
            set: { reason: `第${count}件` },
            change: [
              { module: 'register', id: register.id, revision: register.revision, event: 'counted', set: { count } },
            ],
          };
        },
      }),
      lapse: move({
        label: t('逾期', 'Lapse'),
        from: ['filed'],
        to: 'withdrawn',
        by: ['clock'],
        when: ({ record, now }) =>
          (record.due !== undefined && now > record.due) || new Refusal('conflict.early', t('未到期', 'Not due yet')),
        derive: () => ({ due: null }),
      }),
      stamp: move({ label: t('盖章', 'Stamp'), from: ['filed'], by: ['office'], optional: true }),
    },
    access: {
      office: {
        scope: all(),
        fields: [
          'name',
          'number',
          'plate',
          'phone',
          'keeper',
          'fee',
          'note',
          'more',
          'people',
          'register',
          'reason',
          'secret',
          'sort',
        ],
        create: ['name', 'plate', 'phone', 'keeper', 'fee', 'note', 'more', 'people', 'register', 'secret', 'sort'],
        edit: {
          draft: ['name', 'plate', 'phone', 'note', 'more', 'secret', 'sort'],
          filed: ['fee', 'secret', 'sort', 'plate'],
        },
        reveal: ['phone'],
        export: true,
      },
      leader: { scope: all(), fields: ['number', 'fee', 'phone', 'keeper'] },
      unit: { scope: within('register'), fields: ['name'] },
      applicant: {
        scope: own(),
        fields: ['name', 'number', 'plate', 'phone', 'fee', 'note', 'people', 'reason'],
        create: ['name', 'plate', 'phone', 'fee', 'note', 'people'],
        edit: { draft: ['name', 'plate', 'phone', 'fee', 'note', 'people'], returned: 'opened' },
      },
      public: { scope: open('granted'), fields: ['name', 'number'] },
    },
    views: { lead: 'name', columns: ['name', 'number', 'state', 'due'], sort: 'number', facets: ['state'] },
    form: [{ title: t('许可', 'Permit'), fields: ['name', 'number', 'plate', 'phone', 'keeper', 'fee', 'note'] }],
    transfer: { key: 'plate', columns: ['name', 'plate', 'fee'] },
    number: { field: 'number', on: 'submit', pattern: '{word}〔{year}〕{n}号', word: '许' },
    summary: (values) => `${values.name ?? ''} ${values.plate ?? ''}`.trim(),
  })),
);

/** What permits are counted in. */
export const register = registered(
  module({
    name: 'register',
    reach: 'portal',
    room: 'office',
    title: t('登记簿', 'Registers'),
    fields: { name: text(t('名称', 'Name'), { required: true }), count: number(t('件数', 'Count'), { min: 0 }) },
    states: { open: { label: t('在用', 'Open'), phase: 'open', initial: true } },
  }).with(({ all }) => ({
    moves: {},
    access: {
      office: { scope: all(), fields: ['name', 'count'], create: ['name', 'count'], edit: { open: ['name'] } },
      public: { scope: { sees: 'open', states: [] }, fields: [], create: ['name'] },
    },
    views: { columns: ['name'], sort: 'name', facets: [] },
    form: [{ title: t('登记簿', 'Register'), fields: ['name', 'count'] }],
    summary: (values) => values.name ?? '',
  })),
);

export const permitModules = [permit, register];

/** What a permit needs to be filed. */
export const filled = (more: Record<string, unknown> = {}) => ({ name: '甲店', phone: '13900000126', ...more });
