import { say } from '@juxian/base/text.ts';
import type { AnyModule } from '@juxian/engine/define.ts';
import { valuesSchema } from '@juxian/engine/kinds/values.ts';
import * as z from 'zod';
import type { Deps } from '../deps.ts';
import { routes } from '../routes.ts';

type Json = Record<string, unknown>;

/** `openapi.json`, written from the schemas that validate and the route table that serves. */
export function openApi({ registry, version }: Pick<Deps, 'registry' | 'version'>): Json {
  const paths: Record<string, Json> = {};
  for (const { method, path, actor, roles } of routes) {
    if (!path.startsWith('/api/v1/')) continue;
    const named = path.slice('/api/v1'.length).replace(/:(\w+)/g, '{$1}');
    const operation = operationOf(method, named, actor, roles);
    paths[named] = { ...paths[named], [method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Juxian 聚贤', version, description: 'Errors are application/problem+json (RFC 9457).' },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-s' },
      },
      schemas: {
        Problem: problem,
        ...Object.fromEntries([...registry.values()].map((module) => [`${module.name}Values`, valuesOf(module)])),
      },
    },
  };
}

function operationOf(method: string, path: string, actor: string, roles: readonly string[] | undefined): Json {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const asked = (queries[`${method} ${path}`] ?? []).map(([name, description, values]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string', ...(values ? { enum: values } : {}) },
  }));
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z]+(.)?/g, (_, letter?: string) => letter?.toUpperCase() ?? '')}`,
    ...(parameters.length + asked.length > 0 ? { parameters: [...parameters, ...asked] } : {}),
    ...(actor === 'anybody' ? { security: [] } : { security: [{ bearer: [] }, { session: [] }] }),
    ...(roles ? { description: `Roles: ${roles.join(', ')}` } : {}),
    responses: {
      '2XX': { description: 'Done' },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

type Query = readonly [name: string, description: string, values?: readonly string[]];
const cutOff: Query = ['asOf', 'Cut-off day, YYYY-MM-DD; today where absent'];

/** Parameters of the query, where a call has some of its own. */
const queries: Readonly<Record<string, readonly Query[]>> = {
  'GET /records/{module}/export': [
    [
      'form',
      'A paper of the list, of cadres only; the other parameters are those of the list',
      ['roster', 'roster2', 'discussion'],
    ],
    ['format', 'xlsx, csv or json; of a paper html, docx or pdf'],
    ['meeting', 'What the list for discussion is headed with'],
    cutOff,
  ],
  'GET /records/review/{id}/others': [['item', 'The code of an item on the sheet']],
  'GET /me/self-check': [['format', 'html where absent', ['html', 'docx', 'pdf']]],
  'GET /reports/{report}': [
    cutOff,
    ['unit', 'A unit with all below it'],
    ['people', 'Whom to count', ['all', 'leaders']],
    ['ids', 'Of the report compare: two to four cadres to stand side by side'],
    ['months', 'How many months ahead, of retirement'],
    ['format', 'json where absent', ['json', 'xlsx', 'pdf']],
  ],
};

const problem = z.toJSONSchema(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    rule: z.string().optional(),
    fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  }),
);

/** The values of a module as its own schema accepts them, labels as titles. */
function valuesOf(module: AnyModule): Json {
  const schema = z.toJSONSchema(valuesSchema(module.fields, { names: Object.keys(module.fields), partial: true }), {
    unrepresentable: 'any',
    io: 'input',
  }) as Json;
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  return {
    ...schema,
    title: say(module.title, 'en'),
    properties: Object.fromEntries(
      Object.entries(module.fields).map(([name, field]) => [
        name,
        {
          ...properties[name],
          title: `${field.label.zh} ${field.label.en}`,
          'x-kind': field.kind,
          ...('choices' in field.options ? { enum: Object.keys(field.options.choices) } : {}),
        },
      ]),
    ),
  };
}
