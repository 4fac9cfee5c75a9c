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
  /** Undefined: the host does not need the file. */
  readonly source: (host: Host) => Source | undefined;
}

/** What a host's file is made of. */
interface Source {
  /** Those that the file comes from. */
  readonly definitions: readonly string[];
  /** What its template sees. */
  readonly view: object;
}

/** One rendered file of a host. */
export interface Artifact extends Omit<ArtifactKind, 'source'> {
  readonly definitions: readonly string[];
  readonly content: string;
}

const sourceOf = (view: { readonly definitions: readonly string[] }): Source | undefined =>
  view.definitions.length === 0 ? undefined : { definitions: view.definitions, view };

const script = (
  file: string,
  partsOf: (host: Host) => readonly { readonly cluster: { readonly file: string } }[],
  view: (host: Host, file: string) => object,
): ArtifactKind => ({
  file,
  install: `/usr/local/sbin/${file}`,
  mode: '0755',
  reload: `/usr/local/sbin/${file} start`,
  source(host) {
    const definitions = new Set(partsOf(host).map(({ cluster }) => cluster.file));
    return definitions.size === 0 ? undefined : { definitions: [...definitions], view: view(host, file) };
  },
});

/** Every kind, in the order in which a host applies them. */
const KINDS: readonly ArtifactKind[] = Object.freeze([
  {
    file: '90-lvsgen.conf',
    install: '/etc/sysctl.d/90-lvsgen.conf',
    mode: '0644',
    reload: 'sysctl -p /etc/sysctl.d/90-lvsgen.conf',
    source: (host) => sourceOf(sysctlView(host)),
  },
  {
    file: 'keepalived.conf',
    install: '/etc/keepalived/keepalived.conf',
    // It may hold a password.
    mode: '0640',
    // keepalived would take what it can read of a faulty file, and go on without the rest.
    reload: 'keepalived -t -e -f /etc/keepalived/keepalived.conf && systemctl reload keepalived',
    source: (host) => sourceOf(keepalivedView(host)),
  },
  script(
    'lvs_dr.sh',
    (host) => ipvsadmParts(host, 'DR'),
    (host, file) => directorScriptView(host, 'DR', file),
  ),
  script('lvs_dr_rs.sh', (host) => answeredServices(host, 'DR'), realServerScriptView),
  script('lvs_fwmark.sh', markedServices, markScriptView),
  script(
    'lvs_nat.sh',
    (host) => ipvsadmParts(host, 'NAT'),
    (host, file) => directorScriptView(host, 'NAT', file),
  ),
  script(
    'lvs_tun.sh',
    (host) => ipvsadmParts(host, 'TUN'),
    (host, file) => directorScriptView(host, 'TUN', file),
  ),
  script('lvs_tun_rs.sh', (host) => answeredServices(host, 'TUN'), tunnelScriptView),
]);

/** All the files of a host but its manifest, in the order in which they are applied. */
export function renderHost(host: Host, templates: Templates): Artifact[] {
  return KINDS.flatMap(({ file, install, mode, reload, source }) => {
    const found = source(host);
    if (found === undefined) return [];
    const { definitions, view } = found;
    return [{ file, install, mode, reload, definitions, content: templates.render(file, view) }];
  });
}
