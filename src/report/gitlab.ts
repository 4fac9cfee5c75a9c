import type { Severity } from '../diagnostic/finding.ts';
import { jsonText, visible } from '../diagnostic/visible.ts';
import { fingerprints } from './fingerprint.ts';
import { lastLine } from './place.ts';
import type { Report } from './report.ts';

/** GitLab knows info, minor, major, critical and blocker. */
const GITLAB_SEVERITY: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'minor',
  info: 'info',
};

/**
 * A report of GitLab's Code Quality, for `artifacts: reports: codequality`.
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const gitlab: Report = (findings) => {
  const ids = fingerprints(findings);
  return jsonText(
    findings.map(({ rule, severity, message, hint, file, range }, at) => ({
      description: visible(hint === undefined ? message : `${message}; help: ${hint}`),
      check_name: rule,
      fingerprint: ids[at],
      severity: GITLAB_SEVERITY[severity],
      location: { path: file, lines: { begin: range.start.line, end: lastLine(range) } },
    })),
  );
};
