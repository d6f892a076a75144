import type { RecordFacts } from '@juxian/engine/define.ts';
import { bareName, strewn } from '@juxian/rules/bare-name.ts';
import { yuanNumber } from '@juxian/rules/money.ts';
import { expenseKinds } from '@juxian/rules/talent.ts';
import { teamOf } from '../application/team.ts';
import { studioKinds } from '../studio-kind.ts';

export type BlindCopy = { title: string; sections: { title: string; lines: string[] }[] };

type Line = Record<string, unknown>;
const lines = (value: unknown): Line[] => (Array.isArray(value) ? (value as Line[]) : []);

/**
 * An application as its reviewers read it: nothing that names a person, a unit or the studio, and no attachment, since
 * file names and properties give names away. Names in running text are replaced by what they stand for.
 */
export function blindCopy(application: RecordFacts, code: string, unitNames: readonly string[]): BlindCopy {
  const { values } = application as { values: Record<string, unknown> };
  const hide = hider(values, unitNames);
  const text = (value: unknown): string[] =>
    String(value ?? '')
      .split('\n')
      .map(hide)
      .filter((line) => line.trim() !== '');
  const list = (value: unknown, write: (line: Line) => string) => lines(value).map((line) => hide(write(line)));
  const kind = studioKinds[values.kind as keyof typeof studioKinds]?.zh ?? '';
  const team = teamOf(values);
  const core = team.filter(({ role }) => role === 'core').length;
  const pupils = team.filter(({ role }) => role === 'pupil').length;
  return {
    title: `${kind}工作室 ${code}`,
    sections: [
      {
        title: '领衔人',
        lines: text(
          [values.professionalTitle, values.titleDate ? `${values.titleDate}取得` : ''].filter(Boolean).join('，'),
        ),
      },
      { title: '荣誉称号', lines: list(values.honours, ({ name, date }) => `${date ?? ''}　${name ?? ''}`) },
      {
        title: '简历',
        lines: list(values.resume, ({ from, to, what }) => `${from ?? ''}—${to ?? '今'}　${what ?? ''}`),
      },
      {
        title: '近五年成果',
        lines: list(
          values.achievements,
          ({ date, what, role }) => `${date ?? ''}　${what ?? ''}${role ? `（${role}）` : ''}`,
        ),
      },
      {
        title: '团队',
        lines: [
          `核心成员${core}人，培养对象${pupils}人`,
          ...list(team, ({ title, task }) => [title, task].filter(Boolean).join('，')),
        ],
      },
      {
        title: '建设条件',
        lines: [
          ...(values.room ? [`场地${values.room}平方米`] : []),
          ...text(values.equipment),
          ...(values.hostPromise ? [`依托单位配套${yuanNumber(Number(values.hostPromise))}元`] : []),
        ],
      },
      {
        title: '三年规划',
        lines: [...text(values.aims), ...list(values.milestones, ({ year, goal }) => `${year}年　${goal ?? ''}`)],
      },
      {
        title: '经费预算',
        lines: list(
          values.budget,
          ({ item, year, amount }) =>
            `${year}年　${expenseKinds[item as keyof typeof expenseKinds]?.zh ?? ''}　${yuanNumber(Number(amount ?? 0))}元`,
        ),
      },
    ].filter((section) => section.lines.length > 0),
  };
}

/** Takes every name of the application out of a text that somebody wrote of it, and the names of `experts`. */
export const hideNames = (
  { values }: Pick<RecordFacts, 'values'>,
  unitNames: readonly string[],
  experts: readonly string[],
): ((text: string) => string) => hider(values as Record<string, unknown>, unitNames, experts);

/** Replaces every name of the application in a text; longer names first, so that no part of one is left. */
function hider(
  values: Record<string, unknown>,
  unitNames: readonly string[],
  experts: readonly string[] = [],
): (text: string) => string {
  const names = new Map<string, string>();
  const add = (name: unknown, stands: string) => {
    const bare = bareName(name);
    if (bare.length >= 2) names.set(bare, stands);
  };
  for (const expert of experts) add(expert, '〔专家〕');
  for (const unit of unitNames) add(unit, '〔某单位〕');
  teamOf(values).forEach(({ name, unit }, i) => {
    add(unit, '〔某单位〕');
    add(name, `〔成员${i + 1}〕`);
  });
  add(values.school, '〔某院校〕');
  add(values.phone, '〔电话〕');
  add(values.email, '〔邮箱〕');
  add(values.identityNumber, '〔证件号〕');
  add(values.studioName, '〔本工作室〕');
  add(values.leaderName, '〔领衔人〕');
  const longestFirst = [...names].sort(([a], [b]) => b.length - a.length);
  return (text) => {
    const bare = bareName(text);
    const held = longestFirst.filter(([name]) => bare.includes(name));
    return held.reduce((hidden, [name, stands]) => hidden.replace(patternOf(name), stands), text.normalize('NFC'));
  };
}

/** A letter as it may be written: narrow or wide. */
function written(letter: string): string {
  const plain = letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return /[!-~]/.test(letter) ? `(?:${plain}|${String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)})` : plain;
}

/** Finds a bare name however spaces, dots or signs not seen were set inside it. */
const patternOf = (bare: string): RegExp => new RegExp([...bare].map(written).join(`${strewn}*`), 'giu');
