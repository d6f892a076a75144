import { t } from '@juxian/base/text.ts';

/** Levels of professional titles and of skills beside them, from the lowest up. */
export const titleLevels = {
  junior: t('初级或高级工', 'Junior or senior worker'),
  middle: t('中级或技师', 'Middle or technician'),
  deputy: t('副高级或高级技师', 'Deputy senior or senior technician'),
  senior: t('正高级或特级技师', 'Senior or master technician'),
};
