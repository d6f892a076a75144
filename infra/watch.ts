import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Events } from './events.ts';
import type { Handler } from './parts/handler.ts';

export type Watched = {
  apis: Readonly<Record<string, RestApi>>;
  handlers: Readonly<Record<string, Handler>>;
  events: Events;
  table: Table;
  mail: string;
};

const five = { period: Duration.minutes(5) };

/** The alarms: each says in its description which paragraph of docs/OPERATIONS.md to open. */
export class Watch extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { apis, handlers, events, table, mail }: Watched) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(mail));

    for (const [name, api] of Object.entries(apis)) {
      this.#alarm(`${name}Errors`, 'alarm-gateway-errors', api.metricServerError({ ...five, statistic: 'Sum' }), 5);
      this.#alarm(`${name}Slow`, 'alarm-gateway-slow', api.metricLatency({ ...five, statistic: 'p95' }), 2000, 3);
    }
    for (const [name, { lambda, log }] of Object.entries(handlers)) {
      const title = name.charAt(0).toUpperCase() + name.slice(1);
      this.#alarm(`${title}Errors`, 'alarm-function-errors', lambda.metricErrors(five), 1);
      this.#alarm(`${title}Throttles`, 'alarm-function-throttles', lambda.metricThrottles(five), 1);
      this.#alarm(
        `${title}Bugs`,
        'alarm-bugs',
        this.#counted(`${title}Bugs`, log, FilterPattern.stringValue('$.level', '=', 'ERROR')),
        1,
      );
      this.#alarm(
        `${title}Denied`,
        'alarm-denied',
        this.#counted(`${title}Denied`, log, FilterPattern.anyTerm('AccessDenied')),
        1,
      );
    }
    const age = handlers.events?.lambda.metric('IteratorAge', { ...five, statistic: 'Maximum' });
    if (age) this.#alarm('EventsLate', 'alarm-events-late', age, 5 * 60_000, 3);
    this.#alarm('LostEvents', 'alarm-lost-events', events.lostEvents.metricApproximateNumberOfMessagesVisible(five), 1);
    this.#alarm('LostTicks', 'alarm-lost-ticks', events.lostTicks.metricApproximateNumberOfMessagesVisible(five), 1);
    const operations = [Operation.GET_ITEM, Operation.BATCH_GET_ITEM, Operation.QUERY, Operation.TRANSACT_WRITE_ITEMS];
    this.#alarm('TableErrors', 'alarm-table-errors', table.metricSystemErrorsForOperations({ ...five, operations }), 5);
    this.#alarm('TableThrottles', 'alarm-table-throttles', this.#throttled(table, operations), 10);
  }

  #throttled(table: Table, operations: readonly Operation[]): IMetric {
    const usingMetrics = Object.fromEntries(
      operations.map((operation, n) => [`m${n}`, table.metricThrottledRequestsForOperation(operation, five)]),
    );
    return new MathExpression({ expression: 'SUM(METRICS())', label: 'Throttled', usingMetrics, ...five });
  }

  #counted(
    name: string,
    logGroup: Handler['log'],
    filterPattern: ConstructorParameters<typeof MetricFilter>[2]['filterPattern'],
  ): IMetric {
    return new MetricFilter(this, `${name}Count`, {
      logGroup,
      filterPattern,
      metricNamespace: 'Juxian',
      metricName: name,
      metricValue: '1',
    }).metric({ ...five, statistic: 'Sum' });
  }

  #alarm(id: string, paragraph: string, metric: IMetric, threshold: number, periods = 1) {
    new Alarm(this, id, {
      alarmDescription: `docs/OPERATIONS.md#${paragraph}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}
