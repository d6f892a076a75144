import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '@juxian/base/clock.ts';
import { Refusal } from '@juxian/base/refusal.ts';
import { t } from '@juxian/base/text.ts';
import { type Action, encode, type Item, isRepeatable, keyOf, keysOf, toTransactItem } from './action.ts';
import type { Guard, Principal } from './guard.ts';
import type { Key } from './keys.ts';
import { itemOf } from './plain.ts';
import { Slowed, StoreBusy, send, type Watch } from './wire.ts';
import type { Standing, Written } from './written.ts';

/** A condition did not hold. `failed`: indexes of those actions, empty when others kept writing the same items. */
export class StoreConflict extends Error {
  override readonly name = 'StoreConflict';
  readonly failed: number[];
  /** By action: the item as it stands, for those that failed. */
  readonly current: (Item | undefined)[];

  constructor(failed: number[], current: (Item | undefined)[], cause: unknown) {
    super(`Conditions that did not hold: ${failed.join(', ') || 'none, but others were writing'}`, { cause });
    this.failed = failed;
    this.current = current;
  }
}

/** A key of somebody else was asked for: a bug, never an answer to a person. */
export class OutOfBounds extends Error {
  override readonly name = 'OutOfBounds';
}

/** `from` and `to` are inclusive. Without `limit`, everything. Indexes may lag behind; the table itself does not. */
export type Range = {
  pk: string;
  index?: 'gsi1' | 'gsi2';
  begins?: string;
  from?: string;
  to?: string;
  limit?: number;
  backward?: boolean;
  cursor?: string;
};

/** `cursor` leads on to the next page; without one there is none. */
export type Page = { items: Item[]; cursor?: string };

/** What a store may touch: partition keys of the table, and partition keys it may write into an index. */
export type Bounds = { key(pk: string): boolean; index(pk: string): boolean };

export type Access = {
  table: string;
  client: () => DynamoDBClient;
  principal: Principal;
  bounds: Bounds;
  guard: Guard | undefined;
  clock: Clock;
  watch: Watch;
  /** Where this process alone writes: what it has written, and what was read and still stands. */
  written?: Written;
  standing?: Standing;
};

type Attributes = Record<string, AttributeValue>;

const greatestSkew = 2000;
const consumed = { ReturnConsumedCapacity: 'TOTAL' } as const;

/** Keys gathered for one read, by name, and what it finds. */
type Turn = { wanted: Map<string, Attributes>; found: Promise<ReadonlyMap<string, Item>> };

/** The four verbs. Every read of the table itself is strongly consistent; what has expired is absent. */
export class Verbs {
  #turn: Turn | undefined;
  readonly #access: Access;

  constructor(access: Access) {
    this.#access = access;
  }

  async get(key: Key): Promise<Item | undefined> {
    const [item] = await this.batchGet([key]);
    return item;
  }

  async query(range: Range): Promise<Page> {
    this.#assertOwn(range.pk);
    const input = rangeInput(this.#access.table, range);
    const items: Item[] = [];
    let start = range.cursor === undefined ? undefined : this.#openCursor(range, range.cursor);
    do {
      const command = new QueryCommand({
        ...input,
        ExclusiveStartKey: start,
        Limit: range.limit && range.limit - items.length,
      });
      const answer = await send('read', true, () => this.#allowed('Query', command).send(command));
      items.push(...(answer.Items ?? []).flatMap((attributes) => this.#live(attributes)));
      start = answer.LastEvaluatedKey;
    } while (start && (range.limit === undefined || items.length < range.limit));
    return start ? { items, cursor: closeCursor(start) } : { items };
  }

  /** In the order of the keys. @throws Refusal `limit.busy` when a part of the batch never came. */
  async batchGet(keys: Key[]): Promise<(Item | undefined)[]> {
    for (const { pk } of keys) this.#assertOwn(pk);
    const names = keys.map(nameOf);
    const known = this.#access.standing?.of(names);
    if (known) return known.map((item) => (item && this.#isOver(item) ? undefined : item));
    this.#turn ??= this.#beginTurn();
    for (const [i, key] of keys.entries()) this.#turn.wanted.set(names[i] ?? '', keyOf(key));
    const found = await this.#turn.found;
    return names.map((name) => found.get(name));
  }

  /** Keys asked for in one turn of the event loop travel together; the read begins after the last of them was asked for. */
  #beginTurn(): Turn {
    const wanted = new Map<string, Attributes>();
    const { standing } = this.#access;
    const read = async () => {
      const keys = [...wanted.values()];
      const [only, another] = keys;
      if (only && !another) return byName(await this.#readOne(only));
      const chunks = Array.from({ length: Math.ceil(keys.length / 100) }, (_, i) => keys.slice(i * 100, (i + 1) * 100));
      return byName((await Promise.all(chunks.map((chunk) => this.#readChunk(chunk)))).flat());
    };
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.#turn = undefined;
      return standing ? standing.reading([...wanted.keys()], read) : read();
    });
    return { wanted, found };
  }

  async #readOne(key: Attributes): Promise<Item[]> {
    const command = new GetItemCommand({
      TableName: this.#access.table,
      Key: key,
      ConsistentRead: true,
      ...consumed,
    });
    const { Item } = await send('read', true, () => this.#allowed('GetItem', command).send(command));
    return this.#live(Item);
  }

  async #readChunk(keys: Attributes[]): Promise<Item[]> {
    const { table } = this.#access;
    const items: Item[] = [];
    let left = keys;
    await send('read', true, async () => {
      const command = new BatchGetItemCommand({
        RequestItems: { [table]: { Keys: left, ConsistentRead: true } },
        ...consumed,
      });
      const answer = await this.#allowed('BatchGetItem', command).send(command);
      items.push(...(answer.Responses?.[table] ?? []).flatMap((attributes) => this.#live(attributes)));
      left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
      if (left.length > 0) throw new Slowed();
    });
    return items;
  }

  /**
   * All or nothing, at most 100 actions; gives up within 4 s.
   * @throws StoreConflict, StoreUnknown, Refusal `limit.busy` or `limit.clockSkew`.
   */
  async transact(actions: Action[]): Promise<void> {
    for (const { key, indexed } of actions.map(keysOf)) {
      this.#assertOwn(key.pk);
      for (const pk of indexed) this.#assertIndex(pk);
    }
    this.#refuseSkew();
    if (actions.length === 0) return;
    try {
      const { written } = this.#access;
      await (written ? written.during(() => this.#write(actions)) : this.#write(actions));
    } catch (error) {
      throw conflictOf(error, actions.length) ?? error;
    }
  }

  #write(actions: Action[]): Promise<unknown> {
    const { table } = this.#access;
    const items = actions.map((action) => toTransactItem(table, action, this.#seconds()));
    const { Put, Update, Delete } = (items.length === 1 && items[0]) || {};
    const repeatable = actions.every(isRepeatable);
    if (Put) {
      const command = new PutItemCommand({ ...Put, ...consumed });
      return send('write', repeatable, () => this.#allowed('PutItem', command).send(command));
    }
    if (Update) {
      const command = new UpdateItemCommand({ ...Update, ...consumed });
      return send('write', repeatable, () => this.#allowed('UpdateItem', command).send(command));
    }
    if (Delete) {
      const command = new DeleteItemCommand({ ...Delete, ...consumed });
      return send('write', repeatable, () => this.#allowed('DeleteItem', command).send(command));
    }
    const command = new TransactWriteItemsCommand({
      TransactItems: items,
      ClientRequestToken: randomUUID(),
      ...consumed,
    });
    return send('write', true, () => this.#allowed('TransactWriteItems', command).send(command));
  }

  /** The client, once the guard has let the command pass; it is asked again at each attempt. */
  #allowed(operation: string, { input }: { input: object }): DynamoDBClient {
    const { guard, principal, client } = this.#access;
    guard?.check(principal, operation, input);
    return client();
  }

  #seconds(): number {
    return Math.floor(this.#access.clock.wall() / 1000);
  }

  #live(attributes: Attributes | undefined): Item[] {
    const item = attributes && itemOf(attributes);
    return item && !this.#isOver(item) ? [item] : [];
  }

  #isOver({ expires }: Item): boolean {
    return typeof expires === 'number' && expires <= this.#seconds();
  }

  #assertOwn(pk: string): void {
    if (!this.#access.bounds.key(pk)) throw new OutOfBounds(`${this.#access.principal.role} reaches for ${pk}`);
  }

  #assertIndex(pk: unknown): void {
    if (pk === undefined || (typeof pk === 'string' && this.#access.bounds.index(pk))) return;
    throw new OutOfBounds(`${this.#access.principal.role} writes into the index at ${pk}`);
  }

  #openCursor(range: Range, cursor: string): Attributes {
    const refusal = new Refusal(
      'invalid.cursor',
      t('翻页位置已失效，请从头查看', 'This place in the list is gone. Please start again'),
    );
    try {
      const keys: Record<string, unknown> = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      const names = ['pk', 'sk', ...(range.index ? [`${range.index}pk`, `${range.index}sk`] : [])];
      const fits = names.every((name) => typeof keys[name] === 'string') && Object.keys(keys).length === names.length;
      const own = keys[`${range.index ?? ''}pk`] === range.pk && this.#access.bounds.key(String(keys.pk));
      if (fits && own) return encode(keys);
    } catch {}
    throw refusal;
  }

  #refuseSkew(): void {
    if (Math.abs(this.#access.watch.skew) <= greatestSkew) return;
    throw new Refusal(
      'limit.clockSkew',
      t(
        '服务器时钟不准，暂不能保存，请告知管理员',
        'The clock of this server is wrong, so nothing can be saved. Please tell your administrator',
      ),
      { retryAfter: 60 },
    );
  }
}

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
const byName = (items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [nameOf(item), item]));
const closeCursor = (start: Attributes): string => Buffer.from(JSON.stringify(itemOf(start))).toString('base64url');

function rangeInput(table: string, { pk, index, begins, from, to, backward }: Range): QueryCommandInput {
  if (begins !== undefined && (from !== undefined || to !== undefined))
    throw new Error('A range either begins or runs from and to');
  const [condition, values] =
    begins !== undefined
      ? ['AND begins_with(#sk, :begins)', { ':begins': begins }]
      : from !== undefined && to !== undefined
        ? ['AND #sk BETWEEN :from AND :to', { ':from': from, ':to': to }]
        : from !== undefined
          ? ['AND #sk >= :from', { ':from': from }]
          : to !== undefined
            ? ['AND #sk <= :to', { ':to': to }]
            : ['', {}];
  return {
    TableName: table,
    ...(index ? { IndexName: index } : { ConsistentRead: true }),
    KeyConditionExpression: `#pk = :pk ${condition}`,
    ExpressionAttributeNames: { '#pk': `${index ?? ''}pk`, ...(condition && { '#sk': `${index ?? ''}sk` }) },
    ExpressionAttributeValues: encode({ ':pk': pk, ...values }),
    ScanIndexForward: !backward,
    ...consumed,
  };
}

/** The refusal of a condition as our own error, its places and items kept; nothing for any other error. */
function conflictOf(error: unknown, actions: number): StoreConflict | undefined {
  const none = () => new Array<Item | undefined>(actions).fill(undefined);
  if (error instanceof StoreBusy) return new StoreConflict([], none(), error);
  const { name } = error as Error;
  if (name === 'ConditionalCheckFailedException') {
    const { Item } = error as { Item?: Attributes };
    return new StoreConflict([0], [Item && itemOf(Item)], error);
  }
  if (name !== 'TransactionCanceledException') return undefined;
  const reasons = (error as TransactionCanceledException).CancellationReasons ?? [];
  const failed = reasons.flatMap(({ Code }, i) => (Code === 'ConditionalCheckFailed' ? [i] : []));
  if (failed.length === 0) return undefined;
  return new StoreConflict(
    failed,
    none().map((_, i) => (reasons[i]?.Item ? itemOf(reasons[i].Item) : undefined)),
    error,
  );
}
