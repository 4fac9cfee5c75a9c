import { answers } from './answers.ts';
import { appliesAgain } from './applies-again.ts';
import { appliesCleanly } from './applies-cleanly.ts';
import type { Check } from './check.ts';
import { checksSucceed } from './checks-succeed.ts';
import { comesBackAfterReboot } from './comes-back-after-reboot.ts';
import { failsOver } from './fails-over.ts';
import { keepsConnections } from './keeps-connections.ts';
import { kernelHoldsDefinition } from './kernel-holds-definition.ts';
import { losesARealServer } from './loses-a-real-server.ts';
import { losesASilentHost } from './loses-a-silent-host.ts';
import { putsBackWhatIsLost } from './puts-back-what-is-lost.ts';
import { repliesTakeTheirWay } from './replies-take-their-way.ts';
import { silentForVips } from './silent-for-vips.ts';
import { stopsWithoutTrace } from './stops-without-trace.ts';

/** Every check, in the order in which they are made: each leaves the hosts as the next one expects them. */
export const allChecks: readonly Check[] = Object.freeze([
  appliesCleanly,
  kernelHoldsDefinition,
  checksSucceed,
  answers,
  repliesTakeTheirWay,
  appliesAgain,
  putsBackWhatIsLost,
  losesARealServer,
  losesASilentHost,
  failsOver,
  keepsConnections,
  silentForVips,
  stopsWithoutTrace,
  comesBackAfterReboot,
]);
