import type { Role } from '@juxian/base/actor.ts';
import { type Text, type TextValues, t } from '@juxian/base/text.ts';
import { issueOfOverride } from '@juxian/rules/figures.ts';
import { type AnyModule, accessOf, isForEverybody, type RoleAccess } from './define.ts';
import { kindSchemas } from './kinds/index.ts';
import type { AnyField } from './kinds/kind.ts';
import type { Diff } from './overlay-schema.ts';

/** One place of a diff that cannot stand against the module as declared today. */
export type Fault = { at: (string | number)[]; code: string; says: Text; values?: TextValues };

const unknownField = t('没有这一栏', 'There is no such field');
const unknownState = t('没有这个状态', 'There is no such state');
const unknownMove = t('没有这项办理', 'There is no such move');

/**
 * Everything in a diff that names what is not there or would widen, innermost places last within each list.
 * Figures are judged only where `day` says which are in force.
 */
export function faultsOf(module: AnyModule, diff: Diff, day?: string): Fault[] {
  const fields: Readonly<Record<string, AnyField>> = { ...module.fields, ...diff.own };
  const wrongHides = hideFaults(module, diff);
  const hidden = (diff.hide ?? []).filter((_, i) => !wrongHides.some(({ at }) => at[1] === i));
  return [
    ...wordFaults(module, diff, fields),
    ...orderFaults(module, diff, fields, hidden),
    ...wrongHides,
    ...requireFaults(module, diff, fields, hidden),
    ...choiceFaults(module, diff),
    ...ownFaults(module, diff),
    ...moveFaults(module, diff),
    ...stateFaults(module, diff),
    ...(day === undefined ? [] : figureFaults(diff, day)),
    ...(diff.number && !module.number
      ? [{ at: ['number'], code: 'unknown', says: t('这项业务不编号', 'Nothing here is numbered') }]
      : []),
  ];
}

const unknownIn = (of: object | undefined, known: object, root: (string | number)[], says: Text): Fault[] =>
  Object.keys(of ?? {})
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => ({ at: [...root, name], code: 'unknown', says }));

const wordFaults = (module: AnyModule, { words = {}, help }: Diff, fields: object): Fault[] => [
  ...unknownIn(words.fields, fields, ['words', 'fields'], unknownField),
  ...unknownIn(words.states, module.states, ['words', 'states'], unknownState),
  ...unknownIn(words.moves, module.moves, ['words', 'moves'], unknownMove),
  ...unknownIn(help, fields, ['help'], unknownField),
];

const envelope = ['state', 'changedAt', 'due'];

function orderFaults(
  module: AnyModule,
  { order }: Diff,
  fields: Readonly<Record<string, AnyField>>,
  hidden: readonly string[],
): Fault[] {
  const columns = (order?.columns ?? []).flatMap((name, i): Fault[] => {
    const field = fields[name];
    const isKnown = envelope.includes(name) || (field && isListed(field) && !hidden.includes(name));
    return isKnown
      ? []
      : [{ at: ['order', 'columns', i], code: 'unknown', says: t('列表里没有这一列', 'Lists have no such column') }];
  });
  const placed = new Set<string>();
  const inForm = new Set(module.form.flatMap((section) => section.fields));
  const sections = (order?.sections ?? []).flatMap((section, i) =>
    section.fields.flatMap((name, j): Fault[] => {
      const isTwice = placed.has(name);
      placed.add(name);
      if (isTwice)
        return [
          {
            at: ['order', 'sections', i, 'fields', j],
            code: 'twice',
            says: t('这一栏放了两处', 'The field is placed twice'),
          },
        ];
      const isKnown = inForm.has(name) || (Object.hasOwn(fields, name) && !Object.hasOwn(module.fields, name));
      return isKnown ? [] : [{ at: ['order', 'sections', i, 'fields', j], code: 'unknown', says: unknownField }];
    }),
  );
  return [...columns, ...sections];
}

const schemaOf = (field: AnyField): { column(options: never): string; derived?: true } => kindSchemas[field.kind];
const isListed = (field: AnyField): boolean =>
  !field.unlisted && schemaOf(field).column(field.options as never) !== 'none';

const partsOf = (module: AnyModule): { role: string; part: RoleAccess }[] =>
  (Object.keys(module.access) as (Role | 'public')[]).flatMap((role) =>
    accessOf(module, role).map((part) => ({ role, part })),
  );

/** Fields on which access, numbers or imports stand. */
const carrying = (module: AnyModule): Set<string | undefined> =>
  new Set([
    ...partsOf(module).map(({ part: { scope } }) => ('field' in scope ? scope.field : undefined)),
    module.number?.field,
    module.transfer?.key,
    module.views.lead,
  ]);

function hideFaults(module: AnyModule, { hide = [] }: Diff): Fault[] {
  const needed = carrying(module);
  return hide.flatMap((name, i): Fault[] => {
    const at = ['hide', i];
    const field = Object.hasOwn(module.fields, name) ? module.fields[name] : undefined;
    if (!field) return [{ at, code: 'unknown', says: unknownField }];
    const values = { field: field.label };
    if (field.required)
      return [
        {
          at,
          code: 'hidesRequired',
          says: t('“{field}”是必填栏，不能隐藏', '“{field}” is required and cannot be hidden'),
          values,
        },
      ];
    return needed.has(name)
      ? [
          {
            at,
            code: 'hidesNeeded',
            says: t(
              '“{field}”决定权限、编号或导入，不能隐藏',
              '“{field}” carries access, numbers or imports and cannot be hidden',
            ),
            values,
          },
        ]
      : [];
  });
}

/** Whether everybody who files such a record can fill the field. */
const isFillable = (module: AnyModule, name: string, roles?: readonly string[]): boolean =>
  partsOf(module).every(({ role, part: { create = [] } }) =>
    create.length === 0 ? true : roles ? roles.includes(role) : create.includes(name),
  );

const unfillable = t(
  '不是每个填报人都能填“{field}”，不能设为必填',
  'Not everybody who files can fill “{field}”, so it cannot be required',
);

function requireFaults(
  module: AnyModule,
  { require = [], dated = {}, own = {} }: Diff,
  fields: Readonly<Record<string, AnyField>>,
  hidden: readonly string[],
): Fault[] {
  const faultOf = (name: string): Omit<Fault, 'at'> | undefined => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return { code: 'unknown', says: unknownField };
    const values = { field: field.label };
    if (hidden.includes(name))
      return {
        code: 'hidden',
        says: t('“{field}”已隐藏，不能设为必填', '“{field}” is hidden and cannot be required'),
        values,
      };
    if (schemaOf(field).derived || field.drawn || !isFillable(module, name, own[name]?.roles))
      return { code: 'unfillable', says: unfillable, values };
    return undefined;
  };
  const at = (name: string, place: (string | number)[]): Fault[] => {
    const fault = faultOf(name);
    return fault ? [{ at: place, ...fault }] : [];
  };
  return [
    ...require.flatMap((name, i) => at(name, ['require', i])),
    ...Object.keys(dated).flatMap((name) => at(name, ['dated', name])),
  ];
}

function choiceFaults(module: AnyModule, { choices = {} }: Diff): Fault[] {
  return Object.keys(choices).flatMap((name): Fault[] => {
    const field = Object.hasOwn(module.fields, name) ? module.fields[name] : undefined;
    if (field?.kind === 'choice' || field?.kind === 'choices') return [];
    return [
      { at: ['choices', name], code: 'unknown', says: t('没有这个选择栏', 'There is no such field with choices') },
    ];
  });
}

function ownFaults(module: AnyModule, { own = {} }: Diff): Fault[] {
  return Object.entries(own).flatMap(([name, { roles, required, label, only }]): Fault[] => {
    if (Object.hasOwn(module.fields, name))
      return [
        {
          at: ['own', name],
          code: 'taken',
          says: t('已有这一栏，不能改变它的类型', 'The field exists; its kind cannot be changed'),
        },
      ];
    const strangers = roles.filter((role) => accessOf(module, role).every(({ scope }) => isForEverybody(scope)));
    if (strangers.length > 0)
      return [
        {
          at: ['own', name],
          code: 'widens',
          says: t(
            '“{field}”不能交给本来看不到这项业务的角色',
            '“{field}” cannot be given to a role that sees nothing here',
          ),
          values: { field: label, roles: strangers.join() },
        },
      ];
    const asked = only && module.fields[only.field];
    if (only && (asked?.kind !== 'choice' || only.among.some((value) => !Object.hasOwn(asked.options.choices, value))))
      return [
        {
          at: ['own', name],
          code: 'only',
          says: t('“{field}”限定的栏目或选项不存在', '“{field}” is limited to a field or choice that is not there'),
          values: { field: label },
        },
      ];
    return required && !isFillable(module, name, roles)
      ? [{ at: ['own', name], code: 'unfillable', says: unfillable, values: { field: label } }]
      : [];
  });
}

const placesIn = (text: Text): string[] => [...`${text.zh}${text.en}`.matchAll(/\{(\w+)\}/g)].map(([place]) => place);

const moveFaults = (module: AnyModule, { movesOff = [], messages = {} }: Diff): Fault[] => [
  ...movesOff.flatMap((name, i): Fault[] => {
    const move = Object.hasOwn(module.moves, name) ? module.moves[name] : undefined;
    if (!move) return [{ at: ['movesOff', i], code: 'unknown', says: unknownMove }];
    return move.optional
      ? []
      : [
          {
            at: ['movesOff', i],
            code: 'needed',
            says: t('“{move}”不能停用', '“{move}” cannot be switched off'),
            values: { move: move.label },
          },
        ];
  }),
  ...Object.entries(messages).flatMap(([name, text]): Fault[] => {
    const says = Object.hasOwn(module.moves, name) ? module.moves[name]?.says : undefined;
    if (!says)
      return [{ at: ['messages', name], code: 'unknown', says: t('这项办理不发消息', 'This move sends no message') }];
    const known = placesIn(says.text);
    const strange = placesIn(text).filter((place) => !known.includes(place));
    return strange.length > 0
      ? [
          {
            at: ['messages', name],
            code: 'place',
            says: t('消息里没有“{places}”可填', 'Nothing fills “{places}” in this message'),
            values: { places: strange.map((place) => place.slice(1, -1)).join(' ') },
          },
        ]
      : [];
  }),
];

const stateFaults = (module: AnyModule, { deadlines = {} }: Diff): Fault[] =>
  Object.keys(deadlines).flatMap((name): Fault[] => {
    const state = Object.hasOwn(module.states, name) ? module.states[name] : undefined;
    if (!state) return [{ at: ['deadlines', name], code: 'unknown', says: unknownState }];
    return state.phase === 'done' || state.phase === 'refused'
      ? [{ at: ['deadlines', name], code: 'ended', says: t('办结的状态没有期限', 'What has ended has no deadline') }]
      : [];
  });

const figureFaults = ({ figures = {} }: Diff, day: string): Fault[] =>
  Object.entries(figures).flatMap(([name, value]): Fault[] => {
    const issue = issueOfOverride(name, value, day);
    if (!issue) return [];
    const code = issue.code.slice(issue.code.indexOf('.') + 1);
    return [{ at: ['figures', name], code, says: issue.says, values: issue.values ?? {} }];
  });
