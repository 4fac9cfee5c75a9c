import { EXIT, type ExitStatus } from './exit-status.ts';
import type { ColorMode } from './terminal.ts';
import { Terminal } from './terminal.ts';

/** One call of the command: what its action may use, and what it leaves behind. */
export class Invocation {
  /** What the command exits with; an action sets it. */
  status: ExitStatus = EXIT.ok;
  private shown: Terminal | undefined;
  private readonly colorMode: () => ColorMode;

  constructor(colorMode: () => ColorMode) {
    this.colorMode = colorMode;
  }

  /** Made when first asked for, when the options are known. */
  get terminal(): Terminal {
    this.shown ??= new Terminal(this.colorMode());
    return this.shown;
  }
}
