import type { Role, TenantActor } from '@juxian/base/actor.ts';
import { newId } from '@juxian/base/id.ts';
import { readConfig, saveConfig, type TenantConfig } from '@juxian/core/config.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { createRecord, takeMove } from '@juxian/engine/record.ts';
import { moduleOf } from '@juxian/engine/registry.ts';
import { loadRecord } from '@juxian/engine/stored.ts';
import { makeCtx } from '@juxian/functions/context.ts';
import { checkDigit } from '@juxian/rules/identity-number.ts';
import { type Api, type County, origin, startApi } from './api.ts';

/** One visitor's browser without script: keeps cookies, sends forms as browsers do. */
export type Browser = {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  post(path: string, fields: Fields, headers?: Record<string, string>): Promise<Page>;
  cookies: Map<string, string>;
};
export type Fields = Record<string, string | string[] | { name: string; bytes: Uint8Array }>;
export type Page = { status: number; headers: Headers; html: string; at: string };

export const withCheck = (first17: string): string => first17 + checkDigit(first17);

/** A county with a published call, seen on 2026-10-04 at nine, and what is needed to walk through its portal. */
export async function openPortal(settings: Partial<TenantConfig> = {}) {
  const api = await startApi();
  api.deps.clock.set(Date.parse('2026-10-04T09:00:00+08:00'));
  const county = await api.signUp({ name: '青山县', slug: 'qingshan' });
  const store = api.deps.table.for(county.tenant);
  await readConfig(store, 'staff');
  await saveConfig(
    store,
    {
      office: {
        name: '青山县委组织部人才工作办公室',
        phone: '0999-0000126',
        address: '县行政中心2号楼214室',
        hours: '工作日8:30—12:00，14:30—17:30',
      },
      demo: true,
      ...settings,
    },
    { revision: 1, isPortal: () => true },
  );
  const staff = (name: string, roles: Role[], more: Partial<TenantActor> = {}): Promise<Ctx> =>
    makeCtx(api.deps, {
      actor: {
        kind: 'member',
        id: newId('user'),
        name,
        tenant: county.tenant,
        roles,
        assurance: 1,
        ...more,
      } as TenantActor,
      locale: 'zh-CN',
    });
  const office = await staff('叶知秋', ['office']);
  const units: Record<string, string> = {};
  for (const [i, name] of [
    '青山县第一中学',
    '云麓中学',
    '清河镇中心卫生院',
    '县人民医院',
    '县文化馆',
    '松溪茶业专业合作社',
  ].entries())
    units[name] = (
      await createRecord(office, {
        module: 'unit',
        values: { name, order: i * 10, sort: i < 2 ? 'school' : 'institution' },
      })
    ).id;
  const call = await createRecord(office, { module: 'call', values: callValues });
  await takeMove(office, { module: 'call', id: call.id, move: 'publish', input: {} });
  return {
    api,
    county,
    office,
    staff,
    units,
    call,
    base: '/p/qingshan',
    browser: () => browserOf(api),
    applicant: (to?: string) => signedIn(api, county, to),
  };
}

export type Portal = Awaited<ReturnType<typeof openPortal>>;

const callValues = {
  heading: '青山县2026年度名师名医名家名匠工作室申报公告',
  documentNumber: '青人才办〔2026〕8号',
  year: 2026,
  summary: '面向全县教育、卫生、文化、技能领域，建设一批传帮带的工作室。每个工作室核定经费5万元，管理期3年。',
  opens: '2026-09-21T09:00:00+08:00',
  kinds: [
    {
      kind: 'teacher',
      who: '中小学、幼儿园、职业学校教师。',
      quota: 5,
      amount: 5_000_000,
      deadline: '2026-10-16T17:30:00+08:00',
      ageMost: 55,
      level: 'deputy',
    },
    {
      kind: 'physician',
      who: '县、乡医疗卫生机构医师、护师。',
      quota: 4,
      amount: 5_000_000,
      deadline: '2026-10-16T17:30:00+08:00',
    },
    {
      kind: 'master',
      who: '文艺、非遗、文博、社科人才。',
      quota: 2,
      amount: 5_000_000,
      deadline: '2026-10-21T17:30:00+08:00',
    },
    {
      kind: 'craftsman',
      who: '企业、农村一线技能人才。',
      quota: 2,
      amount: 5_000_000,
      deadline: '2026-10-21T17:30:00+08:00',
    },
  ],
  conditions:
    '（一）在本县工作满3年，遵纪守法，师德医德良好。\n（二）具有高级职称或高级技师等级；名家、名匠可以代表作品、技艺成果代替。\n（三）有固定团队：核心成员3至5人，培养对象5至10人。\n（四）依托单位提供不少于20平方米的场地。\n一人只能领衔一个工作室。正在管理期内的领衔人不再申报。',
  materials: '1. 职称证书、荣誉证书扫描件。\n2. 近五年成果的佐证材料。\n3. 依托单位签章页。',
  howTo:
    '1. 在本页填写申报书，可随时保存，截止前可以撤回修改。\n2. 由依托单位推荐并上传签章页。\n3. 主管部门审核，人才办形式审查；材料不全的一次告知，3个工作日内补正。\n4. 专家盲评，领导小组审议，公示不少于5个工作日。',
  teamMost: 15,
  ties: 'achievements',
  consentText:
    '本表所填个人信息由青山县委组织部人才工作办公室处理，只用于本次人才工作室的申报、评审、公示、认定和后续服务。\n身份证号用于核对身份和防止重复申报，只有经办人可以查看。评审专家看不到姓名和单位。\n您可以随时查看、更正、下载本人的信息，评审前可以撤回申报。',
  consentVersion: '2',
  contact: '青山县委组织部人才工作办公室，县行政中心2号楼214室，0999-0000126',
};

/** What a complete application holds besides call and kind. */
export const filled = (hostUnit: string, leaderName = '沈知微', n = 1) => ({
  studioName: `${leaderName}名师工作室`,
  hostUnit,
  leaderName,
  sex: 'female',
  birth: '1978-05',
  education: '21',
  professionalTitle: '正高级教师',
  identityConsent: ['given'],
  identityNumber: withCheck(`9900011978050100${n}`),
  phone: '13900000126',
  aims: '三年内带出十名骨干教师，形成一套可推广的校本课程。',
});

export function browserOf(api: Pick<Api, 'request'>): Browser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Page> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('x-edge-address', '203.0.113.9');
    const response = await api.request(path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('Location');
    if (location && response.status < 400) return send(location.split('#')[0] ?? '', { method: 'GET' });
    return { status: response.status, headers: response.headers, html: await response.text(), at: path };
  };
  return {
    cookies,
    get: (path, headers = {}) => send(path, { method: 'GET', headers }),
    post: (path, fields, headers = {}) =>
      send(path, {
        method: 'POST',
        body: formOf(fields),
        headers: { Origin: origin, 'Sec-Fetch-Site': 'same-origin', ...headers },
      }),
  };
}

function formOf(fields: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (Array.isArray(value)) for (const one of value) form.append(name, one);
    else if (typeof value === 'string') form.append(name, value);
    else form.append(name, new File([Uint8Array.from(value.bytes).buffer], value.name));
  }
  return form;
}

/** The code last sent to an address. */
export const codeFor = (api: Api, to: string): string =>
  /\d{6}/.exec(api.outbox.sent.find((sent) => sent.to === to)?.text ?? '')?.[0] ?? '';

/** A browser signed in as an applicant, by the pages themselves. */
async function signedIn(api: Api, county: County, to = '13900000126'): Promise<Browser> {
  const browser = browserOf(api);
  const base = `/p/${county.slug}`;
  await browser.post(`${base}/sign-in`, { step: 'to', to, next: `${base}/my` });
  await browser.post(`${base}/sign-in`, { step: 'code', to, code: codeFor(api, to), next: `${base}/my` });
  return browser;
}

/** What an application holds as it is stored: a draft is nobody's to read but its owner's. */
export async function storedApplication(ctx: Ctx, id: string): Promise<Record<string, unknown>> {
  const stored = await loadRecord(ctx, moduleOf(ctx, 'application'), id);
  if (!stored) throw new Error(`There is no application ${id}`);
  return stored.values;
}

/** Files and submits an application for the person behind the contact. */
export async function submitFor(
  portal: Portal,
  contact: string,
  values: Record<string, unknown>,
): Promise<{ ctx: Ctx; record: RecordAnswer }> {
  const ctx = await applicantCtx(portal, contact);
  const { id } = await createRecord(ctx, {
    module: 'application',
    values: { call: portal.call.id, kind: 'teacher', ...values },
  });
  const record = await takeMove(ctx, {
    module: 'application',
    id,
    move: 'submit',
    input: { consent: 'yes', consentVersion: '2' },
  });
  return { ctx, record };
}

/** A context of the applicant with that contact, as sign-in would make it. */
export async function applicantCtx({ api, county, browser }: Portal, contact: string): Promise<Ctx> {
  const page = browser();
  const { body } = await api
    .call('POST', `/api/v1/public/${county.slug}/codes`, { to: contact })
    .then(() =>
      api.call('POST', `/api/v1/public/${county.slug}/sessions`, { to: contact, code: codeFor(api, contact) }),
    );
  page.cookies.clear();
  return makeCtx(api.deps, {
    actor: {
      kind: 'applicant',
      id: body.member.id,
      name: contact,
      tenant: county.tenant,
      roles: ['applicant'],
      contact,
    },
    locale: 'zh-CN',
  });
}
