import { Readable } from 'node:stream';
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { itemOf, speakPlainly } from '@juxian/store/plain.ts';
import { describe, expect, it } from 'vitest';

describe('an item as it comes over the wire', () => {
  const item = {
    pk: 'a',
    text: '干部',
    empty: '',
    count: 12,
    part: -0.5,
    yes: true,
    none: null,
    bytes: Uint8Array.of(0, 1, 254, 255),
    list: ['a', 1, { b: Uint8Array.of(7) }],
    map: { deep: { n: 0 } },
    several: new Set(['a', 'b']),
  };
  const attributes = (bytes: unknown, one: unknown) => ({
    pk: { S: 'a' },
    text: { S: '干部' },
    empty: { S: '' },
    count: { N: '12' },
    part: { N: '-0.5' },
    yes: { BOOL: true },
    none: { NULL: true },
    bytes: { B: bytes },
    list: { L: [{ S: 'a' }, { N: '1' }, { M: { b: { B: one } } }] },
    map: { M: { deep: { M: { n: { N: '0' } } } } },
    several: { SS: ['a', 'b'] },
  });

  it.each([
    ['from base64', attributes('AAH+/w==', 'Bw==')],
    ['where the client has read it already', attributes(Uint8Array.of(0, 1, 254, 255), Uint8Array.of(7))],
  ])('is read %s', (_, given) => {
    expect(itemOf(given as never)).toStrictEqual(item);
  });
});

describe('a client that answers plainly', () => {
  const clientFor = (statusCode: number, body: object) => {
    const client = new DynamoDBClient({
      region: 'local',
      maxAttempts: 1,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      requestHandler: {
        handle: async () => ({
          response: { statusCode, headers: {}, body: Readable.from([Buffer.from(JSON.stringify(body))]) },
        }),
      } as never,
    });
    speakPlainly(client);
    return client;
  };
  const query = new QueryCommand({ TableName: 'juxian' });

  it('leaves bytes as they came', async () => {
    const item = { pk: { S: 'a' }, sk: { S: 'b' }, row: { B: 'AAH+/w==' } };
    const { Items, Count } = await clientFor(200, { Items: [item], Count: 1 }).send(query);
    expect(Items).toEqual([item]);
    expect(Count).toBe(1);
    expect(itemOf(Items?.[0] ?? {}).row).toEqual(Uint8Array.of(0, 1, 254, 255));
  });

  it('throws what the server refuses by its name', async () => {
    const refused = clientFor(400, { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException' }).send(
      query,
    );
    await expect(refused).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('a request', () => {
  const sentBy = async (plainly: boolean, command: PutItemCommand | QueryCommand) => {
    const sent: { headers: Record<string, string>; body: string }[] = [];
    const client = new DynamoDBClient({
      region: 'local',
      maxAttempts: 1,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      requestHandler: {
        handle: async (request: (typeof sent)[number]) => {
          sent.push(request);
          return { response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from('{}')]) } };
        },
      } as never,
    });
    if (plainly) speakPlainly(client);
    await client.send(command as QueryCommand);
    const [{ headers, body } = { headers: {}, body: '' }] = sent;
    return {
      target: headers['x-amz-target'],
      authorization: headers.authorization,
      said: JSON.parse(Buffer.from(body).toString()),
    };
  };
  const put = new PutItemCommand({
    TableName: 'juxian',
    Item: {
      pk: { S: '干部 "a"\n' },
      bytes: { B: Buffer.from([0, 1, 254, 255]) },
      view: { B: new Uint8Array(Uint8Array.of(9, 7, 9).buffer, 1, 1) },
      map: { M: { deep: { L: [{ N: '1' }, { NULL: true }, { BOOL: false }] } } },
    },
    ConditionExpression: undefined,
    ReturnConsumedCapacity: 'TOTAL',
  });
  const query = new QueryCommand({
    TableName: 'juxian',
    ExpressionAttributeValues: { ':pk': { S: 'a' } },
    ExclusiveStartKey: undefined,
    Limit: 5,
    ScanIndexForward: false,
  });

  it.each([
    ['write', put],
    ['read', query],
  ])('for a %s says plainly what the client itself would say, and is signed', async (_, command) => {
    const plainly = await sentBy(true, command);
    const usual = await sentBy(false, command);
    expect(plainly.said).toEqual(usual.said);
    expect(plainly.target).toBe(usual.target);
    expect(plainly.authorization).toMatch(/Signature=[0-9a-f]{64}$/);
  });

  it('carries bytes as base64', async () => {
    const { said } = await sentBy(true, put);
    expect(said.Item.bytes).toEqual({ B: 'AAH+/w==' });
    expect(said.Item.view).toEqual({ B: 'Bw==' });
  });
});
