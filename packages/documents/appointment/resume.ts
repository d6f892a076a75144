import { joined, writtenStages } from '../resume/read.ts';

/** A stage of a résumé: its dates as written, its own line and those of 其间 below. */
export type Stage = { date?: string; texts: readonly string[] };

/**
 * The stages of a résumé as the form draws them: a line in brackets stands by itself, any other is the rest of the line
 * before, broken where the editor's line ended.
 */
export const stagesOf = (text: string): Stage[] =>
  writtenStages(text).map(({ date, lines: [first = '', ...rest] }) => {
    const texts = [first];
    for (const line of rest)
      if (/^[（(]/.test(line)) texts.push(line);
      else texts.push(joined(texts.pop() ?? '', line));
    return { ...(date === undefined ? {} : { date }), texts };
  });
