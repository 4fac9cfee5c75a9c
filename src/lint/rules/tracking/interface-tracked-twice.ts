import { quote } from '../../../diagnostic/quote.ts';
import type { Member, VrrpInstance } from '../../../model/cluster.ts';
import { trackedEntries } from '../../../model/tracked-weights.ts';
import type { ClusterRule } from '../../rule.ts';

/** A sync group fails with its members, so that what one of them tracks it need not: keepalived takes both for a mistake. */
export const interfaceTrackedTwice: ClusterRule = {
  id: 'interface-tracked-twice',
  severity: 'error',
  summary: 'a sync group tracks an interface that one of its VRRP instances tracks, or is on',
  catalogue: [],
  source:
    'keepalived 2.2.7 -t: "track_interface … is configured on VRRP instance and sync group. Remove vrrp instance or sync group config"',
  *cluster({ vrrpInstances, vrrpSyncGroups }) {
    for (const group of vrrpSyncGroups) {
      const members = vrrpInstances
        .filter(({ name }) => group.instanceNames.includes(name))
        .flatMap((instance) => instance.members.map((member) => ({ instance, member })));
      for (const [index, { name }] of trackedEntries(group.options, 'track_interface').entries()) {
        const found = members.find(({ member }) => isTracked(member, name));
        if (found === undefined) continue;
        const how = howTracked(found.instance, found.member, name);
        yield {
          message: `sync group ${quote(group.name)} tracks ${quote(name)}, which ${how} too: keepalived complains, and takes one of the two`,
          hint: 'remove it from the track_interface of the group: it fails with its instances anyway',
          at: group.origin.at('track_interface', index),
          related: [{ at: found.instance.origin.at('name'), message: 'the instance' }],
        };
      }
    }
  },
};

const isOwn = ({ interfaceName, options }: Member, name: string): boolean =>
  interfaceName === name && options['dont_track_primary'] !== true;

function isTracked(member: Member, name: string): boolean {
  return (
    isOwn(member, name) ||
    trackedEntries(member.options, 'track_interface').some((entry) => entry.name === name)
  );
}

function howTracked(instance: VrrpInstance, member: Member, name: string): string {
  const owner = `VRRP instance ${quote(instance.name)}`;
  return isOwn(member, name) ? `${owner} is on and tracks` : `${owner} tracks`;
}
