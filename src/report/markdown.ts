import type { Finding } from '../diagnostic/finding.ts';
import { visible } from '../diagnostic/visible.ts';
import { placeText } from './place.ts';
import type { Report, ReportContext } from './report.ts';
import { countBySeverity, countsText, plural, worstFirst } from './summary.ts';

/** A comment holds 65,536 characters; the rest is room for what a workflow writes around the report. */
const MOST_CHARACTERS = 64_000;
const MOST_RELATED = 10;
const MOST_TEXT = 1000;

/** A comment for a pull request, in GitHub's Markdown: a list, the worst first, cut where a comment must end. */
export const markdown: Report = (findings, context) => {
  const counts = countsText(countBySeverity(findings));
  const head = `### lvsgen\n\n${plural(context.files, 'file')}: ${counts}\n`;
  if (findings.length === 0) return head;
  const sorted = worstFirst(findings);
  let text = `${head}\n`;
  let shown = 0;
  for (const finding of sorted) {
    const entry = item(finding, context);
    if (text.length + entry.length > MOST_CHARACTERS) break;
    text += entry;
    shown++;
  }
  const hidden = sorted.slice(shown);
  return hidden.length === 0
    ? text
    : `${text}\n+${hidden.length} more (${countsText(countBySeverity(hidden))})\n`;
};

function item(finding: Finding, context: ReportContext): string {
  const { rule, severity, message, hint, related } = finding;
  const hidden = related.length - MOST_RELATED;
  const lines = [
    `- **${severity}** ${ruleLink(rule, context)} at ${code(placeText(finding))}: ${prose(message)}`,
    ...related
      .slice(0, MOST_RELATED)
      .map((place) => `  - ${code(placeText(place))}: ${prose(place.message)}`),
    ...(hidden > 0 ? [`  - and ${plural(hidden, 'more place')}`] : []),
    ...(hint === undefined ? [] : [`  - help: ${prose(hint)}`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function ruleLink(rule: string, context: ReportContext): string {
  const uri = context.ruleInfo(rule)?.helpUri;
  const name = code(visible(rule));
  return uri !== undefined && /^https:\/\/[^\s<>()[\]]+$/.test(uri) ? `[${name}](${uri})` : name;
}

/** A quoted value, or a word with the space before it. */
const PIECE = /\s*(?:"[^"]*"[,.;:!?]*(?=\s|$)|\S+)/gu;
/** Letters alone cannot be markup, a mention, a link, a reference or an emoji's short name; nor can a short number. */
const PLAIN =
  /^\(?(?:\p{L}\p{M}*|(?<=\p{L}\p{M}*)[-/'’](?=\p{L}))+\)?[,.;:!?]*$|^\(?\d{1,5}\)?[,;]?$|^[-–—/=+]$/u;

/**
 * Text of which any part may come from a definition. Plain words stay; everything else goes into code spans,
 * where neither Markdown nor HTML, mentions nor references work. Backslashes and entities would not do: mentions
 * are looked for after those are gone.
 */
function prose(text: string): string {
  const pieces: { readonly plain: boolean; text: string }[] = [];
  for (const [piece] of visible(text, MOST_TEXT).trim().matchAll(PIECE)) {
    const plain = PLAIN.test(piece.trim());
    const last = pieces.at(-1);
    const joins = last?.plain === plain && !last.text.includes('"') && !piece.includes('"');
    if (last !== undefined && joins) last.text += piece;
    else pieces.push({ plain, text: piece });
  }
  return pieces.map((piece) => (piece.plain ? piece.text : codePiece(piece.text))).join('');
}

/** The space before and the marks after a value are no part of it, and the quotes are what the span stands for. */
function codePiece(text: string): string {
  const [, space = '', body = '', marks = ''] = /^(\s*)(.*?)([,.;:!?]*)$/su.exec(text) ?? [];
  const value = /^"([^"]*[^"\s][^"]*)"$/u.exec(body)?.[1] ?? body;
  return value === '' ? `${space}${code(marks)}` : `${space}${code(value)}${marks}`;
}

/** A code span: its fence is longer than any run of backticks in it. The text has one line and is not blank. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || /^ .* $/s.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}
