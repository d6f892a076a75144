import { isId } from '@juxian/base/id.ts';
import { type FieldIssue, Refusal } from '@juxian/base/refusal.ts';
import { type Text, type TextValues, t } from '@juxian/base/text.ts';
import type { Ctx } from '../context.ts';
import type { Mapping } from '../transfer.ts';
import { headingKey } from '../workbook/table.ts';
import type { Answers, Question } from './findings.ts';
import type { Decided } from './laid.ts';
import { namesOf } from './names.ts';
import type { FoundSheet } from './sheets.ts';

/** What a check found, and what was decided before it. */
export type Checked = { questions: readonly Question[]; sheets: readonly FoundSheet[]; decided: Decided };

/**
 * Refuses what a person says of a checked import where it says nothing: nothing is taken in then, and the check stands.
 * @throws Refusal `invalid.answer` for a question that was not asked or something that is no answer to it,
 * `invalid.mapping` for a heading or field that is not there, and for two columns of a sheet that shall fill one field.
 */
export async function refuseSaid(ctx: Ctx, checked: Checked, said: Partial<Decided>): Promise<void> {
  const { answers = {}, mapping = {} } = said;
  throwAny('invalid.mapping', mappingIssues(checked, mapping));
  throwAny('invalid.answer', await answerIssues(ctx, checked, answers));
}

function throwAny(code: 'invalid.mapping' | 'invalid.answer', issues: readonly FieldIssue[]): void {
  const [first] = issues;
  if (first)
    throw new Refusal(code, first.says, { ...(first.values ? { values: first.values } : {}), fields: [...issues] });
}

const issue = (path: string, code: FieldIssue['code'], says: Text, values: TextValues): FieldIssue => ({
  path,
  code,
  says,
  values,
});

async function answerIssues(ctx: Ctx, { questions }: Checked, answers: Answers): Promise<FieldIssue[]> {
  const asked = new Map(questions.map((question) => [question.id, question]));
  const issues: FieldIssue[] = [];
  for (const [id, answer] of Object.entries(answers)) {
    const question = asked.get(id);
    const path = `answers.${id}`;
    if (!question)
      issues.push(
        issue(path, 'invalid.answer', t('没有问过“{id}”这个问题', 'No question “{id}” was asked'), {
          id: id.slice(0, 60),
        }),
      );
    else if (!(await isAnswer(ctx, question, answer)))
      issues.push(
        issue(path, 'invalid.answer', t('“{answer}”不在可选的答复之内', '“{answer}” is none of the answers'), {
          answer: answer.slice(0, 60),
        }),
      );
  }
  return issues;
}

async function isAnswer(ctx: Ctx, { options, module }: Question, answer: string): Promise<boolean> {
  if (options.some(({ value }) => value === answer)) return true;
  return module !== undefined && isId('record', answer) && (await namesOf(ctx, module)).title(answer) !== undefined;
}

function mappingIssues({ sheets, decided }: Checked, mapping: Mapping): FieldIssue[] {
  const given = Object.entries(mapping);
  const unknown = given.flatMap(([heading, field]): FieldIssue[] => {
    const headed = sheets.filter(({ columns }) => columns.some((column) => isHeaded(column.heading, heading)));
    const path = `mapping.${heading}`;
    if (headed.length === 0)
      return [
        issue(path, 'invalid.mapping', t('表中没有“{heading}”这一列', 'There is no column “{heading}”'), { heading }),
      ];
    if (field === '' || headed.some(({ fields }) => fields.some(({ name }) => name === field))) return [];
    return [
      issue(path, 'invalid.mapping', t('没有“{name}”这一栏可导入', 'There is no field “{name}” to import into'), {
        name: field,
      }),
    ];
  });
  return unknown.length > 0 ? unknown : doubleIssues(sheets, mapping, decided.mapping);
}

const isHeaded = (one: string, other: string): boolean => headingKey(one) === headingKey(other);

/** A heading written twice with other blanks, and columns of one sheet that were both said to be one field. */
function doubleIssues(sheets: readonly FoundSheet[], mapping: Mapping, before: Mapping): FieldIssue[] {
  const keys = Object.keys(mapping).map(headingKey);
  const twice = Object.keys(mapping).filter((heading, i) => keys.indexOf(headingKey(heading)) !== i);
  if (twice.length > 0)
    return twice.map((heading) =>
      issue(
        `mapping.${heading}`,
        'invalid.mapping',
        t('“{heading}”这一列指定了两次', 'The column “{heading}” is there twice'),
        { heading },
      ),
    );
  const fieldOf = new Map(Object.entries({ ...before, ...mapping }).map(([one, field]) => [headingKey(one), field]));
  return sheets.flatMap(({ columns, fields }) =>
    fields.flatMap(({ name, label }): FieldIssue[] => {
      const headings = new Set(
        columns.map(({ heading }) => heading).filter((heading) => fieldOf.get(headingKey(heading)) === name),
      );
      if (headings.size < 2) return [];
      const path = `mapping.${[...headings].find((heading) => Object.hasOwn(mapping, heading)) ?? ''}`;
      const says = t('“{label}”指定给了两列：{headings}', 'Two columns shall be “{label}”: {headings}');
      return [issue(path, 'invalid.mapping', says, { label, headings: [...headings].join('、') })];
    }),
  );
}
