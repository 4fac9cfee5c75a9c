import type { ConfNode } from '../keepalived/conf-tree.ts';
import { confWord } from './quoting.ts';

const INDENT = '    ';

/** Lines and blocks of keepalived.conf as text, each line with its end. Real servers are set apart by an empty line. */
export function confText(nodes: readonly ConfNode[], indent = ''): string {
  let text = '';
  for (const [index, { keyword, words, comment, children }] of nodes.entries()) {
    if (comment !== undefined) text += `${index === 0 ? '' : '\n'}${indent}# ${comment}\n`;
    text += indent + confWord(keyword);
    for (const word of words)
      text += ` ${typeof word === 'string' ? confWord(word) : `"\${${word.secret}}"`}`;
    text += children === undefined ? '\n' : ` {\n${confText(children, indent + INDENT)}${indent}}\n`;
  }
  return text;
}
