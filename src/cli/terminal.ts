import { styleText } from 'node:util';
import { UsageError } from '../diagnostic/failure.ts';
import { visible } from '../diagnostic/visible.ts';

/** When to colour: `auto` means on a terminal, unless NO_COLOR or FORCE_COLOR say otherwise. */
export const COLOR_MODES = ['auto', 'always', 'never'] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

type Style = Parameters<typeof styleText>[0];

/** Where a command writes: what was asked for to standard output, everything else to standard error. */
export class Terminal {
  readonly color: boolean;
  /** Columns of the terminal, where standard output is one. */
  readonly width: number | undefined;
  private readonly progressFrom: number;
  private progressShown = false;

  constructor(mode: ColorMode) {
    this.color = isColored(mode, process.stdout.isTTY === true);
    this.width = process.stdout.isTTY ? process.stdout.columns : undefined;
    this.progressFrom = performance.now() + 500;
  }

  /** To standard output. */
  write(text: string): void {
    process.stdout.write(text);
  }

  /** A line to standard error, with nothing in it that a terminal or a CI service would act on. */
  notice(text: string): void {
    this.clearProgress();
    process.stderr.write(`${visible(text)}\n`);
  }

  paint(style: Style, text: string): string {
    return this.color ? styleText(style, text, { validateStream: false }) : text;
  }

  /** A line that is drawn over by the next one; only on a terminal, and only on work longer than half a second. */
  progress(text: string): void {
    if (!process.stderr.isTTY || performance.now() < this.progressFrom) return;
    // What wraps cannot be drawn over.
    process.stderr.write(`\r\u001b[2K${visible(text, Math.max(0, process.stderr.columns - 2))}`);
    this.progressShown = true;
  }

  clearProgress(): void {
    if (this.progressShown) process.stderr.write('\r\u001b[2K');
    this.progressShown = false;
  }
}

function isColored(mode: ColorMode, isTerminal: boolean): boolean {
  if (mode !== 'auto') return mode === 'always';
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return (NO_COLOR === undefined || NO_COLOR === '') && isTerminal && process.env['TERM'] !== 'dumb';
}

export function parseColorMode(value: string): ColorMode {
  const mode = COLOR_MODES.find((known) => known === value);
  if (mode === undefined)
    throw new UsageError(`--color takes one of ${COLOR_MODES.join(', ')}, not "${value}"`);
  return mode;
}
