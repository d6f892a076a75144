import { portalAddress } from '@juxian/base/portal.ts';
import { say, type Text, t } from '@juxian/base/text.ts';
import { contactOfPerson } from '@juxian/core/code.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import type { Deps } from '../deps.ts';
import { invitationPath } from '../portal/invited.ts';
import type { Happened } from './happened.ts';
import { post } from './messages.ts';

const module = 'teamInvitation';

const texts: Readonly<Record<string, Text>> = {
  create: t(
    '{leader}邀请您加入“{studio}”申报团队，请{until}确认或谢绝：{url}',
    '{leader} invites you into the team of “{studio}”. Please answer{until}: {url}',
  ),
  remind: t(
    '提醒：{leader}邀请您加入“{studio}”申报团队，尚未答复，请{until}确认或谢绝：{url}',
    'A reminder: {leader} has invited you into the team of “{studio}”. Please answer{until}: {url}',
  ),
};

/** Tells the person invited of an invitation that is open, with its link; once for each event, however often it is told. */
export async function tellInvited(deps: Deps, ctx: Ctx, happened: Happened): Promise<void> {
  const text = happened.module === module && Object.hasOwn(texts, happened.name) ? texts[happened.name] : undefined;
  if (!text || !ctx.registry.has(module) || ctx.config.off.includes(module)) return;
  const resolved = moduleOf(ctx, module);
  const record = await loadRecord(ctx, resolved, happened.id);
  if (record?.state !== 'open' || record.gone) return;
  const { leaderName: leader, studioName: studio, until } = record.values;
  const at = typeof until === 'string' ? until.slice(0, 16).replace('T', ' ') : '';
  const url = `${portalAddress(deps.origin, ctx.config)}${invitationPath(ctx, record.id)}`;
  const contact = await contactOfPerson(ctx.store, ctx.seal('portal'), record.owner);
  await post(deps, ctx, { id: record.owner, reach: 'portal', ...(contact ? { contact } : {}) }, happened, {
    title: resolved.title,
    text: {
      zh: say(text, 'zh-CN', { leader, studio, url, until: at ? `在${at}前` : '' }),
      en: say(text, 'en', { leader, studio, url, until: at ? ` by ${at}` : '' }),
    },
  });
}
