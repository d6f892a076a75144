import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { Recent } from './recent.ts';

/** Temporary credentials, as every AWS client takes them. */
export type Identity = { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: Date };
export type TaggedRole = 'tenant' | 'portal';

const early = 5 * 60_000;

/**
 * Credentials of a tagged role, one AssumeRole per role and tenant for about 55 minutes. The tenant comes from the
 * session, never from input; the role's trust refuses a malformed tag.
 */
export class Credentials {
  readonly #sts: Pick<STSClient, 'send'>;
  readonly #roles: Record<TaggedRole, string>;
  readonly #now: () => number;
  readonly #cache: Recent<Promise<Identity>>;

  constructor(options: {
    sts: Pick<STSClient, 'send'>;
    roles: Record<TaggedRole, string>;
    now?: () => number;
    limit?: number;
  }) {
    this.#sts = options.sts;
    this.#roles = options.roles;
    this.#now = options.now ?? Date.now;
    this.#cache = new Recent(options.limit ?? 500);
  }

  /** A provider for AWS clients; concurrent callers share one request. */
  provider(role: TaggedRole, tenant: string): () => Promise<Identity> {
    const key = `${role}|${tenant}`;
    const assume = () => this.#assume(role, tenant, key);
    return async () => {
      const asked = this.#cache.of(key, assume);
      const known = await asked;
      if (known.expiration.getTime() - this.#now() > early) return known;
      if (this.#cache.get(key) === asked) this.#cache.drop(key);
      return this.#cache.of(key, assume);
    };
  }

  async #assume(role: TaggedRole, tenant: string, key: string): Promise<Identity> {
    try {
      const { Credentials: given } = await this.#sts.send(
        new AssumeRoleCommand({
          RoleArn: this.#roles[role],
          RoleSessionName: `${role}-${tenant}`,
          DurationSeconds: 3600,
          Tags: [{ Key: 'tenant', Value: tenant }],
        }),
      );
      if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken || !given.Expiration)
        throw new Error('AssumeRole gave no credentials');
      return {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        sessionToken: given.SessionToken,
        expiration: given.Expiration,
      };
    } catch (error) {
      this.#cache.drop(key);
      throw error;
    }
  }
}
