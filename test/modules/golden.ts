import type { Role } from '@juxian/base/actor.ts';
import { staffRoles } from '@juxian/core/role.ts';
import {
  type AnyModule,
  accessOf,
  type MoveRole,
  type Phase,
  type RoleAccess,
  type Scope,
} from '@juxian/engine/define.ts';

const roleLabels: Record<MoveRole, string> = {
  ...(Object.fromEntries(Object.entries(staffRoles).map(([role, { label }]) => [role, label.zh])) as Record<
    keyof typeof staffRoles,
    string
  >),
  applicant: '申报人',
  public: '公众',
  clock: '到期自动',
};
const phases: Record<Phase, string> = { draft: '起草', open: '在办', waiting: '等待', done: '办结', refused: '终止' };
const everyRole = Object.keys(roleLabels) as MoveRole[];

const list = (words: readonly string[]): string => (words.length > 0 ? words.join('、') : '无');
const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: string[], rows: string[][]): string[] => [
  row(...head),
  row(...head.map(() => '---')),
  ...rows.map((cells) => row(...cells)),
];

/** One column of the page: what a role has, once or, where it sees some records more fully, several times. */
type Column = { title: string; role: Role | 'public'; access: RoleAccess };

function columnsOf(module: AnyModule): Column[] {
  return everyRole.flatMap((role) => {
    if (role === 'clock') return [];
    const held = accessOf(module, role);
    return held.map((access, i) => ({
      title: held.length > 1 ? `${roleLabels[role]}（${i + 1}）` : roleLabels[role],
      role,
      access,
    }));
  });
}

const stateLabels = (module: AnyModule, states: readonly string[]): string =>
  list(states.map((state) => module.states[state]?.label.zh ?? state));

const scopeWords = (module: AnyModule, scope: Scope): string =>
  `${seenWords(module, scope)}${scope.avoids ? '，本人、亲属和申报回避的人除外' : ''}`;

function seenWords(module: AnyModule, scope: Scope): string {
  const label = 'field' in scope ? (scope.field === 'id' ? '本条' : (module.fields[scope.field]?.label.zh ?? '')) : '';
  switch (scope.sees) {
    case 'all':
      return '全部';
    case 'own':
      return '本人的';
    case 'within':
      return `“${label}”属本单位及下级的`;
    case 'among':
      return `“${label}”属本部门主管的`;
    case 'assigned':
      return `“${label}”是本人的`;
    case 'agreed':
      return `“${label}”中有${list(scope.to.map((value) => choiceLabel(module, scope.field, value)))}的`;
    case 'open':
      return scope.states.length > 0 ? `${stateLabels(module, scope.states)}的` : '看不到';
  }
}

function choiceLabel(module: AnyModule, name: string, value: string): string {
  const field = module.fields[name];
  return field?.kind === 'choices' ? (field.options.choices[value]?.zh ?? value) : value;
}

function cellOf(module: AnyModule, name: string, { access }: Column): string {
  const field = module.fields[name];
  const sees = (access.fields as readonly string[]).includes(name);
  const editsIn = Object.entries(access.edit ?? {}).flatMap(([state, edit]) =>
    edit && edit !== 'opened' && (edit as readonly string[]).includes(name) ? [state] : [],
  );
  const words = [
    sees ? (field?.sensitive ? '看（遮住）' : '看') : '',
    (access.reveal as readonly string[] | undefined)?.includes(name) ? '可查看明文' : '',
    (access.create as readonly string[] | undefined)?.includes(name) ? '新建时填' : '',
    editsIn.length > 0 ? `${stateLabels(module, editsIn)}时改` : '',
  ];
  return words.filter(Boolean).join('，') || '—';
}

const marksOf = (module: AnyModule, name: string): string => {
  const { required, sensitive, public: open, unique } = module.fields[name] ?? {};
  const of = module.drawn.find((drawn) => drawn.name === name)?.of;
  const from = of && `按日取自“${module.fields[of]?.label.zh}”`;
  return [required && '必填', sensitive && '敏感', open && '可公开', unique && '不重复', from]
    .filter(Boolean)
    .join('、');
};

/** What the module lets whom do, as a page that people of a county read: fields, records, edits and moves by role. */
export function goldenPage(module: AnyModule): string {
  const columns = columnsOf(module);
  const states = Object.entries(module.states);
  const editLines = columns.flatMap(({ title, access }) =>
    Object.entries(access.edit ?? {}).map(([state, edit]) => [
      title,
      stateLabels(module, [state]),
      edit === 'opened'
        ? '退回时开放的栏目'
        : list((edit ?? []).map((field) => module.fields[field]?.label.zh ?? field)),
    ]),
  );
  const moveLines = Object.entries(module.moves).map(([name, move]) => [
    `${move.label.zh}（${name}）`,
    stateLabels(module, move.from),
    move.to ? stateLabels(module, [move.to]) : move.derive ? '按情形' : '不变',
    `${list(move.by.map((role) => roleLabels[role]))}${move.only === 'owner' ? '，仅限本人创建的' : ''}`,
    list(Object.values(move.asks ?? {}).map(({ label, required }) => `${label.zh}${required ? '*' : ''}`)),
    [move.when && '有条件', move.optional && '可停用', move.says && '发消息'].filter(Boolean).join('、') || '—',
  ]);
  return [
    `# ${module.title.zh}（${module.name}）`,
    '',
    `${module.reach === 'portal' ? '工作台和门户' : '只在工作台'}。下表没有写到的角色看不到、也办不了任何内容。`,
    '',
    '## 谁看到哪些记录',
    '',
    ...table(
      ['角色', '记录', '限于状态', '新建', '导出'],
      columns.map(({ title, access }) => [
        title,
        scopeWords(module, access.scope),
        access.states ? stateLabels(module, access.states) : '不限',
        access.create?.length ? '可以' : '—',
        access.export ? '可以' : '—',
      ]),
    ),
    '',
    '## 谁看到、填写哪些栏目',
    '',
    ...table(
      ['栏目', '性质', ...columns.map(({ title }) => title)],
      Object.entries(module.fields).map(([name, { label }]) => [
        `${label.zh}（${name}）`,
        marksOf(module, name) || '—',
        ...columns.map((column) => cellOf(module, name, column)),
      ]),
    ),
    '',
    '## 什么状态下谁能修改',
    '',
    ...(editLines.length > 0 ? table(['角色', '状态', '栏目'], editLines) : ['新建以后不能直接修改。']),
    '',
    '## 状态',
    '',
    ...table(
      ['状态', '阶段', '起始', '公众看到的名称', '谁待办'],
      states.map(([name, { label, phase, initial, public: outside, owes }]) => [
        `${label.zh}（${name}）`,
        phases[phase],
        initial ? '是' : '—',
        outside?.zh ?? label.zh,
        owes ? `${list(owes.roles.map((role) => roleLabels[role]))}：${owes.task.zh}` : '—',
      ]),
    ),
    '',
    '## 办理',
    '',
    ...(moveLines.length > 0
      ? table(['办理', '从', '到', '谁', '要填（*必填）', '说明'], moveLines)
      : ['没有办理动作。']),
    '',
  ].join('\n');
}
