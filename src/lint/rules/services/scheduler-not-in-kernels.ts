import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/** A scheduler is a module of the kernel, and distributions choose which ones they build. Without it neither keepalived nor ipvsadm sets up the service. */
export const schedulerNotInKernels: ClusterRule = {
  id: 'scheduler-not-in-kernels',
  severity: 'info',
  oncePerPlace: true,
  summary: 'the scheduler is not built into the kernels of a distribution that many directors run',
  catalogue: [],
  source: "Debian 12, /boot/config-6.1.0-*: '# CONFIG_IP_VS_TWOS is not set'",
  *cluster({ virtualServers }) {
    for (const { name, scheduler, origin } of virtualServers) {
      if (scheduler !== 'twos') continue;
      yield {
        message: `the kernel of Debian 12 has no scheduler ${quote(scheduler)}: there virtual server ${quote(name)} is not set up, and its clients are refused`,
        hint: 'try modprobe ip_vs_twos on the directors, or set lvs_sched to wlc',
        at: origin.at('lvs_sched'),
      };
    }
  },
};
