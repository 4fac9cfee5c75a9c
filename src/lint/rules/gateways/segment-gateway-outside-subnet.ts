import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { badGateway } from '../../../model/return-path.ts';
import type { ClusterRule } from '../../rule.ts';

/** The router that leads out of a segment is on it, with a host's address. */
export const segmentGatewayOutsideSubnet: ClusterRule = {
  id: 'segment-gateway-outside-subnet',
  severity: 'error',
  summary:
    "a segment's gateway is outside its subnet, or is the network or broadcast address, or is a second one",
  catalogue: ['A03'],
  source: 'RFC 1122, section 3.3.1.1; RFC 3021, section 2.1',
  *cluster({ segments }) {
    for (const { name, subnet, gateway, spareGateways, origin } of segments) {
      for (const spare of spareGateways) {
        yield {
          message: `gateway ${quote(spare.address.text)} of segment ${quote(name)} is not used: it is in no subnet without another one`,
          hint: 'list one gateway for each subnet',
          at: spare.place(),
        };
      }
      if (gateway === undefined || notUnicast(gateway) !== undefined) continue;
      const why = badGateway(gateway, subnet);
      if (why === undefined) continue;
      const fact = {
        outside: 'outside its subnet',
        network: 'the network address of its subnet',
        broadcast: 'the broadcast address of its subnet',
      }[why];
      yield {
        message: `gateway ${quote(gateway.text)} of segment ${quote(name)} is ${fact} ${quote(subnet.text)}`,
        hint: `set gateway to the address of a router in ${subnet.text}, or correct the subnet`,
        at: origin.at('gateway'),
        related: [{ at: origin.at('subnet'), message: "the segment's subnet" }],
      };
    }
  },
};
