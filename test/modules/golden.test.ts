import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RoleAccess } from '@juxian/engine/define.ts';
import { registered } from '@juxian/engine/define.ts';
import { modules } from '@juxian/modules/index.ts';
import { describe, expect, it } from 'vitest';
import { beehive } from './beehive.ts';
import { goldenPage } from './golden.ts';

/** `GOLDEN=accept npx vitest run test/modules/golden.test.ts` writes the pages anew, for review as a diff. */
const accepts = process.env.GOLDEN === 'accept';
const folder = new URL('./golden/', import.meta.url);
const pageOf = (name: string) => new URL(`${name}.md`, folder);

describe('the page of who may do what', () => {
  it.each(modules.map((module) => [module.name, module] as const))('%s says what was accepted', (name, module) => {
    if (accepts) writeFileSync(pageOf(name), goldenPage(module));
    expect(goldenPage(module)).toBe(readFileSync(pageOf(name), 'utf8'));
  });

  it('stands for every module and for nothing else', () => {
    const wanted = modules.map(({ name }) => `${name}.md`).sort();
    if (accepts) for (const file of readdirSync(folder)) if (!wanted.includes(file)) rmSync(new URL(file, folder));
    expect(readdirSync(folder).sort()).toEqual(wanted);
  });

  it('changes with every access, edit and move', () => {
    const module = registered(beehive);
    const page = goldenPage(module);
    const office = module.access.office as RoleAccess;
    const changes = [
      { ...module, access: { ...module.access, leader: { scope: { sees: 'all' as const }, fields: ['hives'] } } },
      { ...module, access: { ...module.access, office: { ...office, create: ['name'] } } },
      { ...module, access: { ...module.access, office: { ...office, edit: { draft: ['name'] } } } },
      { ...module, access: { ...module.access, office: { ...office, reveal: [] } } },
      { ...module, access: { ...module.access, office: { ...office, states: ['kept'] } } },
      { ...module, access: { ...module.access, expert: { scope: { sees: 'own' as const }, fields: [] } } },
      {
        ...module,
        moves: { enter: { label: { zh: '入册', en: 'Enter' }, from: ['draft'], to: 'kept', by: ['office' as const] } },
      },
    ];
    for (const changed of changes) expect(goldenPage(changed)).not.toBe(page);
    expect(page).toContain('| 场主证件号（keeper） | 敏感、不重复 | 看（遮住），可查看明文，新建时填 |');
    expect(page).toContain('| 入册（enter） | 登记中 | 在养 | 经办人员、申报人 | 无 | — |');
  });

  it('uses words that people of a county read', () => {
    for (const module of modules)
      expect(goldenPage(module)).not.toMatch(/undefined|\[object|租户|模块|覆盖层|记录类型/);
  });
});
