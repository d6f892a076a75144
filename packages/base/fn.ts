import type { z } from 'zod';
import { type FieldIssue, Refusal, type RefusalCode } from './refusal.ts';
import { type Text, type TextValues, t } from './text.ts';

/**
 * A verb with its input checked: parses, runs, and carries the schema as `.schema`, so that a route needs no second one.
 * @throws Refusal `invalid.input` naming each field that does not fit.
 */
export function fn<S extends z.ZodType, C, R>(schema: S, body: (ctx: C, input: z.output<S>) => R) {
  const verb = (ctx: C, input: z.input<S>): R => body(ctx, parse(schema, input));
  return Object.assign(verb, { schema });
}

/** Parses with a schema. @throws Refusal `invalid.input` naming each field that does not fit. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new Refusal('invalid.input', t('有{count}处填写不符合要求', '{count} entries cannot be accepted'), {
    values: { count: result.error.issues.length },
    fields: result.error.issues.flatMap(issueOf),
  });
}

/** The sentence of a schema issue, the same for form, API and import. */
export function issueOf(issue: z.core.$ZodIssue): FieldIssue[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      fieldIssue([path, key].filter(Boolean).join('.'), 'unknown', t('没有这一栏', 'There is no such field')),
    );
  if (issue.code === 'custom' && issue.params?.says)
    return [
      {
        path,
        code: issue.params.code as RefusalCode,
        says: issue.params.says as Text,
        values: (issue.params.values ?? {}) as TextValues,
      },
    ];
  return [wordsOf(issue, path)];
}

function wordsOf(issue: z.core.$ZodIssue, path: string): FieldIssue {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? fieldIssue(path, 'tooLong', t('最多{max}个字', 'At most {max} characters'), { max: issue.maximum })
        : issue.origin === 'array'
          ? fieldIssue(path, 'tooMany', t('最多{max}项', 'At most {max} entries'), { max: issue.maximum })
          : fieldIssue(path, 'tooBig', t('不得大于{max}', 'Must not exceed {max}'), { max: issue.maximum });
    case 'too_small':
      return issue.origin === 'string'
        ? fieldIssue(path, 'tooShort', t('至少{min}个字', 'At least {min} characters'), { min: issue.minimum })
        : issue.origin === 'array'
          ? fieldIssue(path, 'tooFew', t('至少{min}项', 'At least {min} entries'), { min: issue.minimum })
          : fieldIssue(path, 'tooSmall', t('不得小于{min}', 'Must not be below {min}'), { min: issue.minimum });
    case 'invalid_type':
      return issue.input === undefined
        ? fieldIssue(path, 'required', t('必填', 'Required'))
        : fieldIssue(path, 'type', t('格式不对，应为{expected}', 'Wrong type; expected {expected}'), {
            expected: typeWords[issue.expected] ?? issue.expected,
          });
    case 'invalid_value':
      return fieldIssue(path, 'choice', t('不在可选范围内', 'Not one of the choices'));
    default:
      return fieldIssue(path, 'format', t('格式不对', 'Wrong format'));
  }
}

const typeWords: Readonly<Record<string, Text>> = {
  array: t('列表', 'a list'),
  object: t('一组栏目', 'an object'),
  record: t('一组栏目', 'an object'),
  string: t('文字', 'text'),
  number: t('数字', 'a number'),
  int: t('整数', 'a whole number'),
  boolean: t('是或否（true、false）', 'true or false'),
};

const fieldIssue = (path: string, code: string, says: Text, values: TextValues = {}): FieldIssue => ({
  path,
  code: `invalid.${code}`,
  says,
  values,
});
