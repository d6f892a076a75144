import type { TenantActor } from '@juxian/base/actor.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';

/** Whether a person acts: where two people are needed, a key is nobody, since its bearer may be either of them. */
export const inPerson = ({ kind }: TenantActor): Refusal | true =>
  kind === 'member' ||
  new Refusal(
    'forbidden.inPerson',
    t('须由本人用自己的账号办理，接口密钥不能代办', 'Somebody with an account of his own has to do it, not a key'),
  );
