import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { type Place, settle } from '@juxian/engine/import/sheets.ts';
import type { SourceEnv } from '@juxian/engine/import/source.ts';
import { codeOf } from '@juxian/rules/dictionary-words.ts';
import { parseResume } from '../../resume/read.ts';
import type { Units } from './units.ts';

type Line = Record<string, unknown>;
type Stage = { from: string; to?: string; text: string };

/**
 * The appointments that the résumé of a form tells for sure: a stage whose words begin with the full name of one unit of
 * the county, dated by its months; posts joined by 、 are a line each. The stages that last have to say what 现任职务 says.
 * What is not sure of the present post is asked, all else stays what somebody wrote, and a warning says so.
 */
export function appointmentLines(
  env: SourceEnv,
  units: Units,
  form: { resume: string; post: string },
  placeOf: (field: string, column: string, text: string) => Place,
): Line[] {
  const stages = parseResume(form.resume).flatMap(({ from, to, text }): Stage[] =>
    from === undefined || isStudy(text) ? [] : [{ from, ...(to ? { to } : {}), text: bareOf(text) }],
  );
  const left: Stage[] = [];
  const lines: Line[] = [];
  for (const stage of stages) {
    const isPresent = stage.to === undefined;
    const found =
      isPresent && stage.text !== bareOf(form.post)
        ? undefined
        : linesOf(env, units, stage, isPresent ? placeOf('appointments', '现任职务', stage.text) : undefined);
    if (found === undefined) left.push(stage);
    else lines.push(...found);
  }
  if (left.length > 0) warn(env, placeOf('resume', '简历', ''), left);
  return joined(lines);
}

const isStudy = (text: string): boolean => /(学习|就读|毕业|待业|待分配|参军|服役)$/.test(text.trim());

/** Without blanks, and without what stands in brackets at the end: `（七级管理岗位）`, `（试用期一年）`. */
const bareOf = (text: string): string => text.replace(/\s+/g, '').replace(/[（(][^（()）]*[)）]$/, '');

/** A part of the unit it begins with that may as well be a unit of its own: a 站, 所 or 中心 with its own head. */
const within = /(站|中心|所|队|院|校|园|馆|公司|局|社)(?![长务级党])/;
/** Words that one line cannot hold: two posts in one, or a post in another's stead. */
const unclear = /兼|主持|挂职|借调|代理|期间|先后|历任/;

const isRank = (words: string): boolean =>
  codeOf('postLevel', words) !== undefined || /^[一二三四五六七八九十]级(职员|管理岗位?)$/.test(words);

/** The lines of a stage; undefined where it is not sure, and at a place where nobody has said. */
function linesOf(env: SourceEnv, units: Units, stage: Stage, asked: Place | undefined): Line[] | undefined {
  const lines: Line[] = [];
  let unit: string | undefined;
  for (const part of stage.text.split(/[，,；;]/).filter(Boolean)) {
    if (isRank(part) && unit !== undefined) continue;
    const begun = units.begin(part);
    if (!begun || unclear.test(part)) return undefined;
    const rest = part.slice(begun.length);
    const isSure = begun.ids.length === 1 && begun.isWhole && !within.test(rest);
    const id = isSure ? begun.ids[0] : asked && ask(env, begun.ids, units, part, asked);
    if (id === undefined || rest === '') return undefined;
    unit = id;
    for (const post of rest.split('、').filter(Boolean))
      lines.push({
        unit: id,
        post: post.slice(0, 80),
        ...(lines.length === 0 && asked ? { main: 'yes' } : {}),
        postOrder: lines.length + 1,
        from: stage.from,
        ...(stage.to ? { to: stage.to } : {}),
      });
  }
  return lines.length > 0 ? lines : undefined;
}

const byHand = '-';

function ask(env: SourceEnv, ids: readonly string[], units: Units, words: string, place: Place): string | undefined {
  const options = [
    ...ids.map((id) => ({ value: id, label: units.titleOf(id) })),
    { value: byHand, label: say(t('不登记任职，只留原文', 'Note no appointment; keep the words'), env.locale) },
  ];
  const says = t('“{words}”任职于哪个单位？', 'At which unit is “{words}”?');
  const values = settle(
    env,
    { name: 'lrmx' },
    {
      ask: {
        kind: 'record',
        word: words,
        scope: 'post',
        module: 'unit',
        refusal: new Refusal('invalid.ref', says, { values: { words: words.slice(0, 60) } }),
        options,
        accept(answer) {
          if (answer === byHand) return {};
          return units.titleOf(answer) === '' ? undefined : { unit: answer };
        },
      },
    },
    place,
  );
  return typeof values.unit === 'string' ? values.unit : undefined;
}

/** A post that goes on in the next stage is one line from its first month on. */
function joined(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  for (const line of lines) {
    const before = kept.findIndex((one) => one.unit === line.unit && one.post === line.post && one.to === line.from);
    const { from: _, ...rest } = line;
    const { to: __, ...begun } = kept[before] ?? {};
    if (before >= 0) kept[before] = { ...begun, ...rest };
    else kept.push(line);
  }
  return kept;
}

function warn({ findings }: SourceEnv, { at, column }: Place, left: readonly Stage[]): void {
  const says = t(
    '简历中有{n}段没有对应到本县单位，未建立任职记录，仍按原文保留：{words}',
    '{n} stages of the résumé match no unit of the county for sure; their words are kept, no appointment made: {words}',
  );
  const words = left
    .slice(0, 5)
    .map(({ text }) => text.slice(0, 30))
    .join('；');
  findings.warn(at, at.row, column, new Refusal('conflict.note', says, { values: { n: left.length, words } }));
}
