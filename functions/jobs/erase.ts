import { dayOf } from '@juxian/base/clock.ts';
import { say, t } from '@juxian/base/text.ts';
import { loginKey } from '@juxian/core/account.ts';
import { listApiKeys, removeApiKey } from '@juxian/core/apiKey.ts';
import { endCalendarLink } from '@juxian/core/calendarLink.ts';
import { dropConfig } from '@juxian/core/config.ts';
import { listDomains, releaseDomain } from '@juxian/core/domain.ts';
import { listMembers, type Membership, membershipsOf } from '@juxian/core/member.ts';
import { listTenants, type Tenant } from '@juxian/core/tenant.ts';
import { isMark } from '@juxian/engine/shown.ts';
import { controlKeys, type Key } from '@juxian/store/keys.ts';
import type { ControlStore, Store } from '@juxian/store/table.ts';
import type { Deps } from '../deps.ts';
import { report } from '../report.ts';
import { type Closing, closingKey, closingOf } from './closing.ts';

/** What is told of a county that was erased, kept on the platform and sent to whoever asked for it. */
export type Certificate = {
  tenant: string;
  name: string;
  division: string;
  asked: Closing;
  erasedAt: string;
  erased: { members: number; records: number; files: number };
  /** Backups hold the wrapped keys until this day; without them nothing of the county can be opened any more. */
  backupsUntil: string;
};

/** Recovery to any point in time reaches back so far. */
const backupDays = 35;
const dayMs = 86_400_000;

/**
 * Erases every county whose grace is over. Needs the rights of sign-in. Interrupted anywhere, the next call goes on.
 * @returns the certificates.
 */
export async function eraseDue(deps: Deps): Promise<Certificate[]> {
  const certificates: Certificate[] = [];
  for (const tenant of await listTenants(deps.table.control)) {
    try {
      const store = deps.table.for(tenant.id);
      const item = await store.get(closingKey(store));
      if (item && closingOf(item).closesAt <= deps.clock.now())
        certificates.push(await erase(deps, tenant, store, closingOf(item)));
    } catch (error) {
      report('erasure', { tenant: tenant.id }, error);
    }
  }
  return certificates;
}

async function erase(deps: Deps, tenant: Tenant, store: Store, asked: Closing): Promise<Certificate> {
  const { control } = deps.table;
  const members = await listMembers(control, tenant.id);
  // First, since without the keys no request gets as far as writing anything more.
  await forgetKeys(deps, store);
  const erased = {
    members: members.length,
    files: await eraseFiles(deps, tenant.id),
    records: await eraseRecords(deps, store, members),
  };
  const certificate: Certificate = {
    tenant: tenant.id,
    name: tenant.name,
    division: tenant.division,
    asked,
    erasedAt: deps.clock.now(),
    erased,
    backupsUntil: dayOf(deps.clock.wall() + backupDays * dayMs),
  };
  const asker = members.find(({ uid }) => uid === asked.by.id);
  await eraseAccess(control, tenant.id, members);
  for (const { name, tenant: holder } of await listDomains(control))
    if (holder === tenant.id) await releaseDomain(control, { name, tenant: holder });
  await erasePlatform(control, tenant, certificate);
  await store.transact([{ remove: closingKey(store) }]);
  if (asker?.email) await sendCertificate(deps, asker.email, certificate);
  return certificate;
}

async function eraseFiles(deps: Deps, tenant: string): Promise<number> {
  const paths = await deps.files.list(`t/${tenant}/`);
  for (const path of paths) await deps.files.remove(path);
  return paths.length;
}

// Events and the day log stay: no function may remove them, and without the keys their sealed parts say nothing.
async function eraseRecords(deps: Deps, store: Store, members: readonly Membership[]): Promise<number> {
  const { keys } = store;
  const readers = new Map<string, 'staff' | 'portal'>(members.map(({ uid }) => [uid, 'staff']));
  let records = 0;
  for (const { reach, name } of deps.registry.values())
    for (const item of (await store.query({ pk: keys.moduleIndex(reach, name), index: 'gsi1' })).items) {
      if (String(item.owner).startsWith('per_')) readers.set(String(item.owner), 'portal');
      await removeAll(store, item.pk);
      if (!isMark(item)) records++;
    }
  for (const [id, reach] of readers) await removeAll(store, keys.messages(reach, id));
  for (const holder of ['shared', ...readers.keys()]) await removeAll(store, keys.views(holder));
  for (const { sk } of (await store.query({ pk: keys.webhooks() })).items) await removeAll(store, keys.deliveries(sk));
  await removeAll(store, keys.webhooks());
  for (const { pk } of (await store.query({ pk: keys.moduleIndex('staff', 'jobs'), index: 'gsi1' })).items)
    await removeAll(store, pk);
  return records;
}

async function removeAll(store: Store, pk: string, except?: Key): Promise<void> {
  const { items } = await store.query({ pk });
  const doomed = items.filter(({ sk }) => sk !== except?.sk).map(({ sk }) => ({ remove: { pk, sk } }));
  for (let i = 0; i < doomed.length; i += 100) await store.transact(doomed.slice(i, i + 100));
}

/** With the wrapped keys everything sealed is lost, wherever it still lies. */
async function forgetKeys(deps: Deps, store: Store): Promise<void> {
  for (const reach of ['staff', 'portal'] as const) {
    const key = store.keys.config(reach);
    const wrapped = (await store.get(key))?.key;
    if (wrapped) deps.keyring.forget(store.tenant, String(wrapped));
    await removeAll(store, key.pk, closingKey(store));
  }
  dropConfig(store.tenant);
  deps.rows.drop(store.tenant);
}

/** Nobody comes in any more; who belongs to no other county is forgotten altogether. */
async function eraseAccess(control: ControlStore, tenant: string, members: readonly Membership[]): Promise<void> {
  for (const { id } of await listApiKeys(control, tenant)) await removeApiKey(control, tenant, id);
  for (const { uid, email } of members) {
    await endCalendarLink(control, { uid, tenant });
    const elsewhere = (await membershipsOf(control, uid)).some((one) => one.tenant !== tenant);
    const factors = elsewhere ? [] : (await control.query({ pk: controlKeys.authFactors(uid) })).items;
    await control.transact([
      ...factors.map(({ pk, sk }) => ({ remove: { pk, sk } })),
      ...(elsewhere ? [] : [{ remove: controlKeys.user(uid) }, ...(email ? [{ remove: loginKey(email) }] : [])]),
      { remove: controlKeys.membership(uid, tenant) },
    ]);
  }
}

async function erasePlatform(control: ControlStore, tenant: Tenant, certificate: Certificate): Promise<void> {
  const division = controlKeys.division(tenant.division);
  const holds = (await control.get(division))?.tenant === tenant.id;
  await control.transact([
    { put: { ...controlKeys.platform('erased', tenant.id), ...certificate } },
    { remove: controlKeys.platform('pump', tenant.id) },
    { remove: controlKeys.slug(tenant.slug) },
    ...(holds ? [{ remove: division }] : []),
    { remove: controlKeys.tenant(tenant.id) },
  ]);
}

async function sendCertificate(deps: Deps, to: string, certificate: Certificate): Promise<void> {
  const { name, erasedAt, backupsUntil, erased, tenant } = certificate;
  const values = { name, tenant, backupsUntil, ...erased, at: erasedAt.slice(0, 16).replace('T', ' ') };
  const subject = say(t('【{name}】数据清除证明', '[{name}] Certificate of erasure'), 'zh-CN', values);
  const text = say(
    t(
      '{name}（{tenant}）的数据已于{at}清除：记录{records}件，文件{files}个，账号{members}个；密钥已销毁，备份中的密文最迟保留到{backupsUntil}，届时一并失效。',
      '{name} ({tenant}) was erased at {at}: {records} records, {files} files, {members} accounts. Its keys are destroyed; backups hold what they sealed until {backupsUntil}.',
    ),
    'zh-CN',
    values,
  );
  await deps.mailer.send({ to, subject, text });
}
