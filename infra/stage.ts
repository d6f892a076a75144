import { tablePolicy } from '@juxian/store/policy.ts';
import { CfnOutput, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Api, countyLines, type FunctionName, type Host, type RouteLine } from './api.ts';
import { Data } from './data.ts';
import { Events } from './events.ts';
import { documentOf } from './parts/access.ts';
import { Handler } from './parts/handler.ts';
import { Watch } from './watch.ts';
import { Web } from './web.ts';

export type StageSettings = {
  /** The route table: which function answers which path. */
  routes: readonly RouteLine[];
  version: string;
  /** The folder of the bundled functions, one folder each. */
  bundles: string;
  /** The folder of the built pages. */
  pages: string;
  /** Hosts of counties that lead to their portals, names in ASCII. */
  counties?: readonly Host[];
};

/**
 * Personal information that state organs handle stays in mainland China (个人信息保护法 第三十六条).
 * @throws Error for a region outside it, unless the data are fictional.
 */
export function requireMainland(region: string | undefined, fictional: boolean): void {
  if (region === undefined || region.startsWith('cn-') || fictional) return;
  throw new Error(
    `${region} lies outside mainland China, where the data of offices must stay: deploy to a cn- region, or pass -c data=fictional for a trial without real persons.`,
  );
}

/** Counties' hosts as the operator gives them: `rc.a.gov.cn=arn:…,rc.b.gov.cn=arn:…`. @throws Error for any other text. */
export const hostsOf = (text: string): Host[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const [, domain = '', certificate = ''] = /^([a-z0-9.-]+\.[a-z0-9-]+)=(arn:[\w-]+:acm:.+)$/.exec(one) ?? [];
      if (!domain) throw new Error(`Not a host and its certificate: ${one}`);
      return { domain, certificate };
    });

/** What the table does not name is a page of the workspace, or nothing: the workspace's function knows which. */
const otherwise: RouteLine[] = ['/', '/*'].map((path) => ({ function: 'api', path, reach: 'none' }));

/** The whole product in one account and region, the same template in every partition. */
export class JuxianStage extends Stack {
  constructor(scope: Construct, id: string, { routes, version, bundles, pages, counties = [] }: StageSettings) {
    super(scope, id, { description: 'Juxian', terminationProtection: true });
    this.node.setContext('@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', true);
    const domain = this.#parameter('DomainName', 'The host the product is served from');
    const certificate = this.#parameter('CertificateArn', 'The certificate of that host, in this region');
    const mail = this.#parameter('AlarmMail', 'Who is told about alarms');
    const choices = {
      SIGNUP: this.#choice('Signup', 'Whether a county that signs itself up waits for the operator', [
        'approve',
        'open',
      ]),
      AUTH_PROFILE: this.#choice('SignInRules', 'By which rules passwords are kept', ['mlps3', 'nist']),
      OPERATOR_KEY_SHA256: this.#option('OperatorKeySha256', 'SHA-256 (base64url) of the operator’s key'),
      MESSAGE_URL: this.#option('MessageUrl', 'Where messages are posted as JSON, to be sent as mail or text'),
      PORTAL_ZONE: this.#option('PortalZone', 'Below it lies for each county the name that its own host leads to'),
      MESSAGE_TOKEN: this.#option('MessageToken', 'The bearer token of that address', true),
    };

    const data = new Data(this, 'Data');
    const events = new Events(this, 'Events');
    const web = new Web(this, 'Web', { pages, logs: data.logs });
    const make = (name: FunctionName, title: string, memory: number, timeout: Duration) =>
      new Handler(this, title, {
        bundles,
        name,
        memory,
        timeout,
        environment: {
          TABLE: data.table.tableName,
          FILES: data.files.bucketName,
          ANCHORS: data.anchors.bucketName,
          KEY: data.key.keyArn,
          ORIGIN: `https://${domain}`,
          VERSION: version,
          ...choices,
        },
      });
    const handlers = {
      api: make('api', 'Workspace', 1536, Duration.seconds(29)),
      auth: make('auth', 'Auth', 1536, Duration.seconds(29)),
      portal: make('portal', 'Portal', 1024, Duration.seconds(29)),
      events: make('events', 'Subscribers', 1536, Duration.minutes(5)),
      jobs: make('jobs', 'Work', 2048, Duration.minutes(15)),
    };
    this.#grant(handlers, routes, data);
    events.subscribe(handlers.events, data.table);
    events.tick({ Jobs: handlers.jobs, SignUps: handlers.auth });

    const { api: workspace, auth, portal } = handlers;
    for (const page of [workspace, portal]) page.lambda.node.addDependency(web.copied);
    const api = new Api(this, 'Api', {
      routes: [...routes, ...otherwise],
      functions: { api: workspace.lambda, auth: auth.lambda, portal: portal.lambda },
      hosts: [{ domain, certificate }],
    });
    web.serve(api.rest.root);
    const ofCounties = counties.length > 0 ? this.#serveCounties(counties, routes, api, { auth, portal }) : {};
    new Watch(this, 'Watch', { apis: { Gateway: api.rest, ...ofCounties }, handlers, events, table: data.table, mail });
    new CfnOutput(this, 'Target', {
      value: api.targets[domain] ?? '',
      description: 'The CNAME of the host',
    });
  }

  /** A gateway of its own, on which there is nothing but the portal: what no line leads to cannot be reached. */
  #serveCounties(
    hosts: readonly Host[],
    routes: readonly RouteLine[],
    house: Api,
    handlers: Record<'auth' | 'portal', Handler>,
  ) {
    const { rest, targets } = new Api(this, 'Counties', {
      routes: countyLines(routes),
      functions: { auth: handlers.auth.lambda, portal: handlers.portal.lambda },
      hosts,
      firewall: house.firewall,
    });
    rest.node.addDependency(house.rest);
    for (const [host, value] of Object.entries(targets))
      new CfnOutput(this, `Target${host.replace(/[^a-z0-9]/gi, '')}`, {
        value,
        description: `Where ${host} shall end`,
      });
    return { CountyGateway: rest };
  }

  #parameter(id: string, description: string): string {
    return new CfnParameter(this, id, { description, allowedPattern: '.+' }).valueAsString;
  }

  /** A parameter with a few values; the first is what stands when nothing is said. */
  #choice(id: string, description: string, allowedValues: string[]): string {
    return new CfnParameter(this, id, { description, allowedValues, default: allowedValues[0] }).valueAsString;
  }

  #option(id: string, description: string, noEcho = false): string {
    return new CfnParameter(this, id, { description, default: '', noEcho }).valueAsString;
  }

  /** A function may take a county's tag as far as the route table says that its answers reach. */
  #grant(handlers: Record<FunctionName, Handler>, routes: readonly RouteLine[], data: Data) {
    const { api, auth, portal, events, jobs } = handlers;
    const reaching = (reach: RouteLine['reach']) => [
      ...new Set(routes.filter((route) => route.reach === reach).map((route) => handlers[route.function].role)),
    ];
    const { tenant, portal: visitor } = data.roles({
      tenant: [...reaching('staff'), events.role, jobs.role],
      portal: reaching('portal'),
    });
    for (const handler of [api, auth, portal, events, jobs]) {
      const table = tablePolicy(handler === auth ? 'auth' : 'api', data.table.tableArn);
      handler.role.attachInlinePolicy(new Policy(handler, 'Table', { document: documentOf(table) }));
      handler.lambda.addEnvironment('TENANT_ROLE', tenant.roleArn);
      handler.lambda.addEnvironment('PORTAL_ROLE', visitor.roleArn);
    }
    // The platform's own keys, which seal second factors, have a context that no county's tag fits.
    auth.role.addToPolicy(
      new PolicyStatement({
        sid: 'AccountKey',
        actions: ['kms:Encrypt', 'kms:Decrypt'],
        resources: [data.key.keyArn],
        conditions: { StringEquals: { 'kms:EncryptionContext:tenant': 'accounts' } },
      }),
    );
  }
}
