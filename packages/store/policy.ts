/** Roles with a tenant tag, and the functions' own roles without one. */
export type PolicyRole = 'tenant' | 'portal' | 'api' | 'auth';

/** A statement of an IAM policy, as it stands in a template. */
export type Statement = {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Action: string[];
  Resource: string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};

const indexes = ['gsi1', 'gsi2'] as const;
const tenantTag = `\${aws:PrincipalTag/tenant}`;
const tenantShape = 't??????????';

const read = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'];
const readAll = [...read, 'dynamodb:Query'];
const write = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

/** What each role may do with the table: the template attaches exactly this, the local guard evaluates exactly this. */
export function tablePolicy(role: PolicyRole, tableArn: string): Statement[] {
  switch (role) {
    case 'tenant':
      return tagged(tableArn, `T#${tenantTag}#*`);
    case 'portal':
      return tagged(tableArn, `T#${tenantTag}#P#*`);
    case 'api':
      return [
        own('Lookups', tableArn, read, [
          'S#*',
          'U#*',
          'KEY#*',
          'LINK#*',
          'RL#*',
          'C#DIV#*',
          'C#SLUG#*',
          'C#HOST',
          'C#TENANT',
        ]),
        own('Counties', tableArn, ['dynamodb:Query'], ['C#TENANT']),
        own('People', tableArn, ['dynamodb:Query'], [`U#${tenantShape}`]),
        own('Used', tableArn, ['dynamodb:UpdateItem'], ['S#*', 'KEY#*']),
        own('Counters', tableArn, ['dynamodb:UpdateItem', 'dynamodb:PutItem'], ['RL#*']),
        own('Links', tableArn, write, ['LINK#*']),
      ];
    case 'auth':
      return [
        own(
          'Accounts',
          tableArn,
          [...readAll, ...write],
          ['S#*', 'U#*', 'A#*', 'KEY#*', 'LINK#*', 'LOGIN#*', 'OTP#*', 'RL#*', 'C#*'],
        ),
      ];
  }
}

// ForAllValues is true when the key is missing altogether, hence the Null tests beside it.
function tagged(tableArn: string, leadingKeys: string): Statement[] {
  return [
    {
      Sid: 'OwnTenant',
      Effect: 'Allow',
      Action: [...readAll, ...write],
      Resource: withIndexes(tableArn),
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [leadingKeys] },
        Null: { 'dynamodb:LeadingKeys': 'false', 'aws:PrincipalTag/tenant': 'false' },
        StringLike: { 'aws:PrincipalTag/tenant': tenantShape },
      },
    },
    {
      Sid: 'PutOnly',
      Effect: 'Deny',
      Action: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
      Resource: withIndexes(tableArn),
      Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['T#*#E#*', 'T#*#A#*'] } },
    },
  ];
}

const own = (sid: string, tableArn: string, actions: string[], leadingKeys: string[]): Statement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: withIndexes(tableArn),
  Condition: {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  },
});

const withIndexes = (tableArn: string): string[] => [tableArn, ...indexes.map((index) => `${tableArn}/index/${index}`)];

/** A tagged role's reach into the files: its tenant's prefix. */
export const filePolicy = (bucketArn: string): Statement[] => [
  {
    Sid: 'OwnFiles',
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    Resource: [`${bucketArn}/t/${tenantTag}/*`],
    Condition: { StringLike: { 'aws:PrincipalTag/tenant': tenantShape } },
  },
  {
    Sid: 'OwnFileNames',
    Effect: 'Allow',
    Action: ['s3:ListBucket'],
    Resource: [bucketArn],
    Condition: {
      StringLike: { 's3:prefix': [`t/${tenantTag}/*`], 'aws:PrincipalTag/tenant': tenantShape },
    },
  },
];

/** A tagged role's use of the key that wraps tenant keys: only with its own tenant as context. */
export const keyPolicy = (keyArn: string): Statement[] => [
  {
    Sid: 'OwnKey',
    Effect: 'Allow',
    Action: ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt'],
    Resource: [keyArn],
    Condition: {
      StringEquals: { 'kms:EncryptionContext:tenant': tenantTag },
      StringLike: { 'aws:PrincipalTag/tenant': tenantShape },
    },
  },
];

/** Who may take a tagged role: the functions' own roles, with a well-formed tenant tag and no other tag. */
export const trustConditions = {
  StringLike: { 'aws:RequestTag/tenant': tenantShape },
  'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenant'] },
};
