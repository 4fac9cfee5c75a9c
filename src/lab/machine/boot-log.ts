import type { Readable } from 'node:stream';
import { visible } from '../../diagnostic/visible.ts';

const MOST = 64 * 1024;

/** The last that a machine has said on its console. */
export class ConsoleLog {
  private text = '';

  listenTo(stream: Readable): void {
    stream.on('data', (bytes: Buffer) => {
      this.text = (this.text + bytes.toString()).slice(-MOST);
    });
  }

  lastLines(count: number): string[] {
    return this.text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .slice(-count)
      .map((line) => visible(line, 200));
  }
}
