import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { operationOf } from './guard.ts';

/**
 * throttle, conflict, serverError: the server refuses. timeout: nothing is sent and no answer comes.
 * lost: the server does it and the answer is lost. cut: the same, the connection breaks. partial: a batch answers
 * only its first key. skew: the answer's Date is `ms` behind.
 */
export type Fault = 'throttle' | 'conflict' | 'serverError' | 'timeout' | 'lost' | 'cut' | 'partial' | { skew: number };

type Input = { RequestItems?: Record<string, { Keys?: unknown[] }>; TransactItems?: unknown[] };
type Output = { UnprocessedKeys?: Record<string, { Keys?: unknown[] }> };

/** Breaks chosen requests of a client, for tests: `faults.on('TransactWriteItems', 2, 'lost')`. */
export class Faults {
  readonly #script: { operation: string; nth: number; fault: Fault }[] = [];
  readonly #seen = new Map<string, number>();
  /** How often each fault struck. */
  readonly struck: Fault[] = [];

  /** The `nth` request of the operation from now on (1 = the next; attempts count) meets the fault; 0 = every one. */
  on(operation: string, nth: number, fault: Fault): this {
    this.#script.push({ operation, nth: nth && nth + (this.#seen.get(operation) ?? 0), fault });
    return this;
  }

  /** Lets everything through again. */
  clear(): void {
    this.#script.length = 0;
  }

  attach(client: DynamoDBClient): void {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const fault = this.#next(operationOf(context.commandName));
        if (!fault) return next(args);
        this.struck.push(fault);
        const input = args.input as Input;
        if (fault === 'throttle') throw serverRefusal('ThrottlingException', 400);
        if (fault === 'serverError') throw serverRefusal('InternalServerError', 500);
        if (fault === 'conflict') throw conflict(input);
        if (fault === 'timeout') throw timeout();
        if (typeof fault === 'object') context.skew = fault.skew;
        const left = fault === 'partial' ? holdBack(input) : undefined;
        const answer = await next(
          fault === 'partial' ? { ...args, input: firstOnly(input) as typeof args.input } : args,
        );
        if (fault === 'lost') throw timeout();
        if (fault === 'cut') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
        if (left) (answer.output as Output).UnprocessedKeys = left;
        return answer;
      },
      { step: 'initialize', priority: 'low', name: 'faults' },
    );
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const answer = await next(args);
        if (typeof context.skew === 'number') shift(answer.response, context.skew);
        return answer;
      },
      { step: 'deserialize', priority: 'low', name: 'faultyDate' },
    );
  }

  #next(operation: string): Fault | undefined {
    const count = (this.#seen.get(operation) ?? 0) + 1;
    this.#seen.set(operation, count);
    return this.#script.find((line) => line.operation === operation && (line.nth === 0 || line.nth === count))?.fault;
  }
}

const serverRefusal = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error(`${name} (injected)`), { name, $metadata: { httpStatusCode } });

const timeout = (): Error => Object.assign(new Error('No answer (injected)'), { name: 'TimeoutError' });

function conflict({ TransactItems }: Input): Error {
  if (!TransactItems) return serverRefusal('TransactionConflictException', 400);
  const CancellationReasons = TransactItems.map((_, i) => ({ Code: i === 0 ? 'TransactionConflict' : 'None' }));
  return Object.assign(serverRefusal('TransactionCanceledException', 400), { CancellationReasons });
}

const eachTable = ({ RequestItems = {} }: Input, keys: (all: unknown[]) => unknown[]) =>
  Object.fromEntries(
    Object.entries(RequestItems).map(([table, request]) => [table, { ...request, Keys: keys(request.Keys ?? []) }]),
  );

const firstOnly = (input: Input): Input => ({ ...input, RequestItems: eachTable(input, (all) => all.slice(0, 1)) });
const holdBack = (input: Input) => eachTable(input, (all) => all.slice(1));

function shift(response: unknown, ms: number): void {
  const { headers } = response as { headers: Record<string, string> };
  headers.date = new Date(Date.parse(headers.date ?? '') - ms).toUTCString();
}
