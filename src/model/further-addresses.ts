import type { Cluster, Interface } from './cluster.ts';

/** An own address of a real server beside those that services send to, which it has by its name. */
export interface FurtherAddress {
  readonly realServer: string;
  readonly own: Interface;
}

/** The further addresses of a cluster's real servers, each once: a real server with both families has its interfaces twice. */
export function furtherAddresses({ realServers }: Cluster): FurtherAddress[] {
  const found = new Map<Interface, FurtherAddress>();
  for (const { name, interfaces } of realServers) {
    for (const own of interfaces) found.set(own, { realServer: name, own });
  }
  const rips = new Set(realServers.map(({ name, address }) => `${name} ${address.address.text}`));
  return [...found.values()].filter(
    ({ realServer, own }) => !rips.has(`${realServer} ${own.address.address.text}`),
  );
}
