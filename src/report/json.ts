import type { Finding, Related } from '../diagnostic/finding.ts';
import { jsonText } from '../diagnostic/visible.ts';
import type { Report } from './report.ts';
import { countBySeverity } from './summary.ts';

/** lvsgen's own format, a stable contract: new properties may come, none goes or changes its meaning. */
export const json: Report = (findings, context) => {
  const { error, warning, info } = countBySeverity(findings);
  return jsonText({
    version: 1,
    findings: findings.map(findingJson),
    summary: { files: context.files, errors: error, warnings: warning, infos: info },
  });
};

function findingJson({ rule, severity, message, hint, file, range, related }: Finding): object {
  return {
    rule,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    file,
    range: rangeJson({ range }),
    related: related.map((place) => ({ file: place.file, range: rangeJson(place), message: place.message })),
  };
}

/** Only what the contract names, in its order, whatever else the objects carry. */
function rangeJson({ range: { start, end } }: Pick<Related, 'range'>): object {
  return {
    start: { line: start.line, column: start.column },
    end: { line: end.line, column: end.column },
  };
}
