import { useEffect } from 'react';
import { say } from '../locale.ts';
import { words } from '../words.ts';

/** Names the page in the window's title, the nearest part first. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), say(words.brand)].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
