import type { TenantConfig } from '@juxian/core/config.ts';
import { isConfidential } from '@juxian/engine/room.ts';
import type { Deps } from './deps.ts';

/** The county's configuration with the modules off that stay off here: on the internet, those nobody has confirmed. */
export function configHere(
  { isOnline, registry }: Pick<Deps, 'isOnline' | 'registry'>,
  config: TenantConfig,
): TenantConfig {
  if (!isOnline) return config;
  const { confirmed = {}, off } = config;
  const confined = [...registry.values()].filter(({ room }) => isConfidential({ room }) && !confirmed[room]);
  return { ...config, off: [...off, ...confined.map(({ name }) => name)] };
}
