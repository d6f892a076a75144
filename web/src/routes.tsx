import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { SignInAgain } from './session.tsx';
import { Shell } from './ui/Shell.tsx';
import { Bones, Broken, Missing } from './ui/state.tsx';
import { Toasts } from './ui/toast.tsx';

const root = createRootRoute({
  component: () => (
    <>
      <Suspense fallback={<Bones />}>
        <Outlet />
      </Suspense>
      <Toasts />
      <SignInAgain />
    </>
  ),
  notFoundComponent: () => (
    <main className="main">
      <Missing />
    </main>
  ),
  errorComponent: ({ error, reset }) => <Broken error={error} again={reset} />,
});

const framed = createRoute({
  getParentRoute: () => root,
  id: 'framed',
  component: () => (
    <Suspense fallback={<Bones />}>
      <Shell>
        <Suspense fallback={<Bones />}>
          <Outlet />
        </Suspense>
      </Shell>
    </Suspense>
  ),
});

const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => framed, path, component });

const pages = [
  page(
    '/',
    lazyRouteComponent(() => import('./home/Home.tsx'), 'Home'),
  ),
  page(
    '/overview',
    lazyRouteComponent(() => import('./home/Overview.tsx'), 'Overview'),
  ),
  page(
    '/me',
    lazyRouteComponent(() => import('./me/Me.tsx'), 'Me'),
  ),
  page(
    '/settings/webhooks',
    lazyRouteComponent(() => import('./settings/Webhooks.tsx'), 'Webhooks'),
  ),
  page(
    '/settings/webhooks/$id',
    lazyRouteComponent(() => import('./settings/Deliveries.tsx'), 'Deliveries'),
  ),
  page(
    '/settings/keys',
    lazyRouteComponent(() => import('./settings/Keys.tsx'), 'Keys'),
  ),
  page(
    '/settings',
    lazyRouteComponent(() => import('./settings/Modules.tsx'), 'Modules'),
  ),
  page(
    '/settings/modules/$module',
    lazyRouteComponent(() => import('./settings/Overlay.tsx'), 'Overlay'),
  ),
  page(
    '/settings/members',
    lazyRouteComponent(() => import('./settings/Members.tsx'), 'Members'),
  ),
  page(
    '/settings/county',
    lazyRouteComponent(() => import('./settings/County.tsx'), 'County'),
  ),
  page(
    '/settings/portal',
    lazyRouteComponent(() => import('./settings/Portal.tsx'), 'Portal'),
  ),
  page(
    '/settings/audit',
    lazyRouteComponent(() => import('./settings/Audit.tsx'), 'Audit'),
  ),
  page(
    '/reports',
    lazyRouteComponent(() => import('./report/Report.tsx'), 'Reports'),
  ),
  page(
    '/reports/$report',
    lazyRouteComponent(() => import('./report/Report.tsx'), 'Reports'),
  ),
  page(
    '/cadre/compare',
    lazyRouteComponent(() => import('./report/Compare.tsx'), 'Compare'),
  ),
  page(
    '/panel/$id/board',
    lazyRouteComponent(() => import('./review/Board.tsx'), 'Board'),
  ),
  page(
    '/panel/$id/conflicts',
    lazyRouteComponent(() => import('./review/Conflicts.tsx'), 'Conflicts'),
  ),
  page(
    '/$module',
    lazyRouteComponent(() => import('./record/List.tsx'), 'List'),
  ),
  page(
    '/$module/new',
    lazyRouteComponent(() => import('./record/Create.tsx'), 'Create'),
  ),
  page(
    '/$module/import',
    lazyRouteComponent(() => import('./record/import/Import.tsx'), 'Import'),
  ),
  page(
    '/$module/bin',
    lazyRouteComponent(() => import('./record/Bin.tsx'), 'Bin'),
  ),
  page(
    '/$module/$id',
    lazyRouteComponent(() => import('./record/Record.tsx'), 'Record'),
  ),
];

/** The desk stands alone: a phone in an expert's hand has no room for the frame. */
const bare = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const desk = [
  bare(
    '/desk',
    lazyRouteComponent(() => import('./desk/Desk.tsx'), 'Desk'),
  ),
  bare(
    '/desk/$id',
    lazyRouteComponent(() => import('./desk/Sheet.tsx'), 'Sheet'),
  ),
];

/** Addresses keep their parameters as plain text: what the API reads is what a reader may share. */
export const router = createRouter({
  routeTree: root.addChildren([framed.addChildren(pages), ...desk]),
  basepath: '/w',
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text ? `?${text}` : '';
  },
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <Broken error={error} again={reset} />,
  defaultPendingComponent: Bones,
});
