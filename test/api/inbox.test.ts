import { signUp } from '@juxian/core/signUp.ts';
import { openApps } from '@juxian/functions/apps.ts';
import { devApp, inboxPath } from '@juxian/functions/local/dev.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, countyBody, startApi } from '../support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const codePage = async (slug: string, inbox: string | undefined, to: string): Promise<string> => {
  const apps = openApps({ ...api.deps, ...(inbox ? { inbox } : {}) });
  const answer = await apps(
    new Request(`http://127.0.0.1:8787/p/${slug}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-edge-address': '203.0.113.9' },
      body: new URLSearchParams({ step: 'to', to, next: '' }),
    }),
    {},
  );
  return answer.text();
};

describe('the inbox of a demonstration', () => {
  it('is linked from the code form of a demonstration alone, and only where there is one', async () => {
    const body = countyBody();
    await signUp(api.deps, body as never, { rule: 'open', demo: true });
    const link = `href="${inboxPath}?to=13800000021"`;
    expect(await codePage(body.slug, inboxPath, '13800000021')).toContain(link);
    const nowhere = await codePage(body.slug, undefined, '13800000022');
    expect(nowhere).toContain('已发到13800000022');
    expect(nowhere).not.toContain('/dev/');
    const real = await api.signUp();
    const own = await codePage(real.slug, inboxPath, '13800000023');
    expect(own).toContain('已发到13800000023');
    expect(own).not.toContain('/dev/');
  });

  it('shows what was sent to one address, its code to the fore, and as text what was sent as text', async () => {
    await api.deps.sms.send({ to: '13800000031', text: '验证码482913，5分钟内有效。<b>' });
    await api.deps.sms.send({ to: '13800000032', text: '验证码111222' });
    let turned = 0;
    const dev = devApp(api.deps, api.outbox, { turn: async () => ++turned });
    const read = async (query: string) => {
      const answer = await dev.request(`${inboxPath}${query}`, { headers: { 'x-edge-address': '203.0.113.9' } });
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
      return answer.text();
    };
    const one = await read('?to=13800000031');
    expect(turned).toBe(1);
    expect(one).toContain('验证码<strong>482913</strong>，5分钟内有效。&lt;b&gt;');
    expect(one).not.toContain('111222');
    expect(await read('')).toContain('111222');
    expect(await read('?to=13800000039')).toContain('还没有消息');
  });
});
