import { newId } from '@juxian/base/id.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import { forgetTries } from '@juxian/core/attempt.ts';
import { redeemCode, sendCode } from '@juxian/core/code.ts';
import { listMembers, type Membership } from '@juxian/core/member.ts';
import { Outbox } from '@juxian/core/message.ts';
import type { Opened } from '@juxian/core/session.ts';
import { newSession } from '@juxian/core/session.ts';
import { listTenants, type Tenant } from '@juxian/core/tenant.ts';
import type { StudioKind } from '@juxian/modules/talent/studio-kind.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import type { Deps } from '../../deps.ts';
import { tellAttraction } from './attraction.ts';
import { establishmentOf, placeCadres, recuseSectionHead } from './cadre/index.ts';
import { sectionHead } from './cadre/special.ts';
import { placeFew } from './cadre/yunling.ts';
import { openStage, password, type Stage, settleAdministrators } from './county.ts';
import { daysFrom, moment } from './days.ts';
import { placeExperts } from './experts.ts';
import { tellInternships } from './internships.ts';
import { applicationValues, callText, kindLines, tellPast, unitNames } from './past.ts';
import { person } from './people.ts';
import { tellRound } from './round.ts';
import { tellThinkTank } from './think-tank.ts';
import { qingshanUnits, type Unit, yunlingUnits } from './units.ts';

const applicantPhone = '13900000126';

/** Sets up 青山县 with its whole story and 云岭区 beside it, dated from today's last working day. */
export async function loadDemo(deps: Deps): Promise<void> {
  const start = deps.clock.business();
  const days = daysFrom(deps.clock.today());
  const silent = new Outbox(deps.clock);
  const quiet: Deps = { ...deps, mailer: silent.mailer, sms: silent.sms };
  try {
    await loadQingshan(quiet, days);
    await loadYunling(quiet, days);
  } finally {
    deps.clock.set(start);
  }
}

async function placeUnits(
  stage: Stage,
  units: readonly Unit[],
): Promise<{ hosts: Record<StudioKind, string[]>; ids: Map<string, string> }> {
  const hosts: Record<StudioKind, string[]> = { teacher: [], physician: [], master: [], craftsman: [] };
  const ids = new Map(units.map(({ name }) => [name, newId('record')]));
  await stage.placeAll(
    'unit',
    units.map(({ hosts: kind, parent, ...unit }, i) => ({
      id: ids.get(unit.name) ?? '',
      values: {
        ...unit,
        ...(parent ? { parent: ids.get(parent) } : {}),
        ...establishmentOf(unit.name),
        order: (i + 1) * 10,
        contact: person(900 + i).name,
        phone: '0999-0000130',
        ...(kind
          ? { accountName: unit.name, accountBank: '青山农村商业银行', accountNumber: `9900${String(10_000_000 + i)}` }
          : {}),
      },
    })),
  );
  for (const { name, hosts: kind } of units) {
    const id = ids.get(name) ?? '';
    unitNames.set(id, name);
    if (kind) hosts[kind].push(id);
  }
  return { hosts, ids };
}

async function loadQingshan(deps: Deps, days: ReturnType<typeof daysFrom>): Promise<void> {
  const stage = await openStage(deps, {
    division: '990001',
    kind: 'county',
    name: '青山县',
    slug: 'qingshan',
    officeName: '青山县委人才工作领导小组办公室',
    phone: '0999-0000126',
  });
  stage.at(moment(days.yearsAgo(2), '08:30:00'));
  const { hosts, ids } = await placeUnits(stage, qingshanUnits);
  await tellPast(stage, days, hosts);
  const experts = await placeExperts(stage, days, hosts.teacher[0] ?? '');
  const applicant = await applicantOf(deps, stage.tenant);
  const { lastSheet } = await tellRound(stage, days, hosts, {
    id: applicant.session.uid,
    name: person(211).name,
    contact: applicantPhone,
  });
  await placeCadres(stage, days, ids);
  await tellAttraction(stage, days, ids);
  const adviser = await tellThinkTank(stage, days, ids, experts);
  await tellInternships(
    stage,
    days,
    qingshanUnits.map(({ name, sort }) => ({ id: ids.get(name) ?? '', name, sort })),
  );
  await stage.join({ key: 'office', name: '叶知秋', roles: ['office'] });
  const section = await stage.join({ key: 'cadre', name: sectionHead, roles: ['office'] });
  await stage.join({ key: 'leader', name: '程望舒', roles: ['leader'] });
  await stage.join({ key: 'unit', name: '秦以南', roles: ['unit'], unit: hosts.craftsman[0] ?? '' });
  await stage.join({ key: 'town', name: '安以宁', roles: ['unit'], unit: ids.get('松溪镇') ?? '' });
  await stage.join({ key: 'industry', name: '蓝若溪', roles: ['industry'], kinds: ['craftsman'] });
  await stage.join({ key: 'expert', name: '评审专家', roles: ['expert'], expert: lastSheet.expert });
  if (adviser) await stage.join({ key: 'adviser', name: adviser.name, roles: ['expert'], expert: adviser.id });
  const { security } = await settleAdministrators(stage);
  await recuseSectionHead(deps, stage.tenant.id, section, security);
}

async function loadYunling(deps: Deps, days: ReturnType<typeof daysFrom>): Promise<void> {
  const stage = await openStage(deps, {
    division: '990002',
    kind: 'district',
    name: '云岭区',
    slug: 'yunling',
    officeName: '云岭区委人才工作领导小组办公室',
    phone: '0999-0000226',
  });
  stage.at(moment(days.day(-20)));
  const { hosts, ids } = await placeUnits(stage, yunlingUnits);
  await placeFew(stage, days, ids);
  const text = callText(days.year);
  const kinds = kindLines(() => moment(days.day(10), '17:30:00'), {
    teacher: 2,
    physician: 2,
    master: 1,
    craftsman: 1,
  });
  const call = await stage.place(
    'call',
    {
      ...Object.fromEntries(Object.entries(text).map(([name, said]) => [name, inDistrict(said)])),
      documentNumber: `云人才办〔${days.year}〕3号`,
      opens: moment(days.day(-20)),
      kinds,
    },
    { state: 'open', due: moment(days.day(10), '17:30:00') },
  );
  for (const [i, kind] of (['teacher', 'teacher', 'physician'] as const).entries()) {
    const ctx = await stage.applicant(`per_${'0'.repeat(21)}${i}`, '');
    const host = hosts[kind][0] ?? '';
    await stage.place(
      'application',
      {
        ...applicationValues(260 + i, { call, kind, host, programme: days.year }),
        number: `人才申〔${days.year}〕00${i + 1}号`,
        submittedAt: moment(days.day(-5)),
      },
      { state: 'atUnit', owner: ctx.actor.id, due: moment(days.day(5), '17:30:00') },
    );
  }
  await stage.join({ key: 'office', name: '骆景行', roles: ['office'] });
  await stage.settle({ off: ['engagement'] });
}

/** What the county says, in the words of the district beside it. */
const inDistrict = (said: unknown): unknown =>
  typeof said === 'string'
    ? said
        .replace('青山县', '云岭区')
        .replace('0999-0000126', '0999-0000226')
        .replace(/(?<=[全本])县|县(?=行政中心)/g, '区')
    : said;

/** Signs the demonstration's applicant in by a one-time code, as anybody would be. */
async function applicantOf(deps: Deps, tenant: Tenant): Promise<Opened> {
  const outbox = new Outbox(deps.clock);
  const contact = { channel: 'phone' as const, to: applicantPhone };
  const often = [`code|phone|${applicantPhone}`, 'code|network|'].map((name) => ({ name, most: 5, seconds: 3600 }));
  await forgetTries(deps.table.control, ...often);
  await sendCode({ ...deps, mailer: outbox.mailer, sms: outbox.sms }, tenant, { contact, ip: '', locale: 'zh-CN' });
  const code = /\d{6}/.exec(outbox.sent[0]?.text ?? '')?.[0] ?? '';
  return redeemCode(deps, tenant, { contact, code, ip: '' });
}

export type Card = { key: string; title: Text; note: Text; county: string };
type Entry = Card & { slug: string; email?: string; url: string };

const cards: readonly Entry[] = [
  {
    key: 'office',
    slug: 'qingshan',
    county: '青山县',
    email: 'office',
    title: t('人才办主任', 'Head of the talent office'),
    note: t('抽签、公示、认定、拨款', 'Draws, notices, recognition, money'),
    url: '/w',
  },
  {
    key: 'leader',
    slug: 'qingshan',
    county: '青山县',
    email: 'leader',
    title: t('分管领导', 'Leader'),
    note: t('只看：数字、名单、进度', 'Reads figures, lists, progress'),
    url: '/w',
  },
  {
    key: 'unit',
    slug: 'qingshan',
    county: '青山县',
    email: 'unit',
    title: t('依托单位', 'Host unit'),
    note: t('推荐本单位申报，登记凭证', 'Recommends, books vouchers'),
    url: '/w',
  },
  {
    key: 'cadre',
    slug: 'qingshan',
    county: '青山县',
    email: 'cadre',
    title: t('干部科', 'Cadre section'),
    note: t('干部名册、任免、回避', 'Files, appointments, recusal'),
    url: '/w/cadre',
  },
  {
    key: 'town',
    slug: 'qingshan',
    county: '青山县',
    email: 'town',
    title: t('乡镇组织干事', 'Town clerk'),
    note: t('只看本镇和所属学校的干部', 'Sees the people of one town only'),
    url: '/w/cadre',
  },
  {
    key: 'industry',
    slug: 'qingshan',
    county: '青山县',
    email: 'industry',
    title: t('行业主管部门', 'Industry department'),
    note: t('只审本行业的申报', 'Reviews its own kind'),
    url: '/w',
  },
  {
    key: 'expert',
    slug: 'qingshan',
    county: '青山县',
    email: 'expert',
    title: t('评审专家', 'Expert'),
    note: t('盲评打分：还差您这一份', 'The seventh sheet is yours'),
    url: '/w/desk',
  },
  {
    key: 'adviser',
    slug: 'qingshan',
    county: '青山县',
    email: 'adviser',
    title: t('智库专家', 'Adviser'),
    note: t('应询任务、聘书、公开同意', 'Questions, letter, consent'),
    url: '/w/desk',
  },
  {
    key: 'applicant',
    slug: 'qingshan',
    county: '青山县',
    title: t('申报人', 'Applicant'),
    note: t('填写、补正、查看进度', 'Applies, completes, follows'),
    url: '/p/qingshan/my',
  },
  {
    key: 'system',
    slug: 'qingshan',
    county: '青山县',
    email: 'system',
    title: t('系统管理员', 'System administrator'),
    note: t('账号与本地设置', 'Accounts and settings'),
    url: '/w',
  },
  {
    key: 'security',
    slug: 'qingshan',
    county: '青山县',
    email: 'security',
    title: t('安全管理员', 'Security administrator'),
    note: t('角色与密钥', 'Roles and keys'),
    url: '/w',
  },
  {
    key: 'audit',
    slug: 'qingshan',
    county: '青山县',
    email: 'audit',
    title: t('审计员', 'Auditor'),
    note: t('查日志、验链', 'Reads the log, verifies the chain'),
    url: '/w',
  },
  {
    key: 'yunling',
    slug: 'yunling',
    county: '云岭区',
    email: 'office',
    title: t('云岭区人才办', 'Office of 云岭区'),
    note: t('看不到青山县的任何数据', 'Sees nothing of 青山县'),
    url: '/w',
  },
];

/** The cards of the start page; none where the demonstration was not loaded. */
export async function demoCards(deps: Deps): Promise<readonly Card[]> {
  const demo = (await listTenants(deps.table.control)).some(({ demo: isDemo }) => isDemo);
  return demo ? cards.map(({ key, title, note, county }) => ({ key, title, note, county })) : [];
}

/** Signs in as the person of a card. @throws Refusal `missing.card`. */
export async function signInAs(deps: Deps, key: string): Promise<{ opened: Opened; url: string }> {
  const card = cards.find((one) => one.key === key);
  const tenant = card && (await listTenants(deps.table.control)).find(({ slug, demo }) => demo && slug === card.slug);
  if (!card || !tenant) throw new Refusal('missing.card', t('未找到', 'Not found'));
  if (!card.email) return { opened: await applicantOf(deps, tenant), url: card.url };
  const members = await listMembers(deps.table.control, tenant.id);
  const member = members.find(({ email }) => email === `${card.email}@${tenant.slug}.example.org`);
  if (!member) throw new Refusal('missing.card', t('未找到', 'Not found'));
  return { opened: await openFor(deps, member), url: card.url };
}

async function openFor(deps: Deps, { uid, tenant }: Membership): Promise<Opened> {
  const profile = await deps.table.control.get(controlKeys.user(uid));
  const opened = newSession(deps.clock, {
    uid,
    tenant,
    kind: 'member',
    assurance: 1,
    epoch: Number(profile?.epoch ?? 0),
    ip: '',
  });
  await deps.table.control.transact([opened.action]);
  return opened;
}

/** The accounts of the demonstration, one a line, for whoever started it. */
export const demoAccounts = (): string =>
  [
    ...cards
      .filter(({ email }) => email)
      .map(({ county, title, email, slug }) => `  ${county}　${title.zh}　${email}@${slug}.example.org`),
    `  密码　${password}`,
    `  申报人　${applicantPhone}（验证码登录）`,
  ].join('\n');
