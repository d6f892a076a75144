import { isIP } from 'node:net';
import { type Profile, passwordPolicies } from '@juxian/core/password.ts';

export type Settings = {
  directory: string;
  port: number;
  host: string;
  origin: string;
  /** The host that counties' own hosts shall lead to; empty where the house is reached by a number only. */
  portalHost: string;
  profile: Profile;
  /** Whoever invites is shown the link as well. */
  handsOutLinks: boolean;
};

/** What the environment says of a host of one's own. @throws Error naming the profiles where `AUTH_PROFILE` is none of them. */
export function settingsOf(env: Readonly<Record<string, string | undefined>>): Settings {
  const port = Number(env.PORT ?? 8787);
  const profile = env.AUTH_PROFILE ?? 'local';
  if (!(profile in passwordPolicies))
    throw new Error(`AUTH_PROFILE is one of ${Object.keys(passwordPolicies).join(', ')}`);
  const origin = env.ORIGIN ?? `http://127.0.0.1:${port}`;
  const own = new URL(origin).hostname;
  return {
    directory: env.DATA_DIR ?? '.data',
    port,
    host: env.HOST ?? '127.0.0.1',
    origin,
    portalHost: env.PORTAL_HOST ?? (isIP(own.replace(/^\[|\]$/g, '')) === 0 && own.includes('.') ? own : ''),
    profile: profile as Profile,
    handsOutLinks: profile === 'local' || env.SHOW_LINKS === 'on',
  };
}
