import { routes } from '@juxian/functions/routes.ts';
import { isAllowed } from '@juxian/store/guard.ts';
import { filePolicy, keyPolicy, type Statement, tablePolicy, trustConditions } from '@juxian/store/policy.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { arnOf, discard, type RawStatement, resolved, singled, synthesise } from './template.ts';

const template = synthesise('access');
afterAll(discard);
type Policy = { PolicyName: string; PolicyDocument: { Statement: RawStatement[] } };
const policiesOf = (role: string) => template.titled(role).Properties.Policies as Policy[];

describe('who may do what', () => {
  it('has no function with an address of its own, and none that anyone may invoke', () => {
    expect(template.functions()).toHaveLength(5);
    for (const [, lambda] of template.functions()) expect(lambda.Properties.Runtime).toBe('nodejs24.x');
    expect(template.ofType('AWS::Lambda::Url')).toEqual([]);
    expect(template.text).not.toContain('"AuthType"');
    const permissions = template.ofType('AWS::Lambda::Permission');
    expect(permissions.length).toBeGreaterThanOrEqual(3);
    for (const [id, permission] of permissions) {
      expect(permission.Properties.Principal, id).toMatch(/^(apigateway|events)\.amazonaws\.com$/);
      expect(permission.Properties.SourceArn, id).toBeDefined();
    }
  });

  it('lets no statement near the table without naming the keys it may touch', () => {
    const near = template
      .allowed()
      .filter(
        ({ actions, resource }) => actions.some((name) => name.startsWith('dynamodb:')) && touchesTable(resource),
      );
    expect(near.length).toBeGreaterThanOrEqual(8);
    for (const { id, statement, actions, resource } of near) {
      expect(actions, id).not.toContain('dynamodb:*');
      expect(
        actions.filter((name) => /Scan|PartiQL|\*/.test(name)),
        id,
      ).toEqual([]);
      if (isStream(resource)) continue;
      expect(JSON.stringify(resource), id).not.toContain('*');
      expect(JSON.stringify(statement.Condition), id).toContain('dynamodb:LeadingKeys');
    }
  });

  it.each(['tenant', 'portal'] as const)(
    'gives the %s role exactly the policy that the local guard judges by',
    (role) => {
      const policies = policiesOf(role === 'tenant' ? 'DataTenantRole' : 'DataPortalRole');
      const given = (name: string) =>
        policies
          .filter((policy) => policy.PolicyName === name)
          .flatMap((policy) => policy.PolicyDocument.Statement.map(resolved));
      expect(given('Table')).toEqual(singled(tablePolicy(role, arnOf('Table'))));
      expect(given('Files')).toEqual(singled(filePolicy(arnOf('Files'))));
      expect(given('Key')).toEqual(singled(keyPolicy(arnOf('Key'))));
      const names = policies.map((policy) => policy.PolicyName).sort();
      expect(names).toEqual(role === 'portal' ? ['Files', 'Key', 'Table'] : ['Anchors', 'Files', 'Key', 'Table']);
    },
  );

  it.each([
    ['Workspace', 'api'],
    ['Portal', 'api'],
    ['Subscribers', 'api'],
    ['Work', 'api'],
    ['Auth', 'auth'],
  ] as const)('gives %s without a tag exactly the reach of %s', (title, role) => {
    const document = template.titled(`${title}Table`).Properties.PolicyDocument as { Statement: RawStatement[] };
    expect(document.Statement.map(resolved)).toEqual(singled(tablePolicy(role, arnOf('Table'))));
  });

  it('lets messages find a county’s people, and nobody list what else a person is', () => {
    const may = (title: string, key: string) => {
      const rules = template.owned(title).map(listed);
      const context = { 'dynamodb:LeadingKeys': [key] };
      return isAllowed(rules, { action: 'dynamodb:Query', resource: `${arnOf('Table')}/index/gsi1`, context });
    };
    for (const title of ['Subscribers', 'Work', 'Workspace']) {
      expect(may(title, 'U#taaaaaaaaaa')).toBe(true);
      expect(may(title, 'U#usr_0000000000aaaaaaaaaaaa')).toBe(false);
      expect(may(title, 'A#usr_0000000000aaaaaaaaaaaa')).toBe(false);
    }
    expect(may('Auth', 'A#usr_0000000000aaaaaaaaaaaa')).toBe(true);
  });

  it('lets a county’s anchors be written and read, never removed', () => {
    const [anchors] = policiesOf('DataTenantRole').filter(({ PolicyName }) => PolicyName === 'Anchors');
    const text = JSON.stringify(anchors?.PolicyDocument.Statement.map(resolved));
    expect(text).toContain(`${arnOf('Anchors')}/t/\${aws:PrincipalTag/tenant}/*`);
    expect(text).toContain('s3:PutObject');
    expect(text).not.toContain('Delete');
  });

  it('keeps counties apart by the template itself', () => {
    const rules = policiesOf('DataTenantRole')
      .find(({ PolicyName }) => PolicyName === 'Table')
      ?.PolicyDocument.Statement.map(resolved) as Statement[];
    const may = (action: string, tag: string | undefined, ...keys: string[]) =>
      isAllowed(rules, {
        action: `dynamodb:${action}`,
        resource: arnOf('Table'),
        context: {
          ...(tag === undefined ? {} : { 'aws:PrincipalTag/tenant': [tag] }),
          ...(keys.length > 0 ? { 'dynamodb:LeadingKeys': keys } : {}),
        },
      });
    const own = 'taaaaaaaaaa';
    expect(may('GetItem', own, `T#${own}#S#R#post#1`)).toBe(true);
    expect(may('PutItem', own, `T#${own}#S#E#post#1`)).toBe(true);
    expect(may('UpdateItem', own, `T#${own}#S#E#post#1`)).toBe(false);
    expect(may('DeleteItem', own, `T#${own}#A#2026-01-01`)).toBe(false);
    expect(may('GetItem', own, 'T#tbbbbbbbbbb#S#R#post#1')).toBe(false);
    expect(may('BatchGetItem', own, `T#${own}#S#R#post#1`, 'T#tbbbbbbbbbb#S#R#post#1')).toBe(false);
    expect(may('GetItem', own, `T#${own}b#S#R#post#1`)).toBe(false);
    expect(may('GetItem', undefined, `T#${own}#S#R#post#1`)).toBe(false);
    expect(may('Query', own)).toBe(false);
    expect(may('Scan', own, `T#${own}#S#R#post#1`)).toBe(false);
  });

  it('gives no county’s tag to the portal’s function, whatever the real table says', () => {
    const real = synthesise('real-access', routes);
    const takers = (role: string) => JSON.stringify(real.titled(role).Properties.AssumeRolePolicyDocument);
    expect(takers('DataTenantRole')).toContain('"WorkspaceRole');
    expect(takers('DataPortalRole')).toContain('"PortalRole');
    expect(takers('DataTenantRole')).not.toContain('"PortalRole');
  });

  it('lets only the functions take a county’s tag, and only a well-formed one', () => {
    for (const [name, takers] of [
      ['DataTenantRole', ['Workspace', 'Auth', 'Subscribers', 'Work']],
      ['DataPortalRole', ['Auth', 'Portal']],
    ] as const) {
      const trust = template.titled(name).Properties.AssumeRolePolicyDocument as { Statement: RawStatement[] };
      const principals = trust.Statement.map(
        ({ Principal }) => (Principal as { AWS: { 'Fn::GetAtt': string[] } }).AWS['Fn::GetAtt'][0],
      );
      expect(principals.map((id) => id?.replace(/Role.*$/, '')).sort()).toEqual([...takers].sort());
      for (const statement of trust.Statement) {
        expect(statement.Condition).toEqual(trustConditions);
        expect([statement.Action].flat().sort()).toEqual(['sts:AssumeRole', 'sts:TagSession']);
      }
    }
  });
});

const touchesTable = (resource: unknown) => /"DataTable[0-9A-F]{8}"/.test(JSON.stringify(resource));
const isStream = (resource: unknown) => JSON.stringify(resource).includes('"StreamArn"');

/** A statement as the guard reads it: lists everywhere. */
const listed = (statement: RawStatement): Statement => {
  const written = resolved(statement) as Omit<Statement, 'Action' | 'Resource'> & {
    Action: string | string[];
    Resource: string | string[];
  };
  return { ...written, Action: [written.Action].flat(), Resource: [written.Resource].flat() };
};
