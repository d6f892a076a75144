import { createHash } from 'node:crypto';
import { refuseField } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Facts } from '@juxian/engine/define.ts';
import { choice, moment, text } from '@juxian/engine/kinds/index.ts';

/** What personal data is asked for, each with the text that is agreed to under its version. */
export type Purpose = 'internship' | 'service' | 'expertise' | 'team';

export const notices: Readonly<Record<Purpose, { version: string; text: Text }>> = {
  internship: {
    version: '2026-1',
    text: t(
      '所填个人信息只用于本次实习岗位的匹配、录用联系、考勤、鉴定和开具实习证明；选择“愿意接到引才信息”的，另用于毕业后的引才联系。\n人才办经办人看到全部内容；录用您的单位在您确认到岗后看到联系方式；分管领导看到姓名、学校、岗位和鉴定，不看联系方式；其他人看不到。\n实习证明可凭编号核验，只显示姓氏、岗位、起止和鉴定。\n您可以随时查看、下载，提交前可以更正，录用前可以撤回报名；撤回或未录用的，按规定期限删除。',
      'What you give is used to match you with an internship, to reach you, to keep attendance, to grade and to certify; where you choose to hear of posts later, also for that.\nThe talent office sees all of it; the unit that takes you sees how to reach you once you have confirmed; the leader sees name, school, post and grade, never how to reach you; nobody else does.\nWhoever holds the number of your certificate sees the surname, post, days and grade on it.\nYou may read and download it at any time, correct it until you submit, and withdraw before you are placed; what was withdrawn or not placed is erased in time.',
    ),
  },
  service: {
    version: '2026-1',
    text: t(
      '所填个人信息只用于办理本项人才服务和核对是否重复享受。\n身份证号是敏感个人信息，只用于核对身份和重复享受，平时遮住，查看须写明理由并留下记录；不同意提供的，本项服务无法办理，不影响其他事项。\n人才办经办人和承办单位看到办理所需的内容，分管领导看到姓名、事项和办理情况，不向其他人提供。\n您可以随时查看、下载，提交前可以更正，办结前可以撤回申请。',
      'What you give is used to grant this service and to see that nothing is given twice.\nThe identity number is sensitive: it serves to check who you are and that no benefit is double, is masked otherwise, and whoever looks at it leaves a reason on record. Without it this service cannot be granted; nothing else depends on it.\nThe talent office and the department in charge see what they need, the leader name, service and outcome; nobody else.\nYou may read and download it at any time, correct it until you submit, and withdraw until it is settled.',
    ),
  },
  expertise: {
    version: '2026-1',
    text: t(
      '所填个人信息只用于建立本县专家库、智库咨询联系和履职统计。\n人才办经办人看到全部内容，领导看到除联系方式外的内容；手机和邮箱平时遮住，不公开。\n门户上只公开您逐项同意的栏目，可以逐项撤回，撤回后立即停止公开。\n您可以随时查看、更正、下载，入库前可以撤回登记；入库后要求出库的，请与我们联系。',
      "What you give is used to keep the county's register of experts, to ask for advice, and to count what was done.\nThe talent office sees all of it, leaders all but how to reach you; telephone and e-mail are masked and never public.\nThe portal shows only the fields you agree to one by one; what you withdraw disappears at once.\nYou may read, correct and download it at any time and withdraw before you are registered; to leave the register later, contact us.",
    ),
  },
  team: {
    version: '2026-1',
    text: t(
      '所填个人信息只作为团队成员写入这份申报，用于本次申报的评审、公示、认定和后续服务。\n邀请人看到您填写的内容；提交后依托单位、行业主管部门和人才办经办人看到；评审专家看不到姓名和单位；其他人看不到。\n您可以随时查看、下载；申报提交以前可以退出团队，退出后名单中不再有您。\n不同意的，可以谢绝，不影响您办理其他事项。',
      'What you give is written into this one application as a member of its team, for its review, publicity, recognition and service.\nThe leader sees it; once it is submitted the host unit, the department and the talent office do; reviewers see neither name nor unit; nobody else does.\nYou may read and download it at any time, and leave the team until the application is submitted; then you are no longer on the list.\nYou may decline; nothing else depends on it.',
    ),
  },
};

/** What a record keeps of the consent it was filed under. */
export const consentFields = {
  consentVersion: text(t('告知版本', 'Version of the notice'), { max: 20 }),
  consentHash: text(t('告知文本校验码', 'Hash of the notice'), { max: 64, unlisted: true }),
  consentAt: moment(t('同意时间', 'Agreed at')),
};

/** What whoever files for himself is asked; the office files on the signed paper. */
export const consentAsks = {
  consent: choice(t('告知与同意（本人提交时）', 'Notice and consent, where one files for oneself'), {
    yes: t('已阅读并同意', 'Read and agreed to'),
  }),
  consentVersion: text(t('告知版本（本人提交时）', 'Version of the notice, where one files for oneself'), { max: 20 }),
};

/** SHA-256 of the text in Chinese: what was agreed to, whatever language it was read in. */
export const noticeHash = (purpose: Purpose): string =>
  createHash('sha256').update(notices[purpose].text.zh).digest('hex');

/**
 * The consent to set on filing; none where the office files for somebody.
 * @throws Refusal `invalid.consent` where an applicant has not agreed, `conflict.consent` to another version than today's.
 */
export function consentTo(
  purpose: Purpose,
  { actor, now }: Pick<Facts, 'actor' | 'now'>,
  input: { consent?: string | undefined; consentVersion?: string | undefined },
): { consentVersion?: string; consentHash?: string; consentAt?: string } {
  if (actor.kind !== 'applicant') return {};
  const { version } = notices[purpose];
  if (input.consent !== 'yes')
    throw refuseField('consent', 'invalid.consent', t('请阅读并同意告知', 'Read the notice and agree to it'));
  if (input.consentVersion !== version)
    throw refuseField(
      'consentVersion',
      'conflict.consent',
      t('告知文本已更新为第{version}版，请重新阅读', 'The notice is now version {version}; read it again'),
      { version },
    );
  return { consentVersion: version, consentHash: noticeHash(purpose), consentAt: now };
}
