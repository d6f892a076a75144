import { Refusal } from '@juxian/base/refusal.ts';
import { say, type Text, t } from '@juxian/base/text.ts';
import type { RecordAnswer } from '@juxian/engine/answer.ts';
import type { Ctx } from '@juxian/engine/context.ts';
import { lookOf } from '@juxian/engine/look.ts';
import { createRecord, getRecord, updateRecord } from '@juxian/engine/record.ts';
import { type ServiceSort, serviceSorts } from '@juxian/rules/attraction.ts';
import type { Context, Hono } from 'hono';
import { createElement } from 'react';
import { BeginPage, type BeginProps, ServiceList } from './Begin.tsx';
import { toSignIn } from './door.ts';
import { listOwn } from './own.ts';
import type { Place } from './Page.tsx';
import { takesStudents } from './Posts.tsx';
import { isOn, listOf } from './read.ts';
import { respond } from './respond.ts';
import type { PortalEdge } from './visit.ts';

type Values = Record<string, unknown>;

/** What somebody is about to fill in: where it begins, with which values, and what is in its way. */
type Beginning = {
  module: string;
  place: Place;
  page: Omit<BeginProps, 'own'>;
  values: Values;
  /** A draft with these values is gone on with; without any, any draft. */
  same: Values;
  closed?: Refusal;
};

const missingPage = () => new Refusal('missing.page', t('没有这个页面', 'There is no such page'));

const isSort = (sort: string): sort is ServiceSort => Object.hasOwn(serviceSorts, sort);

/** Ways in to the forms that stand on one page: internships, services, registration as an expert. */
export function beginRoutes(pages: Hono<PortalEdge>): void {
  pages.get('/services', (c) => {
    const { ctx, site } = c.var.visit;
    if (!isOn(ctx, 'serviceRequest')) throw missingPage();
    const days = lookOf(ctx).figure('talent.serviceDays').value;
    return respond(c, {
      site,
      title: say(t('人才服务', 'Services for talent'), ctx.locale),
      place: 'services',
      children: createElement(ServiceList, { days }),
    });
  });
  for (const [path, of] of [
    ['/posts/:id/apply', ofPost],
    ['/services/:sort/apply', ofService],
    ['/experts/register', ofExpert],
  ] as const) {
    pages.get(path, async (c) => {
      const beginning = await of(c);
      return c.var.visit.session ? draw(c, beginning) : toSignIn(c);
    });
    pages.post(path, async (c) => {
      const beginning = await of(c);
      if (!c.var.visit.session) return toSignIn(c);
      if (beginning.closed) return draw(c, beginning);
      return c.redirect(`${c.var.visit.site.base}/my/${await begin(c.var.visit.ctx, beginning)}/edit/1`, 303);
    });
  }
}

const said = (ctx: Ctx, words: Text, values?: Values): string => say(words, ctx.locale, values);

async function ofPost(c: Context<PortalEdge>): Promise<Beginning> {
  const { ctx } = c.var.visit;
  if (!isOn(ctx, 'internshipApplication')) throw missingPage();
  const post = await getRecord(ctx, { module: 'internshipPost', id: c.req.param('id') ?? '' });
  const { heading, unit, until } = post.values;
  return {
    module: 'internshipApplication',
    place: 'posts',
    values: { wishes: [post.id] },
    same: {},
    page: {
      title: said(ctx, t('实习报名', 'Apply for an internship')),
      about: `${heading}　${post.titles[String(unit)] ?? ''}`,
      back: `posts/${post.id}`,
      lines: [
        said(ctx, t('一张报名表，可按先后报三个志愿。', 'One form, up to three wishes in their order.')),
        said(ctx, t('报名截止{until}。', 'Applications close on {until}.'), { until }),
        said(
          ctx,
          t(
            '匹配后发消息请您确认，{days}天内不确认的，名额空出，进入下一轮匹配。',
            'Once matched you are asked to confirm within {days} days, or the place is free again.',
          ),
          { days: lookOf(ctx).figure('talent.internConfirmDays').value },
        ),
      ],
    },
    ...(takesStudents(post, ctx.clock.today())
      ? {}
      : {
          closed: new Refusal('conflict.closed', t('这个岗位已截止报名', 'This post takes no more applications')),
        }),
  };
}

async function ofService(c: Context<PortalEdge>): Promise<Beginning> {
  const { ctx } = c.var.visit;
  const sort = c.req.param('sort') ?? '';
  if (!isOn(ctx, 'serviceRequest') || !isSort(sort)) throw missingPage();
  const days = lookOf(ctx).figure('talent.serviceDays').value[sort];
  return {
    module: 'serviceRequest',
    place: 'services',
    values: { sort },
    same: { sort },
    page: {
      title: said(ctx, t('人才服务申请', 'Ask for a service')),
      about: said(ctx, serviceSorts[sort]),
      back: 'services',
      lines: [
        said(
          ctx,
          t('受理后{days}个工作日内办结，结果发消息告知。', 'Settled within {days} working days; you are told.'),
          {
            days,
          },
        ),
        said(
          ctx,
          t(
            '须填身份证号，只用于核对身份和重复享受，不公开。',
            'The identity number is needed, to check who you are and that nothing is given twice; it is never public.',
          ),
        ),
      ],
    },
    ...(ctx.config.verified
      ? {}
      : {
          closed: new Refusal(
            'conflict.unverified',
            t(
              '本页面所属机构尚未核验，暂不受理须填身份证号的申请',
              'Who runs this page has not been confirmed; what needs an identity number is not taken yet',
            ),
          ),
        }),
  };
}

async function ofExpert(c: Context<PortalEdge>): Promise<Beginning> {
  const { ctx } = c.var.visit;
  if (!isOn(ctx, 'expertRegistration')) throw missingPage();
  return {
    module: 'expertRegistration',
    place: 'experts',
    values: {},
    same: {},
    page: {
      title: said(ctx, t('专家自荐登记', 'Register as an expert')),
      about: '',
      back: 'experts',
      lines: [
        said(
          ctx,
          t('登记后由人才办确认，列入专家库。', 'The talent office confirms it and enters you in the register.'),
        ),
        said(
          ctx,
          t(
            '哪些栏目公开，由您逐项同意，可随时撤回；手机和邮箱不公开。',
            'Field by field you say what may be public, and may withdraw it at any time; telephone and e-mail never are.',
          ),
        ),
      ],
    },
  };
}

async function draw(c: Context<PortalEdge>, { module, place, page, closed }: Beginning): Promise<Response> {
  const { ctx, site } = c.var.visit;
  const own = (await listOwn(ctx)).filter((line) => line.module === module);
  return respond(
    c,
    {
      site,
      title: page.title,
      place,
      personal: true,
      refused: closed !== undefined,
      children: createElement(BeginPage, {
        ...page,
        own: own.map(({ id, title, label, phase }) => ({ id, title, label, phase })),
        ...(closed ? { closed: closed.reason(ctx.locale) } : {}),
      }),
    },
    closed ? 409 : 200,
  );
}

/** The draft to go on with, or a new one. @returns its id. */
async function begin(ctx: Ctx, { module, values, same }: Beginning): Promise<string> {
  const filters = Object.fromEntries(Object.entries(same).map(([name, value]) => [`filter[${name}]`, String(value)]));
  const [draft] = (await listOf(ctx, module, { ...filters, 'filter[state]': 'draft', sort: '-changedAt', limit: '1' }))
    .items;
  if (draft) {
    await addWish(ctx, await getRecord(ctx, { module, id: draft.id }), values);
    return draft.id;
  }
  return (await createRecord(ctx, { module, values: { ...(await carriedOver(ctx, module)), ...values } })).id;
}

const mostWishes = 3;

/** A post begun from beside others wished for already takes the next place, while there is one. */
async function addWish(ctx: Ctx, { module, id, revision, values }: RecordAnswer, begun: Values): Promise<void> {
  const [post] = (begun.wishes ?? []) as string[];
  const held = (values.wishes ?? []) as string[];
  if (!post || held.includes(post) || held.length >= mostWishes) return;
  await updateRecord(ctx, { module, id, revision, values: { wishes: [...held, post] } });
}

/** What somebody said of himself last time, by module. */
const lasting: Readonly<Record<string, readonly string[]>> = {
  internshipApplication: ['name', 'sex', 'school', 'subject', 'major', 'level', 'local', 'origin'],
  serviceRequest: ['name', 'unitName'],
};

/** What need not be typed twice. */
async function carriedOver(ctx: Ctx, module: string): Promise<Values> {
  const [last] = (await listOf(ctx, module, { sort: '-changedAt', limit: '1' })).items;
  const kept = (lasting[module] ?? []).flatMap((name) =>
    last?.values[name] === undefined ? [] : [[name, last.values[name]] as const],
  );
  const contact = ctx.actor.kind === 'applicant' ? ctx.actor.contact : '';
  return { ...(/^1\d{10}$/.test(contact) ? { phone: contact } : {}), ...Object.fromEntries(kept) };
}
