import { t } from '@juxian/base/text.ts';
import { module } from '@juxian/engine/define.ts';
import { choice, computed, ref, refs, text } from '@juxian/engine/kinds/index.ts';
import { studioKinds } from '../studio-kind.ts';

/** What a reviewer reads of an application: under a code, without any name. It opens to an expert once he has declared. */
export const copy = module({
  name: 'blindCopy',
  reach: 'staff',
  room: 'talent',
  title: t('盲评件', 'Blind copies'),
  fields: {
    panel: ref(t('评审组', 'Panel'), 'panel', { required: true }),
    code: text(t('编号', 'Code'), { required: true, max: 20 }),
    kind: choice(t('类别', 'Kind'), studioKinds, { required: true }),
    content: computed(t('内容', 'Content'), 'json', { unlisted: true }),
    readers: refs(t('可阅专家', 'Readers'), 'expert', { max: 60 }),
  },
  states: {
    open: { label: t('评审中', 'Under review'), phase: 'open', initial: true },
    closed: { label: t('已收回', 'Closed'), phase: 'done' },
  },
}).with(({ all, assigned }) => ({
  moves: {},
  access: {
    office: { scope: all(), fields: ['panel', 'code', 'kind', 'content'] },
    expert: { scope: assigned('readers'), fields: ['code', 'kind', 'content'] },
  },
  views: {
    events: { open: t('向专家开放', 'Opened to an expert'), close: t('收回', 'Closed') },
    columns: ['code', 'kind', 'panel', 'state'],
    sort: 'code',
    facets: ['panel', 'kind'],
  },
  form: [{ title: t('盲评件', 'Blind copy'), fields: ['panel', 'code', 'kind', 'content'] }],
  summary: (values) => values.code ?? '',
}));
