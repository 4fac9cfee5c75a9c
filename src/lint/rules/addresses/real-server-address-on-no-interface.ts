import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/** The interfaces of a host have all of its addresses: what services send to would come in nowhere. */
export const realServerAddressOnNoInterface: ClusterRule = {
  id: 'real-server-address-on-no-interface',
  severity: 'error',
  summary: 'the address of a real server is on none of its interfaces',
  catalogue: [],
  source: 'docs/definition.md: address and interfaces of real_servers',
  *cluster({ realServers }) {
    for (const { name, address, links, interfaces, origin } of realServers) {
      const { text } = address.address;
      if (links.length === 0 || interfaces.some((own) => own.address.address.text === text)) continue;
      const ofFamily = interfaces.filter((own) => own.address.address.family === address.address.family);
      yield {
        message: `address ${quote(text)} of real server ${quote(name)} is on none of its interfaces`,
        hint:
          ofFamily.length === 0
            ? 'give it to one of the interfaces'
            : `use one of theirs, such as ${quote(ofFamily.at(-1)?.address.address.text ?? '')}, or give it to one of them`,
        at: origin.at('address'),
        related: [{ at: origin.keyOf('interfaces'), message: 'its interfaces' }],
      };
    }
  },
};
