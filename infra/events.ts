import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accept } from './parts/access.ts';
import type { Handler } from './parts/handler.ts';

/** What happens without a person waiting: subscribers of the day log, jobs, and the clock. */
export class Events extends Construct {
  readonly jobs: Queue;
  readonly lostJobs: Queue;
  readonly lostEvents: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const safe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.lostJobs = new Queue(this, 'LostJobs', { ...safe, retentionPeriod: Duration.days(14) });
    this.lostEvents = new Queue(this, 'LostEvents', { ...safe, retentionPeriod: Duration.days(14) });
    accept(this.lostEvents, { SQS3: 'It is the queue of what the stream could not deliver.' });
    this.jobs = new Queue(this, 'Jobs', {
      ...safe,
      visibilityTimeout: Duration.minutes(90),
      deadLetterQueue: { queue: this.lostJobs, maxReceiveCount: 5 },
    });
  }

  /** The events function reads the table's stream: new items of counties, in order, again until done or set aside. */
  subscribe(handler: Handler, table: Table) {
    const stream = table.tableStreamArn ?? '';
    handler.role.addToPolicy(
      new PolicyStatement({
        sid: 'Stream',
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListShards'],
        resources: [stream],
      }),
    );
    handler.role.addToPolicy(
      new PolicyStatement({ sid: 'Streams', actions: ['dynamodb:ListStreams'], resources: ['*'] }),
    );
    accept(handler.role, {
      'IAM5[Resource::*]': 'ListStreams, which Lambda calls to follow a stream, takes no resource.',
    });
    new EventSourceMapping(this, 'Stream', {
      target: handler.lambda,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(1),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(20),
      onFailure: new SqsDlq(this.lostEvents),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('T#') } } },
        }),
      ],
    });
  }

  /** The jobs function takes one job at a time, and the clock's tick. */
  work(handler: Handler) {
    handler.lambda.addEventSource(
      new SqsEventSource(this.jobs, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: 10 }),
    );
    new Rule(this, 'Clock', {
      description: 'Deadlines, sweeps and the daily anchor',
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [
        new LambdaFunction(handler.lambda, {
          deadLetterQueue: this.lostJobs,
          retryAttempts: 2,
          event: RuleTargetInput.fromObject({ clock: true }),
        }),
      ],
    });
  }
}
