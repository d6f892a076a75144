import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { routes } from '@juxian/functions/routes.ts';
import { hostsOf, requireMainland } from '@juxian/infra/stage.ts';
import { projected } from '@juxian/store/create.ts';
import { Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import { discard, emptyApp, sample, stageIn, synthesise } from './template.ts';

const template = synthesise('stage');
afterAll(discard);
const counties = hostsOf(
  'rc.a.gov.cn=arn:x:acm:cn-north-1:1:certificate/a, xn--fiq228c.cn=arn:x:acm:cn-north-1:1:certificate/b',
);
/** The real table, with hosts of two counties. */
const served = synthesise('real', routes, counties);

describe('what must outlive a mistake', () => {
  it('keeps the table: recovery to any point of 35 days, deletion protection, retention', () => {
    const found = template.one('AWS::DynamoDB::Table');
    expect(found.Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      DeletionProtectionEnabled: true,
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true },
    });
    expect(found).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('gives the table the keys, indexes, stream and expiry that the store works with', () => {
    const found = template.one('AWS::DynamoDB::Table');
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
    const buckets = template.ofType('AWS::S3::Bucket');
    expect(buckets).toHaveLength(4);
    for (const [id, bucket] of buckets) {
      expect(bucket, id).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(bucket.Properties.PublicAccessBlockConfiguration, id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const [, policy] =
        template
          .ofType('AWS::S3::BucketPolicy')
          .find(([, one]) => JSON.stringify(one.Properties.Bucket).includes(id)) ?? [];
      expect(JSON.stringify(policy), id).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
    }
    const key = template.one('AWS::KMS::Key');
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });

  it('locks the anchors for three years', () => {
    const locked = template.ofType('AWS::S3::Bucket').filter(([, bucket]) => bucket.Properties.ObjectLockEnabled);
    expect(locked).toHaveLength(1);
    expect(locked[0]?.[1].Properties.ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1095 } },
    });
  });

  it('keeps every log at least the six months of the law', () => {
    const logs = template.ofType('AWS::Logs::LogGroup');
    expect(logs.length).toBeGreaterThanOrEqual(6);
    for (const [id, log] of logs) {
      expect(log.Properties.RetentionInDays, id).toBeGreaterThanOrEqual(180);
      expect(log.DeletionPolicy, id).toBe('Retain');
    }
    for (const [id, lambda] of template.functions())
      expect(lambda.Properties.LoggingConfig, id).toMatchObject({ LogGroup: { Ref: expect.any(String) } });
  });
});

describe('the gateway', () => {
  it('sends each line of the route table to its function', () => {
    expect(template.answers()).toEqual({
      'ANY /': 'Workspace',
      'ANY /{rest+}': 'Workspace',
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
      'ANY /api/v1/public/{part}/codes': 'Auth',
      'ANY /api/v1/public/{part}/calls': 'Portal',
      'GET /assets/{file}': 'bucket',
    });
  });

  it('answers every line of the real table by its function', () => {
    const answers = Object.entries(served.answers());
    const ownerOf = (method: string, path: string) => {
      const fitting = answers.filter(([line]) => {
        const [verb, pattern = ''] = line.split(' ');
        return (verb === 'ANY' || verb === method) && patternOf(pattern).test(path);
      });
      return fitting.sort(([a], [b]) => weightOf(b) - weightOf(a))[0]?.[1];
    };
    const titles = { api: 'Workspace', auth: 'Auth', portal: 'Portal' };
    expect(routes.length).toBeGreaterThan(50);
    for (const { function: name, method, path } of routes)
      expect(ownerOf(method, path.replaceAll(/:\w+/g, 'x').replace('*', 'x/y')), `${method} ${path}`).toBe(
        titles[name],
      );
    expect(ownerOf('GET', '/w/talent/1')).toBe('Workspace');
  });

  it('refuses a table in which one path has two owners', () => {
    const rivals = [
      ...sample,
      { function: 'api', path: '/a/:id/one', reach: 'staff' },
      { function: 'auth', path: '/a/*', reach: 'staff' },
    ] as const;
    expect(() => stageIn('rivals', rivals)).toThrow('/a/* is claimed by auth and api');
  });

  it('stands behind the firewall and answers on the host only', () => {
    expect(template.ofType('AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
    const api = template.one('AWS::ApiGateway::RestApi');
    expect(api.Properties).toMatchObject({
      DisableExecuteApiEndpoint: true,
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
  });
});

describe('counties’ own hosts', () => {
  it('lead to the portal at the root and the pages behind links, and nowhere else', () => {
    expect(served.answers('Counties')).toEqual({
      'ANY /': 'Portal',
      'ANY /{rest+}': 'Portal',
      'ANY /sign-in': 'Auth',
      'ANY /sign-out': 'Auth',
      'ANY /o': 'Auth',
      'ANY /o/{rest+}': 'Auth',
    });
    expect(served.answers('Api')['ANY /p/{part}/sign-in']).toBe('Auth');
  });

  it('have each its name, its certificate and TLS 1.2 behind the one firewall, and say where to lead them', () => {
    const [house, ...own] = served.ofType('AWS::ApiGateway::DomainName').map(([, { Properties }]) => Properties);
    expect(house?.DomainName).toEqual({ Ref: 'DomainName' });
    expect(
      own.map(({ DomainName, RegionalCertificateArn, SecurityPolicy }) => [
        DomainName,
        RegionalCertificateArn,
        SecurityPolicy,
      ]),
    ).toEqual([
      ['rc.a.gov.cn', 'arn:x:acm:cn-north-1:1:certificate/a', 'TLS_1_2'],
      ['xn--fiq228c.cn', 'arn:x:acm:cn-north-1:1:certificate/b', 'TLS_1_2'],
    ]);
    expect(served.ofType('AWS::WAFv2::WebACL')).toHaveLength(1);
    expect(served.ofType('AWS::WAFv2::WebACLAssociation')).toHaveLength(2);
    for (const [id, { Properties }] of served.ofType('AWS::ApiGateway::RestApi'))
      expect(Properties.DisableExecuteApiEndpoint, id).toBe(true);
    expect(served.text).toContain('"Targetrcagovcn":{"Description":"Where rc.a.gov.cn shall end"');
    expect(served.ofType('AWS::CloudWatch::Alarm')).toHaveLength(29);
  });

  it('are given as a list of hosts with their certificates', () => {
    expect(hostsOf('')).toEqual([]);
    expect(() => hostsOf('rc.a.gov.cn')).toThrow('Not a host and its certificate: rc.a.gov.cn');
  });
});

describe('the template as a whole', () => {
  it('stands in every partition', () => {
    expect(template.text).not.toMatch(/arn:aws/);
    expect(template.text).toContain('AWS::Partition');
  });

  it('links every alarm to a paragraph that says what to do', () => {
    const page = readFileSync(fileURLToPath(new URL('../../docs/OPERATIONS.md', import.meta.url)), 'utf8');
    const alarms = template.ofType('AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(27);
    for (const [id, alarm] of alarms) {
      const anchor = /^docs\/OPERATIONS\.md#([a-z-]+)$/.exec(String(alarm.Properties.AlarmDescription))?.[1];
      expect(anchor, id).toBeDefined();
      expect(page, id).toContain(`<a id="${anchor}"></a>`);
      expect(alarm.Properties.AlarmActions, id).toHaveLength(1);
    }
  });

  it('sets aside what subscribers and the clock cannot finish', () => {
    const [, mapping] =
      template.ofType('AWS::Lambda::EventSourceMapping').filter(([, one]) => one.Properties.StartingPosition)[0] ?? [];
    expect(mapping?.Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      FilterCriteria: {
        Filters: [
          { Pattern: JSON.stringify({ eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'T#' }] } } } }) },
        ],
      },
    });
    const clocks = template.ofType('AWS::Events::Rule').map(([, rule]) => rule.Properties);
    expect(clocks).toHaveLength(2);
    for (const clock of clocks)
      expect(clock).toMatchObject({
        ScheduleExpression: 'rate(1 minute)',
        Targets: [{ DeadLetterConfig: { Arn: expect.anything() }, Input: '{"clock":true}' }],
      });
  });

  it('passes the checks of cdk-nag, and those checks do find a bad bucket', () => {
    const { app: good } = stageIn('good', sample, counties);
    Validations.of(good).addPlugins(new AwsSolutionsChecks(good));
    expect(() => good.synth()).not.toThrow();

    const bad = emptyApp('bad');
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

const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll(/\{\w+\+\}/g, '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`);

/** The gateway takes the most exact: fixed segments before open ones, those before the rest. */
const weightOf = (line: string) =>
  line
    .split('/')
    .reduce((weight, segment) => weight * 4 + (/\+\}$/.test(segment) ? 1 : /\}$/.test(segment) ? 2 : 3), 0) /
  4 ** line.split('/').length;
