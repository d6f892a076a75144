/** A stage of a résumé: its dates as written, its own line and those of 其间 below. */
export type Stage = { date?: string; texts: readonly string[] };

const day = String.raw`\d{4}(?:[.年]?\d{1,2}月?)?`;
const dated = new RegExp(String.raw`^(${day}[ ]*(?:[-—–－~～]+|至)[ ]*(?:${day}|至今|今)?)[\s　]*(.*)$`);

/**
 * The stages of a résumé's text. A line without dates belongs to the stage above: one in brackets stands on a line of
 * its own, any other is the rest of the line before, broken where the editor's line ended.
 */
export function stagesOf(text: string): Stage[] {
  const stages: { date?: string; texts: string[] }[] = [];
  for (const line of text.split('\n')) {
    const bare = line.trim();
    if (!bare) continue;
    const [, date, rest] = dated.exec(bare) ?? [];
    const above = stages.at(-1);
    if (date !== undefined) stages.push({ date: date.trim(), texts: [rest ?? ''] });
    else if (!above) stages.push({ texts: [bare] });
    else if (/^[（(]/.test(bare)) above.texts.push(bare);
    else above.texts.push(`${above.texts.pop() ?? ''}${bare}`);
  }
  return stages;
}
