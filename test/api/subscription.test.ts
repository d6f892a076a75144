import { configRevision, saveConfig, type TenantConfig } from '@juxian/core/config.ts';
import { createRecord, takeMove } from '@juxian/engine/record.ts';
import { sendDigests } from '@juxian/functions/events/digest.ts';
import { openPump } from '@juxian/functions/events/pump.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal } from '../support/portal.ts';

let portal: Portal;
let pump: ReturnType<typeof openPump>;
let n = 0;

beforeAll(async () => {
  portal = await openPortal({ demo: false });
  portal.api.deps.clock.set(Date.parse('2026-10-04T09:00:00+08:00'));
  pump = openPump(portal.api.deps);
  await pump.turn();
});
afterAll(() => portal.api.stop());

const subscribed = async (to: string, ...kinds: string[]) => {
  const browser = await portal.applicant(to);
  const page = await browser.post(`${portal.base}/subscribe`, { kinds });
  return { browser, page };
};

/** Publishes a call of one kind. @returns its heading. */
async function publish(kind: string): Promise<string> {
  const heading = `2026年度第${++n}批申报公告`;
  const { id } = await createRecord(portal.office, {
    module: 'call',
    values: {
      heading,
      year: 2026,
      summary: '面向全县',
      opens: '2026-10-01T09:00:00+08:00',
      kinds: [{ kind, quota: 1, amount: 100, deadline: '2026-11-20T17:30:00+08:00' }],
      conditions: '在本县工作',
      ties: 'achievements',
      consentText: '同意',
      consentVersion: '1',
      contact: '0999-0000126',
    },
  });
  await takeMove(portal.office, { module: 'call', id, move: 'publish', input: {} });
  portal.api.pass(6000);
  await pump.turn();
  return heading;
}

const told = (to: string, heading: string): string[] =>
  portal.api.outbox.sent.filter((sent) => sent.to === to && sent.text.includes(heading)).map(({ text }) => text);

const stopLink = (text: string): string => /退订http:\/\/[^/]+(\/p\/\S+)/.exec(text)?.[1] ?? '';

describe('a subscription', () => {
  it('needs a contact confirmed by a code', async () => {
    const visitor = await portal.browser().get(`${portal.base}/subscribe`);
    expect(visitor.at).toContain('/sign-in');
    expect((await portal.browser().get(`${portal.base}/`)).html).toContain(`href="${portal.base}/subscribe"`);
  });

  it('brings one message for a call of a kind that was chosen, and none for another', async () => {
    const { page } = await subscribed('13800000061', 'teacher', 'master');
    expect(page.html).toContain('已订阅');
    await subscribed('13800000062', 'physician');
    await subscribed('second@example.org', 'teacher');
    const heading = await publish('teacher');
    expect(told('13800000061', heading)).toHaveLength(1);
    expect(told('13800000061', heading)[0]).toContain(`新发布：${heading}（名师）`);
    expect(told('second@example.org', heading)).toHaveLength(1);
    expect(told('13800000062', heading)).toEqual([]);
    await openPump(portal.api.deps).turn();
    expect(told('13800000061', heading)).toHaveLength(1);
  });

  it('follows what is chosen later, and ends where nothing is', async () => {
    await subscribed('13800000063', 'teacher');
    await subscribed('13800000063', 'craftsman');
    expect(told('13800000063', await publish('teacher'))).toEqual([]);
    expect(told('13800000063', await publish('craftsman'))).toHaveLength(1);
    expect((await subscribed('13800000063')).page.html).toContain('已退订');
    expect(told('13800000063', await publish('craftsman'))).toEqual([]);
    await subscribed('13800000063', 'craftsman');
    expect(told('13800000063', await publish('craftsman'))).toHaveLength(1);
  });

  it('ends by the link in its messages without signing in, not by a machine that only opens it', async () => {
    await subscribed('13800000064', 'teacher');
    const [text = ''] = told('13800000064', await publish('teacher'));
    const link = stopLink(text);
    expect(link).toMatch(new RegExp(`^${portal.base}/subscriptions/rec_`));
    const seen = await portal.browser().get(link);
    expect([seen.status, seen.html.includes('不再接收新公告？')]).toEqual([200, true]);
    expect(told('13800000064', await publish('teacher'))).toHaveLength(1);
    const stopped = await portal.browser().post(link, {});
    expect(stopped.html).toContain('不再发送新公告');
    expect(told('13800000064', await publish('teacher'))).toEqual([]);
    expect((await portal.browser().post(link, {})).status).toBe(200);
  });

  it('leads to the county’s own address once that is in use', async () => {
    await subscribed('13800000067', 'teacher');
    const store = portal.api.deps.table.for(portal.county.tenant);
    const settle = async (domain: TenantConfig['domain']) =>
      saveConfig(store, { domain }, { revision: await configRevision(store), isPortal: () => true });
    await settle({ name: 'rc.qingshan.gov.cn' });
    expect(told('13800000067', await publish('teacher'))[0]).toContain('查看http://127.0.0.1:8787/p/qingshan/calls/');
    await settle({ name: 'rc.qingshan.gov.cn', since: '2026-10-01T09:00:00+08:00' });
    const [text = ''] = told('13800000067', await publish('teacher'));
    await settle(undefined);
    expect(text).toContain('查看https://rc.qingshan.gov.cn/calls/rec_');
    const link = /退订https:\/\/rc\.qingshan\.gov\.cn(\/\S+)/.exec(text)?.[1] ?? '';
    expect((await portal.browser().get(`${portal.base}${link}`)).html).toContain('不再接收新公告？');
  });

  it('is ended by nobody who has no link to it', async () => {
    await subscribed('13800000065', 'teacher');
    const [own = ''] = told('13800000065', await publish('teacher'));
    await subscribed('13800000066', 'teacher');
    const [other = ''] = told('13800000066', await publish('teacher'));
    const key = stopLink(other).split('/').at(-1) ?? '';
    const forged = stopLink(own).replace(/[^/]+$/, key);
    expect((await portal.browser().post(forged, {})).status).toBe(404);
    expect((await portal.browser().get(`${portal.base}/subscriptions/rec_0000000000000000000000/x`)).status).toBe(404);
    expect(told('13800000065', await publish('teacher'))).toHaveLength(1);
  });

  it('brings one message for the posts published together, of kinds that were chosen, however often it is told', async () => {
    const chosen = async (to: string, posts: string[], kinds: string[] = []) =>
      (await portal.applicant(to)).post(`${portal.base}/subscribe`, { posts, kinds });
    const page = await chosen('13800000071', ['culture', 'health']);
    expect(page.html).toMatch(/name="posts" value="culture" checked=""|name="posts" checked="" value="culture"/);
    await chosen('13800000072', ['school'], ['teacher']);
    const publishPost = async (heading: string, sort = 'culture') => {
      const { id } = await createRecord(portal.office, {
        module: 'internshipPost',
        values: {
          ...{ heading, sort, unit: portal.units.县文化馆, year: 2026, season: 'winter', quota: 1 },
          ...{ from: '2027-01-11', to: '2027-02-05', until: '2026-12-20', place: '县文化馆' },
          ...{ insurance: 'yes', duties: '讲解' },
        },
      });
      for (const move of ['submit', 'publish'])
        await takeMove(portal.office, { module: 'internshipPost', id, move, input: {} });
      portal.api.pass(6000);
      await pump.turn();
      return id;
    };
    const sent = (to: string) =>
      portal.api.outbox.sent
        .filter((one) => one.to === to && /实习岗位|文化馆|中学助教/.test(one.text))
        .map(({ text }) => text);
    const digest = async (ms: number) => {
      portal.api.pass(ms);
      await Promise.all([sendDigests(portal.api.deps), sendDigests(portal.api.deps)]);
    };
    for (const n of [1, 2, 3, 4]) await publishPost(`文化馆讲解员${n}`);
    await publishPost('中学助教', 'school');
    expect(sent('13800000071')).toEqual([]);
    await digest(30_000);
    expect(sent('13800000071')).toEqual([]);
    await digest(120_000);
    const [text = '', ...more] = sent('13800000071');
    expect(more).toEqual([]);
    expect(text).toContain('新发布4个实习岗位（文化旅游）：文化馆讲解员1、文化馆讲解员2、文化馆讲解员3等。查看');
    expect(text).toMatch(new RegExp(`${portal.base}/posts 退订`));
    expect(sent('13800000072')).toEqual([expect.stringContaining('新发布：中学助教（教育）')]);
    await openPump(portal.api.deps).turn();
    await digest(1_000_000);
    expect(sent('13800000071')).toHaveLength(1);
    const one = await publishPost('文化馆导览');
    await digest(120_000);
    expect(sent('13800000071')[0]).toContain(`新发布：文化馆导览（文化旅游）。查看http`);
    expect(sent('13800000071')[0]).toContain(`${portal.base}/posts/${one}`);
    expect(sent('13800000071')).toHaveLength(2);
    await portal.browser().post(stopLink(text), {});
    await publishPost('文化馆新媒体运营');
    await digest(120_000);
    expect(sent('13800000071')).toHaveLength(2);
  });
});
