import { type Locale, say as sayIn, type Text, type TextValues } from '@juxian/base/text.ts';

/** The language of this page: the reader's own choice, else the browser's. Fixed until the page is loaded anew. */
export const locale: Locale = chosen() ?? (navigator.language.startsWith('en') ? 'en' : 'zh-CN');

/** Says a text in the reader's language. */
export const say = (text: Text, values?: TextValues): string => sayIn(text, locale, values);

/** Names one after another, as the reader's language lists them. */
export const listed = (names: readonly string[]): string => names.join(locale === 'en' ? ', ' : '、');

/** Keeps the choice for a year and loads the page in that language. */
export function speak(wanted: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than the oldest browser served
  document.cookie = `lang=${wanted}; path=/; max-age=31536000; samesite=lax`;
  location.reload();
}

function chosen(): Locale | undefined {
  const found = /(?:^|; )lang=(zh-CN|en)/.exec(document.cookie)?.[1];
  return found === 'en' || found === 'zh-CN' ? found : undefined;
}
