import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBClient, DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { operationOf } from './guard.ts';

/** Whether the write happened is not known: its answer was lost. The caller reads back. */
export class StoreUnknown extends Error {
  override readonly name = 'StoreUnknown';
}

/** Others wrote the same items at the same moment, time and again. */
export class StoreBusy extends Error {}

/** A part of a batch was held back. */
export class Slowed extends Error {
  override readonly name = 'ThrottlingException';
}

/** Counts what was sent and the capacity units it used, indexes included. */
export class Meter {
  requests = 0;
  readUnits = 0;
  writeUnits = 0;
  byOperation: Record<string, number> = {};

  reset(): void {
    this.requests = this.readUnits = this.writeUnits = 0;
    this.byOperation = {};
  }

  count(operation: string): void {
    this.requests++;
    this.byOperation[operation] = (this.byOperation[operation] ?? 0) + 1;
  }

  add(operation: string, consumed: Consumed | Consumed[] | undefined): void {
    const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    if (/^(Get|Query|BatchGet|TransactGet)/.test(operation)) this.readUnits += units;
    else this.writeUnits += units;
  }
}

type Consumed = { CapacityUnits?: number };
type Answer = { response?: unknown; output?: { ConsumedCapacity?: Consumed | Consumed[] } };
type Headers = { headers?: Record<string, string> };

/** Watches every answer of a client: capacity used, and how far this machine's clock is from the server's. */
export class Watch {
  readonly meter = new Meter();
  /** ms by which the own clock leads the server's; 0 while within what a `Date` header can tell. */
  skew = 0;

  attach(client: DynamoDBClient): void {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const operation = operationOf(context.commandName);
        const sent = Date.now();
        this.meter.count(operation);
        try {
          const answer = (await next(args)) as Answer;
          this.meter.add(operation, answer.output?.ConsumedCapacity);
          this.#compare(answer.response as Headers, sent);
          return answer as Awaited<ReturnType<typeof next>>;
        } catch (error) {
          this.#compare((error as { $response?: Headers }).$response, sent);
          throw error;
        }
      },
      { step: 'deserialize', priority: 'high', name: 'watch' },
    );
  }

  // A Date header names a whole second: the server's clock stood anywhere within it.
  #compare(response: Headers | undefined, sent: number): void {
    const served = Date.parse(response?.headers?.date ?? '');
    if (Number.isNaN(served)) return;
    const least = sent - (served + 999);
    const most = Date.now() - served;
    this.skew = least > 0 ? least : Math.min(most, 0);
  }
}

const attempts = 6;
const budget = 2000;

/**
 * Sends until there is an answer: throttling, conflicts and lost connections are tried again with growing, random
 * pauses, at most 6 times within 2 s. `repeatable` says that sending twice does no harm.
 * @throws StoreUnknown for a write whose fate is open, StoreBusy for one that always met others, Refusal `limit.busy`
 * when nothing got through, and whatever the server refuses for good.
 */
export async function send<T>(kind: 'read' | 'write', repeatable: boolean, once: () => Promise<T>): Promise<T> {
  const until = performance.now() + budget;
  let open = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      const fate = fateOf(error);
      if (fate === 'refused') throw error;
      if (fate === 'cut' || fate === 'silent') open ||= kind === 'write';
      const hopeless = open && (!repeatable || fate === 'silent');
      if (hopeless || attempt === attempts || performance.now() > until) throw lastWord(open, fate, error);
      await pause(Math.random() * Math.min(25 * 2 ** attempt, 400));
    }
  }
}

function lastWord(open: boolean, fate: Fate, cause: unknown): Error {
  if (open) return new StoreUnknown('The answer to a write was lost.', { cause });
  if (fate === 'met') return new StoreBusy('The items were being written by others.', { cause });
  const refusal = new Refusal('limit.busy', t('系统繁忙，请稍后再试', 'The system is busy. Please try again shortly'), {
    retryAfter: 1,
  });
  refusal.cause = cause;
  return refusal;
}

/**
 * refused: answered for good. met: others held the items. slowed: told to slow down. unsent: no connection.
 * cut: the connection or the server broke. silent: no answer within the time.
 */
type Fate = 'refused' | 'met' | 'slowed' | 'unsent' | 'cut' | 'silent';

const slowed = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

function fateOf(error: unknown): Fate {
  const { name, $metadata, $fault } = error as DynamoDBServiceException;
  const code = (error as { code?: string }).code ?? '';
  if (name === 'TransactionCanceledException') return fateOfReasons(error as TransactionCanceledException);
  if (name === 'TransactionConflictException') return 'met';
  if (slowed.has(name)) return 'slowed';
  if (name === 'TransactionInProgressException') return 'cut';
  if (name === 'TimeoutError' || name === 'AbortError') return 'silent';
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)) return 'unsent';
  if (['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code)) return 'cut';
  return $fault === 'server' || ($metadata?.httpStatusCode ?? 0) >= 500 ? 'cut' : 'refused';
}

function fateOfReasons({ CancellationReasons = [] }: TransactionCanceledException): Fate {
  const codes = CancellationReasons.map(({ Code }) => Code ?? 'None').filter((code) => code !== 'None');
  if (codes.length === 0 || codes.some((code) => code !== 'TransactionConflict' && !slowed.has(code))) return 'refused';
  return codes.includes('TransactionConflict') ? 'met' : 'slowed';
}
