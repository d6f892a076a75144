import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '@juxian/base/clock.ts';
import { Credentials, type Identity, type TaggedRole } from './credentials.ts';
import { type Files, s3Files } from './files.ts';
import type { Guard } from './guard.ts';
import { Recent } from './recent.ts';
import { Keyring } from './seal.ts';
import { Table } from './table.ts';

/** What the template made, by name or ARN; `own`: the function's reach without a tag; `reach`: the tag it asks files and keys with. */
export type CloudSettings = {
  table: string;
  files: string;
  anchors: string;
  key: string;
  roles: Record<TaggedRole, string>;
  own: 'api' | 'auth';
  reach: TaggedRole;
  clock: Clock;
  guard?: Guard;
};

/** Opens table, files and keys of the cloud: what is a county's is asked for with the tag of that county. */
export async function openCloud(settings: CloudSettings): Promise<{ table: Table; files: Files; keyring: Keyring }> {
  const { own, reach, clock, guard, roles, key } = settings;
  const credentials = new Credentials({ sts: new STSClient({}), roles });
  const perTenant = <C>(make: (credentials: () => Promise<Identity>) => C) => {
    const clients = new Recent<C>(500);
    return (tenant: string) => clients.of(tenant, () => make(credentials.provider(reach, tenant)));
  };
  const bucket = perTenant(
    (identity) => new S3Client({ credentials: identity, requestChecksumCalculation: 'WHEN_REQUIRED' }),
  );
  // A bucket with Object Lock takes nothing without a checksum.
  const locked = perTenant((identity) => new S3Client({ credentials: identity }));
  const tagged = perTenant((identity) => new KMSClient({ credentials: identity }));
  const untagged = new KMSClient({});
  return {
    table: await Table.open({ name: settings.table, clock, own, credentials, ...(guard && { guard }) }),
    files: apart(s3Files(settings.files, bucket), s3Files(settings.anchors, locked)),
    keyring: await Keyring.kms({ keyId: key, client: (name) => (isTenant(name) ? tagged(name) : untagged) }),
  };
}

/** The platform's own keys have a name that no tenant has. */
const isTenant = (name: string) => /^t[0-9a-z]{10}$/.test(name);

/** Anchors lie in a bucket that takes nothing back; everything else among the files. */
function apart(files: Files, anchors: Files): Files {
  const of = (path: string) => (path.split('/')[2] === 'anchors' ? anchors : files);
  return {
    put: (path, bytes, type) => of(path).put(path, bytes, type),
    get: (path) => of(path).get(path),
    remove: (path) => of(path).remove(path),
    list: (prefix) => of(prefix).list(prefix),
    weigh: (prefix) => of(prefix).weigh(prefix),
    link: (path, options) => of(path).link(path, options),
  };
}
