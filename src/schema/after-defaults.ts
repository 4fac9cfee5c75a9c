import { isLinkLocal, parsePrefix } from '../address/address.ts';
import { addressesOf } from '../address/address-range.ts';
import { groupBy } from '../diagnostic/group-by.ts';
import { quoteList } from '../diagnostic/quote-list.ts';
import { closest } from '../diagnostic/suggest.ts';
import type { ClusterDefinition, GroupMember, VirtualServer, VrrpInstance } from './definition.ts';
import type { ShapeProblem } from './shape-problem.ts';

/** What keepalived does without a key. */
const WITHOUT = {
  port: 'make it a service for all ports and switch persistence on',
  protocol: 'take UDP',
  lvs_sched: 'take wlc',
  lvs_method: 'take NAT',
} as const;

type Key = keyof typeof WITHOUT;
type Place = readonly (string | number)[];

/** What the schema cannot say: of items with their defaults, and of keys that exclude or need each other. */
export function problemsAfterDefaults(definition: ClusterDefinition): ShapeProblem[] {
  return [
    ...ofNothing(definition),
    ...(definition.vrrp_instances ?? []).flatMap(ofInstance),
    ...withoutNeeded(definition),
    ...definition.virtual_servers.flatMap((item, index) => ofVirtualServer(item, index, definition)),
    ...(definition.virtual_server_groups ?? []).flatMap(({ members }, index) =>
      members.flatMap((member, at) => ofMember(member, ['virtual_server_groups', index, 'members', at])),
    ),
  ];
}

/** Empty lists are a slip, but where VRRP instances move VIPs for something else. */
function ofNothing({
  virtual_servers: services,
  vrrp_instances: instances = [],
}: ClusterDefinition): ShapeProblem[] {
  if (services.length > 0 || instances.length > 0) return [];
  const hint = 'say at least one virtual server; only a cluster with vrrp_instances can be without';
  return [problem('"virtual_servers" is empty', ['virtual_servers'], hint)];
}

/** keepalived warns of an instance that has nothing to move, and with version 3 does not start. */
function ofInstance(item: VrrpInstance, index: number): ShapeProblem[] {
  const path = ['vrrp_instances', index];
  const isWithout = item.no_virtual_ipaddress === true;
  if (item.virtual_ipaddress === undefined && !isWithout) {
    const hint =
      'say the VIPs, such as ["192.168.0.38/32"]; of an instance for its programs alone, "no_virtual_ipaddress: true"';
    const message = '"virtual_ipaddress" is missing';
    return [
      { ...problem(message, [...path, 'name'], hint), missing: { owner: path, key: 'virtual_ipaddress' } },
    ];
  }
  if (item.virtual_ipaddress === undefined || !isWithout) return [];
  const message = `VRRP instance "${item.name}" has "virtual_ipaddress" and "no_virtual_ipaddress"`;
  return [problem(message, [...path, 'no_virtual_ipaddress'], 'remove one of them')];
}

/** Virtual servers that lack what only they or the defaults can say: those that lack the same are one fault. */
function withoutNeeded({ virtual_servers: services, defaults }: ClusterDefinition): ShapeProblem[] {
  const lacking = services.flatMap((item, index) => {
    const needed: Key[] = [
      ...(item.vip !== undefined ? (['port'] as const) : []),
      ...(item.fwmark === undefined ? (['protocol'] as const) : []),
      'lvs_sched',
      'lvs_method',
    ];
    const isSaid = FORMS.some((form) => item[form] !== undefined);
    const keys = needed.filter(
      (key) => item[key] === undefined && defaults?.virtual_servers?.[key] === undefined,
    );
    return isSaid && keys.length > 0
      ? [{ name: item.name, path: ['virtual_servers', index, 'name'], keys }]
      : [];
  });
  return [...groupBy(lacking, ({ keys }) => keys.join()).values()].map((group) => {
    const [{ keys, path }, ...others] = group as [(typeof group)[0], ...typeof group];
    const names = quoteList(group.map(({ name }) => name));
    const are = group.length > 1 ? `virtual servers ${names} have` : `virtual server ${names} has`;
    const would = keys.map((key) => WITHOUT[key]).join(', ');
    const hint = `without ${keys.length > 1 ? 'them' : 'it'} keepalived would ${would}: say ${keys.length > 1 ? 'them' : 'it'} here or in "defaults"`;
    return {
      ...problem(`${are} no ${quoteList(keys)}`, path, hint),
      ...(others.length === 0
        ? {}
        : {
            related: others.map((other) => ({
              path: other.path,
              part: 'value' as const,
              message: 'here too',
            })),
          }),
    };
  });
}

const FORMS = ['vip', 'fwmark', 'group'] as const;

function ofVirtualServer(
  item: VirtualServer,
  index: number,
  { virtual_server_groups: groups = [], vrrp_instances }: ClusterDefinition,
): ShapeProblem[] {
  const path = ['virtual_servers', index];
  const named = `virtual server "${item.name}"`;
  const forms = FORMS.filter((key) => item[key] !== undefined);
  const [form, second] = forms;
  if (form === undefined) {
    const hint = 'say the address that clients reach with "vip"; or use "fwmark" or "group"';
    const message = `"vip" is missing: ${named} has nothing that clients reach`;
    return [{ ...problem(message, [...path, 'name'], hint), missing: { owner: path, key: 'vip' } }];
  }
  if (second !== undefined) {
    const hint = 'a virtual server is known by one of them';
    return [problem(`${named} has "${form}" and "${second}"`, [...path, second], hint)];
  }
  const missing: ShapeProblem[] = [];
  if (form === 'group' && !groups.some(({ name }) => name === item.group)) {
    const near = closest(
      String(item.group),
      groups.map(({ name }) => String(name)),
    );
    const define = 'define it under virtual_server_groups';
    const hint = near === undefined ? define : `did you mean "${near}"? if not, ${define}`;
    missing.push(problem(`no virtual server group has the name "${item.group}"`, [...path, 'group'], hint));
  }
  return [...missing, ...ofMarks(item, form === 'fwmark', path, familiesOf(vrrp_instances))];
}

/** Of the VIPs but the link-local ones, which no client reaches. */
function familiesOf(instances: ClusterDefinition['vrrp_instances']): ReadonlySet<string> {
  const vips = (instances ?? []).flatMap((instance) => [
    ...(instance.virtual_ipaddress ?? []),
    ...(instance.virtual_ipaddress_excluded ?? []),
  ]);
  const prefixes = vips.map((vip) => parsePrefix(typeof vip === 'string' ? vip : vip.address));
  return new Set(
    prefixes.flatMap((prefix) =>
      prefix === undefined || isLinkLocal(prefix.address) ? [] : [prefix.address.family],
    ),
  );
}

function ofMember(member: GroupMember, path: Place): ShapeProblem[] {
  const { address, fwmark, port } = member;
  if ((address === undefined) === (fwmark === undefined)) {
    return [problem('a member of a group has either "address" or "fwmark"', path)];
  }
  if (fwmark !== undefined && port !== undefined) {
    return [problem('a firewall mark has no port', [...path, 'port'], 'say the ports in "marks"')];
  }
  const found = address === undefined ? [] : addressesOf(address);
  if (typeof found === 'string') return [problem(`"${address}" ${found}`, [...path, 'address'])];
  return ofMarks(member, fwmark !== undefined, path);
}

function ofMarks(
  { marks, set_mark }: Pick<GroupMember, 'marks' | 'set_mark'>,
  isMarked: boolean,
  path: Place,
  families: ReadonlySet<string> = new Set(),
): ShapeProblem[] {
  if (isMarked && marks === undefined) {
    // Then it can be on packets to any VIP.
    if (set_mark === false && families.size === 1) return [];
    const hint =
      set_mark === false && families.size > 1
        ? 'say the addresses that clients reach: the VIPs of vrrp_instances are IPv4 and IPv6'
        : 'say which traffic it is: the addresses that clients reach. With "set_mark: false" it is only described';
    return [problem('"marks" is missing beside "fwmark"', [...path, 'fwmark'], hint)];
  }
  if (!isMarked && marks !== undefined) return [problem('"marks" needs "fwmark"', [...path, 'marks'])];
  if (!isMarked && set_mark !== undefined)
    return [problem('"set_mark" needs "fwmark"', [...path, 'set_mark'])];
  return (marks ?? []).flatMap(({ port, protocol }, index) => {
    const [first, last] = String(port ?? '')
      .split('-')
      .map(Number) as [number, number?];
    const at = [...path, 'marks', index, 'port'];
    if (first > 65535 || (last ?? 0) > 65535 || (last !== undefined && last <= first)) {
      return [problem(`"${port}" is not a range of ports`, at)];
    }
    return port !== undefined && protocol === undefined ? [problem('a port needs a protocol', at)] : [];
  });
}

function problem(message: string, path: Place, hint?: string): ShapeProblem {
  return { message, ...(hint === undefined ? {} : { hint }), path, part: 'value', benign: false };
}
