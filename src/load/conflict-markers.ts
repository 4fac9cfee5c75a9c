import { ProblemList } from './problem-list.ts';
import type { YamlProblem } from './source-node.ts';

const MARKER = /(?:^|[\r\n])(<{7}|>{7})(?: [^\r\n]*|(?=[\r\n]|$))/g;

/** Places where git has left `<<<<<<<` and `>>>>>>>`. */
export function conflictMarkers(text: string): readonly YamlProblem[] {
  const problems = new ProblemList();
  if (!text.includes('<<<<<<<') && !text.includes('>>>>>>>')) return problems.list;
  for (const match of text.matchAll(MARKER)) {
    const end = match.index + match[0].length;
    const start = match.index + match[0].indexOf(match[1] as string);
    problems.add('conflict markers of git are still in the file', start, end, {
      hint: 'choose one of the two sides, and delete the lines with the markers',
    });
  }
  return problems.list;
}
