import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { say, t } from '@juxian/base/text.ts';
import type { CellReading } from '@juxian/engine/import/cell.ts';
import type { Option } from '@juxian/engine/import/findings.ts';
import type { Names } from '@juxian/engine/import/names.ts';
import type { SourceEnv, StagedRow } from '@juxian/engine/import/source.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { cleanText } from '@juxian/rules/reading/cell.ts';

const mostAlike = 6;
const last = 9_999;
const outside = 'text';
const none = '-';

/** The units of the county as the tables name them; one that is not known is asked about once, for all its rows. */
export class Units {
  /** New ones that somebody has asked for. */
  readonly made = new Map<string, StagedRow>();
  readonly #env: SourceEnv;
  readonly #names: Names;

  private constructor(env: SourceEnv, names: Names) {
    this.#env = env;
    this.#names = names;
  }

  static async of(env: SourceEnv): Promise<Units> {
    return new Units(env, await env.names('unit', ['name', 'short']));
  }

  /** One that the same upload brings along. @returns its id, that of the standing one where there is one. */
  bring(name: string, short?: unknown): string {
    const [known] = this.#names.find(name);
    if (known) return known;
    const id = newId('record', this.#env.ctx.clock.wall());
    this.#names.add(id, name, [short]);
    return id;
  }

  /** The units that words begin with, as `Names.begin` has it. */
  begin = (words: string) => this.#names.begin(words);

  titleOf = (id: string): string => this.#names.title(id) ?? '';

  /** The columns `unit`, or `unitName` for one outside the county, that words come to. */
  read(text: string): CellReading {
    const words = cleanText(text).replace(/\s+/g, '');
    const found = this.#names.find(words);
    const [only] = found;
    if (only && found.length === 1) return { values: { unit: only } };
    const { locale } = this.#env;
    const alike =
      found.length > 0
        ? found.map((id) => ({ id, title: this.#names.title(id) ?? id }))
        : this.#names.alike(words, mostAlike);
    return {
      ask: {
        kind: 'record',
        word: words,
        scope: 'unit',
        module: 'unit',
        refusal: new Refusal('invalid.ref', t('找不到单位“{given}”', 'There is no unit “{given}”'), {
          values: { given: words.slice(0, 60) },
        }),
        options: [
          ...alike.map(({ id, title }) => ({ value: id, label: title })),
          ...this.#kinds(),
          { value: none, label: say(t('不是单位，不登记', 'No unit; note none'), locale) },
          { value: outside, label: say(t('县外单位，只保留名称', 'Outside the county; keep the name only'), locale) },
        ],
        accept: (answer) => this.#accept(words, answer),
      },
    };
  }

  #accept(words: string, answer: string): Record<string, unknown> | undefined {
    if (answer === none) return {};
    if (answer === outside) return { unitName: words };
    if (this.#names.title(answer) !== undefined) return { unit: answer };
    const sort = /^create:(.+)$/.exec(answer)?.[1];
    if (!sort || !this.#kinds().some(({ value }) => value === answer)) return undefined;
    const id = this.bring(words);
    this.made.set(id, {
      row: 1,
      at: { file: '' },
      id,
      module: 'unit',
      values: { name: words, sort, order: last },
      headings: { name: '' },
    });
    return { unit: id };
  }

  #kinds(): Option[] {
    const { ctx, locale } = this.#env;
    const { sort } = moduleOf(ctx, 'unit').fields;
    if (sort?.kind !== 'choice') return [];
    return Object.entries(sort.options.choices).map(([value, label]) => ({
      value: `create:${value}`,
      label: say(t('新建：{kind}', 'New: {kind}'), locale, { kind: label }),
    }));
  }
}
