import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AwsIntegration, type IResource } from 'aws-cdk-lib/aws-apigateway';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { accept, spelled } from './parts/access.ts';

/**
 * The built parts of the pages, named by their content: served from a private bucket through the API, kept for a year
 * by browsers, and never pruned, so that a page opened before an update finds its parts.
 */
export class Web extends Construct {
  readonly bucket: Bucket;
  /** Done when every part is there; a page that names new parts must wait for it. */
  readonly copied: BucketDeployment;

  constructor(scope: Construct, id: string, { pages, logs }: { pages: string; logs: Bucket }) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'web/',
    });
    this.copied = new BucketDeployment(this, 'Deployment', {
      sources: [Source.asset(pages)],
      destinationBucket: this.bucket,
      prune: false,
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    this.#acceptCopier(this.copied);
  }

  // The copier is a part of the CDK that runs during a deployment only; its role is the CDK's to write.
  #acceptCopier(deployment: BucketDeployment) {
    const copier = deployment.handlerRole.node.scope;
    if (!copier) return;
    const staged = 'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*';
    const reason = 'The copier of built pages: it reads the staged files and writes to the bucket of the pages.';
    const findings = [
      'L1',
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      ...['s3:GetObject*', 's3:GetBucket*', 's3:List*', 's3:DeleteObject*', 's3:Abort*'].map(
        (action) => `IAM5[Action::${action}]`,
      ),
      ...[staged, `${spelled(this.bucket)}/*`].map((resource) => `IAM5[Resource::${resource}]`),
    ];
    accept(copier, Object.fromEntries(findings.map((finding) => [finding, reason])));
  }

  /** Serves the folder `assets` below a resource of the API. */
  serve(root: IResource) {
    const reader = new Role(this, 'Reader', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        Assets: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.bucket.arnForObjects('assets/*')] }),
          ],
        }),
      },
    });
    accept(reader, {
      [`IAM5[Resource::${spelled(this.bucket)}/assets/*]`]: 'The public parts of the pages, and reading only.',
    });
    const passed = ['Content-Type', 'Content-Length', 'ETag', 'Cache-Control', 'Content-Encoding'];
    const answered = (code: string, cache: string) => ({
      statusCode: code,
      responseParameters: {
        ...Object.fromEntries(passed.map((name) => [header(name), `integration.response.header.${name}`])),
        [header('Cache-Control')]: cache,
        [header('X-Content-Type-Options')]: "'nosniff'",
        [header('Strict-Transport-Security')]: "'max-age=31536000; includeSubDomains'",
      },
    });
    const declared = Object.fromEntries(
      [...passed, 'X-Content-Type-Options', 'Strict-Transport-Security'].map((name) => [header(name), true]),
    );
    root
      .addResource('assets')
      .addResource('{file}')
      .addMethod(
        'GET',
        new AwsIntegration({
          service: 's3',
          integrationHttpMethod: 'GET',
          region: Stack.of(this).region,
          path: `${this.bucket.bucketName}/assets/{file}`,
          options: {
            credentialsRole: reader,
            requestParameters: { 'integration.request.path.file': 'method.request.path.file' },
            integrationResponses: [
              answered('200', 'integration.response.header.Cache-Control'),
              { ...answered('404', "'no-store'"), selectionPattern: '4\\d{2}' },
              { ...answered('502', "'no-store'"), selectionPattern: '5\\d{2}' },
            ],
          },
        }),
        {
          requestParameters: { 'method.request.path.file': true },
          methodResponses: ['200', '404', '502'].map((statusCode) => ({ statusCode, responseParameters: declared })),
        },
      );
  }
}

const header = (name: string) => `method.response.header.${name}`;
