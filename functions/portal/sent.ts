import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { largestFile } from '@juxian/engine/content.ts';
import type { Typed } from '@juxian/engine/kinds/plain-kind.ts';
import type { Context } from 'hono';
import { readBytes } from '../http.ts';

export type SentFile = { field: string; name: string; bytes: Uint8Array };
/** A form as it was sent: texts by name, and the files chosen for each field. */
export type Sent = { typed: Typed; files: SentFile[]; act: string };

/** One whole file with the texts around it. */
const mostBytes = largestFile + 20 * 1024 * 1024;
const mostInputs = 20_000;

/** @throws Refusal `limit.size`, `invalid.body`. */
export async function readForm(c: Context): Promise<Sent> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) throw notForm();
  const bytes = await readBytes(c.req.raw, mostBytes);
  const data = await new Response(Uint8Array.from(bytes).buffer, { headers: { 'Content-Type': type } })
    .formData()
    .catch(() => {
      throw notForm();
    });
  const typed = new Map<string, string[]>();
  const files: SentFile[] = [];
  let inputs = 0;
  for (const [name, value] of data) {
    if (++inputs > mostInputs) throw notForm();
    if (typeof value === 'string') typed.set(name, [...(typed.get(name) ?? []), value]);
    else if (value.name !== '')
      files.push({
        field: name.replace(/^file:/, ''),
        name: value.name,
        bytes: new Uint8Array(await value.arrayBuffer()),
      });
  }
  return { typed, files, act: typed.get('act')?.at(-1) ?? '' };
}

const notForm = (): Refusal => new Refusal('invalid.body', t('提交的内容不是表单', 'What was sent is not a form'));

/** A text of a sent form, '' where it is absent. */
export const sentText = (sent: Sent, name: string): string => sent.typed.get(name)?.[0] ?? '';

/** A sent form as one text, to be sent again after sign-in: texts only, files have to be chosen again. */
export const keepSent = (path: string, { typed }: Sent): string =>
  JSON.stringify({ path, typed: [...typed].filter(([name]) => name !== 'act') });

/** @returns the kept form, or undefined where the text is none. */
export function keptSent(text: string): { path: string; sent: Sent } | undefined {
  try {
    const { path, typed } = JSON.parse(text) as { path?: unknown; typed?: unknown };
    if (typeof path !== 'string' || !Array.isArray(typed)) return undefined;
    const pairs = typed.filter(
      (pair): pair is [string, string[]] =>
        Array.isArray(pair) &&
        typeof pair[0] === 'string' &&
        Array.isArray(pair[1]) &&
        pair[1].every((one) => typeof one === 'string'),
    );
    return { path, sent: { typed: new Map(pairs), files: [], act: 'save' } };
  } catch {
    return undefined;
  }
}
