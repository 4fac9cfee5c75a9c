import { hostPrefix } from '../../address/address.ts';
import type { Host } from '../../model/repository.ts';
import { answeredServices } from './answered-services.ts';
import { withoutRepeats } from './director-script-view.ts';
import { EMPTY_LISTS, type ScriptView } from './script-view.ts';
import { directRoutingSysctls, filesOf, sourceFilterSysctls } from './sysctls.ts';

/** `lvs_dr_rs.sh` of a real server: the VIPs of all DR services that it serves, in all clusters. */
export function realServerScriptView(host: Host, file: string): ScriptView {
  const services = answeredServices(host, 'DR');
  return {
    ...EMPTY_LISTS,
    host: host.name,
    file,
    sysctls: withoutRepeats([
      ...directRoutingSysctls(filesOf(services)),
      ...sourceFilterSysctls(host, services),
    ]),
    addresses: withoutRepeats(
      services.map(({ cluster, virtualServer }) => ({
        comment: `${cluster.file}: ${virtualServer.name}`,
        lines: virtualServer.vips.map((vip) => `${hostPrefix(vip).text} lo`),
      })),
    ),
    interfaces: [
      'lo',
      ...new Set(services.flatMap(({ realServer }) => realServer.links.map(({ name }) => name))),
    ],
  };
}
