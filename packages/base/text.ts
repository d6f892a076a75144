export type Locale = 'zh-CN' | 'en';

/** One sentence in both languages. `{name}` stands for a value given when it is said. */
export type Text = { zh: string; en: string };

/** @returns both wordings side by side: `t('公示', 'Public notice')`. */
export const t = (zh: string, en: string): Text => ({ zh, en });

export type TextValues = Record<string, unknown>;

/** Says a text in the reader's language, its `{name}` places filled from `values`. */
export function say(text: Text, locale: Locale, values: TextValues = {}): string {
  return text[locale === 'en' ? 'en' : 'zh'].replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return isText(value) ? say(value, locale, values) : String(value);
  });
}

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;

/** The reader's language from an `Accept-Language` header; zh-CN where nothing else is asked for. */
export function localeOf(header: string | null | undefined): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().split(/;\s*q=/);
      return { tag: tag.toLowerCase(), weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, weight }) => /^(zh|en)\b/.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight)[0];
  return wanted?.tag.startsWith('en') ? 'en' : 'zh-CN';
}
