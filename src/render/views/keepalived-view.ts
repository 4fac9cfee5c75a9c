import { block, type ConfNode, type ConfWord, confNodes, line } from '../../keepalived/conf-tree.ts';
import type { Family } from '../../model/address.ts';
import type {
  Authentication,
  Check,
  Cluster,
  Destination,
  Member,
  VirtualServer,
  VrrpInstance,
  VrrpSyncGroup,
} from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import { unicastPeers } from '../../model/vrrp-members.ts';

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

/** The one keepalived.conf of a director: the parts of all its clusters whose engine is keepalived. */
export function keepalivedView(host: Host): KeepalivedView {
  const clusters = host.directors
    .map(({ cluster }) => cluster)
    .filter(({ engine }) => engine === 'keepalived');
  return {
    host: host.name,
    definitions: clusters.map(({ file }) => file),
    includes: secretsOf(host).length > 0 ? [SECRETS_FILE] : [],
    blocks: [
      block('global_defs', [], [line('router_id', host.name)]),
      ...clusters.flatMap((cluster) => syncGroupBlocks(cluster, host.name)),
      ...clusters.flatMap((cluster) =>
        cluster.vrrpInstances.flatMap((instance) =>
          instance.members
            .filter(({ directorName }) => directorName === host.name)
            .map((member) => instanceBlock(cluster, instance, member)),
        ),
      ),
      ...clusters.flatMap((cluster) =>
        cluster.virtualServers.map((virtualServer) => virtualServerBlock(cluster, virtualServer)),
      ),
    ],
  };
}

/** The names of the secrets that a host's keepalived.conf refers to, in the order of their first use. */
export function secretsOf(host: Host): string[] {
  const names = host.directors.flatMap(({ cluster }) =>
    cluster.vrrpInstances
      .filter(({ members }) => members.some(({ directorName }) => directorName === host.name))
      .flatMap(({ authentication }) =>
        typeof authentication?.authPass === 'object' ? [authentication.authPass.secret] : [],
      ),
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
  const { version, family, authentication, addresses } = instance;
  const own = {
    ...member.options,
    advert_int: instance.advertInt,
    version: version === DEFAULT_VERSION[family] ? undefined : version,
  };
  const { interfaceName } = member;
  const children = confNodes('vrrp_instance', own, {
    ...(instance.unicast ? { unicast: unicastNodes(instance, member) } : {}),
    // What the definition has at the member.
    interface: [
      line('state', member.state),
      ...(interfaceName === undefined ? [] : [line('interface', interfaceName)]),
    ],
    virtual_router_id: [
      line('virtual_router_id', instance.virtualRouterId),
      line('priority', member.priority),
    ],
    authentication: authentication === undefined ? [] : [authenticationBlock(authentication)],
    virtual_ipaddress: [
      block(
        'virtual_ipaddress',
        [],
        addresses.map(({ text }) => line(text)),
      ),
    ],
  });
  return commented(cluster.file, block('vrrp_instance', [instance.name], children));
}

/** Nobody writes the list of peers: they are the other members, each by the address that it sends from. */
function unicastNodes(instance: VrrpInstance, member: Member): ConfNode[] {
  const { unicast_min_ttl: least, unicast_max_ttl: most } = member.options;
  const limits = [
    ...(typeof least === 'number' ? ['min_ttl', String(least)] : []),
    ...(typeof most === 'number' ? ['max_ttl', String(most)] : []),
  ];
  return [
    ...(member.sourceAddress === undefined ? [] : [line('unicast_src_ip', member.sourceAddress.text)]),
    block(
      'unicast_peer',
      [],
      unicastPeers(instance, member).map(({ text }) => line(text, ...limits)),
    ),
  ];
}

function authenticationBlock({ authType, authPass }: Authentication): ConfNode {
  const password: ConfWord = authPass;
  const children = [line('auth_type', authType), { keyword: 'auth_pass', words: [password] }];
  return block('authentication', [], children);
}

function virtualServerBlock(cluster: Cluster, virtualServer: VirtualServer): ConfNode {
  const { name, vip, port, persistenceTimeout, sorryServer, destinations, options } = virtualServer;
  const children = confNodes(
    'virtual_server',
    { ...options, persistence_timeout: persistenceTimeout },
    {
      sorry_server:
        sorryServer === undefined ? [] : [line('sorry_server', sorryServer.address.text, sorryServer.port)],
      checks: [],
      real_servers: destinations.flatMap(realServerBlocks),
    },
  );
  return commented(`${cluster.file}: ${name}`, block('virtual_server', [vip.text, String(port)], children));
}

function realServerBlocks({ realServer, port, weight, checks, options }: Destination): ConfNode[] {
  if (realServer === undefined) return [];
  const children = confNodes('real_server', { ...options, weight }, { checks: checks.map(checkBlock) });
  const words = [realServer.address.address.text, String(port)];
  return [commented(realServer.name, block('real_server', words, children))];
}

function checkBlock({ type, options }: Check): ConfNode {
  return block(type, [], confNodes(type, options));
}

function commented(comment: string, node: ConfNode): ConfNode {
  return { ...node, comment };
}
