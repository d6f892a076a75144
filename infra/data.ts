import { projected } from '@juxian/store/create.ts';
import { filePolicy, keyPolicy, type Statement, tablePolicy, trustConditions } from '@juxian/store/policy.ts';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { accept, spelled, taggedRole } from './parts/access.ts';

const kept = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
};
const abandoned = { abortIncompleteMultipartUploadAfter: Duration.days(7) };

/** Everything that must outlive a mistake: the table, the key that wraps the counties' keys, files, anchors, logs. */
export class Data extends Construct {
  readonly table: Table;
  readonly key: Key;
  readonly logs: Bucket;
  readonly files: Bucket;
  readonly anchors: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = this.#makeTable();
    this.key = new Key(this, 'Key', {
      description: 'Wraps the key of each county',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.logs = new Bucket(this, 'Logs', {
      ...kept,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      serverAccessLogsPrefix: 'self/',
      lifecycleRules: [{ ...abandoned, expiration: Duration.days(400) }],
    });
    this.files = new Bucket(this, 'Files', {
      ...kept,
      versioned: true,
      serverAccessLogsBucket: this.logs,
      serverAccessLogsPrefix: 'files/',
      lifecycleRules: [{ ...abandoned, noncurrentVersionExpiration: Duration.days(35) }],
    });
    this.anchors = new Bucket(this, 'Anchors', {
      ...kept,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(1095)),
      serverAccessLogsBucket: this.logs,
      serverAccessLogsPrefix: 'anchors/',
    });
  }

  /** The roles that hold a county's tag: the county's own data, and the part of it that its portal may reach. */
  roles(takers: { tenant: readonly IRole[]; portal: readonly IRole[] }): { tenant: Role; portal: Role } {
    const of = (role: 'tenant' | 'portal', id: string) =>
      taggedRole(this, id, {
        takers: takers[role],
        conditions: trustConditions,
        policies: {
          Table: tablePolicy(role, this.table.tableArn),
          Files: filePolicy(this.files.bucketArn),
          Key: keyPolicy(this.key.keyArn),
          ...(role === 'tenant' && { Anchors: withoutRemoval(filePolicy(this.anchors.bucketArn)) }),
        },
      });
    const made = { tenant: of('tenant', 'TenantRole'), portal: of('portal', 'PortalRole') };
    const reason = 'What is one county’s: the prefix ends with the tag of the session.';
    for (const role of Object.values(made))
      for (const bucket of [this.files, this.anchors])
        accept(role, { [`IAM5[Resource::${spelled(bucket)}/t/<aws:PrincipalTag/tenant>/*]`]: reason });
    return made;
  }

  // The table's own encryption uses the account's managed key: what must be secret is sealed before it is written.
  #makeTable(): Table {
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const table = new Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expires',
    });
    for (const index of ['gsi1', 'gsi2'] as const)
      table.addGlobalSecondaryIndex({
        indexName: index,
        partitionKey: text(`${index}pk`),
        sortKey: text(`${index}sk`),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: projected[index],
      });
    return table;
  }
}

const withoutRemoval = (statements: readonly Statement[]): Statement[] =>
  statements.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((action) => action !== 's3:DeleteObject'),
  }));
