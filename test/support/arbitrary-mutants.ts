import fc from 'fast-check';
import type { ClusterDefinition } from '../../src/schema/definition.ts';
import { arbitraryDefinition, type RandomDefinition, randomDefinition } from './arbitrary-definitions.ts';

type Json = string | number | boolean | Json[] | { [key: string]: Json };
type Parent = Json[] | { [key: string]: Json };
type Place = { parent: Parent; key: string | number };

const ADDRESSES = [
  '192.0.2.1',
  '0.0.0.0',
  '127.0.0.1',
  '224.0.0.18',
  '255.255.255.255',
  '2001:db8::5',
  'fe80::9',
  '::1',
  '::',
];
const PREFIXES = [
  '192.0.2.7/24',
  '10.40.0.77/32',
  '2001:db8::7/64',
  'fe80::7/64',
  '192.0.2.0/0',
  '10.40.0.3/31',
];
const NUMBERS = [
  0, 0.001, 0.01, 0.5, 1, 2, 3, 40.95, 41, 80, 100, 254, 255, 300, 1000, 4294, 65535, 2147483647,
];
const WORDS = [
  'TCP',
  'UDP',
  'SCTP',
  'NAT',
  'DR',
  'MASTER',
  'BACKUP',
  'sh',
  'mh',
  'rr',
  'keepalived',
  'ipvsadm',
  'lo',
  'eth0',
];

/** Whether a host has such a user, or such a directory, is nothing that a definition knows. */
const OF_THE_HOST = ['root', 'root root', '/tmp'];

/** Keys that a part can have besides, by a key that tells the part. */
const ADDITIONS: readonly (readonly [string, string, Json])[] = [
  ['priority', 'nopreempt', true],
  ['priority', 'preempt_delay', 10],
  ['priority', 'state', 'MASTER'],
  ['virtual_router_id', 'nopreempt', true],
  ['virtual_router_id', 'preempt_delay', 1000],
  ['virtual_router_id', 'version', 3],
  ['virtual_router_id', 'version', 2],
  ['virtual_router_id', 'advert_int', 0.5],
  ['virtual_router_id', 'authentication', { auth_type: 'PASS', auth_pass: 'abcd' }],
  ['vip', 'sorry_server', { address: '10.40.0.9', port: 81 }],
  ['vip', 'sorry_server', { address: '2001:db8::9', port: 80 }],
  ['vip', 'persistence_timeout', 2678400],
  ['connect_timeout', 'bindto', '10.40.0.11'],
  ['connect_timeout', 'bindto', '2001:db8::b'],
  ['connect_timeout', 'connect_ip', '10.40.0.41'],
  ['connect_timeout', 'connect_ip', 'fe80::29'],
  ['retry', 'bindto', '2001:db8::b'],
  ['weight', 'port', 8081],
];

/**
 * Definitions with one to three random changes to a clean one: values of another part or another family, a key more or
 * less, an entry twice. Most of them are faulty, and some in a way that keepalived complains of: rules have to find those.
 */
export function arbitraryMutant(
  definitions: fc.Arbitrary<RandomDefinition> = arbitraryDefinition(),
): fc.Arbitrary<RandomDefinition> {
  const mutation = fc.record({ place: fc.nat(), how: fc.nat({ max: 99 }), what: fc.nat() });
  return fc
    .tuple(definitions, fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([{ data }, mutations]) => {
      const mutant = structuredClone(data) as unknown as { [key: string]: Json };
      for (const { place, how, what } of mutations) mutate(mutant, place, how, what);
      return randomDefinition(mutant as unknown as ClusterDefinition, data.name as string);
    });
}

function mutate(root: { [key: string]: Json }, placeChoice: number, how: number, what: number): void {
  const places = placesOf(root);
  const pick = <Item>(items: readonly Item[], choice = what): Item | undefined =>
    items[choice % items.length];
  if (how < 15) {
    const [mark, key, value] = pick(ADDITIONS) as (typeof ADDITIONS)[number];
    const parents = new Set(
      places.flatMap(({ parent }) => (!Array.isArray(parent) && mark in parent ? [parent] : [])),
    );
    const parent = pick([...parents], placeChoice);
    if (parent !== undefined) parent[key] = structuredClone(value);
    return;
  }
  const place = pick(places, placeChoice);
  if (place === undefined) return;
  const { parent, key } = place;
  if (Array.isArray(parent)) {
    if (how < 30) parent.push(structuredClone(parent[key as number] as Json));
    else if (how < 40) parent.splice(key as number, 1);
    else if (how < 45) parent.reverse();
    else parent[key as number] = otherThan(parent[key as number] as Json, places, what);
    return;
  }
  if (how < 25) delete parent[key];
  else parent[key as string] = otherThan(parent[key as string] as Json, places, what);
}

/** Another value of the same kind: from the definition itself, or one of those that are special. */
function otherThan(value: Json, places: readonly Place[], what: number): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return NUMBERS[what % NUMBERS.length] as number;
  if (typeof value !== 'string' || OF_THE_HOST.includes(value)) return value;
  const kind = kindOf(value);
  const known = places.flatMap(({ parent, key }) => {
    const other = (parent as { [key: string]: Json })[key];
    return typeof other === 'string' && kindOf(other) === kind && other !== value ? [other] : [];
  });
  const special = { address: ADDRESSES, prefix: PREFIXES, word: WORDS }[kind];
  const all = [...known, ...special];
  return all[what % all.length] as string;
}

function kindOf(text: string): 'address' | 'prefix' | 'word' {
  if (/^[0-9.]+\/\d+$|^[0-9a-f:]+\/\d+$/.test(text)) return 'prefix';
  return /^\d+\.\d+\.\d+\.\d+$|^[0-9a-f]*:[0-9a-f:]*$/.test(text) ? 'address' : 'word';
}

function placesOf(parent: Parent): Place[] {
  const keys = Array.isArray(parent) ? parent.keys() : Object.keys(parent);
  return [...keys].flatMap((key) => {
    const value = (parent as { [key: string]: Json })[key] as Json;
    // How many processors a host has is nothing that a definition knows.
    const isOpen = typeof value === 'object' && !String(key).endsWith('cpu_affinity');
    return [{ parent, key }, ...(isOpen ? placesOf(value) : [])];
  });
}
