import { gateOf, partsFor } from '../access.ts';
import type { Ctx } from '../context.ts';
import { sameWords } from '../kinds/cell.ts';
import { moduleOf } from '../registry.ts';

/** The records of a module, found by what people call them. */
export class Names {
  readonly #ids = new Map<string, Set<string>>();
  readonly #titles = new Map<string, string>();

  /** @param words titles and other names; a blank one names nothing. */
  add(id: string, title: string, words: readonly unknown[] = []): void {
    this.#titles.set(id, title);
    for (const word of [title, ...words]) {
      const key = typeof word === 'string' ? sameWords(word) : '';
      if (key) this.#ids.set(key, (this.#ids.get(key) ?? new Set()).add(id));
    }
  }

  /** The records that words name, none or several where they are not clear. */
  find = (words: string): string[] => [...(this.#ids.get(sameWords(words)) ?? [])];

  /**
   * The records whose title or other name the words begin with, the longest of them; `length` is its length in the
   * words, `isWhole` tells a title from another name.
   */
  begin(words: string): { ids: string[]; length: number; isWhole: boolean } | undefined {
    const given = sameWords(words);
    if (given.length !== words.length) return undefined;
    for (let length = given.length; length > 1; length--) {
      const key = given.slice(0, length);
      const ids = [...(this.#ids.get(key) ?? [])];
      const whole = ids.filter((id) => sameWords(this.#titles.get(id) ?? '') === key);
      if (ids.length > 0) return { ids, length, isWhole: whole.length === ids.length };
    }
    return undefined;
  }

  title = (id: string): string | undefined => this.#titles.get(id);

  /** Those whose title shares the most characters, the likeliest first. */
  alike(words: string, most: number): { id: string; title: string }[] {
    const wanted = new Set(sameWords(words));
    const shared = (title: string) => {
      const given = new Set(sameWords(title));
      return [...given].filter((sign) => wanted.has(sign)).length / Math.max(1, Math.max(given.size, wanted.size));
    };
    return [...this.#titles]
      .map(([id, title]) => ({ id, title, share: shared(title) }))
      .filter(({ share }) => share >= 0.5)
      .sort((a, b) => b.share - a.share)
      .slice(0, most)
      .map(({ id, title }) => ({ id, title }));
  }
}

/** The records of a module that the actor sees; `fields` hold other words for one, such as a short name. */
export async function namesOf(ctx: Ctx, name: string, fields: readonly string[] = []): Promise<Names> {
  const names = new Names();
  const module = moduleOf(ctx, name);
  const gate = await gateOf(ctx, module);
  for (const row of (await ctx.rows.fresh(ctx, module)).where({}))
    if (partsFor(ctx, gate, module, row).length > 0)
      names.add(
        row.id,
        row.title,
        fields.map((field) => row.values[field]),
      );
  return names;
}
