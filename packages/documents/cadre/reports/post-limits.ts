import { type Text, t } from '@juxian/base/text.ts';
import { tenureAt, yearsAndMonths } from '@juxian/rules/cadre/age.ts';
import { type KeyPost, type PostSpan, type TenureFinding, tenureFindings } from '@juxian/rules/cadre/tenure.ts';
import type { Part } from '../../forms/view.ts';
import type { Person } from '../person.ts';
import {
  column,
  type Figure,
  type Given,
  inOrder,
  listOfThese,
  noteOf,
  type Report,
  whoCells,
  whoColumns,
  wide,
  withNote,
} from './report.ts';

type Posts = ReadonlyMap<string, { sort: string; level: string; hot: KeyPost | undefined }>;
type Finding = { person: Person; rule: TenureFinding['rule'] | 'hot'; weight: 'must' | 'warn' | 'held' } & {
  post: string;
  months: number;
  says: Text;
  rests: Text | null;
};

const rules = {
  samePost: t('同一职位', 'Same post'),
  terms: t('届数', 'Terms'),
  sameLevel: t('同一层次', 'Same level'),
  keyPost: t('重点岗位', 'Key post'),
  term: t('任期', 'Term'),
  hot: t('热点岗位', 'Hot post'),
} as const;

/** Whether the rules on terms and moves mean this post: they are about leading posts, not about every desk. */
function isLeading(line: Part, posts: Posts): boolean {
  const sort = posts.get(line.text('position'))?.sort;
  return line.text('leading') === 'yes' || (sort !== undefined && sort !== 'staff');
}

/** The level a leading post is held at: that of the position, else the person's own when the post began. */
function levelOf(line: Part, person: Person, posts: Posts): string | undefined {
  const position = posts.get(line.text('position'));
  if (!isLeading(line, posts)) return undefined;
  if (position?.level) return position.level;
  return person
    .lines('levels')
    .filter((one) => one.text('sort') === 'level' && one.text('from') <= line.text('from'))
    .sort((a, b) => a.text('from').localeCompare(b.text('from')))
    .at(-1)
    ?.text('level');
}

const postOf = (line: Part): string =>
  line.text('position') || `${line.text('unit') || line.text('unitName')} ${line.text('post')}`;

function spansOf(person: Person, posts: Posts): PostSpan[] {
  return person
    .lines('appointments')
    .filter((line) => line.text('from') && (isLeading(line, posts) || posts.get(line.text('position'))?.hot))
    .map((line) => {
      const level = levelOf(line, person, posts);
      const key = posts.get(line.text('position'))?.hot;
      const to = line.text('to');
      return {
        post: postOf(line),
        from: line.text('from'),
        ...(to && { to }),
        ...(level && { level }),
        ...(key && { key }),
      };
    });
}

/** What the rules say of a person's time in posts, and which hot posts he holds whose time has not come yet. */
function findingsOf(person: Person, posts: Posts, { day, figure }: Given): Finding[] {
  const spans = spansOf(person, posts);
  const named = new Map(
    person
      .lines('appointments')
      .map((line) => [postOf(line), `${line.words('unit') || line.text('unitName')}${line.text('post')}`]),
  );
  const found = tenureFindings(spans, day, figure).map(({ rule, weight, post, months, says, source, note }) => ({
    person,
    rule,
    weight,
    post: named.get(post) ?? '',
    months,
    says,
    rests: withNote(source, note),
    key: post,
  }));
  const hot = spans
    .filter(({ key, from, to }) => key && from <= day.slice(0, 7) && (to === undefined || to >= day.slice(0, 7)))
    .filter(({ post }) => !found.some((one) => one.rule === 'keyPost' && one.key === post))
    .map(({ post, from }) => ({
      person,
      rule: 'hot' as const,
      weight: 'held' as const,
      post: named.get(post) ?? '',
      months: tenureAt(from, day).months,
      says: t('热点岗位在任', 'In a hot post'),
      rests: null,
    }));
  return [...found, ...hot];
}

/** 任职年限: same post, same level, key posts that warn or must, and everybody who holds a hot post. */
export function postLimitsReport(given: Given): Report {
  const { figure } = given;
  const posts: Posts = new Map(
    given.positions.map(({ id, values }) => [
      id,
      {
        sort: String(values.sort ?? ''),
        level: String(values.level ?? ''),
        hot: values.hot === 'yes' ? ((values.hotReason ?? 'people') as KeyPost) : undefined,
      },
    ]),
  );
  const heavy = { must: 0, warn: 1, held: 2 } as const;
  const findings = inOrder(given)
    .flatMap((person) => findingsOf(person, posts, given))
    .sort((a, b) => heavy[a.weight] - heavy[b.weight] || b.months - a.months);
  const counts = (key: string, zh: string, en: string, fits: (one: Finding) => boolean): Figure => {
    const those = [...new Set(findings.filter(fits).map(({ person }) => person))];
    return { title: t(zh, en), value: those.length, target: listOfThese(given, key, those) };
  };
  return {
    title: t('任职年限和轮岗', 'Time in posts'),
    figures: [
      counts('samePost', '同一职位必须交流', 'Same post: must move', ({ rule }) => rule === 'samePost'),
      counts('sameLevel', '同一层次满年限', 'Same level: limit reached', ({ rule }) => rule === 'sameLevel'),
      counts(
        'keyMust',
        '重点岗位应当轮岗',
        'Key post: to rotate',
        (one) => one.rule === 'keyPost' && one.weight === 'must',
      ),
      counts('keyWarn', '重点岗位预警', 'Key post: warning', (one) => one.rule === 'keyPost' && one.weight === 'warn'),
      counts('hot', '热点岗位在任', 'In hot posts', ({ rule }) => rule === 'keyPost' || rule === 'hot'),
    ],
    columns: [
      ...whoColumns,
      column('事项', 'Rule'),
      wide('所指职务', 'Post meant'),
      column('时间', 'Time'),
      wide('结论', 'Finding'),
      wide('依据', 'Rests on'),
    ],
    rows: findings.map(({ person, rule, weight, post, months, says, rests }) => ({
      cells: [...whoCells(person, given), rules[rule], post || null, yearsAndMonths(months), says, rests],
      ...(weight === 'held' ? {} : { is: weight }),
    })),
    notes: [
      {
        text: t(
          '只看领导职务和热点岗位；同一职位的多段任职合并计，重叠月份只计一次',
          'Leading posts and hot posts only; spans in one post are added up, months that overlap counted once',
        ),
      },
      ...(['cadre.samePostYears', 'cadre.sameLevelYears', 'cadre.keyPostWarn', 'cadre.keyPostMust'] as const).map(
        (name) => noteOf(figure, name),
      ),
    ],
  };
}
