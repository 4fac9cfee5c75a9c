import type { PlannedHost } from '../plan/lab-plan.ts';
import { type Lab, until } from '../world/lab.ts';
import { addressesOf, ipvsOf } from '../world/state.ts';
import { type Check, verdict } from './check.ts';
import { evidenceOf } from './evidence.ts';

/** Seconds for an election, on top of what the protocol takes. */
const PATIENCE = 8;

/** What `ipvsadm -Sn`, `ip addr` and `sysctl` say is what the definition says, without more and without less. */
export const kernelHoldsDefinition: Check = {
  id: 'kernel-holds-definition',
  title: 'the kernel holds what the definition says',
  needs: ['applies-cleanly'],
  run: async (lab) => {
    const reasons = await awaitDefinition(lab);
    const services = lab.plan.services.length;
    return verdict(
      reasons,
      `IPVS tables, VIPs and sysctls; services: ${services}, directors: ${lab.directors.length}`,
      reasons.length > 0 ? await evidenceOf(lab) : [],
    );
  },
};

/** Waits until the hosts are what the definition says. Gives what is different when the time of an election is over. */
export async function awaitDefinition(lab: Lab): Promise<string[]> {
  const seconds = Math.max(0, ...lab.plan.instances.map(({ takeover }) => takeover)) + PATIENCE;
  const settled: Settled = { tables: new Set(), realServers: new Set() };
  const { answer } = await until(
    lab,
    seconds,
    () => newDifferences(lab, settled),
    (found) => found.length === 0,
  );
  return answer;
}

/** Hosts of which nothing more is asked. */
interface Settled {
  /** Directors whose table has been complete: what a health check takes out of it then is for another check to say. */
  readonly tables: Set<string>;
  /** Real servers that were as they should be: nothing moves there. */
  readonly realServers: Set<string>;
}

async function newDifferences(lab: Lab, settled: Settled): Promise<string[]> {
  const [tables, others] = await Promise.all([
    tableDifferences(lab, settled.tables),
    otherDifferences(lab, settled.realServers),
  ]);
  for (const [name, found] of tables) if (found.length === 0) settled.tables.add(name);
  for (const [{ name, isDirector }, found] of others)
    if (found.length === 0 && !isDirector) settled.realServers.add(name);
  return [...tables.values(), ...others.values()].flat();
}

/** What the IPVS table of each director has too much, and what it lacks. */
export async function tableDifferences(
  lab: Lab,
  but: ReadonlySet<string> = new Set(),
): Promise<Map<string, string[]>> {
  const all = await Promise.all(
    lab.directors
      .filter(({ name }) => !but.has(name))
      .map(async ({ name, ipvs }) => {
        return [name, differences(name, 'ipvsadm line', ipvs, await ipvsOf(lab, name))] as const;
      }),
  );
  return new Map(all);
}

/** The same of hosts' VIPs and sysctls. */
async function otherDifferences(
  lab: Lab,
  but: ReadonlySet<string>,
): Promise<Map<PlannedHost, readonly string[]>> {
  const expected = new Map<string, string[]>();
  for (const { directors, vips } of lab.plan.instances) {
    const [master] = directors;
    if (master !== undefined)
      expected.set(master, [...(expected.get(master) ?? []), ...(vips[master] ?? [])]);
  }
  const all = await Promise.all(
    lab.plan.hosts
      .filter(({ name }) => !but.has(name))
      .map(async (host) => [host, await hostDifferences(lab, host, expected.get(host.name) ?? [])] as const),
  );
  return new Map(all);
}

async function hostDifferences(lab: Lab, host: PlannedHost, floating: readonly string[]): Promise<string[]> {
  const { name, links, vips, changingVips, sysctls } = host;
  const own = links.flatMap((link) => link.addresses.map((address) => `${address} ${link.name}`));
  const addresses = await addressesOf(lab, name);
  const known = ['127.0.0.1/8 lo', '::1/128 lo', ...own, ...changingVips];
  // Which tunnel of a host has which number is its script's affair.
  const held = addresses
    .filter((address) => !known.includes(address))
    .map((address) => address.replace(/ lvs_tun\d+$/, ' lvs_tun'));
  return [
    ...differences(name, 'address', [...vips, ...floating], held),
    ...(await sysctlDifferences(lab, name, sysctls)),
  ];
}

function differences(
  host: string,
  what: string,
  wanted: readonly string[],
  found: readonly string[],
): string[] {
  return [
    ...wanted.filter((line) => !found.includes(line)).map((line) => `${host} lacks the ${what} ${line}`),
    ...found
      .filter((line) => !wanted.includes(line))
      .map((line) => `${host} has the ${what} ${line}, which no definition says`),
  ];
}

async function sysctlDifferences(lab: Lab, host: string, sysctls: readonly string[]): Promise<string[]> {
  if (sysctls.length === 0) return [];
  const names = sysctls.map((line) => line.split('=')[0]);
  const values = (await lab.must(host, `cd /proc/sys\ncat ${names.join(' ')}`)).trim().split('\n');
  return sysctls.flatMap((line, index) => {
    const [key, value] = line.split('=');
    return values[index] === value ? [] : [`${host} has ${key}=${values[index]}, not ${value}`];
  });
}
