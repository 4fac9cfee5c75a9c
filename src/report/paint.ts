import { styleText } from 'node:util';
import type { Severity } from '../diagnostic/finding.ts';

export type Style = Severity | 'strong' | 'frame' | 'related' | 'good';

const STYLES = {
  error: ['bold', 'redBright'],
  warning: ['bold', 'yellowBright'],
  info: ['bold', 'cyanBright'],
  strong: ['bold'],
  frame: ['blueBright'],
  related: ['bold', 'blueBright'],
  good: ['bold', 'greenBright'],
} as const;

export type Paint = (style: Style, text: string) => string;

/** The user has chosen by now, so the stream is not asked again. */
export function painter(color: boolean): Paint {
  if (!color) return (_, text) => text;
  return (style, text) => (text === '' ? '' : styleText([...STYLES[style]], text, { validateStream: false }));
}
