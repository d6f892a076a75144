import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { findMember } from '@juxian/core/member.ts';
import { selfCheckPaper } from '@juxian/documents/cadre/self-check.ts';
import type { Paper } from '@juxian/documents/paper.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { issuePaper } from '../copies.ts';
import type { Deps } from '../deps.ts';

/**
 * The only sight a member has of the own file: 本人信息核对表, counted and logged as every copy is.
 * @throws Refusal `missing.selfCheck` where no file is linked to the account, `missing.module`.
 */
export async function selfCheck(deps: Pick<Deps, 'table'>, ctx: Ctx, format: string): Promise<Paper> {
  const { actor, store } = ctx;
  const self =
    actor.kind === 'member' ? (await findMember(deps.table.control, actor.tenant, actor.id))?.self : undefined;
  if (!self)
    throw new Refusal(
      'missing.selfCheck',
      t('账号没有关联本人信息，请联系安全管理员', 'No file is linked to this account; ask the security administrator'),
    );
  const paper = await selfCheckPaper(ctx, self);
  return issuePaper(ctx, store, { module: 'cadre', id: self, form: 'selfCheck', format }, paper);
}
