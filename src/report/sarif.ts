import { compareText, type Finding, type Range, type Severity } from '../diagnostic/finding.ts';
import { jsonText, visible } from '../diagnostic/visible.ts';
import { fingerprints } from './fingerprint.ts';
import type { Report, ReportContext } from './report.ts';
import { countBySeverity, countsText, plural, worstFirst } from './summary.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** GitHub's code scanning refuses a run with more. */
const MOST_RESULTS = 25_000;

/**
 * SARIF 2.1.0, for code scanning and editors. It holds no source text, so no secret that stands near a finding.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: Report = (findings, context) => {
  const shown = findings.length > MOST_RESULTS ? worstFirst(findings).slice(0, MOST_RESULTS) : findings;
  const kept = new Set(shown);
  const hidden = findings.filter((finding) => !kept.has(finding));
  const rules = [...new Set(shown.map(({ rule }) => rule))].sort(compareText);
  const indexOf = new Map(rules.map((rule, index) => [rule, index]));
  const ids = fingerprints(shown);
  const run = {
    tool: {
      driver: {
        name: 'lvsgen',
        version: context.version,
        rules: rules.map((rule) => descriptor(rule, context)),
      },
    },
    invocations: [
      {
        executionSuccessful: true,
        ...(hidden.length === 0 ? {} : { toolExecutionNotifications: [notification(hidden)] }),
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: shown.map((finding, at) => ({
      ruleId: finding.rule,
      ruleIndex: indexOf.get(finding.rule),
      level: LEVEL[finding.severity],
      message: message(
        finding.hint === undefined ? [finding.message] : [finding.message, `help: ${finding.hint}`],
      ),
      locations: [{ physicalLocation: physicalLocation(finding) }],
      ...(finding.related.length === 0 ? {} : { relatedLocations: relatedLocations(finding) }),
      partialFingerprints: { 'lvsgenFinding/v1': ids[at] },
    })),
  };
  return jsonText({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
};

function descriptor(rule: string, context: ReportContext): object {
  const info = context.ruleInfo(rule);
  return {
    id: rule,
    ...(info === undefined ? {} : { shortDescription: { text: visible(info.summary) } }),
    ...(info?.helpUri === undefined ? {} : { helpUri: info.helpUri }),
  };
}

function notification(hidden: readonly Finding[]): object {
  const more = `+${plural(hidden.length, 'more finding')} (${countsText(countBySeverity(hidden))})`;
  return { level: 'warning', message: { text: `${more}: a run holds ${MOST_RESULTS} results` } };
}

function relatedLocations({ related }: Finding): object[] {
  return related.map((place, index) => ({
    id: index + 1,
    physicalLocation: physicalLocation(place),
    message: message([place.message]),
  }));
}

function physicalLocation({ file, range: { start, end } }: { file: string; range: Range }): object {
  return {
    artifactLocation: { uri: relativeUri(file), uriBaseId: '%SRCROOT%' },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

/** A path as a URI reference. A lone surrogate cannot be in one and becomes the replacement character. */
function relativeUri(file: string): string {
  return file
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** A message in plain text takes `[text](target)` for a link (§3.11.6): the bracket before a target is escaped. */
function message(lines: readonly string[]): object {
  return { text: lines.map((line) => visible(line).replace(/\\*\]\(/g, '\\](')).join('\n') };
}
