import { t } from '@juxian/base/text.ts';

/** The words of the pages that programs and the county's own use are settled on; loaded with them. */
export const ways = {
  usage: {
    title: t('用量', 'What the county holds'),
    note: t('记录、附件与账号，现在的数目。', 'Records, attachments and accounts as they stand now.'),
    records: t('记录', 'Records'),
    files: t('附件', 'Attachments'),
    filesOf: t('{n}个，{size}', '{n}, {size}'),
    members: t('账号', 'Accounts'),
    membersOf: t(
      '在用{active}，待接受{invited}，停用{disabled}',
      '{active} active, {invited} invited, {disabled} disabled',
    ),
    log: t('近{days}日操作', 'Acts of {days} days'),
    logOf: t('办理{events}步，访问{accesses}次', '{events} on records, {accesses} accesses'),
    byModule: t('各项业务的记录数', 'Records by kind of work'),
  },
  keys: {
    title: t('接口密钥', 'API keys'),
    note: t(
      '其他系统凭密钥按所授角色读写本县数据；密钥只在发放时显示一次。',
      'Other systems read and write under the roles of their key; its secret is shown once, when it is given.',
    ),
    name: t('用途', 'Purpose'),
    nameHint: t('如：政务平台对接', 'Such as: county platform'),
    created: t('发放', 'Given'),
    expires: t('到期', 'Expires'),
    expired: t('已到期', 'Expired'),
    used: t('最近使用', 'Last used'),
    never: t('未使用', 'Never'),
    give: t('发放密钥', 'Give a key'),
    validFor: t('有效期', 'Valid for'),
    days: t('{n}天', '{n} days'),
    secretTitle: t('密钥已发放', 'The key'),
    secretNote: t(
      '请立即交给对接方保管，关闭后不能再看到。',
      'Hand it over now: it cannot be seen again once this is closed.',
    ),
    revoke: t('收回', 'Revoke'),
    revokeTitle: t('收回“{name}”？', 'Revoke “{name}”?'),
    revokeNote: t('使用它的系统会立即断开。', 'Whatever uses it is cut off at once.'),
    revoked: t('已收回', 'Revoked'),
    noneTitle: t('还没有接口密钥', 'No API keys yet'),
    none: t('需要与其他系统对接时再发放。', 'Give one when another system has to connect.'),
  },
};
