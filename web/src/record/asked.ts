import type { FieldAnswer } from '@juxian/engine/answer.ts';

/** Whether the field is asked while the form holds these values. */
export const isAsked = ({ only }: Pick<FieldAnswer, 'only'>, values: Readonly<Record<string, unknown>>): boolean =>
  only === undefined || only.among.includes(String(values[only.field] ?? ''));
