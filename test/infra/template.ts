import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host, RouteLine } from '@juxian/infra/api.ts';
import { JuxianStage } from '@juxian/infra/stage.ts';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

export type Resource = {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
};
export type RawStatement = {
  Sid?: string;
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: object;
  Principal?: unknown;
};

/** A few lines of every shape that a route table may have. */
export const sample: RouteLine[] = [
  { function: 'portal', path: '/p/:county/*', reach: 'portal' },
  { function: 'api', path: '/trpc/*', reach: 'staff' },
  { function: 'api', method: 'GET', path: '/api/v1/records/:module', reach: 'staff' },
  { function: 'api', path: '/api/v1/records/:module/:id', reach: 'staff' },
  { function: 'auth', path: '/api/v1/sessions/:id', reach: 'staff' },
  { function: 'auth', method: 'POST', path: '/api/v1/tenants', reach: 'staff' },
  { function: 'api', method: 'GET', path: '/api/v1/tenants', reach: 'staff' },
  { function: 'auth', method: 'POST', path: '/api/v1/public/:slug/codes', reach: 'portal' },
  { function: 'portal', path: '/api/v1/public/:slug/calls', reach: 'portal' },
];

let folder: string | undefined;
function within(name: string): string {
  folder ??= mkdtempSync(join(tmpdir(), 'juxian-stage-'));
  return join(folder, name);
}

/** Removes what was synthesised: what every test file ends with. */
export function discard(): void {
  if (folder) rmSync(folder, { recursive: true });
  folder = undefined;
}

/** An app that writes into a folder of its own, with the stage in it; its functions and pages are empty. */
export function stageIn(
  name: string,
  routes: readonly RouteLine[] = sample,
  counties: readonly Host[] = [],
): { app: App; stage: JuxianStage } {
  for (const bundle of ['api', 'auth', 'portal', 'events', 'jobs']) {
    mkdirSync(within(`bundles/${bundle}`), { recursive: true });
    writeFileSync(within(`bundles/${bundle}/index.mjs`), 'export const handler = () => {};\n');
  }
  mkdirSync(within('pages/assets'), { recursive: true });
  writeFileSync(within('pages/assets/a.js'), '');
  const app = emptyApp(name);
  return {
    app,
    stage: new JuxianStage(app, 'Juxian', {
      routes,
      version: '1.0.0',
      bundles: within('bundles'),
      pages: within('pages'),
      counties,
    }),
  };
}

export const emptyApp = (name: string) => new App({ outdir: within(name) });

/** The template of the stage, with what a test asks of it. */
export function synthesise(name: string, routes?: readonly RouteLine[], counties?: readonly Host[]) {
  const template = Template.fromStack(stageIn(name, routes, counties).stage).toJSON() as {
    Resources: Record<string, Resource>;
  };
  const resources = Object.entries(template.Resources);
  const ofType = (type: string) => resources.filter(([, resource]) => resource.Type === type);
  return {
    text: JSON.stringify(template),
    ofType,
    /** The only resource of its type. */
    one(type: string): Resource {
      const [found, ...others] = ofType(type);
      if (!found || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} of ${type}`);
      return found[1];
    },
    /** The resource whose id is this title and the hash that the CDK adds. */
    titled(title: string): Resource {
      const found = resources.find(([id]) => titleOf(id) === title);
      if (!found) throw new Error(`No ${title}`);
      return found[1];
    },
    /** The product's own functions: the CDK's copier of pages is not among them. */
    functions: () => ofType('AWS::Lambda::Function').filter(([id]) => !id.startsWith('Custom')),
    /** What a function's own role is allowed by the policies attached to it. */
    owned: (title: string): RawStatement[] =>
      resources
        .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(title))
        .flatMap(([id, resource]) => allowedBy(id, resource).map(({ statement }) => statement)),
    allowed: () => resources.flatMap(([id, resource]) => allowedBy(id, resource)),
    /** `api`: the gateway of the house, or that of counties’ hosts. */
    answers: (api: 'Api' | 'Counties' = 'Api') => answersOf(resources, api),
  };
}

const titleOf = (id: string) => id.replace(/[0-9A-F]{8}$/, '');

function allowedBy(id: string, { Properties = {} }: Resource) {
  const inline = (Properties.Policies ?? []) as { PolicyDocument: { Statement: RawStatement[] } }[];
  const own = Properties.PolicyDocument as { Statement: RawStatement[] } | undefined;
  return [...inline.map((policy) => policy.PolicyDocument), ...(own ? [own] : [])].flatMap((document) =>
    document.Statement.filter(({ Effect }) => Effect === 'Allow').map((statement) => ({
      id,
      statement,
      actions: [statement.Action].flat(),
      resource: statement.Resource,
    })),
  );
}

/** The ARN by which a written-out template names a resource of the data. */
export const arnOf = (title: string) => `arn:${title}`;

/** A statement with ARNs written out, and lists of one as the template writes them. */
export function resolved(statement: RawStatement): unknown {
  const isObject = (value: unknown): value is Record<string, [string, string]> =>
    typeof value === 'object' && value !== null;
  const named = JSON.stringify(statement, (_key, value) =>
    isObject(value) && value['Fn::GetAtt'] ? arnOf(titleOf(value['Fn::GetAtt'][0]).replace(/^Data/, '')) : value,
  );
  return singled(
    JSON.parse(named, (_key, value) =>
      isObject(value) && value['Fn::Join'] ? [...value['Fn::Join'][1]].join('') : value,
    ),
  );
}

/** The same with every list of one text as that text: IAM knows no difference. */
export const singled = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(/\["([^"]*)"\]/g, '"$1"'));

/** Who answers which method and path. */
function answersOf(resources: readonly [string, Resource][], api: string): Record<string, string> {
  const byId = new Map(resources);
  const pathOf = (ref: unknown): string => {
    const id = (ref as { Ref?: string }).Ref;
    const found = id ? byId.get(id) : undefined;
    return found ? `${pathOf(found.Properties.ParentId)}/${found.Properties.PathPart}` : '';
  };
  const isOf = ({ RestApiId }: Resource['Properties']) => JSON.stringify(RestApiId).includes(`"${api}Rest`);
  const methods = resources.filter(
    ([, { Type, Properties }]) => Type === 'AWS::ApiGateway::Method' && isOf(Properties),
  );
  return Object.fromEntries(
    methods.map(([, { Properties }]) => {
      const uri = JSON.stringify((Properties.Integration as { Uri: unknown }).Uri);
      const owner = /"(\w+?)Function[0-9A-F]{8}"/.exec(uri)?.[1] ?? (uri.includes('WebBucket') ? 'bucket' : 'nobody');
      return [`${Properties.HttpMethod} ${pathOf(Properties.ResourceId) || '/'}`, owner];
    }),
  );
}
