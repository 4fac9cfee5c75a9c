import type { Family } from '../../address/address.ts';
import { block, type ConfNode, type ConfWord, confNodes, line } from '../../keepalived/conf-tree.ts';
import { extraNodes } from '../../keepalived/extra.ts';
import { inOrder } from '../../keepalived/order.ts';
import { spelt, targetOf } from '../../keepalived/spelling.ts';
import type {
  Authentication,
  AuthHmac,
  Cluster,
  Member,
  VrrpInstance,
  VrrpSyncGroup,
} from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import { membersOn, unicastPeers } from '../../model/vrrp-members.ts';
import { withVipsNeverSource } from './keepalived-addresses.ts';
import { hostBlocks } from './keepalived-host.ts';
import { commented, groupBlock, virtualServerBlock } from './keepalived-services.ts';

/** What the template of `keepalived.conf` sees. Total: a list may be empty, never absent. */
export interface KeepalivedView {
  readonly host: string;
  readonly definitions: readonly string[];
  /** Files to include first: the one with the secrets, when there are any. */
  readonly includes: readonly string[];
  /** The blocks, in the order of keepalived.conf(5), each under a comment that names its definition. */
  readonly blocks: readonly ConfNode[];
}

/** Where config management puts the secrets: `$NAME=value` lines. */
export const SECRETS_FILE = '/etc/keepalived/lvsgen-secrets.conf';

/** The VRRP version that keepalived takes when none is said. */
const DEFAULT_VERSION: Record<Family, number> = { inet: 2, inet6: 3 };

/** The one keepalived.conf of a director: the parts of all its clusters whose engine is keepalived. Empty without any. */
export function keepalivedView(host: Host): KeepalivedView {
  const clusters = host.directors
    .map(({ cluster }) => cluster)
    .filter(({ engine }) => engine === 'keepalived');
  if (clusters.length === 0) return { host: host.name, definitions: [], includes: [], blocks: [] };
  const blocks = inOrder('root', [
    ...hostBlocks(host),
    ...clusters.flatMap((cluster) => syncGroupBlocks(cluster, host.name)),
    ...clusters.flatMap((cluster) =>
      membersOn(cluster, host.name).map(({ instance, member }) => instanceBlock(cluster, instance, member)),
    ),
    ...clusters.flatMap((cluster) =>
      cluster.virtualServerGroups.map((group) => commented(cluster.file, groupBlock(group))),
    ),
    ...clusters.flatMap((cluster) =>
      cluster.virtualServers.map((virtualServer) => virtualServerBlock(cluster, virtualServer)),
    ),
    ...clusters.flatMap((cluster) => extraNodes(cluster.options, 'root')),
  ]);
  const target = targetOf(host)?.keepalivedVersion;
  return {
    host: host.name,
    definitions: [...new Set(clusters.map(({ file }) => file))],
    includes: secretsOf(host).length > 0 ? [SECRETS_FILE] : [],
    blocks: target === undefined ? blocks : spelt(blocks, target),
  };
}

/** The names of the secrets that a host's keepalived.conf refers to, in the order of their first use. */
export function secretsOf(host: Host): string[] {
  const names = host.directors.flatMap(({ cluster }) =>
    cluster.vrrpInstances
      .filter(({ members }) => members.some(({ directorName }) => directorName === host.name))
      .flatMap(({ authentication, authHmac }) => [
        authentication?.authPass,
        ...(authHmac?.keys ?? []).map(({ key }) => key),
      ])
      .flatMap((value) => (typeof value === 'object' ? [value.secret] : [])),
  );
  return [...new Set(names)];
}

function syncGroupBlocks(cluster: Cluster, host: string): ConfNode[] {
  const ours = new Set(
    cluster.vrrpInstances
      .filter(({ members }) => members.some(({ directorName }) => directorName === host))
      .map(({ name }) => name),
  );
  return cluster.vrrpSyncGroups.flatMap((group: VrrpSyncGroup) => {
    const names = group.instanceNames.filter((name) => ours.has(name));
    if (names.length === 0) return [];
    const children = confNodes('vrrp_sync_group', { ...group.options, group: names });
    return [commented(cluster.file, block('vrrp_sync_group', [group.name], children))];
  });
}

function instanceBlock(cluster: Cluster, instance: VrrpInstance, member: Member): ConfNode {
  const { version, family, authentication, authHmac } = instance;
  const { interfaceName, options } = member;
  const { use_vmac: vmac } = options;
  const children = confNodes('vrrp_instance', withVipsNeverSource(options), {
    // What the definition has at the member.
    interface: [
      line('state', member.state),
      ...(interfaceName === undefined ? [] : [line('interface', interfaceName)]),
    ],
    use_vmac: typeof vmac === 'string' ? [line('use_vmac', vmac)] : undefined,
    unicast: instance.unicast ? unicastLines(instance, member) : undefined,
    version: version === DEFAULT_VERSION[family] ? [] : [line('version', version)],
    advert_int: [line('advert_int', instance.advertInt)],
    virtual_router_id: [
      line('virtual_router_id', instance.virtualRouterId),
      line('priority', member.priority),
    ],
    authentication: authentication === undefined ? [] : [authenticationBlock(authentication)],
    auth_hmac: authHmac === undefined ? [] : [hmacBlock(authHmac)],
  });
  return commented(
    cluster.file,
    block(
      'vrrp_instance',
      [instance.name],
      inOrder('vrrp_instance', [...children, ...extraNodes(options, 'vrrp_instance')]),
    ),
  );
}

/** The peers are the other members: nobody writes the list. */
function unicastLines(instance: VrrpInstance, member: Member): ConfNode[] {
  const { unicast_min_ttl: least, unicast_max_ttl: most } = instance.options;
  const bounds = [
    ...(typeof least === 'number' ? ['min_ttl', least] : []),
    ...(typeof most === 'number' ? ['max_ttl', most] : []),
  ];
  const source =
    member.sourceAddress === undefined ? [] : [line('unicast_src_ip', member.sourceAddress.text)];
  const peers = unicastPeers(instance, member).map(({ text }) => line(text, ...bounds));
  return [...source, block('unicast_peer', [], peers)];
}

function authenticationBlock({ authType, authPass }: Authentication): ConfNode {
  const password: ConfWord = authPass;
  const children = [line('auth_type', authType), { keyword: 'auth_pass', words: [password] }];
  return block('authentication', [], children);
}

function hmacBlock({ keys, options }: AuthHmac): ConfNode {
  const lines = keys.map(({ id, key }): ConfNode => ({ keyword: 'key', words: [String(id), key] }));
  return block('auth_hmac', [], confNodes('auth_hmac', options, { key: lines }));
}
