import { shellWord } from '../diagnostic/shell-word.ts';
import { programFiles, runsAsOthers } from '../keepalived/programs.ts';
import { once } from '../model/once.ts';
import type { Host } from '../model/repository.ts';
import type { Templates } from './templates.ts';
import { answeredServices } from './views/answered-services.ts';
import { directorScriptView, ipvsadmParts } from './views/director-script-view.ts';
import { forwardedParts, forwardScriptView } from './views/forward-script-view.ts';
import { keepalivedView } from './views/keepalived-view.ts';
import { markedServices, markScriptView } from './views/mark-script-view.ts';
import { modulesView } from './views/modules-view.ts';
import { realServerScriptView } from './views/real-server-script-view.ts';
import { sysctlView } from './views/sysctl-view.ts';
import { tunnelScriptView } from './views/tunnel-script-view.ts';
import { unitName, unitView } from './views/unit-view.ts';
import { watchView } from './views/watch-view.ts';

/** One rendered file of a host. */
export interface Artifact {
  /** Its name in the host's folder. */
  readonly file: string;
  /** Where it is installed. */
  readonly install: string;
  /** Of the installed file, octal. */
  readonly mode: string;
  /** The command that makes the host follow the file. */
  readonly reload: string;
  /** The command to run before the file is taken away, where there has to be one. */
  readonly remove?: string;
  /** Those that the file comes from. */
  readonly definitions: readonly string[];
  readonly content: string;
}

/** A kind of file that a host can need. */
interface ArtifactKind extends Omit<Artifact, 'definitions' | 'content'> {
  /** Undefined: the host does not need the file. */
  readonly source: (host: Host) => Source | undefined;
  /** The template's name: the file's own, unless several files have it. */
  readonly template?: string;
}

/** What a host's file is made of. */
interface Source {
  readonly definitions: readonly string[];
  /** What its template sees. */
  readonly view: object;
  /** The programs that have to be on the host before it follows the file. */
  readonly programs?: readonly string[];
  /** In place of the kind's. */
  readonly reload?: string;
}

const sourceOf = (view: { readonly definitions: readonly string[] }): Source | undefined =>
  view.definitions.length === 0 ? undefined : { definitions: view.definitions, view };

interface Script {
  readonly file: string;
  readonly partsOf: (host: Host) => readonly { readonly cluster: { readonly file: string } }[];
  readonly view: (host: Host, file: string) => object;
}

/** Every script, in the order in which a host applies them: those that take VIPs come last. */
const SCRIPTS: readonly Script[] = [
  { file: 'lvs_dr_rs.sh', partsOf: (host) => answeredServices(host, 'DR'), view: realServerScriptView },
  { file: 'lvs_tun_rs.sh', partsOf: (host) => answeredServices(host, 'TUN'), view: tunnelScriptView },
  { file: 'lvs_fwmark.sh', partsOf: markedServices, view: markScriptView },
  { file: 'lvs_forward.sh', partsOf: forwardedParts, view: forwardScriptView },
  ...(['DR', 'NAT', 'TUN'] as const).map(
    (method): Script => ({
      file: `lvs_${method.toLowerCase()}.sh`,
      partsOf: (host) => ipvsadmParts(host, method),
      view: (host, file) => directorScriptView(host, method, file),
    }),
  ),
];

/** The definitions that each script comes from, by the script's name: those that a host needs, in their order. */
const scriptsOf = once(
  (host: Host): ReadonlyMap<string, readonly string[]> =>
    new Map(
      SCRIPTS.flatMap(({ file, partsOf }) => {
        const definitions = new Set(partsOf(host).map(({ cluster }) => cluster.file));
        return definitions.size === 0 ? [] : [[file, [...definitions]]];
      }),
    ),
);

/** A script, and the unit that runs it at boot. */
function scriptKinds({ file, view }: Script): ArtifactKind[] {
  const unit = unitName(file);
  const source = (viewOf: (host: Host, definitions: readonly string[]) => object) => (host: Host) => {
    const definitions = scriptsOf(host).get(file);
    return definitions === undefined ? undefined : { definitions, view: viewOf(host, definitions) };
  };
  return [
    {
      file,
      install: `/usr/local/sbin/${file}`,
      mode: '0755',
      reload: `/usr/local/sbin/${file} start`,
      source: source((host) => view(host, file)),
    },
    {
      file: unit,
      install: `/etc/systemd/system/${unit}`,
      mode: '0644',
      reload: `systemctl daemon-reload && systemctl enable --now ${unit}`,
      remove: `systemctl disable --now ${unit}`,
      template: 'script.service',
      source: source((host, definitions) =>
        unitView(host.name, file, definitions, [...scriptsOf(host).keys()]),
      ),
    },
  ];
}

/** What looks after all scripts of a host that are watched. */
const WATCH: readonly ArtifactKind[] = ['lvsgen-watch.service', 'lvsgen-watch.timer'].map((file) => {
  const isTimer = file.endsWith('.timer');
  return {
    file,
    install: `/etc/systemd/system/${file}`,
    mode: '0644',
    reload: isTimer ? `systemctl daemon-reload && systemctl enable --now ${file}` : 'systemctl daemon-reload',
    ...(isTimer ? { remove: `systemctl disable --now ${file}` } : {}),
    source: (host) => sourceOf(watchView(host, scriptsOf(host))),
  };
});

/**
 * keepalived would take what it can read of a faulty file, and go on without the rest. 2.2.5 to 2.2.7 end their own test with SIGTERM where
 * programs run as somebody else than root (mended by aae8e910 in 2.2.8): that is no fault of the file.
 */
const TEST = 'keepalived -t -e -f /etc/keepalived/keepalived.conf';
const reloadAfter = (test: string): string => `${test} && systemctl reload keepalived`;

/** Every kind, in the order in which a host applies them: keepalived takes the VIPs when all that they need is there. */
const KINDS: readonly ArtifactKind[] = Object.freeze([
  {
    file: 'lvsgen.conf',
    install: '/etc/modules-load.d/lvsgen.conf',
    mode: '0644',
    reload: "modprobe -a $(sed '/^#/d' /etc/modules-load.d/lvsgen.conf)",
    source: (host) => sourceOf(modulesView(host)),
  },
  {
    file: '90-lvsgen.conf',
    install: '/etc/sysctl.d/90-lvsgen.conf',
    mode: '0644',
    reload: 'sysctl -e -p /etc/sysctl.d/90-lvsgen.conf',
    source: (host) => sourceOf(sysctlView(host)),
  },
  ...SCRIPTS.flatMap(scriptKinds),
  ...WATCH,
  {
    file: 'keepalived.conf',
    install: '/etc/keepalived/keepalived.conf',
    // It may hold a password.
    mode: '0640',
    reload: reloadAfter(TEST),
    source(host) {
      const view = keepalivedView(host);
      const source = sourceOf(view);
      if (source === undefined) return undefined;
      const { blocks } = view;
      const reload = runsAsOthers(blocks) ? { reload: reloadAfter(`(${TEST} || test $? -eq 143)`) } : {};
      return { ...source, programs: programFiles(blocks), ...reload };
    },
  },
]);

/** A command that ends with an error, and says why, when one of the programs cannot be run: keepalived would leave it out. */
function programsAreThere(programs: readonly string[]): string[] {
  if (programs.length === 0) return [];
  const files = programs.map(shellWord).join(' ');
  return [
    `(for file in ${files}; do if ! test -x "$file" || test -d "$file"; then echo "$file is no program" >&2; exit 1; fi; done)`,
  ];
}

/** The names of all files that a host can have, but its manifest's. */
export const ARTIFACT_NAMES: ReadonlySet<string> = new Set(KINDS.map(({ file }) => file));

/** All the files of a host but its manifest, in the order in which they are applied. */
export function renderHost(host: Host, templates: Templates): Artifact[] {
  return KINDS.flatMap(({ source, template, ...kind }) => {
    const found = source(host);
    if (found === undefined) return [];
    const { definitions, view, programs = [], reload: own = kind.reload } = found;
    const reload = [...programsAreThere(programs), own].join(' && ');
    return [{ ...kind, reload, definitions, content: templates.render(template ?? kind.file, view) }];
  });
}
