/** Marks of direction, width and joining that nobody sees, and controls other than line ends and tabs. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|(?![\t\n\r])\p{Cc}/gu;
const wideBlank = /[\u00a0\u2000-\u200a\u202f\u3000]/g;
const wideSign = /[０-９Ａ-Ｚａ-ｚ]/g;

/**
 * The text of a cell as it was meant: what nobody sees left out, blanks, digits and Latin letters of one width, without
 * the apostrophe that keeps a number text, trimmed. Chinese punctuation stays.
 */
export const cleanText = (text: string): string =>
  text
    .replace(wideBlank, ' ')
    .replace(invisible, '')
    .replace(wideSign, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .trim()
    .replace(/^['＇]+(?=.)/s, '')
    .trim();

/** The dots that stand for the middle dot of names: bullet, hyphenation point, bullet operator, dot operator, katakana. */
const middleDot = /\s*[•‧∙⋅・･·]\s*/g;

/** A name without the blanks that pad it to three characters; every kind of middle dot is `·`. */
export const cleanName = (text: string): string =>
  cleanText(text)
    .replace(middleDot, '·')
    .replace(/(?<=\p{Script=Han})[.．](?=\p{Script=Han})/gu, '·')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '');
