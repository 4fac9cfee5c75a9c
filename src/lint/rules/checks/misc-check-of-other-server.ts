import { parseAddress } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Check, Cluster, RealServer } from '../../../model/cluster.ts';
import { type CheckUse, isWatched, writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * keepalived tells a MISC_CHECK nothing of the real server that it is run for. A program that is given another one's address
 * asks that one: this real server stays in the table when it is dead, and leaves it with the other. That is no fault
 * beside a check of its own.
 */
export const miscCheckOfOtherServer: ClusterRule = {
  id: 'misc-check-of-other-server',
  severity: 'warning',
  summary: 'the program of a MISC_CHECK is given the address of another real server, and not that of its own',
  catalogue: ['S37'],
  source: 'keepalived.conf(5), MISC_CHECK; keepalived 2.2.7, check_misc.c',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const byAddress = new Map(cluster.realServers.map((it) => [it.address.address.text, it]));
    for (const { check, uses } of writtenChecks(cluster)) {
      const [asked] = askedServers(check, byAddress);
      const others = uses.filter(
        (use) => asksAnother(check, use, byAddress) && !isWatchedElse(use, byAddress),
      );
      if (asked === undefined || others.length === 0) continue;
      const names = [...new Set(others.map(({ destination }) => destination.realServerName))];
      yield {
        message: `this MISC_CHECK of ${quoteList(names)} asks ${quote(asked.address.address.text)}, which is ${quote(asked.name)}: it says nothing of ${names.length === 1 ? 'its own real server' : 'them'}`,
        hint: 'give each real server a MISC_CHECK of its own, with its own address: keepalived does not tell the program which one it is for',
        at: check.origin.at('misc_path'),
        related: [{ at: asked.origin.at('address'), message: `the address of ${quote(asked.name)}` }],
      };
    }
  },
};

type ByAddress = ReadonlyMap<string, Cluster['realServers'][number]>;

/** The real servers whose addresses stand in the program's arguments: alone, with a port, behind `=`, or in a URL. */
function askedServers({ type, options }: Check, byAddress: ByAddress): readonly RealServer[] {
  if (type !== 'MISC_CHECK') return [];
  const words = String(options['misc_path'])
    .split(/[ =,@/]/)
    .slice(1);
  return words.flatMap((word) => {
    const address = parseAddress(word) ?? parseAddress(word.replace(/:[0-9]+$/, ''));
    return byAddress.get(address?.text ?? '') ?? [];
  });
}

function asksAnother(check: Check, { destination }: CheckUse, byAddress: ByAddress): boolean {
  const asked = askedServers(check, byAddress);
  return asked.length > 0 && asked.every(({ name }) => name !== destination.realServerName);
}

function isWatchedElse(use: CheckUse, byAddress: ByAddress): boolean {
  const { virtualServer, destination } = use;
  const checks = destination.checks.filter((check) => !asksAnother(check, use, byAddress));
  return isWatched({ virtualServer, destination: { ...destination, checks } });
}
