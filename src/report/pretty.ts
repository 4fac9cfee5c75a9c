import type { Finding } from '../diagnostic/finding.ts';
import { visible } from '../diagnostic/visible.ts';
import { frameLines, groupMarks, type Mark, type MarkGroup } from './frame.ts';
import { type Paint, painter } from './paint.ts';
import { placeText } from './place.ts';
import type { Report } from './report.ts';
import { type SourceLines, sourceLines } from './source-lines.ts';
import { countBySeverity, countsText, plural } from './summary.ts';

/** For a stream that is no terminal, and the bounds for one that is. */
const WIDTH = { default: 120, least: 40, most: 400 };
/** Further places are counted, not shown. */
const MOST_RELATED = 8;

/** For people: each finding with the lines it is about, then how many there are. */
export const pretty: Report = (findings, context) => {
  const paint = painter(context.color);
  const lines = sourceLines(context);
  const width = Math.min(Math.max(context.width || WIDTH.default, WIDTH.least), WIDTH.most);
  const counts = countsText(countBySeverity(findings), paint);
  const total = findings.length === 0 ? paint('good', counts) : counts;
  const blocks = findings.map((finding) => block(finding, lines, width, paint));
  return [...blocks, `${plural(context.files, 'file')}: ${total}\n`].join('\n');
};

function block(finding: Finding, lines: SourceLines, width: number, paint: Paint): string {
  const { rule, severity, message, hint, related } = finding;
  const shown: Mark[] = related
    .slice(0, MOST_RELATED)
    .map((place) => ({ file: place.file, range: place.range, label: place.message, style: 'related' }));
  const marks: MarkGroup = [
    { file: finding.file, range: finding.range, label: '', style: severity },
    ...shown,
  ];
  const gutter = Math.max(...marks.map(({ range }) => String(range.start.line).length));
  const indent = ' '.repeat(gutter);

  const output = [
    `${paint(severity, `${severity}[${visible(rule)}]`)}${paint('strong', `: ${visible(message)}`)}`,
  ];
  groupMarks(marks).forEach((group, at) => {
    const [first] = group;
    if (at > 0) output.push(`${indent} ${paint('frame', '|')}`);
    const frame = frameLines(group, lines, gutter, width, paint);
    const said = frame.length > 0 || first.label === '' ? '' : `: ${visible(first.label)}`;
    output.push(`${indent}${paint('frame', at === 0 ? '-->' : ':::')} ${placeText(first)}${said}`, ...frame);
  });

  const notes: [name: string, text: string][] = [];
  const hidden = related.length - shown.length;
  if (hidden > 0) notes.push(['note', `and ${plural(hidden, 'more place')}`]);
  if (hint !== undefined) notes.push(['help', visible(hint)]);
  if (notes.length > 0) output.push(`${indent} ${paint('frame', '|')}`);
  for (const [name, text] of notes) {
    output.push(`${indent} ${paint('frame', '=')} ${paint('strong', `${name}:`)} ${text}`);
  }
  return output.map((line) => `${line}\n`).join('');
}
