import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type PolicyRole, type Statement, tablePolicy } from './policy.ts';
import { Recent } from './recent.ts';

/** On whose behalf a command is sent. */
export type Principal = { role: PolicyRole; tenant?: string };

/** A request as IAM sees it: `context` holds the values of every condition key that is present. */
export type AccessRequest = { action: string; resource: string; context: Record<string, string[]> };

/** The answer AWS gives to what a policy does not allow. Whoever meets it has found a bug. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDeniedException';
}

/** Evaluates a policy: an explicit Deny wins, and what nothing allows is denied. */
export function isAllowed(statements: readonly Statement[], request: AccessRequest): boolean {
  const matching = namedBy(statements, request).filter((statement) => holdsAll(statement, request));
  return matching.length > 0 && matching.every((statement) => statement.Effect === 'Allow');
}

const named = new WeakMap<readonly Statement[], Map<string, readonly Statement[]>>();

/** The statements on an action and a resource, found once for a policy whose actions and resources hold no variables. */
function namedBy(statements: readonly Statement[], request: AccessRequest): readonly Statement[] {
  const names = ({ Action, Resource }: Statement) =>
    Action.some((text) => patternOf(text, request.context, true)?.test(request.action)) &&
    Resource.some((text) => patternOf(text, request.context, true)?.test(request.resource));
  if (statements.some(({ Action, Resource }) => [...Action, ...Resource].some(isVariable)))
    return statements.filter(names);
  const known = named.get(statements) ?? new Map<string, readonly Statement[]>();
  named.set(statements, known);
  const name = `${request.action} ${request.resource}`;
  const found = known.get(name) ?? statements.filter(names);
  known.set(name, found);
  return found;
}

const holdsAll = (statement: Statement, request: AccessRequest): boolean =>
  Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, [wanted].flat(), request.context, key)),
  );

function holds(operator: string, wanted: string[], context: Record<string, string[]>, key: string): boolean {
  const values = context[key];
  if (operator === 'Null') return wanted.includes(String(values === undefined));
  const [test, set] = operator.split(':').reverse();
  if (test !== 'StringLike' && test !== 'StringEquals')
    throw new Error(`A condition the guard does not know: ${operator}`);
  const patterns = wanted.map((text) => patternOf(text, context, test === 'StringLike'));
  const matches = (value: string) => patterns.some((pattern) => pattern?.test(value));
  return set === 'ForAllValues' ? (values ?? []).every(matches) : (values ?? []).some(matches);
}

const variable = /\$\{([^}]+)\}/g;
const isVariable = (text: string): boolean => text.includes('${');

// The same few patterns are asked thousands of times.
const patterns = new Recent<RegExp>(2000);

/** A pattern with its variables filled in as literals; nothing when one has no value or an empty one. */
function patternOf(text: string, context: Record<string, string[]>, globs: boolean): RegExp | undefined {
  const values = isVariable(text) ? [...text.matchAll(variable)].map(([, name = '']) => context[name]?.[0] ?? '') : [];
  if (values.includes('')) return undefined;
  return patterns.of(JSON.stringify([globs, text, ...values]), () => {
    const [first = '', ...rest] = text.split(variable).filter((_, i) => i % 2 === 0);
    const literal = globs ? globSource : escaped;
    const source = rest.reduce((made, piece, i) => made + escaped(values[i] ?? '') + literal(piece), literal(first));
    return new RegExp(`^${source}$`, 's');
  });
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const globSource = (text: string): string => escaped(text).replace(/\\\*/g, '.*').replace(/\\\?/g, '.');

type Values = Record<string, AttributeValue>;
type Target = { Key?: Values; Item?: Values };
/** The parts of any DynamoDB input that decide what it touches. */
type AnyInput = Target & {
  IndexName?: string;
  KeyConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Values;
  RequestItems?: Record<string, { Keys?: Values[] } | { PutRequest?: Target; DeleteRequest?: Target }[]>;
  TransactItems?: Record<string, Target>[];
};

const transactActions: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** What a command touches: actions with the index they use and their partition keys. */
function touches(operation: string, input: AnyInput): { action: string; index?: string; keys?: string[] }[] {
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [{ action: operation, keys: [partitionOf(input)] }];
    case 'Query': {
      const key = queriedPartition(input);
      return [{ action: operation, index: input.IndexName, keys: key === undefined ? undefined : [key] }];
    }
    case 'BatchGetItem':
    case 'BatchWriteItem': {
      const targets = Object.values(input.RequestItems ?? {}).flatMap((request) =>
        Array.isArray(request)
          ? request.map((one) => one.PutRequest ?? one.DeleteRequest ?? {})
          : (request.Keys ?? []).map((Key) => ({ Key })),
      );
      return [{ action: operation, keys: targets.map(partitionOf) }];
    }
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return (input.TransactItems ?? []).flatMap((item) =>
        Object.entries(item).map(([kind, target]) => ({
          action: transactActions[kind] ?? kind,
          keys: [partitionOf(target)],
        })),
      );
    default:
      return [{ action: operation, index: input.IndexName }];
  }
}

const partitionOf = (target: Target): string => (target.Key ?? target.Item)?.pk?.S ?? '';

function queriedPartition(input: AnyInput): string | undefined {
  const attribute = input.IndexName ? `${input.IndexName}pk` : 'pk';
  for (const [, name = '', value = ''] of (input.KeyConditionExpression ?? '').matchAll(/([#\w]+)\s*=\s*(:\w+)/g))
    if ((input.ExpressionAttributeNames?.[name] ?? name) === attribute)
      return input.ExpressionAttributeValues?.[value]?.S;
  return undefined;
}

/** Refuses on this machine what AWS would refuse: every command is judged by the policy of whoever sends it. */
export class Guard {
  readonly #table: string;
  readonly #policies = new Map<PolicyRole, Statement[]>();
  /** What was denied; a normal day has none. */
  denials = 0;

  constructor(tableArn = 'arn:aws:dynamodb:local:000000000000:table/juxian') {
    this.#table = tableArn;
  }

  /** @throws AccessDenied when any part of the command is not allowed. */
  check(principal: Principal, operation: string, input: object): void {
    for (const { action, index, keys } of touches(operation, input as AnyInput)) {
      const context: Record<string, string[]> = {};
      if (keys) context['dynamodb:LeadingKeys'] = keys;
      if (principal.tenant !== undefined) context['aws:PrincipalTag/tenant'] = [principal.tenant];
      const resource = index ? `${this.#table}/index/${index}` : this.#table;
      if (isAllowed(this.#policyOf(principal.role), { action: `dynamodb:${action}`, resource, context })) continue;
      this.denials++;
      throw new AccessDenied(`${principal.role} may not ${action} here`);
    }
  }

  #policyOf(role: PolicyRole): Statement[] {
    const known = this.#policies.get(role) ?? tablePolicy(role, this.#table);
    this.#policies.set(role, known);
    return known;
  }
}

/** The operation of a command as the SDK names it in its context. */
export const operationOf = (commandName = ''): string => commandName.replace(/Command$/, '');
