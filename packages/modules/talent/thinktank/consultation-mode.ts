import { t } from '@juxian/base/text.ts';

/** How experts are asked. */
export const consultationModes = {
  meeting: t('会议咨询', 'Meeting'),
  written: t('书面咨询', 'In writing'),
};
