import type { AnyRouter } from '@tanstack/react-router';

export const base = '/w';

/** Addresses of the pages. Parameters with nothing in them are left out. */
export const listHref = (module: string, params: Record<string, string> = {}): string => {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== '')).toString();
  return `${base}/${module}${query ? `?${query}` : ''}`;
};
export const recordHref = (module: string, id: string, times: Record<string, string> = {}): string =>
  listHref(`${module}/${id}`, times);
export const newHref = (module: string): string => `${base}/${module}/new`;
export const importHref = (module: string, params: Record<string, string> = {}): string =>
  `${base}/${module}/import${Object.keys(params).length > 0 ? `?${new URLSearchParams(params)}` : ''}`;
export const binHref = (module: string): string => `${base}/${module}/bin`;
export const settingsHref = (...parts: string[]): string => [`${base}/settings`, ...parts].join('/');

/** What a page hands to the next one without showing it in the address. */
export type Passed = {
  /** Cursors of the list pages before this one. */
  cursors?: string[];
  /** The list a record was opened from: its address and the ids in its order. */
  list?: { href: string; ids: string[] };
};

let router: AnyRouter | undefined;

/** Names the router and lets every link into the workspace go without loading the page anew. */
export function steerLinks(made: AnyRouter): void {
  router = made;
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (
      !link ||
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    if (link.target || link.download || link.origin !== location.origin) return;
    if (link.pathname !== base && !link.pathname.startsWith(`${base}/`)) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

/** Opens a page of the workspace; `replace` leaves no step behind. */
export function go(href: string, { passed = {}, replace = false }: { passed?: Passed; replace?: boolean } = {}): void {
  const state = { passed } as never;
  if (!router) location.assign(href);
  else if (replace) router.history.replace(href, state);
  else router.history.push(href, state);
}

/** What the page before handed on. */
export const passed = (): Passed => (history.state as { passed?: Passed } | null)?.passed ?? {};
