import { SECRET_KEY } from '../diagnostic/secret-keys.ts';
import { escapeCharacter, visible } from '../diagnostic/visible.ts';
import type { FileChange } from '../text-diff/file-changes.ts';
import { textDiff } from '../text-diff/text-diff.ts';
import type { Terminal } from './terminal.ts';

/**
 * Changes as a unified diff, coloured where the terminal is. What a terminal would act on is shown as it is written in
 * a string; a password is not shown, because this ends up in logs.
 */
export function showDiff(changes: readonly FileChange[], folder: string, terminal: Terminal): string {
  return textDiff(changes, folder)
    .split('\n')
    .map((line, at, lines) => paintLine(showLine(line, lines[at - 1] ?? ''), terminal))
    .join('\n');
}

/** The key of an `auth_hmac` has its number before it; that of `SSL` is a path. Whoever edits a file by hand comments a line out, or quotes it. */
const KEY = String.raw`(?:\b${SECRET_KEY}|\bkey\W+\d+)["']?`;
/** What refers to a secret is none. */
const PASSWORD = new RegExp(String.raw`(${KEY}[\s=:]+)(?!"?\$\{\w+\}"?$)\S.*`, 'i');
const KEY_ALONE = new RegExp(String.raw`${KEY}[\s=:]*$`, 'i');

/** GitHub takes such a line for a command, whatever blanks are before it. */
const COMMAND = /^([ +-]?\s*):(?=:)/;

/** @param before the line before it, where it may stand for its value. */
function showLine(line: string, before: string): string {
  const isHeader = /^(?:---|\+\+\+|@@)/.test(line);
  const shown =
    KEY_ALONE.test(before) && !isHeader
      ? line.replace(/^(.\s*).*/, '$1(not shown)')
      : line.replace(PASSWORD, '$1(not shown)');
  return shown
    .replace(COMMAND, (_, start: string) => `${start}${escapeCharacter(':')}`)
    .split('\t')
    .map((part) => visible(part, Number.POSITIVE_INFINITY))
    .join('\t');
}

function paintLine(line: string, terminal: Terminal): string {
  if (line.startsWith('--- ') || line.startsWith('+++ ')) return terminal.paint('bold', line);
  if (line.startsWith('@@')) return terminal.paint('cyan', line);
  if (line.startsWith('+')) return terminal.paint('green', line);
  if (line.startsWith('-')) return terminal.paint('red', line);
  return line;
}

const SIGNS = { added: '+', changed: '~', removed: '-' } as const;
const STYLES = { added: 'green', changed: 'yellow', removed: 'red' } as const;

/** Changes as a list, a line each. `notes` gives what to say behind a path. */
export function showChanges(
  changes: readonly FileChange[],
  folder: string,
  terminal: Terminal,
  notes: (path: string) => string = () => '',
): string {
  return changes
    .map(({ path, kind }) => {
      const note = notes(path);
      const line = `${SIGNS[kind]} ${visible(`${folder}/${path}`)}${note === '' ? '' : `  (${note})`}`;
      return `${terminal.paint(STYLES[kind], line)}\n`;
    })
    .join('');
}
