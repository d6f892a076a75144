/** What stands on a page, as its reader has it: no tags, single spaces. */
export const plain = (html: string): string =>
  html
    .replace(/<(style|script|template)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

export const titleOf = ({ html }: { html: string }): string => /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '';

/** What a field of the page’s form holds, or undefined where there is none. */
export const heldIn = (html: string, name: string): string | undefined =>
  new RegExp(`<input(?=[^>]* name="${name}")[^>]* value="([^"]*)"`).exec(html)?.[1] ??
  new RegExp(`<textarea(?=[^>]* name="${name}")[^>]*>([^<]*)<`).exec(html)?.[1];

/** The summary of errors at the top of a form. */
export const errorsIn = (html: string): string => plain(/<div class="errors"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '');

export const revisionIn = (html: string): string => heldIn(html, 'revision') ?? '';
