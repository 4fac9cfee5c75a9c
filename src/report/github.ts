import type { Finding, Severity } from '../diagnostic/finding.ts';
import { visible } from '../diagnostic/visible.ts';
import { lastLine, placeText } from './place.ts';
import type { Report } from './report.ts';
import { countBySeverity, countsText, plural, worstFirst } from './summary.ts';

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** GitHub shows ten of each level a step and drops the others unsaid. One notice is kept for the "+N more". */
const MOST: Readonly<Record<Severity, number>> = { error: 10, warning: 10, info: 9 };

/**
 * Workflow commands that GitHub Actions turns into annotations, the worst first.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export const github: Report = (findings) => {
  const left = { ...MOST };
  const shown = worstFirst(findings).filter(({ severity }) => left[severity]-- > 0);
  const hidden = findings.filter((finding) => !shown.includes(finding));
  const lines = shown.map(annotation);
  if (hidden.length > 0) {
    const more = `+${plural(hidden.length, 'more finding')} (${countsText(countBySeverity(hidden))})`;
    lines.push(`::notice title=lvsgen::${more}: GitHub shows 10 of a level, "lvsgen lint" shows all`);
  }
  return lines.map((line) => `${line}\n`).join('');
};

function annotation({ rule, severity, message, hint, file, range, related }: Finding): string {
  const endLine = lastLine(range);
  const properties: [name: string, value: string | number][] = [
    ['file', visible(file)],
    ['line', range.start.line],
    ['endLine', endLine],
  ];
  // Columns count only where the first line is the last: the runner drops them otherwise.
  if (range.start.line === range.end.line) {
    properties.push(['col', range.start.column], ['endColumn', range.end.column]);
  }
  properties.push(['title', visible(rule)]);
  const text = [
    visible(message),
    ...related.slice(0, 10).map((place) => `${placeText(place)}: ${visible(place.message)}`),
    ...(hint === undefined ? [] : [`help: ${visible(hint)}`]),
  ].join('\n');
  const head = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${COMMAND[severity]} ${head}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
