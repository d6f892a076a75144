import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';

/** What the indexes carry beside their keys; at most 20 names an index. */
export const projected = {
  gsi1: [
    'row',
    'key',
    'module',
    'id',
    'revision',
    'state',
    'owner',
    'due',
    'since',
    'changedAt',
    'gone',
    'job',
    'event',
    'n',
    'at',
    'actor',
    'name',
    'fields',
    'expires',
  ],
  gsi2: ['module', 'id', 'expires'],
};

/** Creates the table of this name and its indexes where they are not there yet. */
export async function createTable(client: DynamoDBClient, name: string): Promise<void> {
  const attributes = ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'];
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(''),
    GlobalSecondaryIndexes: Object.entries(projected).map(([IndexName, NonKeyAttributes]) => ({
      IndexName,
      KeySchema: keySchema(IndexName),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes },
    })),
  });
  await client.send(command).catch((error: Error) => {
    if (error.name !== 'ResourceInUseException') throw error;
  });
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName: name });
}

const keySchema = (prefix: string) => [
  { AttributeName: `${prefix}pk`, KeyType: 'HASH' as const },
  { AttributeName: `${prefix}sk`, KeyType: 'RANGE' as const },
];
