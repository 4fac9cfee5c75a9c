import { quote } from '../../../diagnostic/quote.ts';
import { newerParts } from '../../../keepalived/newer-parts.ts';
import { namesTarget, targetOf } from '../../../keepalived/spelling.ts';
import { compareVersions, OLDEST_TARGET } from '../../../keepalived/words.ts';
import { writtenWords } from '../../../keepalived/written-words.ts';
import type { Cluster } from '../../../model/cluster.ts';
import type { Environment } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

const RAISE = 'raise target.keepalived when all directors have that version';

/**
 * keepalived reads an unknown word as a mistake, and goes on without it; `keepalived -t` fails. The target is the oldest
 * one that reads the files; of a director of several definitions each says it for all of them.
 */
export const tooNewForTarget: RepositoryRule = {
  id: 'too-new-for-target',
  severity: 'error',
  summary: 'a definition says a word that the keepalived of its target does not know',
  catalogue: [],
  source: 'the parsers of keepalived 2.1.5 to 2.4.3; src/keepalived/vocabulary.ts',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      for (const cluster of environment.clusters) {
        if (cluster.engine === 'keepalived') yield* problemsOf(cluster, environment);
      }
    }
  },
};

function* problemsOf(cluster: Cluster, environment: Environment): Iterable<Problem> {
  const { keepalivedVersion: target, options, file, origin } = cluster;
  if (compareVersions(target, OLDEST_TARGET) < 0) {
    yield {
      message: `target ${quote(target)} is older than any keepalived that lvsgen knows`,
      hint: `${OLDEST_TARGET} is the oldest`,
      at: origin.at('target', 'keepalived'),
    };
    return;
  }
  const other = otherTarget(cluster, environment);
  let skipped = ' ';
  let skippedThere = ' ';
  for (const written of writtenWords(options)) {
    // Of a block that is too new, its words are, too.
    const place = `${written.path.join('/')}/`;
    if (place.startsWith(skipped)) continue;
    for (const { what, version, part, advice } of newerParts(written, target)) {
      if (part === 'key') skipped = place;
      const message = `${what} came with keepalived ${version}, and the target is ${target}`;
      yield { message, hint: `${advice}, or ${RAISE}`, at: { file, path: written.path, part } };
    }
    if (other === undefined || place.startsWith(skippedThere)) continue;
    const { keepalivedVersion: there, name } = other.cluster;
    for (const { what, version, part, advice } of newerParts(written, there)) {
      if (compareVersions(version, target) > 0) continue;
      if (part === 'key') skippedThere = place;
      yield {
        message: `${what} came with keepalived ${version}, and ${there} is the target of director ${quote(other.host)} in cluster ${quote(name)}`,
        hint: `${advice}, or raise the target there when all its directors have that version`,
        // The other definition may say it of another director: nobody can tell.
        ...(namesTarget(cluster) ? { severity: 'warning' as const } : {}),
        at: { file, path: written.path, part },
        related: [{ at: other.cluster.origin.at('target', 'keepalived'), message: 'the target there' }],
      };
    }
  }
}

/** Another definition of one of its directors, whose target is older. */
function otherTarget(
  cluster: Cluster,
  { hosts }: Environment,
): { readonly cluster: Cluster; readonly host: string } | undefined {
  for (const { name } of cluster.directors) {
    const host = hosts.get(name);
    const oldest = host && targetOf(host);
    if (oldest === undefined || !namesTarget(oldest)) continue;
    const { keepalivedVersion: version } = oldest;
    const isOlder = compareVersions(version, cluster.keepalivedVersion) < 0;
    if (isOlder && compareVersions(version, OLDEST_TARGET) >= 0) return { cluster: oldest, host: name };
  }
  return undefined;
}
