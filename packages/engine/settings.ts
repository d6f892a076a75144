import { holds } from '@juxian/base/actor.ts';
import { fn } from '@juxian/base/fn.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { type Text, t } from '@juxian/base/text.ts';
import type { Key } from '@juxian/store/keys.ts';
import { type Action, type Item, StoreConflict } from '@juxian/store/table.ts';
import * as z from 'zod';
import { actLine } from './audit.ts';
import type { Ctx, TenantConfig } from './context.ts';
import type { AnyModule } from './define.ts';
import { checkLength, cleanText, reads, textInput } from './kinds/schema.ts';
import { type Diff, type Overlay, type Resolved, refuseWidening, resolve, settledDiff, staleKeys } from './overlay.ts';

export type OverlayVersion = {
  version: number;
  overlay: Overlay;
  at: string;
  by: string;
  note?: string;
  /** The earlier version it brought back; 0 = as inherited. */
  restores?: number;
};

export type OverlayDraft = { overlay: Diff; at: string; by: string; base: number };

export type OverlaySettings = {
  module: string;
  draft?: OverlayDraft;
  published?: Overlay;
  versions: Omit<OverlayVersion, 'overlay'>[];
  /** Paths of the published overlay that name what no longer exists. */
  stale: string[];
  /** The order as declared, in both languages: what a county goes back to. */
  declared: { columns: string[]; sections: { title: Text; help?: Text; fields: string[] }[] };
};

const ofModule = z.strictObject({ module: z.string().max(60) });

/** The county's settings of a module: draft, published overlay, versions latest first. Administrators only. */
export const overlaySettings = fn(ofModule, async (ctx: Ctx, input): Promise<OverlaySettings> => {
  const module = administered(ctx, input.module);
  const [draft, versions, { config }] = await Promise.all([
    draftOf(ctx, module),
    versionsOf(ctx, module),
    configOf(ctx),
  ]);
  const published = config.overlays[module.name];
  return {
    module: module.name,
    ...(draft ? { draft } : {}),
    ...(published ? { published } : {}),
    versions: versions.map(({ overlay: _, ...version }) => version),
    stale: staleKeys(module, published, ctx.clock.today()),
    declared: {
      columns: [...module.views.columns],
      sections: module.form.map((section) => ({ ...section, fields: [...section.fields] })),
    },
  };
});

/**
 * Keeps a draft; nothing changes for anybody until it is published.
 * @throws Refusal `invalid.overlay` naming every place that cannot stand.
 */
export const saveDraft = fn(
  ofModule.extend({ overlay: z.unknown() }),
  async (ctx: Ctx, input): Promise<OverlaySettings> => {
    const module = administered(ctx, input.module);
    const overlay = refuseWidening(module, input.overlay, ctx.clock.today());
    const versions = await versionsOf(ctx, module);
    refuseOtherKind(overlay, versions);
    const draft: OverlayDraft = { overlay, at: ctx.clock.now(), by: ctx.actor.name, base: versions[0]?.version ?? 0 };
    await ctx.store.transact([
      { put: { ...draftKey(ctx, module), ...draft } },
      actLine(ctx, {
        name: 'settings.saved',
        object: { module: module.name },
        details: { keys: Object.keys(overlay) },
      }),
    ]);
    return overlaySettings(ctx, { module: module.name });
  },
);

const note = reads(textInput, (given, refuse) => {
  const clean = cleanText(given, refuse);
  checkLength(clean, 200, refuse);
  return clean;
});

/**
 * Publishes the draft as the next version.
 * @throws Refusal `missing.draft`; `conflict.stale` where another version was published since the draft was saved.
 */
export const publishOverlay = fn(
  ofModule.extend({ note: note.optional() }),
  async (ctx: Ctx, input): Promise<OverlaySettings> => {
    const module = administered(ctx, input.module);
    const [draft, versions] = await Promise.all([draftOf(ctx, module), versionsOf(ctx, module)]);
    if (!draft) throw new Refusal('missing.draft', t('没有草稿可发布', 'There is no draft to publish'));
    const last = versions[0]?.version ?? 0;
    if (draft.base !== last)
      throw new Refusal(
        'conflict.stale',
        t(
          '草稿保存后已发布第{version}版，请核对后重新保存',
          'Version {version} was published after this draft; check it and save again',
        ),
        {
          values: { version: last },
        },
      );
    const diff = refuseWidening(module, draft.overlay, ctx.clock.today());
    refuseOtherKind(diff, versions);
    const text = input.note as string | undefined;
    await publish(ctx, module, { overlay: { ...diff, version: last + 1 }, ...(text ? { note: text } : {}) }, [
      { remove: draftKey(ctx, module), when: { equals: { at: draft.at } } },
      actLine(ctx, {
        name: 'settings.published',
        object: { module: module.name },
        details: { version: last + 1, keys: Object.keys(diff) },
      }),
    ]);
    return overlaySettings(ctx, { module: module.name });
  },
);

/** Publishes an earlier version again, as the next one; 0 brings back what is inherited. What has become stale is left out. */
export const rollBackOverlay = fn(
  ofModule.extend({ version: z.int().min(0) }),
  async (ctx: Ctx, input): Promise<OverlaySettings> => {
    const module = administered(ctx, input.module);
    const versions = await versionsOf(ctx, module);
    const wanted =
      input.version === 0 ? { version: 0 } : versions.find(({ version }) => version === input.version)?.overlay;
    if (!wanted || versions.length === 0) throw noVersion(input.version);
    const version = (versions[0]?.version ?? 0) + 1;
    const overlay = { ...settledDiff(module, wanted, ctx.clock.today()), version };
    await publish(ctx, module, { overlay, restores: input.version }, [
      actLine(ctx, {
        name: 'settings.rolledBack',
        object: { module: module.name },
        details: { version, restores: input.version },
      }),
    ]);
    return overlaySettings(ctx, { module: module.name });
  },
);

/**
 * The module as a record filed under that version saw it; 0 = as inherited.
 * @throws Refusal `missing.version`.
 */
export async function moduleAtVersion(ctx: Ctx, module: AnyModule, version: number): Promise<Resolved> {
  if (version === 0) return resolve(module, undefined);
  const item = await ctx.store.get(versionKey(ctx, module, version));
  if (!item) throw noVersion(version);
  return resolve(module, item.overlay as Overlay);
}

const noVersion = (version: number) =>
  new Refusal('missing.version', t('没有第{version}版', 'There is no version {version}'), { values: { version } });

function administered(ctx: Ctx, name: string): AnyModule {
  const module = ctx.registry.get(name);
  if (!module || ctx.actor.kind === 'public') throw new Refusal('missing.module', t('未找到', 'Not found'));
  if (!holds(ctx.actor, 'system'))
    throw new Refusal(
      'forbidden.settings',
      t('本地设置由系统管理员维护', 'Settings are kept by the system administrator'),
    );
  return module;
}

/** The portal reads versions of its own modules under its own key. */
const versionKey = ({ store: { keys } }: Ctx, module: AnyModule, version: number): Key =>
  keys.configPart(module.reach, `overlay#${module.name}#${String(version).padStart(6, '0')}`);
const draftKey = ({ store: { keys } }: Ctx, module: AnyModule): Key =>
  keys.configPart('staff', `overlaydraft#${module.name}`);

async function draftOf(ctx: Ctx, module: AnyModule): Promise<OverlayDraft | undefined> {
  const item = await ctx.store.get(draftKey(ctx, module));
  return item && { overlay: item.overlay as Diff, at: String(item.at), by: String(item.by), base: Number(item.base) };
}

async function versionsOf(ctx: Ctx, module: AnyModule): Promise<OverlayVersion[]> {
  const { pk } = ctx.store.keys.config(module.reach);
  const { items } = await ctx.store.query({ pk, begins: `overlay#${module.name}#`, backward: true });
  return items.map((item) => ({
    version: Number(item.version),
    overlay: item.overlay as Overlay,
    at: String(item.at),
    by: String(item.by),
    ...(item.note ? { note: String(item.note) } : {}),
    ...(item.restores === undefined ? {} : { restores: Number(item.restores) }),
  }));
}

/** Records hold values of own fields, so a name once published keeps its kind for good. */
function refuseOtherKind(diff: Diff, versions: readonly OverlayVersion[]): void {
  const changed = Object.entries(diff.own ?? {}).filter(([name, { kind }]) =>
    versions.some(({ overlay }) => (overlay.own?.[name]?.kind ?? kind) !== kind),
  );
  if (changed.length === 0) return;
  const says = t(
    '这一栏已有数据，不能改变类型，请另设一栏',
    'The field holds data; its kind cannot change. Make another field',
  );
  throw new Refusal('invalid.overlay', says, {
    fields: changed.map(([name]) => ({ path: `own.${name}.kind`, code: 'invalid.widens', says })),
  });
}

type Config = { config: TenantConfig; portal: TenantConfig; revision: number };

async function configOf({ store }: Ctx): Promise<Config> {
  const [staff, portal] = await store.batchGet([store.keys.config('staff'), store.keys.config('portal')]);
  if (!staff || !portal) throw new Refusal('missing.tenant', t('未找到', 'Not found'));
  return {
    config: staff.config as TenantConfig,
    portal: portal.config as TenantConfig,
    revision: Number(staff.revision),
  };
}

/** The version, both configurations and the line in the log, together or not at all. */
async function publish(
  ctx: Ctx,
  module: AnyModule,
  { overlay, ...about }: { overlay: Overlay; note?: string; restores?: number },
  besides: readonly Action[],
): Promise<void> {
  const { store } = ctx;
  const { config, portal, revision } = await configOf(ctx);
  const figures = figuresWith(config, module, overlay);
  const of = (held: TenantConfig) => ({ ...held, figures, overlays: { ...held.overlays, [module.name]: overlay } });
  const next = { revision: revision + 1 };
  const when = { equals: { revision } };
  const version: Item = {
    ...versionKey(ctx, module, overlay.version),
    version: overlay.version,
    overlay,
    at: ctx.clock.now(),
    by: ctx.actor.name,
    ...about,
  };
  try {
    await store.transact([
      { put: version, when: 'absent' },
      { update: store.keys.config('staff'), set: { config: of(config), ...next }, when },
      {
        update: store.keys.config('portal'),
        set: { config: module.reach === 'portal' ? of(portal) : { ...portal, figures }, ...next },
        when,
      },
      ...besides,
    ]);
  } catch (error) {
    if (!(error instanceof StoreConflict)) throw error;
    throw new Refusal(
      'conflict.stale',
      t('本地设置刚被他人改动，请刷新后再试', 'The settings were changed a moment ago; reload and try again'),
    );
  }
}

/** The county's figures with those of this module's last overlay replaced by the new one's. */
function figuresWith(config: TenantConfig, module: AnyModule, overlay: Overlay): Record<string, unknown> {
  const before = Object.keys(config.overlays[module.name]?.figures ?? {});
  const kept = Object.entries(config.figures).filter(([name]) => !before.includes(name));
  return { ...Object.fromEntries(kept), ...overlay.figures };
}
