import type { Host } from '../model/repository.ts';
import type { Templates } from './templates.ts';
import { directorScriptView, ipvsadmParts } from './views/director-script-view.ts';
import { keepalivedView } from './views/keepalived-view.ts';
import { markedServices, markScriptView } from './views/mark-script-view.ts';
import { answeredServices, realServerScriptView } from './views/real-server-script-view.ts';
import { sysctlView } from './views/sysctl-view.ts';
import { tunnelScriptView } from './views/tunnel-script-view.ts';

/** A kind of file that a host can need. */
interface ArtifactKind {
  /** The file's name, and the template's. */
  readonly file: string;
  /** Where it is installed. */
  readonly install: string;
  /** Of the installed file, octal. */
  readonly mode: string;
  /** The command that makes the host follow the file. */
  readonly reload: string;
  /** The definitions that the file comes from; none: the host does not need it. */
  readonly definitions: (host: Host) => readonly string[];
  readonly view: (host: Host) => object;
}

/** One rendered file of a host. */
export interface Artifact extends Omit<ArtifactKind, 'definitions' | 'view'> {
  readonly definitions: readonly string[];
  readonly content: string;
}

const script = (
  file: string,
  definitions: ArtifactKind['definitions'],
  view: ArtifactKind['view'],
): ArtifactKind => ({
  file,
  install: `/usr/local/sbin/${file}`,
  mode: '0755',
  reload: `/usr/local/sbin/${file} start`,
  definitions,
  view,
});

const filesOf = (parts: readonly { readonly cluster: { readonly file: string } }[]): string[] => [
  ...new Set(parts.map(({ cluster }) => cluster.file)),
];

/** Every kind, in the order in which a host applies them. */
const KINDS: readonly ArtifactKind[] = Object.freeze([
  {
    file: '90-lvsgen.conf',
    install: '/etc/sysctl.d/90-lvsgen.conf',
    mode: '0644',
    reload: 'sysctl -p /etc/sysctl.d/90-lvsgen.conf',
    definitions: (host) => sysctlView(host).definitions,
    view: sysctlView,
  },
  {
    file: 'keepalived.conf',
    install: '/etc/keepalived/keepalived.conf',
    // It may hold a password.
    mode: '0640',
    // keepalived would take what it can read of a faulty file, and go on without the rest.
    reload: 'keepalived -t -e -f /etc/keepalived/keepalived.conf && systemctl reload keepalived',
    definitions: (host) => filesOf(host.directors.filter(({ cluster }) => cluster.engine === 'keepalived')),
    view: keepalivedView,
  },
  script(
    'lvs_dr.sh',
    (host) => filesOf(ipvsadmParts(host, 'DR')),
    (host) => directorScriptView(host, 'DR', 'lvs_dr.sh'),
  ),
  script(
    'lvs_dr_rs.sh',
    (host) => filesOf(answeredServices(host, 'DR')),
    (host) => realServerScriptView(host, 'lvs_dr_rs.sh'),
  ),
  script(
    'lvs_fwmark.sh',
    (host) => filesOf(markedServices(host)),
    (host) => markScriptView(host, 'lvs_fwmark.sh'),
  ),
  script(
    'lvs_nat.sh',
    (host) => filesOf(ipvsadmParts(host, 'NAT')),
    (host) => directorScriptView(host, 'NAT', 'lvs_nat.sh'),
  ),
  script(
    'lvs_tun.sh',
    (host) => filesOf(ipvsadmParts(host, 'TUN')),
    (host) => directorScriptView(host, 'TUN', 'lvs_tun.sh'),
  ),
  script(
    'lvs_tun_rs.sh',
    (host) => filesOf(answeredServices(host, 'TUN')),
    (host) => tunnelScriptView(host, 'lvs_tun_rs.sh'),
  ),
]);

/** All the files of a host but its manifest, in the order in which they are applied. */
export function renderHost(host: Host, templates: Templates): Artifact[] {
  return KINDS.flatMap(({ definitions, view, ...kind }) => {
    const sources = definitions(host);
    if (sources.length === 0) return [];
    return [{ ...kind, definitions: sources, content: templates.render(kind.file, view(host)) }];
  });
}
