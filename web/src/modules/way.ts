import type { ModuleAnswer, RecordAnswer } from '@juxian/engine/answer.ts';

/** A field by which the section of each way of seating a panel is known. */
const sections = { lot: 'commitment', assign: 'pool' };

/** A panel with the section of the way it was seated by, and neither before that is chosen. */
export function withWay(module: ModuleAnswer, { values }: Pick<RecordAnswer, 'values'>): ModuleAnswer {
  const others = Object.entries(sections).flatMap(([way, field]) => (values.way === way ? [] : [field]));
  return { ...module, form: module.form.filter(({ fields }) => !others.some((field) => fields.includes(field))) };
}
