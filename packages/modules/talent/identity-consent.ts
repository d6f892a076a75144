import { createHash } from 'node:crypto';
import { refuseField } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { choices, moment, text } from '@juxian/engine/kinds/index.ts';

/** What is agreed to apart from everything else, under its version. Source: 个人信息保护法, articles 28 to 30. */
const identityNotice = {
  version: '2026-1',
  text: t(
    '身份证号是敏感个人信息，泄露可能使人身、财产安全受到危害。收集它只用于核对身份和是否重复，平时遮住，查看须写明理由并留下记录，按规定期限删除。不同意的，本项无法提交，不影响办理其他事项；撤回同意的，去掉勾选并保存，已填的随即删除。',
    'The identity number is sensitive: whoever gets hold of it may do you harm. It is asked for only to check who you are and that nothing is filed or given twice, is masked otherwise, whoever looks at it leaves a reason on record, and it is erased in time. Without your consent this cannot be submitted; nothing else depends on it. To take it back, untick and save: what you gave is deleted.',
  ),
};

/** What a record keeps of the consent to the identity number, and the box it is given in. */
export const identityConsent = {
  identityConsent: choices(
    t('身份证号（单独同意）', 'Identity number: separate consent'),
    { given: t('我单独同意提供身份证号', 'I separately agree to give it') },
    { help: identityNotice.text, max: 1, unlisted: true },
  ),
  identityConsentVersion: text(t('单独同意的告知版本', 'Version of that notice'), { max: 20, unlisted: true }),
  identityConsentHash: text(t('单独同意的文本校验码', 'Hash of that notice'), { max: 64, unlisted: true }),
  identityConsentAt: moment(t('单独同意时间', 'Separately agreed at'), { unlisted: true }),
};

/** What the office sees of that consent and nobody writes by hand. */
export const identityConsented = ['identityConsentVersion', 'identityConsentHash', 'identityConsentAt'] as const;

type Held = { identityConsent?: readonly string[]; identityNumber?: string; identityConsentAt?: string };

/**
 * What follows from writing: the consent is kept with its time and version; without it the number is deleted.
 * @throws Refusal `invalid.identityConsent` for a number that nobody has agreed to give.
 */
export function identityFollows({ values, given, now }: { values: Held; given: Held; now: string }) {
  const agreed = values.identityConsent?.includes('given') ?? false;
  if (given.identityNumber && !agreed)
    throw refuseField(
      'identityNumber',
      'invalid.identityConsent',
      t('没有单独同意，不收集身份证号', 'It is not taken without separate consent'),
    );
  if (given.identityConsent === undefined) return undefined;
  if (!agreed)
    return { identityNumber: null, identityConsentVersion: null, identityConsentHash: null, identityConsentAt: null };
  if (values.identityConsentAt) return undefined;
  const hash = createHash('sha256').update(identityNotice.text.zh).digest('hex');
  return { identityConsentVersion: identityNotice.version, identityConsentHash: hash, identityConsentAt: now };
}
