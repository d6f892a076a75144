import type { Role } from '@juxian/base/actor.ts';

export type FunctionName = 'api' | 'auth' | 'portal';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One line of what the product answers. `:name` is one segment, `*` the rest.
 * actor: who may ask at all: anybody; whoever is signed in or holds a key; staff (members and keys); applicants; bearers
 * of a link; the platform's operator. roles: one of them is needed, whatever the access of a module says further.
 * reach: the partitions the answer may touch besides the control plane.
 */
export type Route = {
  function: FunctionName;
  method: Method;
  path: string;
  actor: 'anybody' | 'signedIn' | 'staff' | 'applicant' | 'link' | 'operator';
  reach: 'staff' | 'portal' | 'none';
  roles?: readonly Role[];
};

type Common = Pick<Route, 'function' | 'actor' | 'reach' | 'roles'>;

/** Lines that have all but method and path in common. */
const lines = (common: Common, ...calls: `${Method} ${string}`[]): Route[] =>
  calls.map((call) => {
    const [method, path = ''] = call.split(' ');
    return { ...common, method: method as Method, path };
  });

const v1 = (...calls: `${Method} ${string}`[]) => calls.map((call) => call.replace(' ', ' /api/v1') as typeof call);

const auth = { function: 'auth', reach: 'staff' } as const;
const api = { function: 'api', reach: 'staff' } as const;
const portal = { function: 'portal', reach: 'portal' } as const;

export const routes: readonly Route[] = [
  ...lines(
    { ...auth, actor: 'anybody' },
    ...v1(
      'POST /tenants',
      'POST /sessions',
      'GET /invitations/:token',
      'POST /invitations/:token/accept',
      'GET /providers',
      'GET /sessions/via/:provider',
      'GET /sessions/via/:provider/callback',
      'GET /roles',
    ),
  ),
  ...lines(
    { ...auth, actor: 'signedIn' },
    ...v1('GET /me', 'GET /sessions', 'DELETE /sessions/current', 'DELETE /sessions/:id'),
  ),
  ...lines(
    { ...auth, actor: 'staff' },
    ...v1(
      'POST /sessions/current/factor',
      'DELETE /sessions',
      'PATCH /me',
      'GET /me/account',
      'POST /me/calendar',
      'DELETE /me/calendar',
      'POST /me/recusals',
      'PUT /me/password',
      'POST /me/factor',
      'POST /me/identities/:provider',
      'POST /me/factor/confirm',
      'DELETE /me/factor',
      'GET /members',
    ),
  ),
  ...lines(
    { ...auth, actor: 'staff', roles: ['security'] },
    ...v1(
      'POST /tenant/go-live',
      'GET /api-keys',
      'POST /api-keys',
      'DELETE /api-keys/:id',
      'PUT /members/:id/roles',
      'GET /members/:id/recusals',
      'PUT /members/:id/recusals',
    ),
  ),
  ...lines(
    { ...auth, actor: 'staff', roles: ['system', 'security'] },
    ...v1('PATCH /members/:id', 'POST /members/:id/factor-reset'),
  ),
  ...lines(
    { ...auth, actor: 'staff', roles: ['system'] },
    ...v1(
      'POST /members',
      'PUT /members/:id/status',
      'POST /members/:id/invitation',
      'POST /members/:id/unlock',
      'POST /members/:id/sign-out',
      'GET /tenant/portal',
      'PUT /tenant/portal',
      'POST /tenant/portal/preview',
      'PUT /tenant/portal/domain',
      'DELETE /tenant/portal/domain',
      'POST /tenant/portal/domain/check',
    ),
  ),
  ...lines(
    { ...auth, actor: 'anybody', reach: 'portal' },
    ...v1('POST /public/:slug/codes', 'POST /public/:slug/sessions'),
    'GET /p/:slug/sign-in',
    'POST /p/:slug/sign-in',
    'POST /p/:slug/sign-out',
  ),
  ...lines(
    { ...auth, actor: 'operator', reach: 'none' },
    ...v1(
      'GET /operator/tenants',
      'POST /operator/tenants/:id/approve',
      'POST /operator/tenants/:id/verify',
      'DELETE /operator/tenants/:id',
    ),
  ),

  ...lines({ ...api, actor: 'staff' }, 'GET /api/trpc/:procedures', 'POST /api/trpc/:procedures'),
  ...lines({ ...api, actor: 'anybody', reach: 'none' }, 'GET /healthz', 'GET /api/v1/openapi.json'),
  ...lines(
    { ...api, actor: 'signedIn' },
    ...v1(
      'GET /modules',
      'GET /modules/:module',
      'GET /records/:module',
      'POST /records/:module',
      'GET /records/:module/:id',
      'PATCH /records/:module/:id',
      'DELETE /records/:module/:id',
      'GET /records/:module/:id/events',
      'GET /records/:module/:id/forms',
      'GET /records/:module/:id/form/:form',
      'POST /records/:module/:id/moves/:move',
      'POST /records/:module/:id/reveal',
      'POST /records/:module/:id/restore',
      'POST /records/:module/:id/files',
      'POST /records/:module/:id/links',
      'GET /records/sharedExpert/:id/card',
      'GET /files/:id',
      'GET /changes',
      'GET /messages',
      'POST /messages/read',
    ),
  ),
  ...lines(
    { ...api, actor: 'staff' },
    ...v1(
      'GET /records/:module/export',
      'GET /records/:module/template',
      'GET /records/:module/bin',
      'GET /views',
      'POST /views',
      'DELETE /views/:id',
      'POST /records/:module/bulk',
      'POST /records/:module/import',
      'POST /records/:module/print',
      'GET /jobs',
      'GET /jobs/:id',
      'DELETE /jobs/:id',
      'POST /jobs/:id/undo',
      'POST /jobs/:id/answers',
      'POST /jobs/:id/continue',
      'GET /jobs/:id/file',
      'GET /reports',
      'GET /reports/:report',
      'GET /me/self-check',
      'GET /tenant',
      'GET /modules/:module/overlay/versions',
    ),
  ),
  ...lines(
    { ...api, actor: 'staff', roles: ['system'] },
    ...v1(
      'PATCH /modules/:module',
      'POST /modules/:module/publish',
      'POST /modules/:module/rollback',
      'PATCH /tenant',
      'GET /tenant/usage',
      'POST /tenant/export',
      'POST /tenant/import',
      'POST /tenant/close',
      'DELETE /tenant/close',
      'GET /webhooks',
      'POST /webhooks',
      'DELETE /webhooks/:id',
      'GET /webhooks/:id/deliveries',
      'POST /webhooks/:id/resume',
      'POST /webhooks/:id/trial',
    ),
  ),
  ...lines(
    { ...api, actor: 'staff', roles: ['office'] },
    ...v1('GET /records/panel/:id/board', 'POST /records/panel/:id/conflicts'),
  ),
  ...lines(
    { ...api, actor: 'staff', roles: ['expert'] },
    ...v1('GET /records/review/:id/queue', 'GET /records/review/:id/others'),
  ),
  ...lines({ ...api, actor: 'staff', roles: ['security'] }, ...v1('POST /tenant/confirmations')),
  ...lines({ ...api, actor: 'staff', roles: ['audit'] }, ...v1('GET /audit', 'POST /audit/verify')),
  ...lines({ ...api, actor: 'link' }, 'GET /calendar/:token'),

  ...lines(
    { ...portal, actor: 'anybody' },
    ...v1(
      'GET /public/:slug/calls',
      'GET /public/:slug/notices',
      'GET /public/:slug/posts',
      'GET /public/:slug/studios',
      'GET /public/:slug/experts',
      'GET /public/:slug/agreements',
      'GET /public/:slug/plans',
      'GET /public/:slug/calls/:id',
      'GET /public/:slug/notices/:id',
      'GET /public/:slug/posts/:id',
      'GET /public/:slug/studios/:id',
      'GET /public/:slug/experts/:id',
      'GET /public/:slug/agreements/:id',
      'GET /public/:slug/plans/:id',
      'POST /public/:slug/objections',
      'POST /public/:slug/requests',
      'GET /public/:slug/requests/:number',
      'GET /public/:slug/verify/:certificate',
    ),
    'GET /p/:slug',
    'GET /p/:slug/*',
    'POST /p/:slug/*',
    'GET /open311/v2/*',
    'POST /open311/v2/*',
  ),
  ...lines(
    { ...portal, actor: 'applicant' },
    ...v1(
      'GET /public/:slug/applications',
      'POST /public/:slug/applications',
      'GET /public/:slug/applications/:id',
      'PATCH /public/:slug/applications/:id',
      'POST /public/:slug/applications/:id/moves/:move',
      'POST /public/:slug/applications/:id/files',
    ),
  ),
  // A link reaches one record of the staff's: the portal's function takes no tag for that, so sign-in's answers.
  ...lines({ ...auth, actor: 'link' }, 'GET /o/:token', 'POST /o/:token'),
];
