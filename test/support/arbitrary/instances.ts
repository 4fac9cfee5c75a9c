import type { Draw } from './draw.ts';
import { addressOptions, commonInterfaces, KINDS, type Scope, trackedInterfaces } from './kinds.ts';
import { drawPart, type Item } from './schema-values.ts';
import type { Family, Topology } from './topology.ts';

/** How all instances of a definition start: in a sync group they have to be alike. */
interface Start {
  readonly kind: 'MASTER' | 'nopreempt' | 'preempt_delay';
  readonly priorities: readonly number[];
  readonly isSynced: boolean;
}

/** The instances that move the VIPs, and with NAT the gateways, each with random words of its own. */
export function drawInstances(draw: Draw, topology: Topology, tracked: Scope['tracked']): Item {
  if (!topology.hasVrrp) return {};
  const isInner = topology.hasNat() && topology.innermost > 0;
  const places = topology.families.flatMap((family) => [
    { family, segment: 0 },
    ...(isInner ? [{ family, segment: topology.innermost }] : []),
  ]);
  const isSynced = places.length > 1 && (topology.families.length > 1 || isInner || draw.chance(0.5));
  const start: Start = {
    kind: draw.pick(['MASTER', 'nopreempt', 'preempt_delay']),
    priorities: prioritiesOf(draw, topology.directors.length),
    isSynced,
  };
  const instances = places.map(({ family, segment }, index) =>
    drawInstance(draw, { topology, family, segment, tracked, start, number: index + 1 }),
  );
  const group = instances.map(({ name }) => name);
  const directors = topology.directors.map((_, at) => at);
  const scope: Scope = { topology, family: 'inet', directors, tracked, hasWeights: false };
  const withWeights = draw.chance(0.3);
  return {
    vrrp_instances: instances,
    ...(isSynced
      ? {
          vrrp_sync_groups: [
            drawPart(draw, 'vrrp_sync_group', KINDS, scope, {
              given: {
                group,
                track_interface: interfacesOfGroup(draw, scope, instances),
                ...(withWeights ? {} : { sync_group_tracking_weight: undefined }),
              },
            }),
          ],
        }
      : {}),
  };
}

/** What none of its instances is on, or tracks. */
function interfacesOfGroup(draw: Draw, scope: Scope, instances: readonly Item[]): string[] | undefined {
  const said = JSON.stringify(instances);
  const names = commonInterfaces(scope).filter((name) => !said.includes(`"${name}"`));
  return names.length > 0 && draw.chance(0.3) ? draw.some(names) : undefined;
}

function prioritiesOf(draw: Draw, count: number): number[] {
  const step = draw.int(1, 60);
  return Array.from({ length: count }, (_, at) => 254 - draw.int(0, 5) - at * (step + 6));
}

interface Place {
  readonly topology: Topology;
  readonly family: Family;
  readonly segment: number;
  readonly tracked: Scope['tracked'];
  readonly start: Start;
  readonly number: number;
}

function drawInstance(draw: Draw, place: Place): Item {
  const { topology, family, segment, tracked, start, number } = place;
  const directors = topology.directors.map((_, at) => at);
  const names = topology.directors.map((director) => topology.interfaceOf(director, segment));
  const isEqual = new Set(names).size === 1;
  const isUnicast = directors.length > 1 && draw.chance(0.3);
  // An address that says use_vmac and an instance that does are one too many.
  const mayHaveVmac = draw.chance(0.5);
  const version = family === 'inet6' ? draw.pick([3, undefined]) : draw.pick([2, 3, undefined]);
  const scope: Scope = {
    topology,
    family,
    directors,
    tracked,
    // With nopreempt they never move the VIPs.
    hasWeights: !start.isSynced && start.kind !== 'nopreempt',
    ...(isEqual ? { own: names[0] as string } : {}),
  };
  const given: Item = {
    name: topology.name(),
    interface: isEqual ? names[0] : undefined,
    virtual_router_id: number * 10 + draw.int(0, 9),
    unicast: isUnicast ? true : draw.maybe(() => false, 0.1),
    version,
    advert_int: draw.maybe(() =>
      version === 3 || family === 'inet6' ? draw.int(1, 4095) / 100 : draw.int(1, 255),
    ),
    authentication: family === 'inet' && version !== 3 ? draw.maybe(() => authentication(draw)) : undefined,
    nopreempt: start.kind === 'nopreempt' ? true : undefined,
    preempt_delay: start.kind === 'preempt_delay' ? draw.int(1, 1000) : undefined,
    strict_mode: draw.maybe(() => draw.chance(0.1), 0.1),
    mcast_src_ip:
      directors.length === 1 ? draw.maybe(() => topology.sourceOf(0, family, segment), 0.1) : undefined,
    vrf: undefined,
    virtual_routes: draw.maybe(() => drawRoutes(draw, scope), 0.1),
    ...addresses(draw, place, scope, mayHaveVmac),
    ...(mayHaveVmac ? { use_vmac: draw.maybe(() => false, 0.1), use_vmac_addr: undefined } : {}),
    ...(isUnicast ? unicastOptions(draw) : {}),
    ...(isUnicast ? { mcast_dst_ip: undefined } : withoutUnicast),
    ...(new Set(linksOf(place)).size === 1
      ? { track_interface: trackedBeside(draw, scope, linksOf(place)) }
      : {}),
  };
  const item = drawPart(draw, 'vrrp_instance', KINDS, scope, { given, words: 6 });
  agree(draw, item);
  item['members'] = directors.map((at) => drawMember(draw, place, scope, item, at));
  return item;
}

/** The link that all directors have to track, and perhaps others. */
function trackedBeside(draw: Draw, scope: Scope, [link]: readonly string[]): unknown[] {
  const names = commonInterfaces(scope).filter((name) => name !== link && name !== scope.own);
  return [link, ...(names.length > 0 && draw.chance(0.9) ? trackedInterfaces(draw, scope, names) : [])];
}

const withoutUnicast = Object.fromEntries(
  [
    'unicast_src_ip',
    'unicast_ttl',
    'unicast_min_ttl',
    'unicast_max_ttl',
    'track_src_ip',
    'check_unicast_src',
    'unicast_fault_no_peer',
    'old_unicast_checksum',
  ].map((word) => [word, undefined]),
);

function unicastOptions(draw: Draw): Item {
  const least = draw.maybe(() => draw.int(0, 255), 0.3);
  return {
    unicast_min_ttl: least,
    unicast_max_ttl: draw.maybe(() => draw.int(least ?? 0, 255), 0.3),
    unicast_ttl: draw.maybe(() => draw.int(Math.max(1, least ?? 1), 255), 0.3),
  };
}

function authentication(draw: Draw): Item {
  const word = () => draw.pick(['abc', '12345678', '_.-', 'S3cr-t']);
  const pass = draw.chance(0.5) ? word() : { secret: draw.pick(['VRRP_PASS', 'P', 'A_1']) };
  return { auth_type: 'PASS', auth_pass: pass };
}

function addresses(draw: Draw, place: Place, scope: Scope, mayHaveVmac: boolean): Item {
  const { topology, family, segment, number } = place;
  const isHost = draw.chance(0.5);
  const isOuter = segment === 0;
  const vips = isOuter ? Array.from({ length: topology.vipCount }, (_, at) => topology.vip(family, at)) : [];
  const gateway = topology.hasNat() && segment === topology.innermost ? [topology.gateway(family)] : [];
  const length = isHost ? { inet: 32, inet6: 128 }[family] : { inet: 24, inet6: 64 }[family];
  const all = [...vips, ...gateway].map((address) => `${address}/${length}`);
  const first = family === 'inet6' ? [`fe80::${number}/64`] : [];
  const excluded = all.length > 1 && draw.chance(0.2) ? all.splice(1) : [];
  const options = (address: string) => addressOptions(draw, address, scope, false, mayHaveVmac);
  return {
    virtual_ipaddress: [...first, ...all.map(options)],
    virtual_ipaddress_excluded: excluded.length > 0 ? excluded.map(options) : undefined,
  };
}

/** Drops what does not go together: of each such pair one is drawn often enough. */
function agree(draw: Draw, item: Item): void {
  const vmac = item['use_vmac'] !== undefined && item['use_vmac'] !== false;
  if (vmac && item['unicast'] === true) item['vmac_xmit_base'] = true;
  if (!vmac) delete item['vmac_xmit_base'];
  // What it makes keepalived makes anew at each reload.
  if (item['use_ipvlan'] === true) item['use_ipvlan'] = false;
  if (vmac) delete item['promote_secondaries'];
  if (item['accept'] === true && item['no_accept'] === true) delete item[draw.pick(['accept', 'no_accept'])];
}

/**
 * The directors' links to the real servers that answer clients themselves, which the instance of the VIPs has to track.
 * With NAT the instance of the gateway is in its sync group.
 */
function linksOf({ topology, segment }: Place): string[] {
  const isWatched = segment === topology.innermost || topology.hasNat() || !topology.hasDirect();
  if (isWatched || topology.directors.length < 2) return [];
  return topology.directors.map((director) => topology.interfaceOf(director, topology.innermost));
}

function drawMember(draw: Draw, place: Place, scope: Scope, instance: Item, at: number): Item {
  const { topology, family, segment, start } = place;
  const director = topology.directors[at] as Topology['directors'][number];
  const own = topology.interfaceOf(director, segment);
  const source = topology.sourceOf(at, family, segment);
  const isUnicast = instance['unicast'] === true;
  const member = { ...scope, directors: [at], own };
  const isMaster = start.kind === 'MASTER' && at === 0;
  const link = linksOf(place)[at];
  return drawPart(draw, 'member', KINDS, member, {
    given: {
      director: director.name,
      state: isMaster ? 'MASTER' : draw.maybe(() => 'BACKUP', 0.5),
      priority: start.priorities[at],
      interface: instance['interface'] === undefined ? own : draw.maybe(() => own, 0.1),
      nopreempt: instance['nopreempt'] === true ? draw.maybe(() => true, 0.1) : undefined,
      preempt_delay: start.kind === 'preempt_delay' ? draw.maybe(() => draw.int(1, 1000), 0.2) : undefined,
      unicast_src_ip: isUnicast ? draw.maybe(() => source, 0.3) : undefined,
      mcast_src_ip: isUnicast ? undefined : draw.maybe(() => source, 0.1),
      ...(link === undefined
        ? {}
        : { track_interface: instance['track_interface'] === undefined ? [link] : undefined }),
    },
    words: 1,
  });
}

/** Of routes that have no way for their packets. */
const TYPES = ['blackhole', 'unreachable', 'prohibit', 'throw'] as const;

/** keepalived tracks a route by its interface, unless it is told not to. */
export function drawRoutes(draw: Draw, scope: Scope): Item[] | undefined {
  const names = commonInterfaces(scope).filter((name) => name !== 'lo');
  return Array.from({ length: draw.int(1, 2) }, () => {
    const isTracked = names.length > 0 && draw.chance(0.6);
    const protocol = () => draw.maybe(() => draw.pick(['kernel', 'boot', 'static']));
    const given: Item = draw.chance(0.2)
      ? { type: draw.pick(TYPES), via: undefined, dev: undefined, no_track: true, protocol: protocol() }
      : isTracked
        ? { dev: draw.pick(names), no_track: draw.maybe(() => false) }
        : { no_track: true, protocol: protocol() };
    return drawPart(draw, 'route', KINDS, scope, { given });
  });
}

/** Addresses, routes and rules of the hosts themselves. */
export function drawDirector(draw: Draw, topology: Topology, at: number, tracked: Scope['tracked']): Item {
  const director = topology.directors[at] as Topology['directors'][number];
  const family = draw.pick(topology.families);
  const scope: Scope = { topology, family, directors: [at], tracked };
  const names = commonInterfaces(scope);
  return drawPart(draw, 'director', KINDS, scope, {
    given: {
      ...director,
      static_ipaddress: draw.maybe(
        () => [addressOptions(draw, topology.prefix(family, 0, 200 + at), scope, true)],
        0.1,
      ),
      static_routes: draw.maybe(() => drawRoutes(draw, scope), 0.1),
      interface_up_down_delays: draw.maybe(
        () =>
          Object.fromEntries(
            draw.some(names, 2).map((name) => [name, drawPart(draw, 'up_down_delay', KINDS, scope)]),
          ),
        0.1,
      ),
    },
    words: 0.5,
  });
}
