import type { TenantConfig } from '@juxian/core/config.ts';
import type { Room } from '@juxian/engine/define.ts';
import type { Deps } from './deps.ts';

/** Rooms that an internet tenant opens only after its security administrator has confirmed in writing. */
const confinedRooms: readonly Room[] = ['cadre', 'supervision'];

/** The county's configuration with the modules off that stay off here: on the internet, those nobody has confirmed. */
export function configHere(
  { isOnline, registry }: Pick<Deps, 'isOnline' | 'registry'>,
  config: TenantConfig,
): TenantConfig {
  if (!isOnline) return config;
  const { confirmed = {}, off } = config;
  const confined = [...registry.values()].filter(({ room }) => confinedRooms.includes(room) && !confirmed[room]);
  return { ...config, off: [...off, ...confined.map(({ name }) => name)] };
}
