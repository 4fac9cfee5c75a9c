import type { Listener, Mark, VirtualServer } from '../../model/cluster.ts';
import type { Target } from './lab-plan.ts';

/** Ports that stand for all: of a service that has every port, clients ask at these. */
const ALL_PORTS = [80, 443];
/** Services of a group, and targets of a mark, that are asked at most: a range may have hundreds. */
const MOST = 4;

/** The addresses and marks of a service that are asked: of many the first and the last ones. */
export function askedListeners({ listeners }: Pick<VirtualServer, 'listeners'>): readonly Listener[] {
  return endsOf(listeners);
}

/**
 * Where clients ask for one service of the kernel's table: at its port, or at several where it has several. Nowhere, when
 * somebody else sets its marks, or the lab does not speak its protocol.
 */
export function targetsOf(
  { protocol, marks }: Pick<VirtualServer, 'protocol' | 'marks'>,
  listener: Listener,
): Target[] {
  const targets =
    listener.kind === 'address'
      ? portsOf(listener.port).map((port) => ({ protocol, address: listener.address, port }))
      : marks
          .filter(({ fwmark, vip }) => fwmark === listener.fwmark && vip.family === listener.family)
          .flatMap((mark) => markTargets(mark));
  return endsOf(targets.filter((target) => target.protocol !== 'SCTP')).map(({ address, ...target }) => ({
    ...target,
    address: address.text,
  }));
}

/** A mark without a protocol has TCP among others. */
function markTargets({ protocol = 'TCP', vip, ports }: Mark) {
  const asked = ports === undefined ? ALL_PORTS : [...new Set([ports.first, ports.last])];
  return asked.map((port) => ({ protocol, address: vip, port }));
}

const portsOf = (port: number): readonly number[] => (port === 0 ? ALL_PORTS : [port]);

function endsOf<Item>(items: readonly Item[]): readonly Item[] {
  return items.length <= MOST ? items : [...items.slice(0, MOST / 2), ...items.slice(-MOST / 2)];
}
