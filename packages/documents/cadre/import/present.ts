import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import { type Place, type SheetRow, settle } from '@juxian/engine/import/sheets.ts';
import type { SourceEnv } from '@juxian/engine/import/source.ts';
import type { Units } from './units.ts';

type Line = Record<string, unknown>;

/** Columns of a roll that together come to the present appointment. */
export const presentPost = { unit: '~unit', post: '~post', since: '~postSince' } as const;

const longest = 80;

/** What rows of a roll say of present posts, and of how many it makes no appointment. */
export class PresentPosts {
  readonly #env: SourceEnv;
  readonly #units: Units;
  readonly #unnoted = new Map<string, SheetRow[]>();

  constructor(env: SourceEnv, units: Units) {
    this.#env = env;
    this.#units = units;
  }

  /**
   * The appointment of a row: unit, post, and since when. Where one of them is missing there is none, since a line has
   * to begin; unit and post stay as the words of `postFull` then, and `warn` counts the row.
   */
  of(row: SheetRow): { appointments?: Line[]; postFull?: string } {
    const unit = this.#unitOf(row);
    const since = row.values[presentPost.since];
    const post = String(row.values[presentPost.post] ?? '');
    const whole = String(row.values.postFull ?? '');
    const said = post || whole;
    if (said && since && unit) {
      const names = [row.unit, unit.words].filter(
        (name) => name !== undefined && said.startsWith(name) && said !== name,
      );
      const held = said.slice(names[0]?.length ?? 0, (names[0]?.length ?? 0) + longest);
      return { appointments: [{ ...unit.values, post: held, main: 'yes', from: since }] };
    }
    const where = unit ? unit.words : (row.unit ?? '');
    if (post || where) {
      const heading = `${row.at.file}\n${row.at.sheet ?? ''}\n${since ? 'unit' : 'since'}`;
      this.#unnoted.set(heading, [...(this.#unnoted.get(heading) ?? []), row]);
    }
    return post && !whole ? { postFull: post.startsWith(where) ? post : `${where}${post}` } : {};
  }

  /** One warning for each sheet and reason, at its first row, with the number of its rows. */
  warn(): void {
    for (const [key, rows] of this.#unnoted) {
      const [first] = rows;
      if (!first) continue;
      const says = key.endsWith('since')
        ? t(
            '{n}人没有任现职时间：单位和职务不会记入任职，只留在“现工作单位及职务全称”，名单中列在“未填”单位下',
            '{n} people have no date since when: no appointment is noted, unit and post stay as words only',
          )
        : t(
            '{n}人没有对应的单位：职务不会记入任职，只留在“现工作单位及职务全称”',
            '{n} people have no unit: no appointment is noted, the post stays as words only',
          );
      const column = first.headings[presentPost.since] ?? first.headings[presentPost.post] ?? first.headings.unit ?? '';
      this.#env.findings.warn(
        first.at,
        first.row,
        column,
        new Refusal('conflict.note', says, { values: { n: rows.length } }),
      );
    }
  }

  /** The unit a roll gives: in a column, or in the line above; one not known is asked about where it would be used. */
  #unitOf(row: SheetRow): { words: string; values: Line } | undefined {
    const { unit, unitName } = row.values;
    if (unit !== undefined) return { words: this.#units.titleOf(String(unit)), values: { unit } };
    if (unitName !== undefined) return { words: String(unitName), values: { unitName } };
    if (row.unit === undefined || !row.values[presentPost.since]) return undefined;
    const place: Place = {
      at: { ...row.at, row: row.row },
      column: say(t('单位（分组行）', 'Unit (line above)'), this.#env.locale),
      field: 'unit',
      value: row.unit,
    };
    const values = settle(this.#env, row.shape, this.#units.read(row.unit), place);
    return Object.keys(values).length > 0 ? { words: row.unit, values } : undefined;
  }
}
