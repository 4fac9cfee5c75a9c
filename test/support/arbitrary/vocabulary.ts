import type fc from 'fast-check';
import type { ClusterDefinition } from '../../../src/schema/definition.ts';
import type { RandomDefinition } from '../arbitrary-definitions.ts';
import { arbitraryBuilt, type Draw } from './draw.ts';
import { drawDirector, drawInstances } from './instances.ts';
import { commonInterfaces, KINDS, type Scope } from './kinds.ts';
import { drawPart, type Item, propertiesOf } from './schema-values.ts';
import { drawServices } from './services.ts';
import { Topology } from './topology.ts';

/** Random definitions over the whole schema, whose parts agree with each other: most of them lint clean. */
export function arbitraryVocabulary(): fc.Arbitrary<RandomDefinition> {
  return arbitraryBuilt(drawDefinition);
}

/** The lists of what can be tracked, and the words that do. */
const LISTS = [
  ['vrrp_scripts', 'vrrp_script', 'track_script'],
  ['track_files', 'track_file', 'track_file'],
  ['vrrp_track_processes', 'vrrp_track_process', 'track_process'],
  ['bfd_instances', 'bfd_instance', 'track_bfd'],
] as const;

function drawDefinition(draw: Draw): ClusterDefinition {
  const topology = new Topology(draw);
  const name = topology.name();
  const scope: Scope = {
    topology,
    family: draw.pick(topology.families),
    directors: topology.directors.map((_, at) => at),
    tracked: {},
  };
  const lists = drawLists(draw, scope);
  const tracked = Object.fromEntries(
    LISTS.map(([list, , word]) => [word, (lists[list] ?? []).map((item) => String(item['name']))]),
  );
  const services = drawServices(draw, topology, tracked);
  const instances = drawInstances(draw, topology, tracked);
  const definition: Item = {
    version: 1,
    name: draw.maybe(() => name, 1),
    description: draw.maybe(() => 'words of all kinds', 0.1),
    engine: topology.hasVrrp ? draw.maybe(() => 'keepalived', 0.3) : 'keepalived',
    target: draw.maybe(() => ({ keepalived: '2.2.7' }), 0.1),
    routing_domain: draw.maybe(() => topology.name(), 0.05),
    segments: topology.segmentEntries(),
    directors: topology.directors.map((_, at) => drawDirector(draw, topology, at, tracked)),
    global_defs: drawGlobals(draw, scope),
    ...lists,
    garp_groups: draw.maybe(() => garpGroups(draw, scope), 0.1),
    SSL: draw.maybe(() => drawPart(draw, 'SSL', KINDS, scope), 0.1),
    ...instances,
    real_servers: topology.realServers,
    ...services,
    extra: draw.maybe(() => '# nothing\n', 0.05),
  };
  agreeOnSyncDaemon(definition);
  agreeOnAlerts(draw, scope, definition);
  const clean = Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== undefined));
  if (draw.chance(0.3)) moveToDefaults(draw, clean);
  return clean as unknown as ClusterDefinition;
}

/** The instance that the sync daemon heeds is one of the definition. */
function agreeOnSyncDaemon(definition: Item): void {
  const holders = [definition, ...(definition['directors'] as Item[])];
  const [instance] = (definition['vrrp_instances'] ?? []) as Item[];
  for (const holder of holders) {
    const daemon = (holder['global_defs'] as Item | undefined)?.['lvs_sync_daemon'] as Item | undefined;
    if (daemon?.['inst'] === undefined) continue;
    if (instance === undefined) delete daemon['inst'];
    else daemon['inst'] = instance['name'];
  }
}

/** Who wants e-mails names a server, and somebody who gets them. */
function agreeOnAlerts(draw: Draw, scope: Scope, definition: Item): void {
  if (!/"(?:smtp_alert\w*":true|smtp_server"|notification_email")/.test(JSON.stringify(definition))) return;
  const globals = definition['global_defs'] as Item;
  globals['smtp_server'] ??= KINDS['global_defs.smtp_server']?.(draw, scope, {});
  globals['notification_email'] ??= ['ops@example.org'];
}

/** Programs are run, and keepalived wants to hear that they may be. */
function drawGlobals(draw: Draw, scope: Scope): Item {
  const given = { enable_script_security: true, script_user: draw.pick(['root', 'root root']) };
  return drawPart(draw, 'global_defs', KINDS, scope, { given, words: draw.chance(0.5) ? 6 : 0 });
}

function drawLists(draw: Draw, scope: Scope): Readonly<Record<string, Item[]>> {
  return Object.fromEntries(
    LISTS.flatMap(([list, part]) => {
      if (!draw.chance(0.4)) return [];
      const items = Array.from({ length: draw.int(1, 2) }, () => drawPart(draw, part, KINDS, scope));
      return [[list, items]];
    }),
  );
}

function garpGroups(draw: Draw, scope: Scope): Item[] | undefined {
  if (commonInterfaces(scope).length === 0) return undefined;
  const given = { [draw.pick(['garp_interval', 'gna_interval'])]: draw.int(1, 60_000) / 1000 };
  return [drawPart(draw, 'garp_group', KINDS, scope, { given })];
}

/** An item's value becomes the default where all others have their own, so that nothing changes. */
function moveToDefaults(draw: Draw, definition: Item): void {
  const defaults: Record<string, Item> = {};
  for (const [list, part] of DEFAULTS) {
    const items = (definition[list] ?? []) as readonly Item[];
    const [first, ...others] = items;
    if (first === undefined) continue;
    const words = propertiesOf(part).filter(
      (word) => first[word] !== undefined && others.every((item) => item[word] !== undefined),
    );
    if (words.length === 0) continue;
    defaults[list] = Object.fromEntries(draw.some(words).map((word) => [word, first[word]]));
    for (const word of Object.keys(defaults[list])) delete first[word];
  }
  if (Object.keys(defaults).length > 0) definition['defaults'] = defaults;
}

const DEFAULTS = [
  ['virtual_servers', 'virtual_server_defaults'],
  ['vrrp_instances', 'vrrp_instance_defaults'],
  ['real_servers', 'real_server_host_defaults'],
] as const;
