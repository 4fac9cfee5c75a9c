import type { PlannedInstance } from '../plan/lab-plan.ts';
import { portName } from '../world/build.ts';
import { type Lab, until, WIRES } from '../world/lab.ts';
import { addressesOf } from '../world/state.ts';

/** Where the VIPs of an instance are: the directors that have any of them. */
export async function ownersOf(lab: Lab, { vips, directors }: PlannedInstance): Promise<string[]> {
  const held = await Promise.all(
    directors.map(async (name) => {
      const addresses = await addressesOf(lab, name);
      return (vips[name] ?? []).some((vip) => addresses.includes(vip)) ? [name] : [];
    }),
  );
  return held.flat();
}

/** Waits until each instance's VIPs are at one director alone. Gives what is wrong when the time is over. */
export async function awaitOwner(
  lab: Lab,
  instances: readonly PlannedInstance[],
  director: string,
  seconds: number,
): Promise<string[]> {
  const wrong = async () => {
    const owners = await Promise.all(instances.map((instance) => ownersOf(lab, instance)));
    return instances.flatMap(({ name }, index) => {
      const seen = owners[index] ?? [];
      return seen.length === 1 && seen[0] === director
        ? []
        : [`the VIPs of ${name} are at ${seen.join(' and ') || 'no director'}, not at ${director}`];
    });
  };
  const { answer } = await until(lab, seconds, wrong, (reasons) => reasons.length === 0);
  return answer;
}

/** The directors of the instances that tell each other of their connections; none when not all of an instance do. */
export function directorsThatSync(lab: Lab, instances: readonly PlannedInstance[]): ReadonlySet<string> {
  const telling = instances.filter(({ directors }) => directors.every((name) => lab.host(name).syncs));
  return new Set(telling.flatMap(({ directors }) => directors));
}

/** Pulls a host's cable, or puts it back. */
export async function setCable(lab: Lab, name: string, link: string, state: 'up' | 'down'): Promise<void> {
  const { hosts, router, clients } = lab.plan;
  const stations = [...hosts, ...(router === undefined ? [] : [router]), ...clients];
  const host = lab.host(name);
  const own = host.links.find((one) => one.name === link);
  if (own === undefined) throw new Error(`${name} has no ${link}`);
  await lab.must(WIRES, `ip link set ${portName(stations, host, own)} ${state}`);
}
