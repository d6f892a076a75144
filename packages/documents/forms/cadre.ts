import { t } from '@juxian/base/text.ts';
import type { Form, Forms } from './view.ts';

/** 干部任免审批表: on the editor's geometry, and as the file that is handed upstairs. */
const appointment: Form = {
  title: t('干部任免审批表', 'Approval form of appointment'),
  by: ['office', 'leader'],
  async paper(ctx, seen, given) {
    const [{ openPerson }, { appointmentForm }] = await Promise.all([
      import('../cadre/person.ts'),
      import('../cadre/form.ts'),
    ]);
    return appointmentForm(ctx, await openPerson(ctx, { id: seen.id, ...given.times }));
  },
  async exchange(ctx, seen, given) {
    const [{ openPerson }, { lrmxOf }, { writeLrmx }, { personFileNames }] = await Promise.all([
      import('../cadre/person.ts'),
      import('../cadre/write-exchange.ts'),
      import('../lrmx/write.ts'),
      import('../lrmx/names.ts'),
    ]);
    const lrmx = await lrmxOf(ctx, await openPerson(ctx, { id: seen.id, ...given.times }));
    const [name = ''] = personFileNames([{ name: lrmx.values.XingMing }], '.lrmx');
    return { name, bytes: writeLrmx(lrmx) };
  },
};

export const cadreForms: Forms = { appointment };
