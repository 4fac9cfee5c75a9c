import type { VirtualServer } from '../../model/cluster.ts';
import { hasNatFtp } from '../../model/ftp.ts';
import type { Host } from '../../model/repository.ts';
import { answeredServices } from './answered-services.ts';
import { withoutRepeats } from './director-script-view.ts';
import type { ScriptSection } from './script-view.ts';
import { tunnelModules } from './tunnel-script-view.ts';

/** What the template of `lvsgen.conf` in `/etc/modules-load.d` sees. */
export interface ModulesView {
  readonly host: string;
  readonly definitions: readonly string[];
  readonly modules: readonly ScriptSection[];
}

/**
 * The kernel modules of a host, for the time after a reboot: before them there is no `net.ipv4.vs`, and nobody loads
 * `ip_vs_ftp` on demand. Empty when the host needs none.
 */
export function modulesView(host: Host): ModulesView {
  const sections = [
    ...host.directors.flatMap(({ cluster }) => [
      { file: cluster.file, comment: cluster.file, lines: ['ip_vs'] },
      ...cluster.virtualServers.map((virtualServer) => ({
        file: cluster.file,
        comment: `${cluster.file}: ${virtualServer.name}`,
        lines: ipvsModules(virtualServer),
      })),
    ]),
    ...answeredServices(host, 'TUN').map((service) => ({
      file: service.cluster.file,
      comment: `${service.cluster.file}: ${service.virtualServer.name}`,
      lines: tunnelModules(service),
    })),
  ];
  return {
    host: host.name,
    definitions: [...new Set(sections.map(({ file }) => file))],
    modules: withoutRepeats(sections),
  };
}

function ipvsModules(virtualServer: VirtualServer): string[] {
  const { scheduler, options } = virtualServer;
  return [
    `ip_vs_${scheduler}`,
    ...(options['persistence_engine'] === undefined ? [] : [`ip_vs_pe_${options['persistence_engine']}`]),
    ...(hasNatFtp(virtualServer) ? [FTP_HELPER] : []),
  ];
}

const FTP_HELPER = 'ip_vs_ftp';
