import { describeModule } from '@juxian/engine/describe.ts';
import { placeRecord, updateRecord } from '@juxian/engine/record.ts';
import { listOf } from '@juxian/functions/api/records.ts';
import { tick } from '@juxian/functions/jobs/clock.ts';
import { describe, expect, it } from 'vitest';
import { county, inOneWorld, list, make, office, read, start, unitOf } from '../support/attraction.ts';
import { at } from '../support/county.ts';
import { move, refusal } from '../support/selection.ts';

inOneWorld();

describe('internship posts', () => {
  const seasonOf = { year: 2026, season: 'summer', sort: 'office', insurance: 'yes', place: '县政府大楼' };
  const span = { from: '2026-07-06', to: '2026-08-14', until: '2026-06-20', duties: '协助办文', allowance: 8000 };
  const openPost = async (unit: string, more: Record<string, unknown> = {}) => {
    const id = await make('internshipPost', { heading: '文秘实习', unit, quota: 3, ...seasonOf, ...span, ...more });
    await move(office, 'internshipPost', id, 'submit');
    await move(office, 'internshipPost', id, 'publish');
    return id;
  };
  const student = (name: string, wishes: string[], more: Record<string, unknown> = {}) => ({
    name,
    phone: '13900000992',
    school: '岭东大学',
    subject: '08',
    major: '计算机科学与技术',
    level: 'bachelor',
    local: 'yes',
    wishes,
    flexible: 'no',
    ...more,
  });
  const apply = async (name: string, wishes: string[], more: Record<string, unknown> = {}) => {
    const who = await county.applicant(name);
    const id = await make('internshipApplication', student(name, wishes, more), who);
    await move(who, 'internshipApplication', id, 'submit', { consent: 'yes', consentVersion: '2026-1' });
    return { id, who };
  };

  it('asks for insurance and an allowance within the county’s figures before it is published', async () => {
    await start();
    const unit = await unitOf('县政府办');
    const dear = await make('internshipPost', {
      heading: '文秘实习',
      unit,
      quota: 1,
      ...seasonOf,
      ...span,
      allowance: 10_001,
    });
    const refused = await refusal(move(office, 'internshipPost', dear, 'submit'));
    expect(refused.reason('zh-CN')).toBe('每天补贴应在50至100元之间');
    const bare = await make('internshipPost', {
      heading: '文秘实习',
      unit,
      quota: 1,
      ...seasonOf,
      ...span,
      insurance: 'no',
    });
    expect((await refusal(move(office, 'internshipPost', bare, 'submit'))).code).toBe('conflict.insurance');
  });

  it('offers no post of another season, none that is over, and keeps a draft to its student', async () => {
    await start();
    const unit = await unitOf('县政府办');
    const [mine, winter] = [await openPost(unit), await openPost(unit, { season: 'winter' })];
    const { id } = await apply('何听澜', [mine]);
    const offer = (post: string) => refusal(move(office, 'internshipApplication', id, 'offer', { post }));
    expect((await offer(winter)).code).toBe('conflict.post');
    const who = await county.applicant('温如言');
    const draft = await make('internshipApplication', student('温如言', [mine]), who);
    expect((await read('internshipApplication', draft, who)).values.name).toBe('温如言');
    for (const reader of [office, await county.as('程望舒', 'leader')])
      expect((await refusal(read('internshipApplication', draft, reader))).code).toBe('missing.record');
    expect((await list(office, 'internshipApplication')).map((one) => one.id)).toEqual([id]);
    await move(office, 'internshipPost', mine, 'close');
    county.clock.set(at('2026-08-15T00:00:00'));
    await tick(await county.ticking());
    expect((await offer(mine)).code).toBe('conflict.post');
  });

  it('refuses a student who does not fit, and one who comes after the closing day', async () => {
    await start();
    const unit = await unitOf('县政府办');
    const post = await openPost(unit, { subjects: ['10'], level: 'master' });
    expect((await refusal(apply('何听澜', [post]))).code).toBe('invalid.fit');
    expect((await refusal(apply('何听澜', [post], { subject: '10' }))).code).toBe('invalid.fit');
    await apply('何听澜', [post], { subject: '10', level: 'master' });
    county.clock.set(at('2026-06-21T00:00:00'));
    await tick(await county.ticking());
    expect((await refusal(apply('温如言', [post], { subject: '10', level: 'master' }))).code).toBe('conflict.closed');
  });

  it('never fills a fourth of three places, with fifty offers at once', async () => {
    await start();
    const post = await openPost(await unitOf('县政府办'));
    const filed: string[] = [];
    for (let i = 0; i < 50; i++)
      filed.push(
        (
          await placeRecord(office, {
            module: 'internshipApplication',
            values: { ...student(`学生${i}`, [post]), year: 2026, season: 'summer' },
            state: 'submitted',
          })
        ).id,
      );
    const offers = await Promise.allSettled(
      filed.map((id) => move(office, 'internshipApplication', id, 'offer', { post })),
    );
    const refused = offers.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refused.every((code) => code === 'conflict.quota' || code === 'conflict.taken')).toBe(true);
    for (const id of filed) await move(office, 'internshipApplication', id, 'offer', { post }).catch(() => undefined);
    const offered = (await list(office, 'internshipApplication')).filter(({ state }) => state === 'offered');
    expect(offered).toHaveLength(3);
    const fourth = filed.find((id) => offered.every((one) => one.id !== id)) ?? '';
    const full = await refusal(move(office, 'internshipApplication', fourth, 'offer', { post }));
    expect(full.reason('zh-CN')).toBe('岗位“文秘实习”的3个名额已满');
  });

  it('passes an unconfirmed place on after three days, matches again, and never the same post', async () => {
    await start();
    const unit = await unitOf('县政府办');
    const [only, other] = [await openPost(unit, { quota: 1 }), await openPost(unit, { quota: 1, heading: '统计实习' })];
    const first = await apply('何听澜', [only, other]);
    const second = await apply('温如言', [only], { local: 'no' });
    const settle = async () => {
      const round = await make('internshipRound', { year: 2026, season: 'summer' });
      await move(office, 'internshipRound', round, 'match');
      await move(office, 'internshipRound', round, 'release');
      return round;
    };
    const round = await settle();
    expect((await read('internshipRound', round)).values).toMatchObject({ round: 1, placed: 1, first: 1, left: 1 });
    await move(office, 'internshipApplication', first.id, 'offer', { round });
    expect((await refusal(move(office, 'internshipApplication', second.id, 'offer', { round }))).code).toBe(
      'conflict.proposal',
    );
    expect((await read('internshipApplication', first.id)).due).toBe('2026-03-05T23:59:59+08:00');
    county.clock.set(at('2026-03-06T00:00:00'));
    await tick(await county.ticking());
    expect((await read('internshipApplication', first.id)).state).toBe('submitted');
    const next = await settle();
    const shown = (await read('internshipRound', next)).values;
    // The post passed on was the first wish; what is left is still the second.
    expect(shown).toMatchObject({ round: 2, placed: 2, first: 1, left: 0 });
    expect(shown.proposal).toEqual({ [first.id]: other, [second.id]: only });
  });

  it('ends with attendance, a grade and a certificate anybody can check', async () => {
    await start();
    const post = await openPost(await unitOf('县政府办'));
    const { id, who } = await apply('何听澜', [post]);
    await move(office, 'internshipApplication', id, 'offer', { post });
    await move(who, 'internshipApplication', id, 'confirm');
    expect((await refusal(move(office, 'internshipApplication', id, 'arrive'))).reason('zh-CN')).toBe(
      '实习2026-07-06才开始',
    );
    county.clock.set(at('2026-07-06T08:00:00'));
    await move(office, 'internshipApplication', id, 'arrive');
    const grade = { mark: 'good', opinion: '认真' };
    expect((await refusal(move(office, 'internshipApplication', id, 'assess', grade))).code).toBe(
      'conflict.attendance',
    );
    county.clock.set(at('2026-07-08T17:00:00'));
    const { revision } = await read('internshipApplication', id);
    const attend = (days: [string, string][]) =>
      updateRecord(office, {
        module: 'internshipApplication',
        id,
        revision,
        values: { attendance: days.map(([on, present]) => ({ on, present })) },
      });
    expect((await refusal(attend([['2026-07-09', 'full']]))).details.fields?.[0]?.path).toBe('attendance');
    await attend([
      ['2026-07-06', 'full'],
      ['2026-07-07', 'half'],
    ]);
    const register = (on: string) => move(office, 'internshipApplication', id, 'attend', { on, present: 'absent' });
    expect((await refusal(register('2026-07-09'))).code).toBe('invalid.future');
    expect((await refusal(register('2026-07-07'))).code).toBe('conflict.attended');
    await register('2026-07-05');
    await move(office, 'internshipApplication', id, 'presentToday');
    expect((await refusal(move(office, 'internshipApplication', id, 'presentToday'))).code).toBe('conflict.attended');
    const { attendance } = (await read('internshipApplication', id)).values;
    expect((attendance as { on: string; present: string }[]).map(({ on, present }) => `${on} ${present}`)).toEqual([
      '2026-07-05 absent',
      '2026-07-06 full',
      '2026-07-07 half',
      '2026-07-08 full',
    ]);
    const outside = await refusal(move(office, 'internshipApplication', id, 'assess', grade));
    expect(outside.reason('zh-CN')).toBe('考勤2026-07-05不在实习期2026-07-06至2026-08-14内');
    const before = await read('internshipApplication', id);
    const kept = (before.values.attendance as { on: string }[]).filter(({ on }) => on !== '2026-07-05');
    await updateRecord(office, {
      module: 'internshipApplication',
      id,
      revision: before.revision,
      values: { attendance: kept },
    });
    await move(office, 'internshipApplication', id, 'assess', grade);
    expect((await refusal(move(office, 'internshipApplication', id, 'certify'))).code).toBe('conflict.early');
    county.clock.set(at('2026-08-14T17:00:00'));
    await move(office, 'internshipApplication', id, 'certify');
    const [certificate] = await list(office, 'internshipCertificate');
    const visitor = await county.visitor();
    const checked = await read('internshipCertificate', certificate?.id ?? '', visitor);
    expect(checked.values).toMatchObject({ holder: '何**', days: 2.5 });
    expect(JSON.stringify(checked)).not.toMatch(/何听澜|岭东大学/);
    expect((await describeModule(office, 'internshipCertificate')).list.lead).toBe('name');
    expect((await describeModule(visitor, 'internshipCertificate')).list.lead).toBeUndefined();
    expect(await list(await county.applicant('旁人'), 'internshipCertificate')).toEqual([]);
    for (const stranger of [visitor, await county.as('阮清和', 'audit')])
      expect((await refusal(listOf(stranger, 'internshipCertificate', {}))).code).toBe('missing.module');
    expect(await list(who, 'internshipCertificate')).toHaveLength(1);
    expect((await read('internshipCertificate', certificate?.id ?? '')).values).toMatchObject({
      name: '何听澜',
      heading: '文秘实习',
      days: 2.5,
      mark: 'good',
      from: '2026-07-06',
    });
  });
});
