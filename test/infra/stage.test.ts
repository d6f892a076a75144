import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RouteLine } from '@juxian/infra/api.ts';
import { JuxianStage, requireMainland } from '@juxian/infra/stage.ts';
import { isAllowed } from '@juxian/store/guard.ts';
import { filePolicy, keyPolicy, type Statement, tablePolicy, trustConditions } from '@juxian/store/policy.ts';
import { projected } from '@juxian/store/table.ts';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const table: RouteLine[] = [
  { function: 'portal', method: 'GET', path: '/' },
  { function: 'portal', path: '/p/:county/*' },
  { function: 'api', path: '/trpc/*' },
  { function: 'api', method: 'GET', path: '/api/v1/records/:module' },
  { function: 'api', path: '/api/v1/records/:module/:id' },
  { function: 'auth', path: '/api/v1/sessions/:id' },
  { function: 'auth', method: 'POST', path: '/api/v1/tenants' },
  { function: 'api', method: 'GET', path: '/api/v1/tenants' },
];

type Resource = {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
};
type RawStatement = {
  Sid?: string;
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: object;
  Principal?: unknown;
};

const folder = mkdtempSync(join(tmpdir(), 'juxian-stage-'));
let resources: [id: string, resource: Resource][] = [];
let text = '';

beforeAll(() => {
  const stage = stageOf(new App({ outdir: join(folder, 'template') }), table);
  const template = Template.fromStack(stage).toJSON() as { Resources: Record<string, Resource> };
  resources = Object.entries(template.Resources);
  text = JSON.stringify(template);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what must outlive a mistake', () => {
  it('keeps the table: recovery to any point of 35 days, deletion protection, retention', () => {
    const [[, found]] = ofType('AWS::DynamoDB::Table') as [[string, Resource]];
    expect(found.Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      DeletionProtectionEnabled: true,
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true },
    });
    expect(found).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('gives the table the keys, indexes, stream and expiry that the store works with', () => {
    const [[, found]] = ofType('AWS::DynamoDB::Table') as [[string, Resource]];
    const key = (pk: string, sk: string) => [
      { AttributeName: pk, KeyType: 'HASH' },
      { AttributeName: sk, KeyType: 'RANGE' },
    ];
    expect(found.Properties.KeySchema).toEqual(key('pk', 'sk'));
    expect(found.Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expires', Enabled: true });
    expect(found.Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' });
    expect(found.Properties.GlobalSecondaryIndexes).toEqual(
      (['gsi1', 'gsi2'] as const).map((name) => ({
        IndexName: name,
        KeySchema: key(`${name}pk`, `${name}sk`),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: projected[name] },
      })),
    );
  });

  it('keeps every bucket and the key, closed to the public and to plain HTTP', () => {
    const buckets = ofType('AWS::S3::Bucket');
    expect(buckets).toHaveLength(4);
    for (const [id, bucket] of buckets) {
      expect(bucket, id).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(bucket.Properties.PublicAccessBlockConfiguration, id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const [, policy] = ofType('AWS::S3::BucketPolicy').find(([, one]) => refersTo(one.Properties.Bucket, id)) ?? [];
      expect(JSON.stringify(policy), id).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
    }
    const [[, key]] = ofType('AWS::KMS::Key') as [[string, Resource]];
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });

  it('locks the anchors for three years', () => {
    const locked = ofType('AWS::S3::Bucket').filter(([, bucket]) => bucket.Properties.ObjectLockEnabled);
    expect(locked).toHaveLength(1);
    expect(locked[0]?.[1].Properties.ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1095 } },
    });
  });

  it('keeps every log at least the six months of the law', () => {
    const logs = ofType('AWS::Logs::LogGroup');
    expect(logs.length).toBeGreaterThanOrEqual(6);
    for (const [id, log] of logs) {
      expect(log.Properties.RetentionInDays, id).toBeGreaterThanOrEqual(180);
      expect(log.DeletionPolicy, id).toBe('Retain');
    }
    for (const [id, lambda] of ownFunctions())
      expect(lambda.Properties.LoggingConfig, id).toMatchObject({ LogGroup: { Ref: expect.any(String) } });
  });
});

describe('who may do what', () => {
  it('has no function with an address of its own, and none that anyone may invoke', () => {
    expect(ownFunctions()).toHaveLength(5);
    for (const [, lambda] of ownFunctions()) expect(lambda.Properties.Runtime).toBe('nodejs24.x');
    expect(ofType('AWS::Lambda::Url')).toEqual([]);
    expect(text).not.toContain('"AuthType"');
    const permissions = ofType('AWS::Lambda::Permission');
    expect(permissions.length).toBeGreaterThanOrEqual(3);
    for (const [id, permission] of permissions) {
      expect(permission.Properties.Principal, id).toMatch(/^(apigateway|events)\.amazonaws\.com$/);
      expect(permission.Properties.SourceArn, id).toBeDefined();
    }
  });

  it('lets no statement near the table without naming the keys it may touch', () => {
    const near = statements().filter(
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
      const [, found] =
        resources.find(([id]) => id.startsWith(role === 'tenant' ? 'DataTenantRole' : 'DataPortalRole')) ?? [];
      const policies = found?.Properties.Policies as {
        PolicyName: string;
        PolicyDocument: { Statement: RawStatement[] };
      }[];
      const given = (name: string) =>
        policies
          .filter((policy) => policy.PolicyName === name)
          .flatMap((policy) => policy.PolicyDocument.Statement.map(resolved));
      expect(given('Table')).toEqual(plain(tablePolicy(role, arnOf('Table'))));
      expect(given('Files')).toEqual(plain(filePolicy(arnOf('Files'))));
      expect(given('Key')).toEqual(plain(keyPolicy(arnOf('Key'))));
      expect(policies.map((policy) => policy.PolicyName).sort()).toEqual(['Files', 'Key', 'Table']);
    },
  );

  it.each([
    ['Workspace', 'api'],
    ['Portal', 'api'],
    ['Subscribers', 'api'],
    ['Work', 'api'],
    ['Auth', 'auth'],
  ] as const)('gives %s without a tag exactly the reach of %s', (title, role) => {
    const [, found] = resources.find(([id]) => id.startsWith(`${title}Table`)) ?? [];
    const document = found?.Properties.PolicyDocument as { Statement: RawStatement[] };
    expect(document.Statement.map(resolved)).toEqual(plain(tablePolicy(role, arnOf('Table'))));
  });

  it('keeps counties apart by the template itself', () => {
    const [, found] = resources.find(([id]) => id.startsWith('DataTenantRole')) ?? [];
    const policies = found?.Properties.Policies as {
      PolicyName: string;
      PolicyDocument: { Statement: RawStatement[] };
    }[];
    const rules = policies
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

  it('lets only the functions take a county’s tag, and only a well-formed one', () => {
    for (const [name, takers] of [
      ['DataTenantRole', ['Workspace', 'Auth', 'Subscribers', 'Work']],
      ['DataPortalRole', ['Portal']],
    ] as const) {
      const [, role] = resources.find(([id]) => id.startsWith(name)) ?? [];
      const trust = role?.Properties.AssumeRolePolicyDocument as { Statement: RawStatement[] };
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

describe('the gateway', () => {
  it('sends each line of the route table to its function', () => {
    expect(answers()).toEqual({
      'ANY /': 'Portal',
      'ANY /p': 'Portal',
      'ANY /p/{rest+}': 'Portal',
      'ANY /trpc': 'Workspace',
      'ANY /trpc/{rest+}': 'Workspace',
      'ANY /api/v1/records': 'Workspace',
      'ANY /api/v1/records/{rest+}': 'Workspace',
      'ANY /api/v1/sessions': 'Auth',
      'ANY /api/v1/sessions/{rest+}': 'Auth',
      'POST /api/v1/tenants': 'Auth',
      'GET /api/v1/tenants': 'Workspace',
      'GET /assets/{file}': 'bucket',
    });
  });

  it('refuses a table in which one path has two owners', () => {
    const rivals: RouteLine[] = [
      { function: 'api', path: '/a/:id/one' },
      { function: 'auth', path: '/a/*' },
    ];
    expect(() => stageOf(new App({ outdir: join(folder, 'rivals') }), rivals)).toThrow(
      '/a/* is claimed by auth and api',
    );
  });

  it('stands behind the firewall and answers on the host only', () => {
    expect(ofType('AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
    const [[, api]] = ofType('AWS::ApiGateway::RestApi') as [[string, Resource]];
    expect(api.Properties).toMatchObject({
      DisableExecuteApiEndpoint: true,
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
  });
});

describe('the template as a whole', () => {
  it('stands in every partition', () => {
    expect(text).not.toMatch(/arn:aws/);
    expect(text).toContain('AWS::Partition');
  });

  it('links every alarm to a paragraph that says what to do', () => {
    const page = readFileSync(fileURLToPath(new URL('../../docs/OPERATIONS.md', import.meta.url)), 'utf8');
    const alarms = ofType('AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(28);
    for (const [id, alarm] of alarms) {
      const anchor = /^docs\/OPERATIONS\.md#([a-z-]+)$/.exec(String(alarm.Properties.AlarmDescription))?.[1];
      expect(anchor, id).toBeDefined();
      expect(page, id).toContain(`<a id="${anchor}"></a>`);
      expect(alarm.Properties.AlarmActions, id).toHaveLength(1);
    }
  });

  it('sets aside what subscribers and jobs cannot finish', () => {
    const [[, mapping]] = ofType('AWS::Lambda::EventSourceMapping').filter(
      ([, one]) => one.Properties.StartingPosition,
    ) as [[string, Resource]];
    expect(mapping.Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
    });
    const [pattern] = (mapping.Properties.FilterCriteria as { Filters: { Pattern: string }[] }).Filters;
    expect(JSON.parse(pattern?.Pattern ?? '')).toEqual({
      eventName: ['INSERT'],
      dynamodb: { Keys: { pk: { S: [{ prefix: 'T#' }] } } },
    });
    expect(ofType('AWS::SQS::Queue').filter(([, queue]) => queue.Properties.RedrivePolicy)).toHaveLength(1);
  });

  it('passes the checks of cdk-nag, and those checks do find a bad bucket', () => {
    const good = new App({ outdir: join(folder, 'good') });
    stageOf(good, table);
    Validations.of(good).addPlugins(new AwsSolutionsChecks(good));
    expect(() => good.synth()).not.toThrow();

    const bad = new App({ outdir: join(folder, 'bad') });
    new Bucket(new Stack(bad, 'Bad'), 'Open');
    Validations.of(bad).addPlugins(new AwsSolutionsChecks(bad));
    expect(() => bad.synth()).toThrow('AwsSolutions-S1');
  });

  it('keeps real persons’ data in mainland China', () => {
    expect(() => requireMainland('cn-north-1', false)).not.toThrow();
    expect(() => requireMainland('eu-central-1', true)).not.toThrow();
    expect(() => requireMainland('eu-central-1', false)).toThrow('eu-central-1 lies outside mainland China');
  });
});

function stageOf(app: App, routes: readonly RouteLine[]): JuxianStage {
  for (const name of ['api', 'auth', 'portal', 'events', 'jobs']) {
    mkdirSync(join(folder, 'bundles', name), { recursive: true });
    writeFileSync(join(folder, 'bundles', name, 'index.mjs'), 'export const handler = () => {};\n');
  }
  mkdirSync(join(folder, 'pages/assets'), { recursive: true });
  writeFileSync(join(folder, 'pages/assets/a.js'), '');
  return new JuxianStage(app, 'Juxian', { routes, bundles: join(folder, 'bundles'), pages: join(folder, 'pages') });
}

const ofType = (type: string) => resources.filter(([, resource]) => resource.Type === type);

/** The product's own functions: the CDK's copier of pages is not among them. */
const ownFunctions = () => ofType('AWS::Lambda::Function').filter(([id]) => !id.startsWith('Custom'));

const refersTo = (value: unknown, id: string) => JSON.stringify(value).includes(`"${id}"`);

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(/\["([^"]*)"\]/g, '"$1"'));

const arnOf = (name: string) => `arn:${name}`;

/** A statement with ARNs written out, and lists of one as the template writes them. */
function resolved(statement: RawStatement): unknown {
  const written = JSON.stringify(statement, (_key, value) => {
    if (value && typeof value === 'object' && 'Fn::GetAtt' in value) return arnOf(titleOf(value['Fn::GetAtt'][0]));
    return value;
  });
  const joined = JSON.parse(written, (_key, value) =>
    value && typeof value === 'object' && 'Fn::Join' in value ? value['Fn::Join'][1].join(value['Fn::Join'][0]) : value,
  );
  return plain(joined);
}

const titleOf = (id: string) => id.replace(/^Data/, '').replace(/[0-9A-F]{8}$/, '');

function statements() {
  return resources.flatMap(([id, { Properties = {} }]) => {
    const inline = (Properties.Policies ?? []) as { PolicyDocument: { Statement: RawStatement[] } }[];
    const own = Properties.PolicyDocument as { Statement: RawStatement[] } | undefined;
    return [...inline.map((policy) => policy.PolicyDocument), ...(own ? [own] : [])].flatMap((document) =>
      document.Statement.filter(({ Effect }) => Effect === 'Allow').map((statement) => ({
        id,
        statement,
        actions: [statement.Action].flat(),
        resource: statement.Resource,
      })),
    );
  });
}

const touchesTable = (resource: unknown) => /"DataTable[0-9A-F]{8}"/.test(JSON.stringify(resource));
const isStream = (resource: unknown) => JSON.stringify(resource).includes('"StreamArn"');

/** Who answers which method and path, by the template. */
function answers(): Record<string, string> {
  const byId = new Map(resources);
  const pathOf = (ref: unknown): string => {
    const id = (ref as { Ref?: string }).Ref;
    const found = id ? byId.get(id) : undefined;
    return found ? `${pathOf(found.Properties.ParentId)}/${found.Properties.PathPart}` : '';
  };
  return Object.fromEntries(
    ofType('AWS::ApiGateway::Method').map(([, { Properties }]) => {
      const uri = JSON.stringify((Properties.Integration as { Uri: unknown }).Uri);
      const owner = /"(\w+?)Function[0-9A-F]{8}"/.exec(uri)?.[1] ?? (uri.includes('WebBucket') ? 'bucket' : 'nobody');
      return [`${Properties.HttpMethod} ${pathOf(Properties.ResourceId) || '/'}`, owner];
    }),
  );
}
