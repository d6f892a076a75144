import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accept } from './parts/access.ts';
import type { Handler } from './parts/handler.ts';

/** What happens without a person waiting: subscribers of the table's stream, and the clock. */
export class Events extends Construct {
  /** Ticks that failed again and again. */
  readonly lostTicks: Queue;
  /** Events that subscribers could not finish. */
  readonly lostEvents: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const settings = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) };
    this.lostTicks = new Queue(this, 'LostTicks', settings);
    this.lostEvents = new Queue(this, 'LostEvents', settings);
    const reason = 'It is where undelivered things end.';
    for (const queue of [this.lostTicks, this.lostEvents]) accept(queue, { SQS3: reason });
  }

  /** A function reads the table's stream: new items of counties, in order, again until done or set aside. */
  subscribe(handler: Handler, table: Table) {
    const stream = table.tableStreamArn ?? '';
    const follow = [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListShards',
    ];
    handler.role.addToPolicy(new PolicyStatement({ sid: 'Stream', actions: follow, resources: [stream] }));
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

  // Jobs start by the clock too: a lease keeps two ticks from one job, so no queue can lose or double it.
  tick(handlers: Readonly<Record<string, Handler>>) {
    for (const [name, handler] of Object.entries(handlers))
      new Rule(this, name, {
        description: `The clock of ${name}`,
        schedule: Schedule.rate(Duration.minutes(1)),
        targets: [
          new LambdaFunction(handler.lambda, {
            deadLetterQueue: this.lostTicks,
            retryAttempts: 2,
            event: RuleTargetInput.fromObject({ clock: true }),
          }),
        ],
      });
  }
}
