import type { Address } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { addressOption, type WrittenCheck, writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

const IP = { inet: 'IPv4', inet6: 'IPv6' } as const;

/**
 * A connection has one address family, at both ends. keepalived drops a `bindto` of the other one, refuses the file
 * under -t, and would check from whatever address the kernel takes.
 */
export const checkBindtoOtherFamily: ClusterRule = {
  id: 'check-bindto-other-family',
  severity: 'error',
  summary: 'a check starts from an address of another family than the one that it goes to',
  catalogue: [],
  source: 'keepalived 2.2.7 -t: "bindto address does not match address family of connect_ip - skipping"',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const written of writtenChecks(cluster)) {
      const { check } = written;
      const bindto = addressOption(check, 'bindto');
      const target = bindto && targets(written).find(({ address }) => address.family !== bindto.family);
      if (bindto === undefined || target === undefined) continue;
      const { address, at } = target;
      yield {
        message: `bindto ${quote(bindto.text)} is ${IP[bindto.family]}, but the check goes to ${quote(address.text)}, which is ${IP[address.family]}`,
        hint: 'leave bindto out: the director then takes its own address towards the real server',
        at: check.origin.at('bindto'),
        related: [{ at, message: 'the address that is checked' }],
      };
    }
  },
};

/** Where a check goes. Not to a real server of another family than its VIP, which keepalived skips: a fault of its own. */
function targets({ check, uses }: WrittenCheck): { readonly address: Address; readonly at: Location }[] {
  const connectIp = addressOption(check, 'connect_ip');
  if (connectIp !== undefined) return [{ address: connectIp, at: check.origin.at('connect_ip') }];
  return uses.flatMap(({ virtualServer, destination: { realServer } }) => {
    const address = realServer?.address.address;
    if (
      realServer === undefined ||
      address === undefined ||
      !virtualServer.vips.some(({ family }) => family === address?.family)
    )
      return [];
    return [{ address, at: realServer.origin.at('address') }];
  });
}
