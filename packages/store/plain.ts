import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './action.ts';

/** Whose answers hold attributes, keys and numbers and nothing that has to be made of them. */
const plain = new Set([
  'Query',
  'GetItem',
  'BatchGetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'TransactWriteItems',
]);

type Answer = { statusCode: number; body: unknown };
type Collecting = { streamCollector(body: unknown): Promise<Uint8Array> };
type Protocol = {
  deserializeResponse(operation: { name: string }, context: Collecting, answer: Answer): Promise<object>;
};

/**
 * Lets the answers of reads and writes through as the JSON they are, bytes still base64, which is half the work of a
 * large read; `itemOf` reads them. Refusals are read as ever.
 */
export function answerPlainly(client: DynamoDBClient): void {
  const protocol: Protocol = client.config.protocol;
  const usual = protocol.deserializeResponse.bind(protocol);
  protocol.deserializeResponse = async (operation, context, answer) => {
    if (answer.statusCode !== 200 || !plain.has(operation.name)) return usual(operation, context, answer);
    const { buffer, byteOffset, byteLength } = await context.streamCollector(answer.body);
    const text = Buffer.from(buffer, byteOffset, byteLength).toString();
    return { ...JSON.parse(text || '{}'), $metadata: { httpStatusCode: 200 } };
  };
}

type Attributes = Record<string, AttributeValue>;

/** The item behind its attributes; bytes may be base64 still. */
export function itemOf(attributes: Attributes): Item {
  const item: Record<string, unknown> = {};
  for (const name of Object.keys(attributes)) item[name] = valueIn(attributes[name] as AttributeValue);
  return item as Item;
}

function valueIn(attribute: AttributeValue): unknown {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.B !== undefined) return bytesOf(attribute.B);
  if (attribute.N !== undefined && Number.isSafeInteger(Number(attribute.N))) return Number(attribute.N);
  if (attribute.M !== undefined) return itemOf(attribute.M);
  if (attribute.L !== undefined) return attribute.L.map(valueIn);
  return unmarshall({ value: attribute }).value;
}

function bytesOf(given: Uint8Array | string): Uint8Array {
  if (typeof given !== 'string') return given;
  const { buffer, byteOffset, byteLength } = Buffer.from(given, 'base64');
  return new Uint8Array(buffer, byteOffset, byteLength);
}
