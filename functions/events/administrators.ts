import { newId } from '@juxian/base/id.ts';
import type { Text } from '@juxian/base/text.ts';
import { listMembers } from '@juxian/core/member.ts';
import { letterFrom } from '@juxian/core/message.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { Item } from '@juxian/store/table.ts';
import type { Deps } from '../deps.ts';
import { messageAad } from './inbox.ts';

/** Tells a county's system administrators what has to be settled again, as a message and by mail. `page`: of the settings. */
export async function tellAdministrators(
  deps: Deps,
  ctx: Ctx,
  { page, subject, text }: { page: string; subject: Text; text: Text },
): Promise<void> {
  const { store, clock, config } = ctx;
  for (const { uid, email, status, roles } of await listMembers(deps.table.control, store.tenant)) {
    if (status !== 'active' || !roles.includes('system')) continue;
    const id = newId('message', clock.wall());
    const item: Item = {
      ...store.keys.message('staff', uid, clock.wall(), id),
      id,
      at: clock.now(),
      module: 'settings',
      record: page,
      text: ctx.seal('staff').seal(messageAad(uid, id), text),
      sent: true,
    };
    await store.transact([{ put: item, when: 'absent' }]);
    if (email && !config.demo)
      await deps.mailer.send(
        letterFrom(config, { to: email, subject: `【${config.name}】${subject.zh}`, text: text.zh }),
      );
  }
}
