import { type Family, parseAddress } from '../../model/address.ts';
import type {
  Check,
  Cluster,
  Destination,
  Member,
  VirtualServer,
  VrrpInstance,
} from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';

/** A line of keepalived.conf: a keyword and its words, which the template quotes. */
export interface ConfLine {
  readonly keyword: string;
  readonly words: readonly string[];
}

/** What the template of `keepalived.conf` sees. Total: a list may be empty, never absent. */
export interface KeepalivedView {
  readonly host: string;
  readonly definitions: readonly string[];
  /** Files to include first: the one with the secrets, when there are any. */
  readonly includes: readonly string[];
  readonly syncGroups: readonly SyncGroupView[];
  readonly instances: readonly InstanceView[];
  readonly virtualServers: readonly VirtualServerView[];
}

interface SyncGroupView {
  readonly comment: string;
  readonly name: string;
  readonly instances: readonly string[];
}

interface InstanceView {
  readonly comment: string;
  readonly name: string;
  readonly lines: readonly ConfLine[];
  readonly authentication: readonly AuthenticationView[];
  readonly addresses: readonly string[];
  /** What keepalived.conf(5) has behind the addresses. */
  readonly preemption: readonly ConfLine[];
}

interface AuthenticationView {
  readonly authType: string;
  /** One of the two lists has one entry: a password as it is, or a reference such as `${VRRP_PASS}`. */
  readonly passwords: readonly string[];
  readonly references: readonly string[];
}

interface VirtualServerView {
  readonly comment: string;
  readonly address: string;
  readonly port: string;
  readonly lines: readonly ConfLine[];
  readonly realServers: readonly RealServerView[];
}

interface RealServerView {
  /** The host's name, for people. */
  readonly comment: string;
  readonly address: string;
  readonly port: string;
  readonly lines: readonly ConfLine[];
  readonly checks: readonly CheckView[];
}

interface CheckView {
  readonly type: string;
  readonly lines: readonly ConfLine[];
  readonly urls: readonly { readonly lines: readonly ConfLine[] }[];
}

/** Where config management puts the secrets: `$NAME=value` lines. */
export const SECRETS_FILE = '/etc/keepalived/lvsgen-secrets.conf';

/** The order of keepalived.conf(5). What is not here comes last, in the definition's order. */
const CHECK_KEYWORDS = [
  'connect_ip',
  'connect_port',
  'bindto',
  'connect_timeout',
  'retry',
  'delay_before_retry',
  'warmup',
  'delay_loop',
  'virtualhost',
];
const URL_KEYWORDS = ['path', 'digest', 'status_code'];

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
    syncGroups: clusters.flatMap((cluster) => syncGroupViews(cluster, host.name)),
    instances: clusters.flatMap((cluster) =>
      cluster.vrrpInstances.flatMap((instance) =>
        instance.members
          .filter(({ directorName }) => directorName === host.name)
          .map((member) => instanceView(cluster, instance, member)),
      ),
    ),
    virtualServers: clusters.flatMap((cluster) =>
      cluster.virtualServers.map((virtualServer) => virtualServerView(cluster, virtualServer)),
    ),
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

function syncGroupViews(cluster: Cluster, host: string): SyncGroupView[] {
  const ours = new Set(
    cluster.vrrpInstances
      .filter(({ members }) => members.some(({ directorName }) => directorName === host))
      .map(({ name }) => name),
  );
  return cluster.vrrpSyncGroups
    .map(({ name, instanceNames }) => ({
      comment: cluster.file,
      name,
      instances: instanceNames.filter((instance) => ours.has(instance)),
    }))
    .filter(({ instances }) => instances.length > 0);
}

function instanceView(cluster: Cluster, instance: VrrpInstance, member: Member): InstanceView {
  return {
    comment: cluster.file,
    name: instance.name,
    lines: [
      line('state', member.state),
      ...(member.interfaceName === undefined ? [] : [line('interface', member.interfaceName)]),
      ...(instance.version === DEFAULT_VERSION[instance.family] ? [] : [line('version', instance.version)]),
      line('virtual_router_id', instance.virtualRouterId),
      line('priority', member.priority),
      line('advert_int', instance.advertInt),
    ],
    authentication: (instance.authentication === undefined ? [] : [instance.authentication]).map(
      ({ authType, authPass }) => ({
        authType,
        passwords: typeof authPass === 'string' ? [authPass] : [],
        references: typeof authPass === 'string' ? [] : [`\${${authPass.secret}}`],
      }),
    ),
    addresses: instance.addresses.map(({ text }) => text),
    preemption: [
      ...(member.nopreempt ? [line('nopreempt')] : []),
      ...(member.preemptDelay === undefined ? [] : [line('preempt_delay', member.preemptDelay)]),
    ],
  };
}

function virtualServerView(cluster: Cluster, virtualServer: VirtualServer): VirtualServerView {
  const { delayLoop, persistenceTimeout, sorryServer } = virtualServer;
  return {
    comment: `${cluster.file}: ${virtualServer.name}`,
    address: virtualServer.vip.text,
    port: String(virtualServer.port),
    lines: [
      ...(delayLoop === undefined ? [] : [line('delay_loop', delayLoop)]),
      line('lvs_sched', virtualServer.scheduler),
      line('lvs_method', virtualServer.forwardingMethod),
      ...(persistenceTimeout === undefined ? [] : [line('persistence_timeout', persistenceTimeout)]),
      line('protocol', virtualServer.protocol),
      ...(sorryServer === undefined
        ? []
        : [line('sorry_server', sorryServer.address.text, sorryServer.port)]),
    ],
    realServers: virtualServer.destinations.flatMap((destination) => realServerViews(destination)),
  };
}

function realServerViews({ realServer, port, weight, checks }: Destination): RealServerView[] {
  if (realServer === undefined) return [];
  return [
    {
      comment: realServer.name,
      address: realServer.address.address.text,
      port: String(port),
      lines: [line('weight', weight)],
      checks: checks.map(checkView),
    },
  ];
}

function checkView({ type, options }: Check): CheckView {
  const urls = (options['url'] ?? []) as readonly Readonly<Record<string, unknown>>[];
  return {
    type,
    lines: linesOf(options, CHECK_KEYWORDS),
    urls: urls.map((url) => ({ lines: linesOf(url, URL_KEYWORDS) })),
  };
}

/** Options as lines; `true` is the keyword alone, `false` is keepalived's default and says nothing. */
function linesOf(options: Readonly<Record<string, unknown>>, order: readonly string[]): ConfLine[] {
  const rank = (keyword: string) => (order.includes(keyword) ? order.indexOf(keyword) : order.length);
  return Object.entries(options)
    .filter(([, value]) => typeof value !== 'object' && value !== false)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([keyword, value]) =>
      value === true ? line(keyword) : line(keyword, oneSpelling(value as string | number)),
    );
}

/** An address has one spelling in the artifacts, however the definition spells it. */
function oneSpelling(value: string | number): string | number {
  return (typeof value === 'string' ? parseAddress(value)?.text : undefined) ?? value;
}

function line(keyword: string, ...words: (string | number)[]): ConfLine {
  return { keyword, words: words.map((word) => (typeof word === 'number' ? decimal(word) : word)) };
}

/**
 * A number as keepalived reads it: without an exponent, and in milliseconds at the finest. The schema takes multiples of
 * that, with the tolerance of floating point: 0.30000000000000004 is 0.3.
 */
function decimal(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
