import type { PlannedFile, PlannedHost } from './lab-plan.ts';

/** What happens when a host starts. */
export type BootStep =
  | { readonly kind: 'modules' | 'sysctl' | 'network' | 'answers' | 'keepalived' }
  /** A rendered unit. */
  | { readonly kind: 'unit'; readonly name: string; readonly command: string };

/** A unit of systemd, as far as a start goes by it. */
interface Unit {
  readonly name: string;
  readonly after: readonly string[];
  readonly before: readonly string[];
  readonly step: BootStep | undefined;
}

const step = (kind: Exclude<BootStep['kind'], 'unit'>): BootStep => ({ kind });
const unit = (name: string, after: readonly string[], own?: BootStep): Unit => ({
  name,
  after,
  before: [],
  step: own,
});

/** A distribution's own units, in the order that systemd.special(7) gives them; what serves and keepalived as their packages have them. */
const DISTRIBUTION: readonly Unit[] = [
  unit('local-fs.target', []),
  unit('systemd-modules-load.service', [], step('modules')),
  unit('systemd-sysctl.service', ['systemd-modules-load.service'], step('sysctl')),
  unit('basic.target', ['local-fs.target', 'systemd-sysctl.service']),
  unit('nftables.service', []),
  unit('network-pre.target', ['nftables.service']),
  unit(
    'networking.service',
    ['network-pre.target', 'systemd-sysctl.service', 'local-fs.target'],
    step('network'),
  ),
  unit('network.target', ['networking.service']),
  unit('network-online.target', ['network.target']),
];
const ANSWERS = unit('lab-answers.service', ['basic.target', 'network.target'], step('answers'));
const KEEPALIVED = unit('keepalived.service', ['basic.target', 'network-online.target'], step('keepalived'));

/**
 * What a host does when it starts, in an order that systemd may take: of what it leaves open, what the rendered units do comes as
 * late as can be.
 *
 * @throws Error when units wait for each other.
 */
export function bootOrder(host: Pick<PlannedHost, 'files' | 'answers'>): BootStep[] {
  const own = host.files.filter(isStartedAtBoot).map(renderedUnit);
  const all = [
    ...DISTRIBUTION,
    ...(host.answers.length > 0 ? [ANSWERS] : []),
    ...(host.files.some(({ kind }) => kind === 'keepalived') ? [KEEPALIVED] : []),
    ...own,
  ];
  const waiting = new Set(all);
  const order: Unit[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find((one) => ![...waiting].some((other) => isBefore(other, one)));
    if (next === undefined)
      throw new Error(`units wait for each other: ${[...waiting].map(({ name }) => name).join(', ')}`);
    waiting.delete(next);
    order.push(next);
  }
  return order.flatMap((one) => one.step ?? []);
}

const isBefore = (one: Unit, other: Unit): boolean =>
  one.before.includes(other.name) || other.after.includes(one.name);

/** Whether a file is a unit that is enabled, and not one that a timer starts. */
function isStartedAtBoot({ kind, content }: PlannedFile): boolean {
  return kind === 'unit' && unitWords(content, 'WantedBy').includes('multi-user.target');
}

function renderedUnit({ path, content }: PlannedFile): Unit {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const hasDefaults = !unitWords(content, 'DefaultDependencies').includes('no');
  return {
    name,
    after: [...unitWords(content, 'After'), ...(hasDefaults ? ['basic.target'] : [])],
    before: unitWords(content, 'Before'),
    step: { kind: 'unit', name, command: unitWords(content, 'ExecStart').join(' ') },
  };
}

/** The commands that the timer of a host runs, in their order; none where no definition says `watch`. */
export function watchCommands({ files }: Pick<PlannedHost, 'files'>): string[] {
  return files
    .filter(({ path }) => path.endsWith('/lvsgen-watch.service'))
    .flatMap(({ content }) => content.split('\n'))
    .flatMap((line) => (line.startsWith('ExecStart=-') ? [line.slice('ExecStart=-'.length)] : []));
}

/** The words of all lines of a unit with a key. */
export function unitWords(content: string, key: string): string[] {
  return content
    .split('\n')
    .filter((line) => line.startsWith(`${key}=`))
    .flatMap((line) => line.slice(key.length + 1).split(' '))
    .filter((word) => word !== '');
}
