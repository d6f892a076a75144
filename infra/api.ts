import { RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  EndpointType,
  Integration,
  IntegrationType,
  type IResource,
  LogGroupLogDestination,
  MethodLoggingLevel,
  ResponseType,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { accept } from './parts/access.ts';

export type FunctionName = 'api' | 'auth' | 'portal' | 'events' | 'jobs';

/** What the cloud needs of a line of the route table; without a method, every method. */
export type RouteLine = { function: FunctionName; method?: string; path: string; reach: 'staff' | 'portal' | 'none' };

/** A host and its certificate in the region of the stack. */
export type Host = { domain: string; certificate: string };

type ApiSettings = {
  routes: readonly RouteLine[];
  functions: Partial<Record<FunctionName, Lambda>>;
  hosts: readonly Host[];
  /** What it stands behind; absent: a firewall of its own. */
  firewall?: CfnWebACL;
};

/**
 * The lines that are answered on a county's own host: its portal at the root and the pages behind links, nothing of the
 * workspace and no other county.
 */
export const countyLines = (routes: readonly RouteLine[]): RouteLine[] =>
  routes.flatMap((line) => {
    if (line.path.startsWith('/o/')) return [line];
    const within = /^\/p\/:\w+(\/.*)?$/.exec(line.path);
    return within ? [{ ...line, path: within[1] ?? '/' }] : [];
  });

// A regional REST API, since function URLs, CloudFront's origin access and its certificates are absent in China,
// where the offices' data must stay: one shape that stands in every partition. The firewall attaches to it too.
export class Api extends Construct {
  readonly rest: RestApi;
  readonly firewall: CfnWebACL;
  /** By host: what its CNAME in the name system leads to. */
  readonly targets: Readonly<Record<string, string>>;
  readonly #proxies: Partial<Record<FunctionName, Integration>> = {};

  constructor(scope: Construct, id: string, { routes, functions, hosts, firewall }: ApiSettings) {
    super(scope, id);
    const log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN });
    this.rest = new RestApi(this, 'Rest', {
      description: 'Juxian',
      endpointTypes: [EndpointType.REGIONAL],
      disableExecuteApiEndpoint: true,
      // One role for the gateways of an account: the first of the stack brings it.
      cloudWatchRole: firewall === undefined,
      minCompressionSize: Size.kibibytes(1),
      binaryMediaTypes: ['*/*'],
      deployOptions: {
        stageName: 'live',
        accessLogDestination: new LogGroupLogDestination(log),
        accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
        loggingLevel: MethodLoggingLevel.ERROR,
        throttlingRateLimit: 500,
        throttlingBurstLimit: 1000,
      },
    });
    this.targets = Object.fromEntries(hosts.map((host, i) => [host.domain, this.#serveOn(host, i)]));
    for (const type of [ResponseType.MISSING_AUTHENTICATION_TOKEN, ResponseType.RESOURCE_NOT_FOUND])
      this.rest.addGatewayResponse(`${type.responseType}`, {
        type,
        statusCode: '404',
        templates: { 'application/json': '{"code":"missing.route"}' },
      });
    for (const [name, lambda] of Object.entries(functions)) this.#proxies[name as FunctionName] = this.#proxy(lambda);
    mount(treeOf(routes), this.rest.root, (name) => this.#proxyOf(name));
    this.firewall = firewall ?? this.#firewall();
    new CfnWebACLAssociation(this, 'FirewallAssociation', {
      webAclArn: this.firewall.attrArn,
      resourceArn: this.rest.deploymentStage.stageArn,
    });
    accept(this, {
      APIG2: 'Each function checks its input against a schema and answers in the language of the person.',
      APIG4: 'Sessions, keys and links are checked in the functions: portal and sign-in are open by nature.',
      COG4: 'Sign-in is our own: user pools are absent in China.',
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        "The account's role by which the gateway writes its logs.",
    });
  }

  #serveOn({ domain, certificate }: Host, i: number): string {
    const of = i === 0 ? '' : domain.replace(/[^a-z0-9]/gi, '');
    const name = this.rest.addDomainName(`CustomDomain${of}`, {
      domainName: domain,
      certificate: Certificate.fromCertificateArn(this, `Certificate${of}`, certificate),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    return name.domainNameAliasDomainName;
  }

  #proxyOf(name: FunctionName): Integration {
    const proxy = this.#proxies[name];
    if (!proxy) throw new Error(`No function of the API is called ${name}`);
    return proxy;
  }

  // One permission for the whole API: one per method outgrows the function's policy.
  #proxy(lambda: Lambda): Integration {
    lambda.addPermission(this.node.id, {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: this.rest.arnForExecuteApi('*', '/*', '*'),
    });
    return new Integration({
      type: IntegrationType.AWS_PROXY,
      integrationHttpMethod: 'POST',
      uri: Stack.of(this).formatArn({
        service: 'apigateway',
        account: 'lambda',
        resource: 'path/2015-03-31/functions',
        resourceName: `${lambda.functionArn}/invocations`,
      }),
    });
  }

  #firewall(): CfnWebACL {
    const managed = (name: string, priority: number, counted: string[] = []) => ({
      name,
      priority,
      overrideAction: { none: {} },
      statement: {
        managedRuleGroupStatement: {
          vendorName: 'AWS',
          name: `AWSManagedRules${name}RuleSet`,
          ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        },
      },
      visibilityConfig: seen(name),
    });
    return new CfnWebACL(this, 'Firewall', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: seen('Firewall'),
      rules: [
        managed('Common', 0, ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY']),
        managed('KnownBadInputs', 1),
        {
          name: 'Rate',
          priority: 2,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: 6000, aggregateKeyType: 'IP' } },
          visibilityConfig: seen('Rate'),
        },
      ],
    });
  }
}

const seen = (metricName: string) => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName });

type Leaf = Pick<RouteLine, 'function' | 'method'>;
type Tree = { leaves: Leaf[]; fixed: Map<string, Tree>; open: Tree | undefined; rest: boolean };

const emptyTree = (): Tree => ({ leaves: [], fixed: new Map(), open: undefined, rest: false });

/** The route table as a tree of path segments: `:name` is open, `*` takes the rest. */
function treeOf(routes: ApiSettings['routes']): Tree {
  const root = emptyTree();
  for (const route of routes) {
    let tree = root;
    for (const segment of route.path.split('/').filter(Boolean)) {
      if (segment.startsWith(':') || segment === '*') {
        tree.open ??= emptyTree();
        tree.open.rest ||= segment === '*';
        tree = tree.open;
      } else {
        const next = tree.fixed.get(segment) ?? emptyTree();
        tree.fixed.set(segment, next);
        tree = next;
      }
    }
    tree.leaves.push({ function: route.function, method: route.method });
  }
  return root;
}

const functionsOf = (tree: Tree): Set<FunctionName> =>
  new Set([
    ...tree.leaves.map((leaf) => leaf.function),
    ...[...tree.fixed.values(), ...(tree.open ? [tree.open] : [])].flatMap((branch) => [...functionsOf(branch)]),
  ]);

/**
 * Hangs the tree below a resource, as coarsely as the table allows: where one function answers everything below,
 * the gateway passes everything below to it. @throws Error where `*` of one function meets open segments of another.
 */
function mount(tree: Tree, at: IResource, proxyOf: (name: FunctionName) => Integration): void {
  const [only, ...others] = functionsOf(tree);
  if (only && others.length === 0) {
    at.addMethod('ANY', proxyOf(only));
    if (tree.fixed.size > 0 || tree.open) at.addResource('{rest+}').addMethod('ANY', proxyOf(only));
    return;
  }
  for (const [method, name] of methodsOf(tree.leaves)) at.addMethod(method, proxyOf(name));
  for (const [segment, branch] of tree.fixed) mount(branch, at.addResource(segment), proxyOf);
  if (!tree.open) return;
  const [taker, ...rivals] = functionsOf(tree.open);
  if (taker && rivals.length === 0) at.addResource('{rest+}').addMethod('ANY', proxyOf(taker));
  else if (tree.open.rest) throw new Error(`${at.path}/* is claimed by ${[taker, ...rivals].join(' and ')}`);
  else mount(tree.open, at.addResource('{part}'), proxyOf);
}

function methodsOf(leaves: readonly Leaf[]): [method: string, name: FunctionName][] {
  const [only, ...others] = new Set(leaves.map((leaf) => leaf.function));
  if (!only) return [];
  if (others.length === 0) return [['ANY', only]];
  return [...new Map(leaves.map((leaf) => [leaf.method ?? 'ANY', leaf.function]))];
}
