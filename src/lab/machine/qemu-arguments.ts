import type { Kernel } from './kernel.ts';

export interface QemuArguments {
  readonly kernel: Kernel;
  readonly accelerator: 'kvm' | 'tcg';
  /** Megabytes. */
  readonly memory: number;
  /** A second serial port, for a person's shell. */
  readonly shell: boolean;
}

/**
 * File descriptors of the process: what the agent speaks over, what its monitor does, the first file system, a state to go on
 * from, and a shell.
 */
export const FD = { agent: 3, monitor: 4, initrd: 5, state: 6, shell: 7 } as const;

/**
 * Without address randomisation what was translated of a library once serves every program: a program starts in a quarter
 * of the time. The others are things that no laboratory needs of a boot.
 */
const FAST =
  'norandmaps nokaslr mitigations=off cryptomgr.notests no_timer_check tsc=reliable audit=0 apparmor=0 selinux=0 random.trust_cpu=on rcupdate.rcu_expedited=1 init_on_alloc=0 hardened_usercopy=off randomize_kstack_offset=off';

export function qemuArguments({ kernel, accelerator, memory, shell }: QemuArguments): string[] {
  const isCounting = countsInstructions({ accelerator, shell });
  const words = ['console=ttyS0', 'panic=-1', 'quiet', FAST];
  if (isCounting) words.push('lab.awake');
  return [
    ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-nic', 'none'],
    // What programs of today take for granted, and not the wide registers that cost an emulator the most.
    ...['-accel', accelerator, '-cpu', accelerator === 'kvm' ? 'host' : 'Nehalem'],
    ...(isCounting ? ['-smp', '1', '-icount', 'shift=0,sleep=off'] : ['-smp', '2']),
    ...['-m', String(memory), '-kernel', kernel.image, '-initrd', `/proc/self/fd/${FD.initrd}`],
    ...['-append', words.join(' '), '-chardev', 'stdio,id=tty', '-serial', 'chardev:tty'],
    ...(shell ? ['-chardev', `socket,id=shell,fd=${FD.shell}`, '-serial', 'chardev:shell'] : []),
    ...['-chardev', `socket,id=monitor,fd=${FD.monitor}`, '-mon', 'chardev=monitor,mode=control'],
    ...['-chardev', `socket,id=agent,fd=${FD.agent}`, '-device', 'virtio-serial-pci'],
    ...['-device', 'virtserialport,chardev=agent,name=agent'],
  ];
}

/**
 * Whether the machine's clock counts instructions, and leaps ahead while the machine sleeps: waiting costs nothing, and a
 * busy host makes no check late. Needs an emulated processor; a person at a shell wants the time of the day.
 */
export function countsInstructions({
  accelerator,
  shell,
}: Pick<QemuArguments, 'accelerator' | 'shell'>): boolean {
  return accelerator === 'tcg' && !shell;
}
