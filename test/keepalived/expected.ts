import type {
  Check,
  Cluster,
  Destination,
  Member,
  VirtualServer,
  VrrpInstance,
} from '../../src/model/cluster.ts';
import type { Host } from '../../src/model/repository.ts';
import { passwordValue } from './cases.ts';

/** What a definition says, in the words in which keepalived prints what it has read. */
export type Expected = Readonly<Record<string, string | undefined>>;

export interface ExpectedInstance {
  readonly name: string;
  readonly values: Expected;
  readonly addresses: readonly string[];
}

export function expectedInstances(host: Host): ExpectedInstance[] {
  return host.directors.flatMap(({ cluster }) =>
    cluster.vrrpInstances.flatMap((instance) =>
      instance.members
        .filter(({ directorName }) => directorName === host.name)
        .map((member) => ({
          name: instance.name,
          values: instanceValues(cluster, instance, member),
          addresses: instance.addresses.map(({ text }) => text),
        })),
    ),
  );
}

function instanceValues({ vrrpSyncGroups }: Cluster, instance: VrrpInstance, member: Member): Expected {
  const { version, advertInt, authentication } = instance;
  // A MASTER of a sync group starts with an election as well, unless its priority is 255: vrrp.c, vrrp_complete_init.
  const isSynced = vrrpSyncGroups.some(({ instanceNames }) => instanceNames.includes(instance.name));
  return {
    'VRRP Version': String(version),
    Wantstate: isSynced ? 'BACKUP' : member.state,
    Interface: member.interfaceName,
    'Virtual Router ID': String(instance.virtualRouterId),
    Priority: String(member.priority),
    'Advert interval': version === 2 ? `${advertInt} sec` : `${Math.round(advertInt * 1000)} milli-sec`,
    Preempt: member.nopreempt ? 'disabled' : 'enabled',
    'Preempt delay': member.preemptDelay === undefined ? undefined : `${member.preemptDelay} secs`,
    'Authentication type':
      version === 3 ? undefined : authentication === undefined ? 'none' : 'SIMPLE_PASSWORD',
    Password:
      typeof authentication?.authPass === 'object'
        ? passwordValue(authentication.authPass.secret)
        : authentication?.authPass,
  };
}

export function expectedSyncGroups(host: Host): { name: string; instances: readonly string[] }[] {
  return host.directors.flatMap(({ cluster }) =>
    cluster.vrrpSyncGroups.map(({ name, instanceNames }) => ({ name, instances: instanceNames })),
  );
}

export interface ExpectedServer {
  readonly values: Expected;
  readonly realServers: readonly Expected[];
}

export function expectedServers(host: Host): ExpectedServer[] {
  return virtualServersOf(host).map((server) => ({
    values: {
      'VS VIP': `${server.vip.text}, VPORT = ${server.port}`,
      'Address family': server.vip.family,
      delay_loop: seconds(server.delayLoop ?? 60),
      lvs_sched: server.scheduler,
      'persistence timeout': server.persistenceTimeout?.toString(),
      protocol: server.protocol,
      'default forwarding method': server.forwardingMethod,
      'sorry server':
        server.sorryServer === undefined
          ? undefined
          : `[${server.sorryServer.address.text}]:${server.protocol.toLowerCase()}:${server.sorryServer.port}`,
    },
    realServers: server.destinations.map(({ realServer, port, weight }) => ({
      RIP: `${realServer?.address.address.text}, RPORT = ${port}, WEIGHT = ${weight} EFF WEIGHT = ${weight}`,
      'forwarding method': server.forwardingMethod,
    })),
  }));
}

export interface ExpectedCheck {
  readonly values: Expected;
  readonly urls: readonly Expected[];
}

export function expectedChecks(host: Host): ExpectedCheck[] {
  return virtualServersOf(host).flatMap((server) =>
    server.destinations.flatMap((destination) =>
      destination.checks.map((check) => expectedCheck(server, destination, check)),
    ),
  );
}

function expectedCheck(
  server: VirtualServer,
  destination: Destination,
  { type, options }: Check,
): ExpectedCheck {
  const transport = server.protocol.toLowerCase();
  const real = destination.realServer?.address.address.text;
  const number = (key: string) => options[key] as number | undefined;
  const retry = number('retry') ?? 1;
  const delay = number('delay_before_retry');
  const warmup = number('warmup');
  const loop = number('delay_loop') ?? server.delayLoop ?? 60;
  const urls = (options['url'] ?? []) as readonly Readonly<Record<string, string | number>>[];
  return {
    values: {
      Path: `[${server.vip.text}]:${transport}:${server.port} -> [${real}]:${transport}:${destination.port}`,
      'Delay loop': microseconds(loop),
      Warmup: microseconds(warmup ?? loop),
      Retries: String(retry),
      ...(delay === undefined || retry === 0 ? {} : { 'Delay before retry': microseconds(delay) }),
      Dest: `[${options['connect_ip'] ?? real}]:${options['connect_port'] ?? destination.port}`,
      'Bind to': options['bindto'] === undefined ? undefined : `[${options['bindto']}]:0`,
      Timeout: seconds(number('connect_timeout') ?? 5),
      'Keepalive method': type === 'HTTP_GET' ? 'HTTP_GET, http protocol 1.0' : type,
      Virtualhost: options['virtualhost'] as string | undefined,
      'Require reply': type === 'UDP_CHECK' ? (options['require_reply'] === true ? 'yes' : 'no') : undefined,
    },
    urls: urls.map(({ path, digest, status_code: code }) => ({
      'Checked url': path as string,
      digest: digest as string | undefined,
      // Without one, keepalived takes every 2xx unless there is a digest.
      ...(code === undefined ? {} : { codes: String(code) }),
    })),
  };
}

function virtualServersOf(host: Host): readonly VirtualServer[] {
  return host.directors.flatMap(({ cluster }) => cluster.virtualServers);
}

function seconds(value: number): string {
  return value.toFixed(6);
}

function microseconds(value: number): string {
  return `${Math.round(value * 1_000_000)} us`;
}
