import { say, type Text, t } from '@juxian/base/text.ts';
import { staffRoles } from '@juxian/core/role.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { eventLabel } from '@juxian/engine/history.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import type { TitledLine } from './audit.ts';

/** A line of the log with what a person reads beside the codes. */
export type SpokenLine = TitledLine & { did: string; to: string; how: string };

const acts: Readonly<Record<string, Text>> = {
  'session.opened': t('登录', 'Signed in'),
  'session.ended': t('退出登录', 'Signed out'),
  'session.othersEnded': t('在其他设备退出', 'Signed out elsewhere'),
  'session.refused': t('登录被拒', 'Sign-in refused'),
  'member.invited': t('邀请账号', 'Account invited'),
  'member.joined': t('接受邀请', 'Invitation accepted'),
  'member.recusals': t('设定回避', 'Recusals set'),
  'member.recusalDeclared': t('本人申报回避', 'Recusal declared'),
  'member.kin': t('查看亲属建议', 'Possible relatives looked up'),
  'member.changed': t('修改账号', 'Account changed'),
  'member.status': t('停用或启用账号', 'Account disabled or enabled'),
  'member.roles': t('授予角色', 'Roles given'),
  'member.resetSent': t('发出重设密码链接', 'Password reset sent'),
  'member.passwordChanged': t('修改密码', 'Password changed'),
  'member.passwordReset': t('重设密码', 'Password reset'),
  'member.factorEnrolled': t('登记第二因素', 'Second factor enrolled'),
  'member.factorRemoved': t('取消第二因素', 'Second factor removed'),
  'member.factorReset': t('重设第二因素', 'Second factor reset'),
  'member.calendarOpened': t('开通日历链接', 'Calendar link made'),
  'member.calendarClosed': t('收回日历链接', 'Calendar link ended'),
  'member.identityLinked': t('关联统一身份', 'Identity linked'),
  'member.signedOut': t('强制退出', 'Signed out by an administrator'),
  'member.unlocked': t('解除锁定', 'Unlocked'),
  'record.imported': t('迁入', 'Brought in'),
  'record.printed': t('打印', 'Printed'),
  'records.exported': t('导出', 'Exported'),
  'records.tail': t('按证件号末四位查找', 'Searched by the end of a number'),
  'settings.saved': t('保存设置草稿', 'Draft of settings saved'),
  'settings.published': t('发布设置', 'Settings published'),
  'settings.rolledBack': t('恢复设置', 'Settings brought back'),
  'job.printed': t('成批打印', 'Printed together'),
  'job.imported': t('导入', 'Imported'),
  'job.undone': t('撤销导入', 'Import undone'),
  'job.bulk': t('批量办理', 'Done in bulk'),
  'job.cancelled': t('取消任务', 'Job cancelled'),
  'job.failed': t('任务失败', 'Job failed'),
  'tenant.opened': t('开通本县', 'County opened'),
  'tenant.approved': t('批准开通', 'County approved'),
  'tenant.verified': t('核验本县', 'County verified'),
  'tenant.changed': t('修改本县设置', 'County settings changed'),
  'tenant.portal': t('修改门户与标识', 'Face of the portal changed'),
  'tenant.domainWanted': t('填写门户域名', 'Portal address entered'),
  'tenant.domainServed': t('启用门户域名', 'Portal address in use'),
  'tenant.domainBroken': t('门户域名解析异常', 'Portal address out of order'),
  'tenant.domainLost': t('门户域名停用：校验记录不在', 'Portal address ended: token gone'),
  'tenant.domainRemoved': t('取消门户域名', 'Portal address taken away'),
  'tenant.confirmed': t('书面确认开通', 'Opened by written confirmation'),
  'tenant.wentLive': t('正式启用', 'Went live'),
  'tenant.usage': t('查看用量', 'Usage read'),
  'tenant.export': t('带走全部数据', 'Everything taken out'),
  'tenant.exported': t('数据打包完成', 'Archive made'),
  'tenant.import': t('迁入数据包', 'Archive brought in'),
  'tenant.imported': t('数据包迁入完成', 'Archive taken in'),
  'tenant.archive': t('下载数据包', 'Archive downloaded'),
  'tenant.closing': t('申请注销本县', 'Closing asked for'),
  'tenant.kept': t('撤回注销', 'Closing withdrawn'),
  'apiKey.created': t('发放接口密钥', 'Key given'),
  'apiKey.listed': t('查看接口密钥', 'Keys listed'),
  'apiKey.removed': t('收回接口密钥', 'Key taken back'),
  webhook: t('查看推送设置', 'Webhooks looked at'),
  'webhook.created': t('设立事件推送', 'Webhook made'),
  'webhook.removed': t('删除事件推送', 'Webhook removed'),
  'webhook.resumed': t('恢复事件推送', 'Webhook resumed'),
  'webhook.stopped': t('停止事件推送', 'Webhook stopped'),
  'expert.readElsewhere': t('外县查看共享专家', 'Shared expert read by another county'),
  'review.matrix': t('查看回避情形', 'Conflicts looked at'),
  'audit.read': t('查看记录', 'Log read'),
  'audit.verified': t('核验记录', 'Log verified'),
};

const details: Readonly<Record<string, Text>> = {
  fields: t('栏目', 'Fields'),
  field: t('栏目', 'Field'),
  filters: t('筛选', 'Filters'),
  reason: t('事由', 'Reason'),
  rows: t('行数', 'Rows'),
  format: t('格式', 'Format'),
  copy: t('第几份', 'Copy'),
  roles: t('角色', 'Roles'),
  before: t('原', 'Was'),
  after: t('现', 'Now'),
  version: t('版本', 'Version'),
  restores: t('恢复到版本', 'Brings back version'),
  records: t('记录', 'Records'),
  events: t('步骤', 'Events'),
  broken: t('被改动', 'Altered'),
  county: t('外县网址简称', 'County'),
  experts: t('专家', 'Experts'),
  items: t('评审件', 'Items'),
  host: t('域名', 'Name'),
  record: t('解析记录', 'DNS record'),
};

/** The lines in the reader's language: what was done, to what kind of work, and what is known about it. */
export const spokenLines = (ctx: Ctx, lines: readonly TitledLine[]): SpokenLine[] =>
  lines.map((line) => {
    const module = moduleIn(ctx, line.object?.module);
    const [group, name = ''] = line.name.split('.');
    const isEvent = group === 'record' && module !== undefined && !acts[line.name];
    const did = isEvent ? eventLabel(module, name) : (acts[line.name] ?? t(line.name, line.name));
    return {
      ...line,
      did: say(did, ctx.locale) + (line.outcome === 'refused' ? say(t('（被拒）', ' (refused)'), ctx.locale) : ''),
      to: module ? say(module.title, ctx.locale) : '',
      how: howOf(ctx, module, line.details ?? {}),
    };
  });

const moduleIn = (ctx: Ctx, name: string | undefined): AnyModule | undefined =>
  name !== undefined && ctx.registry.has(name) ? moduleOf(ctx, name) : undefined;

function howOf({ locale }: Ctx, module: AnyModule | undefined, given: Readonly<Record<string, unknown>>): string {
  const between = locale === 'en' ? ', ' : '、';
  const word = (key: string, value: unknown): string => {
    const name = String(value);
    if (key === 'fields' || key === 'field' || key === 'filters') {
      const label = module?.fields[name]?.label ?? (name === 'state' ? t('状态', 'State') : undefined);
      return label ? say(label, locale) : name;
    }
    const role = staffRoles[name as keyof typeof staffRoles];
    return role ? say(role.label, locale) : name;
  };
  return Object.entries(given)
    .filter(([key, value]) => details[key] && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => {
      const said = [value].flat().map((one) => word(key, one));
      return say(t('{key}：{value}', '{key}: {value}'), locale, {
        key: say(details[key] ?? t(key, key), locale),
        value: said.join(between),
      });
    })
    .join(locale === 'en' ? '; ' : '；');
}
