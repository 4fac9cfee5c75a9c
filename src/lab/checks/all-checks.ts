import { UsageError } from '../../diagnostic/failure.ts';
import { quote } from '../../diagnostic/quote.ts';
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

/**
 * Some checks, with those that they build on, in the order in which they are made; all of them without a name.
 *
 * @throws UsageError for a name that no check has.
 */
export function checksFor(ids: readonly string[] = []): readonly Check[] {
  if (ids.length === 0) return allChecks;
  const wanted = new Set<string>();
  const want = (id: string) => {
    const check = allChecks.find((one) => one.id === id);
    if (check === undefined)
      throw new UsageError(
        `the lab has no check ${quote(id)}: there are ${allChecks.map((one) => one.id).join(', ')}`,
      );
    if (wanted.has(id)) return;
    wanted.add(id);
    for (const need of check.needs) want(need);
  };
  for (const id of ids) want(id);
  return allChecks.filter(({ id }) => wanted.has(id));
}
