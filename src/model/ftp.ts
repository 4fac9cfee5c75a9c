import type { VirtualServer } from './cluster.ts';

/** The TCP port of FTP's control connections. */
export const FTP = 21;

/** Whether a service has FTP by NAT, as the kernel's helper knows it: by TCP port 21 of the client's packets (ip_vs_ftp.c). */
export function hasNatFtp({ listeners, protocol, marks, destinations }: VirtualServer): boolean {
  const isFtp =
    (protocol === 'TCP' && listeners.some((one) => one.kind === 'address' && one.port === FTP)) ||
    marks.some(
      (mark) =>
        mark.protocol === 'TCP' &&
        mark.ports !== undefined &&
        mark.ports.first <= FTP &&
        FTP <= mark.ports.last,
    );
  return isFtp && destinations.some(({ forwardingMethod }) => forwardingMethod === 'NAT');
}
