import type { Text } from '@juxian/base/text.ts';
import { t } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { ComponentType } from 'react';
import type { RecordWithRail } from '../api.ts';

/** What a module may add to the screens that serve them all. */
export type Extra = {
  /** The head of the leaf is a plaque, with these fields under the name. */
  plaque?: readonly string[];
  /** Papers that can be printed from a record. */
  papers?: readonly { form: string; title: Text }[];
  /** A panel of the rail, under the moves. */
  Rail?: ComponentType<{ record: RecordWithRail }>;
};

const extras: Readonly<Record<string, Extra>> = {
  studio: { plaque: ['unit', 'speciality'] },
  application: {
    plaque: ['unit', 'speciality'],
    papers: [{ form: 'application', title: t('打印申报书', 'Print the application') }],
  },
  cadre: { papers: [{ form: 'appointment', title: t('任免审批表', 'Appointment form') }] },
};

export const extraOf = (module: RecordAnswer['module']): Extra => extras[module] ?? {};
