import { type Profile, passwordPolicies } from '@juxian/core/password.ts';

export type Settings = {
  directory: string;
  port: number;
  host: string;
  origin: string;
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
  return {
    directory: env.DATA_DIR ?? '.data',
    port,
    host: env.HOST ?? '127.0.0.1',
    origin: env.ORIGIN ?? `http://127.0.0.1:${port}`,
    profile: profile as Profile,
    handsOutLinks: profile === 'local' || env.SHOW_LINKS === 'on',
  };
}
