import type { Finding } from '../diagnostic/finding.ts';
import { visible } from '../diagnostic/visible.ts';
import { placeText } from './place.ts';
import type { Report } from './report.ts';
import { countBySeverity, countsText, plural } from './summary.ts';

/**
 * JUnit's XML as Jenkins, GitLab and others read it: a suite for each file, a case for each finding. An error
 * is a failure; warnings and infos are skipped cases, which are shown and fail nothing. Without findings there is
 * one case that passed, because an empty report is an error to some readers. There are no times in it: the same
 * definitions give the same bytes.
 */
export const junit: Report = (findings, context) => {
  const title = `${plural(context.files, 'file')}: ${countsText(countBySeverity(findings))}`;
  const suites = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = suites.get(finding.file);
    if (own === undefined) suites.set(finding.file, [finding]);
    else own.push(finding);
  }
  const body =
    findings.length === 0
      ? [
          `  <testsuite name="lvsgen" ${counts(findings, 1)}>`,
          `    <testcase name="${xml(title)}" classname="lvsgen"/>`,
          '  </testsuite>',
        ]
      : [...suites].flatMap(([file, own]) => suite(file, own));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="lvsgen" tests="${findings.length || 1}" failures="${failures(findings)}" errors="0">`,
    ...body,
    '</testsuites>',
    '',
  ].join('\n');
};

function suite(file: string, findings: readonly Finding[]): string[] {
  const names = caseNames(findings);
  return [
    `  <testsuite name="${xml(file)}" ${counts(findings, findings.length)}>`,
    ...findings.flatMap((finding, at) => testcase(finding, names[at] as string)),
    '  </testsuite>',
  ];
}

function testcase(finding: Finding, name: string): string[] {
  const { rule, severity, message, hint, file, related } = finding;
  const detail = [
    `${placeText(finding)}: ${severity}: ${visible(message)}`,
    // Never a file name first: a line that starts with `::` is a command to GitHub.
    ...related.map((place) => `see ${placeText(place)}: ${visible(place.message)}`),
    ...(hint === undefined ? [] : [`help: ${visible(hint)}`]),
  ].map((line) => escapeXml(line));
  const element =
    severity === 'error'
      ? `<failure message="${xml(message)}" type="${xml(rule)}">${detail.join('\n')}</failure>`
      : `<skipped message="${severity}: ${xml(message)}"/>`;
  const output = severity === 'error' ? [] : [`      <system-out>${detail.join('\n')}</system-out>`];
  return [
    `    <testcase name="${xml(name)}" classname="${xml(file)}">`,
    `      ${element}`,
    ...output,
    '    </testcase>',
  ];
}

/** All different, because GitLab shows only the first of two cases with one name. */
function caseNames(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, range }) => {
    const name = `${rule} at ${range.start.line}:${range.start.column}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function counts(findings: readonly Finding[], tests: number): string {
  const failed = failures(findings);
  return `tests="${tests}" failures="${failed}" errors="0" skipped="${findings.length - failed}"`;
}

function failures(findings: readonly Finding[]): number {
  return countBySeverity(findings).error;
}

/** For an attribute or a text: no character that XML 1.0 forbids is left after `visible`. */
function xml(text: string): string {
  return escapeXml(visible(text));
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
