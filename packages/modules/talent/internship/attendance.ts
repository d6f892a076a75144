import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';

export type Attended = { id: string; on?: string; present?: 'full' | 'half' | 'absent' };

/**
 * The attendance with one more day.
 * @throws Refusal `invalid.future` for a day to come, `conflict.attended` for a day that is registered already.
 */
export function attended(
  before: readonly Attended[],
  { on, present }: { on: string; present: 'full' | 'half' | 'absent' },
  { today, id }: { today: string; id: string },
): Attended[] {
  if (on > today) throw refuseField('input.on', 'invalid.future', t('不能晚于今天', 'Not later than today'));
  if (before.some((line) => line.on === on))
    throw new Refusal('conflict.attended', t('{on}已登记考勤', 'Attendance of {on} is registered'), { values: { on } });
  return [...before, { id, on, present }].sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : 1));
}
