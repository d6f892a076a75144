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
  serializeRequest(operation: { name: string }, input: object, context: object): Promise<{ body: unknown }>;
  deserializeResponse(operation: { name: string }, context: Collecting, answer: Answer): Promise<object>;
};

/**
 * Lets the inputs and answers of reads and writes through as the JSON they are, in answers bytes still base64, which is
 * half the work of a large read; `itemOf` reads them. Refusals are read as ever.
 */
export function speakPlainly(client: DynamoDBClient): void {
  const protocol: Protocol = client.config.protocol;
  const written = protocol.serializeRequest.bind(protocol);
  const read = protocol.deserializeResponse.bind(protocol);
  protocol.serializeRequest = async (operation, input, context) => {
    if (!plain.has(operation.name)) return written(operation, input, context);
    const request = await written(operation, {}, context);
    request.body = JSON.stringify(input, asWritten);
    return request;
  };
  protocol.deserializeResponse = async (operation, context, answer) => {
    if (answer.statusCode !== 200 || !plain.has(operation.name)) return read(operation, context, answer);
    const text = textOf(await context.streamCollector(answer.body), 'utf8');
    return { ...JSON.parse(text || '{}'), $metadata: { httpStatusCode: 200 } };
  };
}

// A Buffer turns itself into an object before the value is handed over here: only its holder still has the bytes.
function asWritten(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const held = this[name];
  return held instanceof Uint8Array ? textOf(held, 'base64') : value;
}

const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array, encoding: 'utf8' | 'base64'): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString(encoding);

/**
 * The signer for the table of this machine, which wants to be told a name and looks at no signature. Never for another:
 * the cloud refuses what it signs.
 */
export const unsigned = {
  async sign<R extends { headers: Record<string, string> }>(request: R): Promise<R> {
    request.headers.authorization =
      'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
    request.headers['x-amz-date'] = '20260101T000000Z';
    return request;
  },
};

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
