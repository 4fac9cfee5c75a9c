import { type Address, type Family, parseAddress, parsePrefix, subnetText } from '../../address/address.ts';
import type { Director, Options } from '../../model/cluster.ts';
import { fixedEntries } from '../../model/host-entries.ts';

/** As `ip route add` takes them, in the order of ip-route(8); what keepalived tracks is nothing to a script. */
const ROUTE_WORDS = ['via', 'dev', 'src', 'table', 'metric', 'scope', 'protocol', 'mtu'];
const RULE_WORDS = ['priority', 'from', 'to', 'fwmark', 'iif', 'oif', 'table'];

/** The `static_routes` of a director: `-4 default via 203.0.113.1 dev eth1 table 102`. */
export function routeLines(director: Director): string[] {
  return fixedEntries(director, 'route').map(({ item }) => {
    const family = familyOf(item, ['to', 'via', 'src']);
    const target = [item['type'], placeText(item['to'])].filter((word) => word !== undefined);
    const flags = item['onlink'] === true ? ['onlink'] : [];
    return [familyFlag(family), ...target, ...words(item, ROUTE_WORDS), ...flags].join(' ');
  });
}

/** The `static_rules` of a director: `-4 priority 102 from 203.0.113.10 table 102`. */
export function ruleLines(director: Director): string[] {
  return fixedEntries(director, 'rule').map(({ item }) => {
    const family = familyOf(item, ['from', 'to']);
    return [familyFlag(family), ...words(item, RULE_WORDS)].join(' ');
  });
}

const familyFlag = (family: Family): string => (family === 'inet' ? '-4' : '-6');

/** As ip takes it: IPv4, unless an address says otherwise. */
function familyOf(item: Options, fields: readonly string[]): Family {
  return fields.flatMap((field) => addressOf(item[field]) ?? [])[0]?.family ?? 'inet';
}

function addressOf(value: unknown): Address | undefined {
  const text = String(value);
  return parseAddress(text) ?? parsePrefix(text)?.address;
}

function words(item: Options, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = item[name];
    return value === undefined ? [] : [name, placeText(value)];
  });
}

/** As the kernel spells it, so that the script finds it again: a host without its prefix length. */
function placeText(value: unknown): string {
  const text = String(value);
  const address = parseAddress(text);
  if (address !== undefined) return address.text;
  const prefix = parsePrefix(text);
  if (prefix === undefined) return text;
  return prefix.first === prefix.last ? prefix.address.text : subnetText(prefix);
}
