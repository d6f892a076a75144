import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Clock } from '@juxian/base/clock.ts';
import { AccessDenied, Guard, isAllowed, type Principal } from '@juxian/store/guard.ts';
import { controlKeys } from '@juxian/store/keys.ts';
import { filePolicy, keyPolicy, type Statement, tablePolicy } from '@juxian/store/policy.ts';
import { StoreConflict } from '@juxian/store/table.ts';
import { Verbs } from '@juxian/store/verbs.ts';
import { Watch } from '@juxian/store/wire.ts';
import { describe, expect, it } from 'vitest';
import { openTable } from '../support/table.ts';

const table = 'arn:aws-cn:dynamodb:cn-north-1:123456789012:table/juxian';
const county = 't0123456789';
const own = `T#${county}#S#R#cadre#r1`;
const ownPortal = `T#${county}#P#R#application#a1`;
const foreign = 'T#t9876543210#S#R#cadre#r1';
const sibling = `T#${county}x#S#R#cadre#r1`;
const event = `T#${county}#S#E#cadre#r1`;
const portalEvent = `T#${county}#P#E#application#a1`;
const day = `T#${county}#A#2026-03-02`;

const variable = (more = '', name = 'tag') => `\${${name}}${more}`;
const S = (text: string) => ({ S: text });
const get = (pk: string) => ['GetItem', { Key: { pk: S(pk), sk: S('#') } }] as const;
const put = (pk: string) => ['PutItem', { Item: { pk: S(pk), sk: S('#') } }] as const;
const update = (pk: string) => ['UpdateItem', { Key: { pk: S(pk), sk: S('#') } }] as const;
const remove = (pk: string) => ['DeleteItem', { Key: { pk: S(pk), sk: S('#') } }] as const;
const query = (pk: string, index?: string) =>
  [
    'Query',
    {
      ...(index && { IndexName: index }),
      KeyConditionExpression: '#pk = :pk AND #sk >= :from',
      ExpressionAttributeNames: { '#pk': `${index ?? ''}pk`, '#sk': `${index ?? ''}sk` },
      ExpressionAttributeValues: { ':pk': S(pk), ':from': S('a') },
    },
  ] as const;
const batchGet = (...pks: string[]) =>
  ['BatchGetItem', { RequestItems: { juxian: { Keys: pks.map((pk) => ({ pk: S(pk), sk: S('#') })) } } }] as const;
const batchWrite = (...pks: string[]) =>
  ['BatchWriteItem', { RequestItems: { juxian: pks.map((pk) => ({ PutRequest: { Item: { pk: S(pk) } } })) } }] as const;
const transact = (...items: object[]) => ['TransactWriteItems', { TransactItems: items }] as const;
const Put = (pk: string) => ({ Put: { Item: { pk: S(pk) } } });
const Update = (pk: string) => ({ Update: { Key: { pk: S(pk) } } });
const Delete = (pk: string) => ({ Delete: { Key: { pk: S(pk) } } });
const ConditionCheck = (pk: string) => ({ ConditionCheck: { Key: { pk: S(pk) } } });

const verdict = (principal: Principal, [operation, input]: readonly [string, object]): boolean => {
  const guard = new Guard(table);
  try {
    guard.check(principal, operation, input);
    expect(guard.denials).toBe(0);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(AccessDenied);
    expect(guard.denials).toBe(1);
    return false;
  }
};

describe('the guard lets a tenant do', () => {
  const staff: Principal = { role: 'tenant', tenant: county };
  it.each([
    ['own get', get(own), true],
    ['own portal get', get(ownPortal), true],
    ['own query', query(own), true],
    ['own query of gsi1', query(`T#${county}#S#M#cadre`, 'gsi1'), true],
    ['own query of gsi2', query(`T#${county}#S#W#due`, 'gsi2'), true],
    ['own batch', batchGet(own, ownPortal), true],
    ['own transaction', transact(Put(own), Update(own), Delete(own), ConditionCheck(own), Put(event), Put(day)), true],
    ['put of an event', put(event), true],
    ['foreign get', get(foreign), false],
    ['sibling get', get(sibling), false],
    ['get of the bare tenant', get(`T#${county}`), false],
    ['foreign put', put(foreign), false],
    ['foreign query', query(foreign), false],
    ['foreign query of an index', query('T#t9876543210#S#M#cadre', 'gsi1'), false],
    ['query of an index that is not ours', query(own, 'gsi3'), false],
    ['mixed batch', batchGet(own, foreign), false],
    ['transaction with one foreign put', transact(Put(own), Put(foreign)), false],
    ['transaction with one foreign check', transact(Put(own), ConditionCheck(foreign)), false],
    ['session', get('S#abc'), false],
    ['scan', ['Scan', {}], false],
    ['scan of an index', ['Scan', { IndexName: 'gsi1' }], false],
    ['statement in PartiQL', ['ExecuteStatement', { Statement: 'SELECT * FROM juxian' }], false],
    ['query whose key cannot be told', ['Query', { KeyConditionExpression: 'sk = :a' }], false],
    ['batch write', batchWrite(own), false],
    ['update of an event', update(event), false],
    ['update of a portal event', update(portalEvent), false],
    ['delete of an access line', remove(day), false],
    ['transaction that deletes an event', transact(Put(own), Delete(event)), false],
    ['transaction that updates an access line', transact(Update(day)), false],
    ['dropping the table', ['DeleteTable', {}], false],
  ] as const)('%s', (_, request, allowed) => {
    expect(verdict(staff, request)).toBe(allowed);
  });

  it('nothing without a tag, with an empty one or with one that is a pattern', () => {
    for (const tenant of [undefined, '', '*', 't*', 't????????', variable('', 'aws:PrincipalTag/tenant')]) {
      expect(verdict({ role: 'tenant', tenant }, get(own))).toBe(false);
      expect(verdict({ role: 'tenant', tenant }, get('T##S#R#cadre#r1'))).toBe(false);
      expect(verdict({ role: 'portal', tenant }, get(ownPortal))).toBe(false);
    }
    expect(verdict({ role: 'tenant', tenant: 't**********' }, get(own))).toBe(false);
  });
});

describe('the guard lets others do', () => {
  const portal: Principal = { role: 'portal', tenant: county };
  it.each([
    [portal, 'own portal get', get(ownPortal), true],
    [portal, 'own portal query', query(`T#${county}#P#M#post`, 'gsi1'), true],
    [portal, 'put of a portal event', transact(Put(portalEvent)), true],
    [portal, 'update of a portal event', update(portalEvent), false],
    [portal, 'staff get', get(own), false],
    [portal, 'day log', query(day, 'gsi1'), false],
    [portal, 'mixed batch', batchGet(ownPortal, own), false],
    [portal, 'foreign portal get', get('T#t9876543210#P#R#application#a1'), false],
    [{ role: 'api' }, 'the session check', batchGet('S#a', 'U#u', 'U#u'), true],
    [{ role: 'api' }, 'touching a session', update('S#a'), true],
    [{ role: 'api' }, 'making a session', put('S#a'), false],
    [{ role: 'api' }, 'writing a user', update('U#u'), false],
    [{ role: 'api' }, 'factors', get('A#u'), false],
    [{ role: 'api' }, 'a login', get('LOGIN#email#a@b.c'), false],
    [{ role: 'api' }, 'listing counties', query('C#TENANT'), true],
    [{ role: 'api' }, 'a county and its address', batchGet('C#TENANT', 'C#SLUG#fictional'), true],
    [{ role: 'api' }, 'making a county', put('C#TENANT'), false],
    [{ role: 'api' }, 'keys of the platform', get('C#PLATFORM#factors'), false],
    [{ role: 'api' }, 'counting tries', transact(Update('RL#a'), Put('RL#a')), true],
    [{ role: 'api' }, 'forgetting tries', remove('RL#a'), false],
    [{ role: 'api' }, 'marking a key as used', update('KEY#a'), true],
    [{ role: 'api' }, 'making a key', put('KEY#a'), false],
    [{ role: 'api' }, 'making a link', put('LINK#a'), true],
    [{ role: 'api' }, 'listing a user', query('U#u'), false],
    [{ role: 'api' }, 'tenant data without a tag', get(own), false],
    [{ role: 'auth' }, 'factors', update('A#u'), true],
    [{ role: 'auth' }, 'sessions of a user', query('S#OF#u', 'gsi1'), true],
    [{ role: 'auth' }, 'sign-up', transact(Put('C#TENANT'), Put('LOGIN#email#a'), Put('U#u'), Put('A#u')), true],
    [{ role: 'auth' }, 'tenant data', get(own), false],
    [{ role: 'auth' }, 'scan', ['Scan', {}], false],
  ] as const)('%o: %s', (principal, _, request, allowed) => {
    expect(verdict(principal, request)).toBe(allowed);
  });
});

describe('the evaluator', () => {
  const statement = (Condition: Statement['Condition'], Effect: Statement['Effect'] = 'Allow'): Statement => ({
    Sid: 'One',
    Effect,
    Action: ['s3:Get*'],
    Resource: ['arn:aws:s3:::b/?.txt'],
    Condition,
  });
  const ask = (statements: Statement[], context: Record<string, string[]> = {}) =>
    isAllowed(statements, { action: 's3:GetObject', resource: 'arn:aws:s3:::b/a.txt', context });

  it.each([
    [{ StringEquals: { k: 'a*' } }, { k: ['ab'] }, false],
    [{ StringEquals: { k: ['x', 'ab'] } }, { k: ['ab'] }, true],
    [{ StringLike: { k: 'a*' } }, { k: ['ab'] }, true],
    [{ StringLike: { k: 'a.c' } }, { k: ['abc'] }, false],
    [{ StringLike: { k: 'a*' } }, {}, false],
    [{ StringLike: { k: 'a*' } }, { k: ['a\nb'] }, true],
    [{ 'ForAllValues:StringLike': { k: 'a*' } }, { k: ['ab', 'b'] }, false],
    [{ 'ForAllValues:StringLike': { k: 'a*' } }, {}, true],
    [{ 'ForAnyValue:StringLike': { k: 'a*' } }, { k: ['b', 'ab'] }, true],
    [{ 'ForAnyValue:StringLike': { k: 'a*' } }, {}, false],
    [{ Null: { k: 'true' } }, {}, true],
    [{ Null: { k: 'true' } }, { k: ['a'] }, false],
    [{ Null: { k: 'false' } }, {}, false],
    [{ StringLike: { k: variable('*') } }, { k: ['a*'], tag: ['a*'] }, true],
    [{ StringLike: { k: variable() } }, { k: ['ab'], tag: ['a*'] }, false],
    [{ StringLike: { k: variable('*') } }, { k: ['ab'], tag: [''] }, false],
    [{ StringLike: { k: 'a*', l: 'b*' } }, { k: ['ab'] }, false],
  ] as [NonNullable<Statement['Condition']>, Record<string, string[]>, boolean][])(
    '%j with %j',
    (condition, context, allowed) => {
      expect(ask([statement(condition)], context)).toBe(allowed);
    },
  );

  it('lets a Deny win, allows nothing unsaid, and refuses to guess at an operator it does not know', () => {
    expect(ask([statement(undefined)])).toBe(true);
    expect(ask([statement(undefined), statement(undefined, 'Deny')])).toBe(false);
    expect(ask([statement(undefined, 'Deny')])).toBe(false);
    expect(ask([])).toBe(false);
    expect(
      isAllowed([statement(undefined)], { action: 's3:PutObject', resource: 'arn:aws:s3:::b/a.txt', context: {} }),
    ).toBe(false);
    expect(
      isAllowed([statement(undefined)], { action: 's3:GetObject', resource: 'arn:aws:s3:::b/ab.txt', context: {} }),
    ).toBe(false);
    expect(() => ask([statement({ NumericLessThan: { k: '3' } })])).toThrow('does not know');
  });
});

describe('policies of files and keys', () => {
  const tagged = (tenant: string, more: Record<string, string[]> = {}) => ({
    'aws:PrincipalTag/tenant': [tenant],
    ...more,
  });
  it('keep a tenant in its own folder', () => {
    const policy = filePolicy('arn:aws:s3:::files');
    const reads = (path: string) =>
      isAllowed(policy, { action: 's3:GetObject', resource: `arn:aws:s3:::files/${path}`, context: tagged(county) });
    const lists = (prefix: string) =>
      isAllowed(policy, {
        action: 's3:ListBucket',
        resource: 'arn:aws:s3:::files',
        context: tagged(county, { 's3:prefix': [prefix] }),
      });
    expect([reads(`t/${county}/rows/a`), reads('t/t9876543210/rows/a'), reads('anchor')]).toEqual([true, false, false]);
    expect([lists(`t/${county}/`), lists('t/'), lists('')]).toEqual([true, false, false]);
  });

  it('use the key with the own tenant as context only', () => {
    const decrypts = (context: Record<string, string[]>) =>
      isAllowed(keyPolicy('arn:k'), { action: 'kms:Decrypt', resource: 'arn:k', context });
    expect(decrypts(tagged(county, { 'kms:EncryptionContext:tenant': [county] }))).toBe(true);
    expect(decrypts(tagged(county, { 'kms:EncryptionContext:tenant': ['t9876543210'] }))).toBe(false);
    expect(decrypts(tagged(county))).toBe(false);
  });

  it('never allow a scan, PartiQL or everything', () => {
    for (const role of ['tenant', 'portal', 'api', 'auth'] as const)
      for (const { Effect, Action, Condition, Resource } of tablePolicy(role, table)) {
        expect(JSON.stringify(Action)).not.toMatch(/Scan|PartiQL|\*/);
        expect(Resource.every((resource) => resource.startsWith(table) && !resource.includes('*'))).toBe(true);
        if (Effect === 'Allow') expect(Condition?.Null?.['dynamodb:LeadingKeys']).toBe('false');
      }
  });
});

it('stands before every command, which then never reaches the network', async () => {
  let reached = 0;
  const handle = async () => {
    reached++;
    throw new Error('reached');
  };
  const client = new DynamoDBClient({
    region: 'local',
    endpoint: 'http://127.0.0.1:1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: { handle },
  });
  const guard = new Guard();
  const verbs = new Verbs({
    table: 'juxian',
    client: () => client,
    principal: { role: 'tenant', tenant: county },
    bounds: { key: () => true, index: () => true },
    guard,
    clock: new Clock(),
    watch: new Watch(),
  });
  const at = (pk: string) => ({ pk, sk: '#' });
  for (const refused of [
    () => verbs.get(at(foreign)),
    () => verbs.batchGet([at(own), at(foreign)]),
    () => verbs.query({ pk: foreign, index: 'gsi1' }),
    () => verbs.transact([{ put: at(foreign) }]),
    () => verbs.transact([{ update: at(foreign), set: { a: 1 } }]),
    () => verbs.transact([{ remove: at(foreign) }]),
    () => verbs.transact([{ put: at(own) }, { check: at(foreign), when: 'present' }]),
  ])
    await expect(refused()).rejects.toThrow(AccessDenied);
  expect(guard.denials).toBe(7);
  expect(reached).toBe(0);
  await expect(verbs.get(at(own))).rejects.toThrow('reached');
  expect(reached).toBe(1);
});

describe('a table with the guard on', () => {
  it('keeps events and access lines put-only, and control within the function’s own role', async () => {
    const { table, guard, stop } = await openTable({ own: 'api' });
    const store = table.for(county);
    const event = store.keys.event('staff', 'cadre', 'r1', 1);
    const line = store.keys.access('2026-03-02', 1, 'l1');
    const record = store.keys.record('staff', 'cadre', 'r1');
    await store.transact([{ put: event, when: 'absent' }, { put: line, when: 'absent' }, { put: record }]);
    for (const action of [
      { update: event, set: { by: 'me' } },
      { remove: event },
      { update: line, add: { n: 1 } },
      { remove: line },
    ]) {
      await expect(store.transact([action])).rejects.toThrow(AccessDenied);
      await expect(store.transact([{ update: record, add: { n: 1 } }, action])).rejects.toThrow(AccessDenied);
    }
    await expect(store.transact([{ put: { ...event, by: 'me' }, when: 'absent' }])).rejects.toThrow(StoreConflict);
    expect(await store.batchGet([event, line, record])).toEqual([event, line, record]);
    expect(guard.denials).toBe(8);
    expect(await table.control.get(controlKeys.session('a'))).toBeUndefined();
    for (const denied of [
      () => table.control.get(controlKeys.authFactor('u')),
      () => table.control.query({ pk: controlKeys.userPartition('u') }),
      () => table.control.batchGet([controlKeys.session('a'), controlKeys.login('email', 'a')]),
      () => table.control.transact([{ put: controlKeys.user('u') }]),
      () => table.control.transact([{ put: controlKeys.link('a') }, { put: controlKeys.user('u') }]),
    ])
      await expect(denied()).rejects.toThrow(AccessDenied);
    expect(guard.denials).toBe(13);
    await stop();
  });
});
