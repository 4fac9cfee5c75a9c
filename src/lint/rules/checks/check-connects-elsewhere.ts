import { quote } from '../../../diagnostic/quote.ts';
import { arrivalPort, arrivalPortPlace, isPort } from '../../../model/endpoint.ts';
import {
  addressOption,
  checkProtocol,
  isWatched,
  numberOption,
  speaksApplication,
  type WrittenCheck,
  writtenChecks,
} from '../../../model/written-checks.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * A check that connects to another port or address than clients are sent to does not see the service die. That is no
 * fault beside another check that goes where the clients go, nor of one with a connect_port of its own that an
 * application answers there for itself (HTTP_GET), as at the health port of many, while a bare connect (TCP_CHECK) only
 * says that some other port is open. A check of another transport than the service's is check-protocol-mismatch's.
 */
export const checkConnectsElsewhere: ClusterRule = {
  id: 'check-connects-elsewhere',
  severity: 'warning',
  summary: 'a check connects to another port or address than the one that clients are sent to',
  catalogue: ['S37'],
  source: 'keepalived.conf(5), connect_port and connect_ip',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const written of writtenChecks(cluster)) {
      for (const problem of [portProblem(written), addressProblem(written)]) {
        if (problem !== undefined) yield problem;
      }
    }
  },
};

function portProblem({ check, uses }: WrittenCheck): Problem | undefined {
  const port = numberOption(check, 'connect_port');
  if (port === undefined || !isPort(port) || speaksApplication(check)) return undefined;
  const other = uses.find((use) => {
    const served = arrivalPort(use.virtualServer, use.destination);
    const isSame = use.virtualServer.protocol === checkProtocol(check);
    return isSame && isPort(served) && served !== port && !isWatched(use);
  });
  if (other === undefined) return undefined;
  const { virtualServer, destination } = other;
  const served = arrivalPort(virtualServer, destination);
  return {
    message: `check of port ${quote(port)}, but real server ${quote(destination.realServerName)} serves port ${served}`,
    hint: 'leave connect_port out: the check then takes the port of each real server',
    at: check.origin.at('connect_port'),
    related: [
      { at: arrivalPortPlace(virtualServer, destination), message: 'the port that clients are sent to' },
    ],
  };
}

function addressProblem({ check, uses }: WrittenCheck): Problem | undefined {
  const address = addressOption(check, 'connect_ip');
  if (address === undefined) return undefined;
  const at = check.origin.at('connect_ip');
  const hint = 'leave connect_ip out: the check then takes the address of each real server';
  const self = uses.find(
    (use) => use.virtualServer.vips.some(({ text }) => text === address.text) && !isWatched(use),
  );
  if (self !== undefined) {
    return {
      message: `check of the VIP ${quote(address.text)}: a dead real server passes it as long as another one lives`,
      hint,
      at,
      related: [{ at: self.virtualServer.vipPlace(address), message: 'the VIP' }],
    };
  }
  for (const use of uses) {
    const { realServer } = use.destination;
    if (realServer === undefined || realServer.address.address.text === address.text) continue;
    if (isWatched(use)) continue;
    return {
      message: `check of ${quote(address.text)} says nothing of real server ${quote(realServer.name)}`,
      hint,
      at,
      related: [{ at: realServer.origin.at('address'), message: "the real server's address" }],
    };
  }
  return undefined;
}
