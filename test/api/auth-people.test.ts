import { listAudit } from '@juxian/core/audit.ts';
import { registered } from '@juxian/engine/define.ts';
import { unit } from '@juxian/modules/office/unit.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, type County, type Person, password, startApi } from '../support/api.ts';
import { totp } from '../support/totp.ts';

const hour = 3_600_000;
let api: Api;
beforeAll(async () => {
  api = await startApi({ modules: [registered(unit)] });
});
afterAll(async () => {
  expect(api.guard.denials).toBe(0);
  await api.stop();
});

const as = (who: { token: string }, method: string, path: string, body?: unknown) =>
  api.call(method, `/api/v1${path}`, body, { token: who.token });
const setRoles = (by: { token: string }, whom: Person, roles: string[]) =>
  as(by, 'PUT', `/members/${whom.id}/roles`, { roles });
const me = (who: { token: string }) => as(who, 'GET', '/me');
const log = (county: County, name: string) => listAudit(api.table.for(county.tenant), api.deps.clock, { name });

/** A county gone live: three administrators, three persons, and an office worker. */
async function liveCounty() {
  const county = await api.signUp();
  const security = await api.join(county, ['security'], { name: '安全' });
  const auditor = await api.join(county, ['audit'], { name: '审计' });
  const worker = await api.join(county, ['office'], { name: '经办' });
  expect((await setRoles(county, county, ['system'])).status).toBe(200);
  expect((await as(security, 'POST', '/tenant/go-live')).status).toBe(200);
  return { county, system: county as Person, security, auditor, worker };
}

describe('an invitation', () => {
  it('brings a member in, once, within 72 hours, with a password of their own', async () => {
    const county = await api.signUp();
    const invited = await as(county, 'POST', '/members', {
      name: '王二',
      email: 'Wang.Er@Example.org',
      roles: ['unit'],
      unit: 'rec_1',
    });
    expect(invited.status).toBe(201);
    expect(invited.body).toMatchObject({
      name: '王二',
      email: 'wang.er@example.org',
      status: 'invited',
      roles: ['unit'],
      unit: 'rec_1',
    });
    expect(api.outbox.sent[0]).toMatchObject({ to: 'wang.er@example.org', channel: 'email' });
    expect(api.outbox.sent[0]?.text).toContain(invited.body.invitation.url);
    const { token } = invited.body.invitation;
    const shown = await api.call('GET', `/api/v1/invitations/${token}`);
    expect(shown.body).toEqual({
      name: '王二',
      email: 'wang.er@example.org',
      county: county.body.name,
      known: false,
      reset: false,
    });
    const accept = (secret: string) => api.call('POST', `/api/v1/invitations/${token}/accept`, { password: secret });
    expect((await accept('short')).body.code).toBe('invalid.password');
    const joined = await accept(password);
    expect(joined.status).toBe(201);
    expect((await me({ token: joined.body.token })).body).toMatchObject({ member: { unit: 'rec_1' }, roles: ['unit'] });
    expect((await accept(password)).status).toBe(404);
    const late = await as(county, 'POST', '/members', { name: '李四', email: 'late@example.org', roles: ['office'] });
    api.pass(73 * hour);
    expect(
      (await api.call('POST', `/api/v1/invitations/${late.body.invitation.token}/accept`, { password })).status,
    ).toBe(404);
  });

  it('taken up twice at once lets exactly one in', async () => {
    const county = await api.signUp();
    const { body } = await as(county, 'POST', '/members', {
      name: '王二',
      email: 'twice@example.org',
      roles: ['office'],
    });
    const path = `/api/v1/invitations/${body.invitation.token}/accept`;
    const both = await Promise.all([1, 2, 3].map(() => api.call('POST', path, { password })));
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('never sets the password of a person who has one: that one is asked for', async () => {
    const [one, other] = [await api.signUp(), await api.signUp()];
    const worker = await api.join(one, ['office']);
    const { body } = await as(other, 'POST', '/members', { name: '王二', email: worker.email, roles: ['leader'] });
    const accept = (secret: string) =>
      api.call('POST', `/api/v1/invitations/${body.invitation.token}/accept`, { password: secret });
    expect((await api.call('GET', `/api/v1/invitations/${body.invitation.token}`)).body.known).toBe(true);
    expect((await accept('Another-Password-5')).body.code).toBe('invalid.password');
    expect((await accept(password)).status).toBe(201);
    const both = await api.call('POST', '/api/v1/sessions', { login: worker.email, password });
    expect(both.body).toMatchObject({ status: 409, code: 'conflict.tenant' });
    expect(both.body.fields.map((field: { path: string }) => field.path).sort()).toEqual(
      [`tenant.${one.slug}`, `tenant.${other.slug}`].sort(),
    );
    const chosen = await api.call('POST', '/api/v1/sessions', { login: worker.email, password, tenant: other.slug });
    expect(chosen.body).toMatchObject({ tenant: { slug: other.slug }, member: { roles: ['leader'] } });
    expect(
      (await api.call('POST', '/api/v1/sessions', { login: worker.email, password, tenant: 'elsewhere' })).status,
    ).toBe(422);
  });

  it('for an e-mail that is here already is a conflict', async () => {
    const county = await api.signUp();
    const again = await as(county, 'POST', '/members', { name: '王二', email: county.email, roles: ['office'] });
    expect(again.body.code).toBe('conflict.member');
  });

  it('sent to a member sets a new password and nothing else', async () => {
    const county = await api.signUp();
    const worker = await api.join(county, ['office']);
    const reset = await as(county, 'POST', `/members/${worker.id}/invitation`);
    const { token } = reset.body.invitation;
    expect((await api.call('GET', `/api/v1/invitations/${token}`)).body).toMatchObject({ reset: true, known: false });
    expect(
      (await api.call('POST', `/api/v1/invitations/${token}/accept`, { password: 'Harbour-Lantern-77' })).status,
    ).toBe(201);
    expect((await me(worker)).status).toBe(401);
    expect((await api.call('POST', '/api/v1/sessions', { login: worker.email, password })).status).toBe(422);
    expect(
      (await api.call('POST', '/api/v1/sessions', { login: worker.email, password: 'Harbour-Lantern-77' })).body.member
        .roles,
    ).toEqual(['office']);
  });
});

describe('roles', () => {
  it('count from the next request on', async () => {
    const county = await api.signUp();
    const worker = await api.join(county, ['office']);
    expect((await me(worker)).body.roles).toEqual(['office']);
    expect((await setRoles(county, worker, ['leader', 'expert'])).body.roles).toEqual(['leader', 'expert']);
    expect((await me(worker)).body.roles).toEqual(['leader', 'expert']);
  });

  it('are given by the security administrator alone, accounts made by the system administrator alone', async () => {
    const { system, security, auditor, worker } = await liveCounty();
    for (const other of [system, auditor, worker])
      expect((await setRoles(other, worker, ['leader'])).body.code).toBe('forbidden.role');
    expect((await setRoles(security, worker, ['leader'])).status).toBe(200);
    const wanted = { name: '新人', email: 'new@example.org', roles: ['office'] };
    for (const other of [security, auditor, worker])
      expect((await as(other, 'POST', '/members', wanted)).body.code).toBe('forbidden.role');
    const made = await as(system, 'POST', '/members', wanted);
    expect(made.body).toMatchObject({ roles: [], requested: ['office'] });
    const joined = await api.call('POST', `/api/v1/invitations/${made.body.invitation.token}/accept`, { password });
    expect((await me(joined.body)).body.roles).toEqual([]);
    await setRoles(security, { ...worker, id: made.body.id }, ['office']);
    expect((await me(joined.body)).body.roles).toEqual(['office']);
    const list = await as(system, 'GET', '/members');
    const one = list.body.items.find(({ id }: Person) => id === made.body.id);
    expect(one).toMatchObject({ roles: ['office'], status: 'active' });
    expect(one.requested).toBeUndefined();
  });

  it('of another county’s member cannot be set nor seen', async () => {
    const [one, other] = [await api.signUp(), await api.signUp()];
    const worker = await api.join(other, ['office']);
    expect((await setRoles(one, worker, ['leader'])).body).toMatchObject({ status: 404, code: 'missing.member' });
    expect((await as(one, 'PUT', `/members/${worker.id}/status`, { status: 'disabled' })).status).toBe(404);
    expect((await as(one, 'POST', `/members/${worker.id}/invitation`)).status).toBe(404);
    expect(JSON.stringify((await as(one, 'GET', '/members')).body)).not.toContain(worker.id);
    expect(JSON.stringify((await as(other, 'GET', '/members')).body)).toContain(worker.id);
  });

  it('that are none, or an applicant’s, are refused', async () => {
    const county = await api.signUp();
    const worker = await api.join(county, ['office']);
    for (const roles of [['king'], ['applicant'], ['constructor']])
      expect((await setRoles(county, worker, roles)).body.code).toBe('invalid.roles');
  });

  it('are listed with their words', async () => {
    const { body } = await api.call('GET', '/api/v1/roles');
    expect(body.items.map((role: { name: string }) => role.name)).toEqual([
      'system',
      'security',
      'audit',
      'office',
      'leader',
      'unit',
      'industry',
      'expert',
    ]);
    expect(body.items.filter((role: { exclusive: boolean }) => role.exclusive)).toHaveLength(3);
  });
});

describe('the list of members', () => {
  it('tells administrators all, colleagues the names of those at work, and applicants and keys nothing', async () => {
    const { system, auditor, worker } = await liveCounty();
    await as(system, 'POST', '/members', { name: '未到', email: `later-${worker.id}@example.org`, roles: ['office'] });
    const [full, brief] = [
      (await as(auditor, 'GET', '/members')).body.items,
      (await as(worker, 'GET', '/members')).body.items,
    ];
    expect(full).toHaveLength(5);
    expect(full.every((one: object) => 'email' in one && 'status' in one)).toBe(true);
    expect(brief).toHaveLength(4);
    for (const one of brief) expect(Object.keys(one).sort()).toEqual(['id', 'name', 'roles']);
  });
});

describe('a lost second factor', () => {
  it('is taken away by two administrators, never by one nor by oneself', async () => {
    const { system, security, worker } = await liveCounty();
    const { secret } = (await as(worker, 'POST', '/me/factor', { password })).body;
    const enrolled = await as(worker, 'POST', '/me/factor/confirm', { code: totp(secret, api.deps.clock.wall()) });
    expect(enrolled.status).toBe(201);
    const signIn = () => api.call('POST', '/api/v1/sessions', { login: worker.email, password });
    expect((await signIn()).body.owes).toBe('factor');
    const reset = (by: { token: string }) => as(by, 'POST', `/members/${worker.id}/factor-reset`);
    expect((await reset(enrolled.body)).status).toBe(403);
    expect((await as(system, 'POST', `/members/${system.id}/factor-reset`)).body.code).toBe('forbidden.ownAccount');
    expect((await reset(system)).body.state).toBe('asked');
    expect((await reset(system)).body.code).toBe('conflict.secondPerson');
    expect((await signIn()).body.owes).toBe('factor');
    expect((await reset(security)).body.state).toBe('done');
    expect((await me(enrolled.body)).status).toBe(401);
    expect((await signIn()).body.owes).toBeUndefined();
    expect((await signIn()).status).toBe(201);
  });
});

describe('going live', () => {
  it('waits until each of the three administrators is there and a person of their own', async () => {
    const county = await api.signUp();
    const goLive = (by: Person) => as(by, 'POST', '/tenant/go-live');
    const missing = await goLive(county);
    expect(missing.body).toMatchObject({ status: 409, code: 'conflict.missingAdministrator' });
    expect(missing.body.detail).toContain('Auditor');
    await api.join(county, ['audit']);
    const double = await goLive(county);
    expect(double.body.code).toBe('conflict.exclusiveRoles');
    expect(double.body.detail).toMatch(/System administrator.*Security administrator/);
    const security = await api.join(county, ['security']);
    expect((await goLive(county)).body.code).toBe('conflict.exclusiveRoles');
    expect((await setRoles(county, county, ['system', 'office'])).status).toBe(200);
    expect((await goLive(county)).body.code).toBe('forbidden.role');
    expect((await goLive(security)).body).toMatchObject({ id: county.tenant, live: true });
    expect((await goLive(security)).body.code).toBe('conflict.live');
    expect((await me(county)).body.tenant.live).toBe(true);
  });

  it('does not count an administrator who was only invited', async () => {
    const county = await api.signUp();
    await as(county, 'POST', '/members', { name: '审计', email: 'invited-only@example.org', roles: ['audit'] });
    expect((await as(county, 'POST', '/tenant/go-live')).body.code).toBe('conflict.missingAdministrator');
  });

  it('ends double administrators, changing one’s own roles and doing without one of the three', async () => {
    const { county, system, security, auditor, worker } = await liveCounty();
    expect((await setRoles(security, worker, ['system', 'audit'])).body.code).toBe('conflict.exclusiveRoles');
    expect((await setRoles(security, auditor, ['audit', 'system'])).body.code).toBe('conflict.exclusiveRoles');
    expect((await setRoles(security, security, ['security', 'office'])).body.code).toBe('forbidden.ownRoles');
    expect((await setRoles(security, auditor, ['office'])).body.code).toBe('conflict.lastAdministrator');
    expect((await as(system, 'PUT', `/members/${auditor.id}/status`, { status: 'disabled' })).body.code).toBe(
      'conflict.lastAdministrator',
    );
    expect((await as(system, 'PUT', `/members/${system.id}/status`, { status: 'disabled' })).body.code).toBe(
      'forbidden.ownAccount',
    );
    const second = await as(system, 'POST', '/members', {
      name: '审计二',
      email: 'second-auditor@example.org',
      roles: ['audit', 'security'],
    });
    expect(second.body.code).toBe('conflict.exclusiveRoles');
    expect((await me(auditor)).body.roles).toEqual(['audit']);
    expect((await me(security)).body.roles).toEqual(['security']);
    expect((await setRoles(security, worker, ['audit'])).status).toBe(200);
    expect((await setRoles(security, auditor, ['office'])).status).toBe(200);
    const refused = (await log(county, 'member.roles')).filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ details }) => details?.code)).toContain('conflict.lastAdministrator');
  });

  it('holds when two changes at once would each leave one auditor', async () => {
    const { system, security, auditor, worker } = await liveCounty();
    await setRoles(security, worker, ['audit']);
    const [a, b] = await Promise.all([
      setRoles(security, auditor, ['office']),
      as(system, 'PUT', `/members/${worker.id}/status`, { status: 'disabled' }),
    ]);
    expect([a.status, b.status].sort()).toEqual([200, 409]);
    const auditors = (await as(system, 'GET', '/members')).body.items.filter(
      (one: { roles: string[]; status: string }) => one.roles.includes('audit') && one.status === 'active',
    );
    expect(auditors).toHaveLength(1);
  });
});

describe('a member who is closed', () => {
  it('is signed out with the next request and comes back when opened', async () => {
    const county = await api.signUp();
    const worker = await api.join(county, ['office']);
    const status = (wanted: string) => as(county, 'PUT', `/members/${worker.id}/status`, { status: wanted });
    expect((await me(worker)).status).toBe(200);
    expect((await status('disabled')).body.status).toBe('disabled');
    expect((await me(worker)).status).toBe(401);
    expect((await api.call('POST', '/api/v1/sessions', { login: worker.email, password })).status).toBe(422);
    expect((await status('active')).body.status).toBe('active');
    expect((await api.call('POST', '/api/v1/sessions', { login: worker.email, password })).status).toBe(201);
  });

  it('who never came is still to be invited when opened again', async () => {
    const county = await api.signUp();
    const { body } = await as(county, 'POST', '/members', {
      name: '王二',
      email: 'never-came@example.org',
      roles: ['office'],
    });
    await as(county, 'PUT', `/members/${body.id}/status`, { status: 'disabled' });
    expect((await api.call('POST', `/api/v1/invitations/${body.invitation.token}/accept`, { password })).status).toBe(
      404,
    );
    expect((await as(county, 'PUT', `/members/${body.id}/status`, { status: 'active' })).body.status).toBe('invited');
  });

  it('may be signed out everywhere without being closed', async () => {
    const county = await api.signUp();
    const worker = await api.join(county, ['office']);
    expect((await as(county, 'POST', `/members/${worker.id}/sign-out`)).status).toBe(204);
    expect((await me(worker)).status).toBe(401);
  });
});

describe('what a member may see', () => {
  it('is narrowed by the security administrator, renamed by the system administrator', async () => {
    const { system, security, worker } = await liveCounty();
    expect((await as(system, 'PATCH', `/members/${worker.id}`, { unit: 'rec_9' })).body.code).toBe('forbidden.role');
    expect((await as(security, 'PATCH', `/members/${worker.id}`, { unit: 'rec_9' })).status).toBe(200);
    expect((await me(worker)).body.member.unit).toBe('rec_9');
    expect((await as(system, 'PATCH', `/members/${worker.id}`, { name: '新名' })).body.name).toBe('新名');
    expect((await as(system, 'PATCH', `/members/${worker.id}`, { status: 'disabled' })).status).toBe(422);
  });
});

describe('an API key', () => {
  const soon = () => new Date(api.deps.clock.wall() + 24 * hour).toISOString();

  it('acts under its roles until it expires or is taken away', async () => {
    const county = await api.signUp();
    const made = await as(county, 'POST', '/api-keys', { name: '同步', roles: ['office'], expiresAt: soon() });
    expect(made.status).toBe(201);
    const key = { token: made.body.secret };
    expect((await me(key)).body).toMatchObject({
      kind: 'key',
      member: { id: made.body.id, name: '同步' },
      roles: ['office'],
      tenant: { id: county.tenant },
    });
    const list = await as(county, 'GET', '/api-keys');
    expect(list.body.items).toHaveLength(1);
    expect(list.body.items[0].usedAt).toBeDefined();
    expect(JSON.stringify(list.body)).not.toContain(made.body.secret);
    const stranger = await api.signUp();
    expect((await as(stranger, 'DELETE', `/api-keys/${made.body.id}`)).status).toBe(404);
    expect((await as(county, 'DELETE', `/api-keys/${made.body.id}`)).status).toBe(204);
    expect((await me(key)).status).toBe(401);
    const other = await as(county, 'POST', '/api-keys', { name: '同步', roles: ['office'], expiresAt: soon() });
    api.pass(25 * hour);
    expect((await me({ token: other.body.secret })).status).toBe(401);
  });

  it('is no administrator, makes no keys and expires within 400 days', async () => {
    const county = await api.signUp();
    const make = (roles: string[], expiresAt: string) =>
      as(county, 'POST', '/api-keys', { name: '同步', roles, expiresAt });
    for (const roles of [['system'], ['security', 'office'], ['audit'], ['applicant'], []])
      expect((await make(roles, soon())).status).toBe(422);
    for (const when of ['2001-01-01', '2099-01-01', 'soon']) expect((await make(['office'], when)).status).toBe(422);
    const made = await make(['office'], soon());
    expect((await as({ token: made.body.secret }, 'GET', '/api-keys')).status).toBe(403);
    expect((await as({ token: made.body.secret }, 'GET', '/sessions')).body.code).toBe('forbidden.member');
  });
});

describe('the audit log', () => {
  it('has a line for sign-ins, failures, invitations, roles and refusals, with address and session', async () => {
    const county = await api.signUp();
    const worker = await api.join(county, ['office']);
    await api.call('POST', '/api/v1/sessions', { login: worker.email, password: 'wrong' }, { ip: '198.51.100.20' });
    const signedIn = await api.call(
      'POST',
      '/api/v1/sessions',
      { login: worker.email, password },
      { ip: '2001:db8:1:2:3:4:5:6' },
    );
    await setRoles(county, worker, ['leader']);
    await setRoles(worker, county, ['leader']);
    const lines = await listAudit(api.table.for(county.tenant), api.deps.clock, { limit: 500 });
    const of = (name: string, outcome = 'done') =>
      lines.filter((line) => line.name === name && line.outcome === outcome);
    expect(of('session.refused', 'refused')[0]).toMatchObject({
      actor: { id: worker.id },
      ip: '198.51.100.20',
      details: { code: 'invalid.login' },
    });
    const [opened] = of('session.opened').filter(({ actor }) => actor.id === worker.id);
    expect(opened).toMatchObject({ ip: '2001:db8:1:2::/64' });
    expect(opened?.sessionHash).not.toContain(signedIn.body.token.split('.')[2]);
    expect(of('member.invited')[0]).toMatchObject({ actor: { id: county.id }, object: { person: worker.id } });
    expect(of('member.roles')[0]).toMatchObject({ details: { before: ['office'], after: ['leader'] } });
    expect(of('member.roles', 'refused')[0]).toMatchObject({
      actor: { id: worker.id },
      details: { code: 'forbidden.role' },
    });
    expect(of('tenant.opened')).toHaveLength(1);
    const times = lines.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const byPerson = await listAudit(api.table.for(county.tenant), api.deps.clock, { person: worker.id });
    expect(byPerson.length).toBeGreaterThan(0);
    expect(byPerson.every(({ object }) => object?.person === worker.id)).toBe(true);
    const stranger = await api.signUp();
    expect(JSON.stringify(await listAudit(api.table.for(stranger.tenant), api.deps.clock, {}))).not.toContain(
      worker.id,
    );
  });

  it('that cannot be written refuses the change', async () => {
    const county = await api.signUp();
    const worker = await api.join(county, ['office']);
    api.faults.on('PutItem', 0, 'serverError');
    const kept = console.error;
    console.error = () => {};
    const refused = await setRoles(county, worker, ['leader']);
    console.error = kept;
    api.faults.clear();
    expect(refused.status).toBeGreaterThanOrEqual(429);
    expect((await me(worker)).body.roles).toEqual(['office']);
  });
});
