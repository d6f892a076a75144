import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Key } from './keys.ts';

/** What lies in the table. `expires` (epoch seconds), once past, makes it absent. */
export type Item = Key & {
  gsi1pk?: string;
  gsi1sk?: string;
  gsi2pk?: string;
  gsi2sk?: string;
  [attribute: string]: unknown;
};

/**
 * What must hold for an action. An expired item counts as absent.
 * `equals`: each attribute has this value, `undefined` meaning that it has none.
 * `below`: each attribute is missing or less than this number.
 */
export type Condition =
  | 'absent'
  | 'present'
  | { equals: Record<string, unknown>; below?: Record<string, number> }
  | { equals?: Record<string, unknown>; below: Record<string, number> };

/** One step of a transaction. `set` to `undefined` removes the attribute; `add` counts from 0. */
export type Action =
  | { put: Item; when?: Condition }
  | {
      update: Key;
      set?: Record<string, unknown>;
      add?: Record<string, number>;
      remove?: string[];
      when?: Condition;
    }
  | { remove: Key; when?: Condition }
  | { check: Key; when: Condition };

/** The keys an action touches: its own, and the index partitions it writes. */
export function keysOf(action: Action): { key: Key; indexed: unknown[] } {
  if ('put' in action) return { key: action.put, indexed: [action.put.gsi1pk, action.put.gsi2pk] };
  if ('update' in action) return { key: action.update, indexed: [action.set?.gsi1pk, action.set?.gsi2pk] };
  return { key: 'check' in action ? action.check : action.remove, indexed: [] };
}

/** Whether sending the action twice leaves the same as sending it once. */
export const isRepeatable = (action: Action): boolean => action.when === undefined && !('add' in action && action.add);

/** The action as DynamoDB reads it; `now` in epoch seconds decides what has expired. */
export function toTransactItem(table: string, action: Action, now: number): TransactWriteItem {
  const words = new Words();
  const expression = action.when && words.condition(action.when, now);
  const shared = () => ({
    TableName: table,
    ...(expression && { ConditionExpression: expression, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
    ...words.spelled(),
  });
  if ('put' in action) return { Put: { ...shared(), Item: encode(action.put) } };
  if ('update' in action) {
    const update = words.update(action);
    return { Update: { ...shared(), Key: keyOf(action.update), UpdateExpression: update } };
  }
  if ('check' in action)
    return { ConditionCheck: { ...shared(), ConditionExpression: expression ?? '', Key: keyOf(action.check) } };
  return { Delete: { ...shared(), Key: keyOf(action.remove) } };
}

export const encode = (item: Record<string, unknown>) => marshall(item, { removeUndefinedValues: true });

export const keyOf = ({ pk, sk }: Key) => encode({ pk, sk });

/** The names and values that expressions refer to. */
class Words {
  readonly #names = new Map<string, string>();
  readonly #values: Record<string, unknown> = {};

  name(attribute: string): string {
    const known = this.#names.get(attribute) ?? `#${this.#names.size}`;
    this.#names.set(attribute, known);
    return known;
  }

  value(value: unknown): string {
    const placeholder = `:${Object.keys(this.#values).length}`;
    this.#values[placeholder] = value;
    return placeholder;
  }

  condition(when: Condition, now: number): string {
    const expiry = this.name('expires');
    const past = this.value(now);
    if (when === 'absent') return `(attribute_not_exists(pk) OR ${expiry} <= ${past})`;
    const alive = `(attribute_not_exists(${expiry}) OR ${expiry} > ${past})`;
    if (when === 'present') return `attribute_exists(pk) AND ${alive}`;
    const equal = Object.entries(when.equals ?? {}).map(([attribute, value]) =>
      value === undefined
        ? `attribute_not_exists(${this.name(attribute)})`
        : `${this.name(attribute)} = ${this.value(value)}`,
    );
    const less = Object.entries(when.below ?? {}).map(
      ([attribute, limit]) =>
        `(attribute_not_exists(${this.name(attribute)}) OR ${this.name(attribute)} < ${this.value(limit)})`,
    );
    return [alive, ...equal, ...less].join(' AND ');
  }

  update({ set = {}, add = {}, remove = [] }: Extract<Action, { update: Key }>): string {
    const given = Object.entries(set).filter(([, value]) => value !== undefined);
    const gone = [...remove, ...Object.keys(set).filter((attribute) => set[attribute] === undefined)];
    const clause = (verb: string, terms: string[]) => (terms.length > 0 ? [`${verb} ${terms.join(', ')}`] : []);
    return [
      ...clause(
        'SET',
        given.map(([attribute, value]) => `${this.name(attribute)} = ${this.value(value)}`),
      ),
      ...clause(
        'ADD',
        Object.entries(add).map(([attribute, by]) => `${this.name(attribute)} ${this.value(by)}`),
      ),
      ...clause(
        'REMOVE',
        gone.map((attribute) => this.name(attribute)),
      ),
    ].join(' ');
  }

  spelled() {
    return {
      ...(this.#names.size > 0 && {
        ExpressionAttributeNames: Object.fromEntries([...this.#names].map(([attribute, name]) => [name, attribute])),
      }),
      ...(Object.keys(this.#values).length > 0 && { ExpressionAttributeValues: encode(this.#values) }),
    };
  }
}
