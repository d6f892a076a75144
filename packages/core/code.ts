import { randomInt } from 'node:crypto';
import { newId } from '@juxian/base/id.ts';
import { Refusal, refuseField } from '@juxian/base/refusal.ts';
import { type Locale, say, t } from '@juxian/base/text.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import type { TenantSeal } from '@juxian/store/seal.ts';
import { type Store, StoreConflict } from '@juxian/store/table.ts';
import * as z from 'zod';
import { addressOf, type House } from './account.ts';
import { takeTry } from './attempt.ts';
import { recordAccess } from './audit.ts';
import { readConfig, readSeals } from './config.ts';
import { letterFrom } from './message.ts';
import { isSame } from './secret.ts';
import { newSession, type Opened } from './session.ts';
import type { Tenant } from './tenant.ts';

export const channels = ['phone', 'email'] as const;
export type Channel = (typeof channels)[number];
export type Contact = { channel: Channel; to: string };

const minutes = 5;
const mostTries = 5;
const hour = 3600;

/** The address as it is compared. @throws Refusal `invalid.contact`. */
export function contactOf(to: string, channel?: Channel): Contact {
  const wanted = channel ?? (to.includes('@') ? 'email' : 'phone');
  const address = wanted === 'email' ? addressOf(to) : to.replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '');
  const fits = wanted === 'email' ? z.email().max(254).safeParse(address).success : /^1\d{10}$/.test(address);
  if (!fits)
    throw refuseField('to', 'invalid.contact', t('手机号或邮箱不对', 'Not a mobile number or an e-mail address'));
  return { channel: wanted, to: address };
}

const portalOf = async (house: House, tenant: Tenant): Promise<{ store: Store; seal: TenantSeal }> => {
  const store = house.table.for(tenant.id, 'portal');
  return { store, seal: (await readSeals(house.keyring, store, 'portal'))('portal') };
};

const codeKey = (seal: TenantSeal, tenant: Tenant, { channel, to }: Contact) =>
  controlKeys.code(channel, seal.blind('code address', `${tenant.id}|${to}`));

const tooMany = t('发送太频繁，请{minutes}分钟后再试', 'Too many codes were asked for; try again in {minutes} minutes');

/**
 * Sends a one-time code to a number or an address, known or not: 6 digits, 5 minutes, the latest one counts.
 * @throws Refusal `invalid.contact`, `limit.attempts` beyond 5 an hour to one contact or 30 from one network,
 * `forbidden.unverified` for text messages of a county that is still 待核验.
 */
export async function sendCode(
  house: House,
  tenant: Tenant,
  wanted: { contact: Contact; ip: string; locale: Locale },
): Promise<{ expiresAt: number }> {
  const { contact, ip, locale } = wanted;
  if (contact.channel === 'phone' && !tenant.verified)
    throw new Refusal(
      'forbidden.unverified',
      t('本单位尚待核验，请用邮箱登录', 'This county is not verified yet; use e-mail'),
    );
  const { control } = house.table;
  const { store, seal } = await portalOf(house, tenant);
  await takeTry(control, house.clock, { name: `code|network|${ip}`, most: 30, seconds: hour }, tooMany);
  await takeTry(
    control,
    house.clock,
    { name: `code|${contact.channel}|${contact.to}`, most: 5, seconds: hour },
    tooMany,
  );
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = house.clock.wall() + minutes * 60_000;
  await control.transact([
    {
      put: {
        ...codeKey(seal, tenant, contact),
        for: 'sign-in',
        hash: seal.blind('code', `${contact.to}|${code}`),
        tries: 0,
        expiresAt,
        expires: Math.floor(expiresAt / 1000),
      },
    },
  ]);
  const text = say(
    t(
      '【{county}】验证码 {code}，{minutes}分钟内有效，请勿告诉他人。',
      '[{county}] Your code is {code}, valid for {minutes} minutes. Tell it to nobody.',
    ),
    locale,
    {
      county: tenant.name,
      code,
      minutes,
    },
  );
  if (contact.channel === 'email') {
    const subject = say(t('验证码', 'Your code'), locale);
    await house.mailer.send(letterFrom(await readConfig(store, 'portal'), { to: contact.to, subject, text }));
  } else await house.sms.send({ to: contact.to, text });
  return { expiresAt };
}

const wrongCode = (): Refusal =>
  refuseField('code', 'invalid.code', t('验证码不对或已失效', 'The code is wrong or no longer valid'));

/**
 * Signs an applicant in with the code that was sent; the person of a contact is one and the same in the county.
 * @throws Refusal `invalid.code` for a wrong, used, overdue or never sent one alike, and after five tries.
 */
export async function redeemCode(
  house: House,
  tenant: Tenant,
  wanted: { contact: Contact; code: string; ip: string },
): Promise<Opened> {
  const { contact, code, ip } = wanted;
  const { store, seal } = await portalOf(house, tenant);
  await takeTry(
    house.table.control,
    house.clock,
    { name: `redeem|network|${ip}`, most: 60, seconds: 15 * 60 },
    tooMany,
  );
  await useCode(house, seal, tenant, contact, code);
  const person = await personOf(house, store, seal, contact);
  const opened = newSession(house.clock, {
    uid: person,
    tenant: tenant.id,
    kind: 'applicant',
    assurance: 1,
    epoch: 0,
    ip,
    contact: Buffer.from(seal.seal(contactAad(person), contact)).toString('base64url'),
  });
  await recordAccess(house.table.for(tenant.id), house.clock, {
    actor: { id: person, name: '', kind: 'applicant' },
    name: 'session.opened',
    outcome: 'done',
    ip,
    sessionHash: opened.session.hash,
    details: { channel: contact.channel },
  });
  await house.table.control.transact([opened.action]);
  return opened;
}

async function useCode(house: House, seal: TenantSeal, tenant: Tenant, contact: Contact, code: string): Promise<void> {
  const { control } = house.table;
  const key = codeKey(seal, tenant, contact);
  const given = seal.blind('code', `${contact.to}|${code}`);
  try {
    await control.transact([
      { update: key, add: { tries: 1 }, when: { equals: { for: 'sign-in' }, below: { tries: mostTries } } },
    ]);
    const held = await control.get(key);
    if (!held || house.clock.wall() >= Number(held.expiresAt) || !isSame(String(held.hash), given)) throw wrongCode();
    await control.transact([{ remove: key, when: { equals: { hash: given } } }]);
  } catch (error) {
    throw error instanceof StoreConflict ? wrongCode() : error;
  }
}

const contactAad = (person: string): string => `contact#${person}`;
const byContact = (store: Store, seal: TenantSeal, { channel, to }: Contact) =>
  store.keys.claim('portal', 'applicant', channel, seal.blind('applicant', to));
const byPerson = (store: Store, person: string) => store.keys.claim('portal', 'applicant', 'person', person);

/** Who stands for a contact in a county, whether or not he has ever signed in: whom a message may be left for. */
export async function personAt(house: House, tenant: Tenant, contact: Contact): Promise<string> {
  const { store, seal } = await portalOf(house, tenant);
  return personOf(house, store, seal, contact);
}

async function personOf(house: House, store: Store, seal: TenantSeal, contact: Contact): Promise<string> {
  const known = await store.get(byContact(store, seal, contact));
  if (known) return String(known.person);
  const person = newId('person', house.clock.wall());
  try {
    await store.transact([
      { put: { ...byContact(store, seal, contact), person }, when: 'absent' },
      {
        put: {
          ...byPerson(store, person),
          person,
          contact: seal.seal(contactAad(person), contact),
          createdAt: house.clock.wall(),
        },
        when: 'absent',
      },
    ]);
    return person;
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    return personOf(house, store, seal, contact);
  }
}

/** Where messages to an applicant go; undefined where there is no such person. `store` may be the portal's. */
export async function contactOfPerson(store: Store, seal: TenantSeal, person: string): Promise<Contact | undefined> {
  const item = await store.get(byPerson(store, person));
  return item && seal.open<Contact>(contactAad(person), item.contact as Uint8Array);
}

/** The contact an applicant's session was opened with. */
export const sessionContact = (seal: TenantSeal, session: { uid: string; contact?: string }): Contact =>
  seal.open<Contact>(contactAad(session.uid), Buffer.from(session.contact ?? '', 'base64url'));

/** A phone number or address as it is shown back and as histories name its bearer: enough to know one's own. */
export function maskedContact(contact: string): string {
  const at = contact.indexOf('@');
  if (at > 0) return `${contact.slice(0, Math.min(2, at))}***${contact.slice(at)}`;
  return `${contact.slice(0, 3)}****${contact.slice(-4)}`;
}
