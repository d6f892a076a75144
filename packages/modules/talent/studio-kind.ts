import { t } from '@juxian/base/text.ts';

/** The four kinds of studio. */
export const studioKinds = {
  teacher: t('名师', 'Noted teacher'),
  physician: t('名医', 'Noted physician'),
  master: t('名家', 'Noted master'),
  craftsman: t('名匠', 'Noted craftsman'),
};
export type StudioKind = keyof typeof studioKinds;
