import type { FieldAnswer } from '@juxian/engine/answer.ts';
import type { Made } from './index.ts';

/** The fields asked for, with only those choices that apply to one at least of the states the chosen stand at. */
export const applicable = (
  fields: readonly FieldAnswer[],
  { applies }: Pick<Made, 'applies'>,
  states: readonly string[],
): FieldAnswer[] =>
  fields.map((field) =>
    field.name === applies?.field && field.choices
      ? {
          ...field,
          choices: field.choices.filter(({ value }) => applies.among[value]?.some((state) => states.includes(state))),
        }
      : field,
  );
