import { join } from 'node:path';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export type HandlerSettings = {
  /** The folder that holds `name`/index.mjs. */
  bundles: string;
  name: string;
  memory: number;
  timeout: Duration;
  environment: Record<string, string>;
};

/** One function with its own role and its own log, kept longer than the law's six months. */
export class Handler extends Construct {
  readonly lambda: Lambda;
  readonly role: Role;
  readonly log: LogGroup;

  constructor(scope: Construct, id: string, { bundles, name, memory, timeout, environment }: HandlerSettings) {
    super(scope, id);
    this.log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${name} may do without a county's tag`,
      inlinePolicies: { Log: new PolicyDocument({ statements: [writesTo(this.log)] }) },
    });
    this.lambda = new Lambda(this, 'Function', {
      description: `Juxian ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(bundles, name)),
      role: this.role,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
      memorySize: memory,
      timeout,
      environment,
    });
  }
}

const writesTo = (log: LogGroup) =>
  new PolicyStatement({
    sid: 'OwnLog',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [log.logGroupArn],
  });
