import type { Locale, Text } from '@juxian/base/text.ts';
import { say } from '@juxian/base/text.ts';
import { maskedValues, type Sight, seenValue } from '@juxian/engine/access.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { printCell } from '@juxian/engine/kinds/server.ts';
import { cellLookOf } from '@juxian/engine/look.ts';
import type { Resolved } from '@juxian/engine/overlay.ts';
import type { Stored } from '@juxian/engine/stored.ts';
import { titleFrom } from '@juxian/engine/title.ts';

/** A text of a move with its places filled: {number}, {title}, {due} and every field that the reader may see in clear. */
export async function worded(ctx: Ctx, module: Resolved, record: Stored, visible: Sight, text: Text): Promise<Text> {
  const fill = async (locale: Locale) =>
    say(text, locale, await placesOf({ ...ctx, locale }, module, record, visible, text));
  return { zh: await fill('zh-CN'), en: await fill('en') };
}

async function placesOf(
  ctx: Ctx,
  module: Resolved,
  record: Stored,
  visible: Sight,
  text: Text,
): Promise<Record<string, string>> {
  const look = await cellLookOf(ctx, module.fields);
  const places: Record<string, string> = {};
  for (const [, name = ''] of `${text.zh} ${text.en}`.matchAll(/\{(\w+)\}/g)) {
    const of = name === 'number' ? (module.number?.field ?? name) : name;
    const field = module.fields[of];
    if (field)
      places[name] =
        visible.has(of) && !field.sensitive
          ? printCell(field, seenValue(field, record.values[of], visible.get(of)), look)
          : '';
    else if (name === 'title') places.title = titleFrom(module.summary, maskedValues(module, record.values, visible));
    else places[name] = name === 'due' && record.due ? dueWords(record.due, ctx.locale) : '';
  }
  return places;
}

/** A deadline as people say it; the end of a day is the day. */
function dueWords(due: string, locale: Locale): string {
  const [year, month, day] = due.slice(0, 10).split('-').map(Number);
  const time = due.slice(11, 16);
  const hour = time === '' || time === '23:59' ? '' : time;
  return locale === 'en' ? [due.slice(0, 10), hour].filter(Boolean).join(' ') : `${year}年${month}月${day}日${hour}`;
}
