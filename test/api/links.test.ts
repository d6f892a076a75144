import { settingsOf } from '@juxian/functions/local/settings.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from '../support/api.ts';

describe('SHOW_LINKS', () => {
  it('is for a host of one’s own: always in the local profile, elsewhere where it says on', () => {
    const shows = (env: Record<string, string>) => settingsOf(env).handsOutLinks;
    expect(shows({})).toBe(true);
    expect(shows({ AUTH_PROFILE: 'mlps3' })).toBe(false);
    expect(shows({ AUTH_PROFILE: 'mlps3', SHOW_LINKS: 'yes' })).toBe(false);
    expect(shows({ AUTH_PROFILE: 'mlps3', SHOW_LINKS: 'on' })).toBe(true);
    expect(() => settingsOf({ AUTH_PROFILE: 'none' })).toThrow('AUTH_PROFILE');
  });
});

describe('an invitation', () => {
  const opened: Api[] = [];
  afterAll(async () => {
    for (const api of opened) await api.stop();
  });
  const invite = async (handsOutLinks: boolean) => {
    const api = await startApi({ handsOutLinks });
    opened.push(api);
    const county = await api.signUp();
    const given = { name: '顾砚秋', email: 'gu@example.org', roles: ['office'] };
    const answer = await api.call('POST', '/api/v1/members', given, { token: county.token });
    const letter = api.outbox.sent.find(({ to }) => to === given.email)?.text ?? '';
    return { answer, link: /\S+\/invitations\/(\S+)/.exec(letter) };
  };

  it('comes with its link for the inviter where links are shown', async () => {
    const { answer, link } = await invite(true);
    expect(answer.status).toBe(201);
    expect(answer.body.invitation).toMatchObject({ url: link?.[0], token: link?.[1] });
  });

  it('goes to the invited alone where they are not', async () => {
    const { answer, link } = await invite(false);
    expect(answer.status).toBe(201);
    expect(link?.[1]).toMatch(/^\w{20,}/);
    expect(answer.body.invitation).toHaveProperty('expiresAt');
    expect(JSON.stringify(answer.body)).not.toContain(link?.[1] ?? 'no link');
  });
});
