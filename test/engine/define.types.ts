import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, computed, current, date, entries, money, number, refs, text } from '@juxian/engine/kinds/index.ts';

/* What the compiler must refuse in a declaration. Run by the type check: an expectation without an error is one. */

const posts = entries(t('任职', 'Posts'), {
  post: text(t('职务', 'Post')),
  main: choice(t('主职务', 'Main'), { no: t('否', 'No'), yes: t('是', 'Yes') }),
  from: date(t('起', 'From')),
});

const head = module({
  name: 'sample',
  reach: 'staff',
  room: 'talent',
  title: t('样例', 'Sample'),
  fields: {
    name: text(t('名称', 'Name')),
    held: choice(t('暂缓', 'Held back'), { no: t('否', 'No'), yes: t('是', 'Yes') }),
    days: number(t('天数', 'Days')),
    grant: money(t('经费', 'Grant')),
    starts: date(t('起', 'From')),
    experts: refs(t('专家', 'Experts'), 'expert'),
    posts,
    post: current(t('现任职务', 'Post'), posts, 'post', {
      when: ({ post }) => post !== undefined && post.length > 0,
      weight: ({ main }) => (main === 'yes' ? 1 : 0),
    }),
    isMain: current(t('是否主职', 'Is it the main'), posts, 'main'),
    total: computed(t('合计', 'Total'), 'money'),
  },
  states: {
    draft: { label: t('起草', 'Draft'), phase: 'draft', initial: true },
    open: { label: t('在办', 'Open'), phase: 'open' },
  },
});
const label = t('办理', 'Move');

export const right = head.with(({ move, all, own }) => ({
  moves: {
    start: move({
      label,
      from: ['draft'],
      to: 'open',
      by: ['office', 'clock', 'public'],
      asks: { reason: text(t('理由', 'Reason')), days: number(t('天数', 'Days')) },
      derive: ({ input, record }) => {
        const reason: string | undefined = input.reason;
        const days: number | undefined = input.days;
        const held: 'no' | 'yes' | undefined = record.values.held;
        const post: string | undefined = record.values.posts?.[0]?.post;
        const drawn: string | undefined = record.values.post;
        const isMain: 'no' | 'yes' | undefined = record.values.isMain;
        const experts: string[] = record.values.experts ?? [];
        const name = `${reason}${days}${held}${post}${drawn}${isMain}${experts.length}`;
        return { set: { name, grant: null, total: 3 } };
      },
    }),
  },
  access: {
    office: { scope: all(), fields: ['name', 'held'], create: ['name'], edit: { draft: ['name'], open: 'opened' } },
    applicant: [{ scope: own(), fields: ['name'] }],
  },
  views: { columns: ['name', 'state', 'changedAt'], sort: '-name', facets: ['held', 'state'] },
  form: [{ title: t('一', 'One'), fields: ['name', 'held'] }],
  transfer: { key: 'name', columns: ['name', 'days'] },
  summary: (values) => values.name ?? '',
}));

export const wrong = head.with(({ move, within }) => ({
  moves: {
    misspeltFrom: move({
      label,
      // @ts-expect-error no state `daft`
      from: ['daft'],
      by: ['office'],
    }),
    misspeltTo: move({
      label,
      from: ['draft'],
      // @ts-expect-error no state `opened`
      to: 'opened',
      by: ['office'],
    }),
    misspeltRole: move({
      label,
      from: ['draft'],
      // @ts-expect-error no role `officer`
      by: ['officer'],
    }),
    misspeltInput: move({
      label,
      from: ['draft'],
      by: ['office'],
      asks: { reason: text(t('理由', 'Reason')) },
      // @ts-expect-error no input `reasons`
      derive: ({ input }) => ({ set: { name: input.reasons ?? null } }),
    }),
    mistypedInput: move({
      label,
      from: ['draft'],
      by: ['office'],
      asks: { days: number(t('天数', 'Days')) },
      // @ts-expect-error a number is no name
      derive: ({ input }) => ({ set: { name: input.days ?? null } }),
    }),
    misspeltValue: move({
      label,
      from: ['draft'],
      by: ['office'],
      // @ts-expect-error no field `title`
      derive: ({ record }) => ({ set: { name: record.values.title ?? null } }),
    }),
    unknownChoice: move({
      label,
      from: ['draft'],
      by: ['office'],
      // @ts-expect-error no choice `maybe`
      derive: () => ({ set: { held: 'maybe' } }),
    }),
    unknownColumn: move({
      label,
      from: ['draft'],
      by: ['office'],
      // @ts-expect-error a line of posts holds no text in `from`
      derive: () => ({ set: { posts: [{ id: 'a', from: 5 }] } }),
    }),
  },
  access: {
    office: {
      // @ts-expect-error no field `unit`
      scope: within('unit'),
      // @ts-expect-error no field `nom`
      fields: ['nom'],
      // @ts-expect-error no field `heldBack`
      create: ['heldBack'],
      edit: {
        // @ts-expect-error no field `dayz`
        draft: ['dayz'],
      },
    },
  },
  views: {
    // @ts-expect-error no column `nam`
    columns: ['nam'],
    sort: 'name',
    // @ts-expect-error no facet `hold`
    facets: ['hold'],
  },
  // @ts-expect-error no field `starting`
  form: [{ title: t('一', 'One'), fields: ['starting'] }],
  transfer: {
    // @ts-expect-error no field `key`
    key: 'key',
    columns: ['name'],
  },
  // @ts-expect-error no field `nom`
  summary: (values) => values.nom ?? '',
}));

export const wrongRole = head.with(({ all }) => ({
  moves: {},
  access: {
    // @ts-expect-error no role `officer`
    officer: { scope: all(), fields: ['name'] },
  },
  views: { columns: ['name'], sort: 'name', facets: [] },
  form: [],
  summary: () => '',
}));

// @ts-expect-error computed values hold no `ranks`
computed(t('合计', 'Total'), 'ranks');

// @ts-expect-error no sub-table `post`
current(t('现任职务', 'Post'), post, 'post');
// @ts-expect-error a date is no sub-table
current(t('现任职务', 'Post'), date(t('起', 'From')), 'post');
// @ts-expect-error no column `pots`
current(t('现任职务', 'Post'), posts, 'pots');
// @ts-expect-error `post` is no day
current(t('现任职务', 'Post'), posts, 'post', { from: 'post' });
// @ts-expect-error no column `until`
current(t('现任职务', 'Post'), posts, 'post', { to: 'until' });
// @ts-expect-error no choice `maybe`
current(t('现任职务', 'Post'), posts, 'post', { when: ({ main }) => main === 'maybe' });
// @ts-expect-error nobody writes it, so it cannot be required
current(t('现任职务', 'Post'), posts, 'post', { required: true });
