import type { Span } from './parse-yaml.ts';
import { ProblemList } from './problem-list.ts';
import type { YamlProblem } from './source-node.ts';

const MARKER = /(?:^|[\r\n])(<{7}|>{7})(?: [^\r\n]*|(?=[\r\n]|$))/g;

/** Places where git has left `<<<<<<<` and `>>>>>>>`: each conflict once. */
export function conflictMarkers(text: string): readonly YamlProblem[] {
  const problems = new ProblemList();
  if (!text.includes('<<<<<<<') && !text.includes('>>>>>>>')) return problems.list;
  let opening: Span | undefined;
  const report = ({ start, end }: Span, related?: YamlProblem['related']) =>
    problems.add('conflict markers of git are still in the file', start, end, {
      hint: 'choose one of the two sides, and delete the lines with the markers',
      related,
    });
  for (const match of text.matchAll(MARKER)) {
    const end = match.index + match[0].length;
    const sign = match[1] as string;
    const start = match.index + match[0].indexOf(sign);
    if (sign.startsWith('<')) {
      if (opening !== undefined) report(opening);
      opening = { start, end };
    } else {
      report(opening ?? { start, end }, opening && { start, end, message: 'the conflict ends here' });
      opening = undefined;
    }
  }
  if (opening !== undefined) report(opening);
  return problems.list;
}
