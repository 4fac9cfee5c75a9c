import type { Cluster, Member } from './cluster.ts';
import { globalsOf } from './host-settings.ts';

/** Whether VRRP is in strict mode for a member: by its instance's own word, or else by that of the settings for the whole host. */
export function isStrict(cluster: Cluster, { options, director }: Member): boolean {
  return (options['strict_mode'] ?? globalsOf(cluster, director)['vrrp_strict']) === true;
}
