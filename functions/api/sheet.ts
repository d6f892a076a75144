import type { AppointmentForm } from '@juxian/documents/appointment/form.ts';
import { appointmentForm } from '@juxian/documents/cadre/form.ts';
import { openPerson } from '@juxian/documents/cadre/person.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Times } from '@juxian/engine/open-at.ts';

/** The form without the bytes of the photo; `day` is the day that ages and posts are told for. */
export type Sheet = Omit<AppointmentForm, 'photo' | 'watermark'> & { day: string };

/**
 * A cadre as the cells of the 干部任免审批表, for a screen: what may be revealed stays masked.
 * @throws Refusal `missing.*`, `invalid.asOf` before the birth.
 */
export async function sheetOf(ctx: Ctx, id: string, times: Times = {}): Promise<Sheet> {
  const person = await openPerson(ctx, { ...times, id, masked: true });
  const { photo: _, watermark: __, ...cells } = await appointmentForm(ctx, person);
  return { ...cells, day: person.day };
}
