import { SECRET_KEY } from '../diagnostic/secret-keys.ts';
import type { ReportContext } from './report.ts';

/** The lines of definitions, as frames may show them. */
export interface SourceLines {
  /** A line (1-based) without its end, passwords masked; nothing when there is no such file or line. */
  line(file: string, number: number): string | undefined;
}

/** Reads from `context.sourceOf`, each file once. CR, LF and CR LF each end a line, as in `load/`. */
export function sourceLines(context: ReportContext): SourceLines {
  const files = new Map<
    string,
    { readonly lines: readonly string[]; readonly masked: Map<number, string> }
  >();
  return {
    line(file, number) {
      let source = files.get(file);
      if (source === undefined) {
        source = { lines: context.sourceOf(file)?.split(/\r\n|\r|\n/) ?? [], masked: new Map() };
        files.set(file, source);
      }
      const line = source.lines[number - 1];
      if (line === undefined) return undefined;
      const masked = source.masked.get(number) ?? maskPasswords(line, source.lines[number - 2] ?? '');
      source.masked.set(number, masked);
      return masked;
    },
  };
}

const KEY = SECRET_KEY;
const HEAD = String.raw`(\b${KEY}["']?[ \t]*[:=](?![ \t]*(?:\{|#|["']?secret["']?[ \t]*:))[ \t]*)`;
/** The key and its value, unless that is the mapping which names a secret; in `{…}` a plain value ends earlier. */
const BLOCK_ENTRY = new RegExp(String.raw`${HEAD}("[^"]*"|'[^']*'|.*?(?=[ \t]#|$))`, 'gi');
const FLOW_ENTRY = new RegExp(String.raw`${HEAD}("[^"]*"|'[^']*'|.*?(?=[ \t]#|[ \t]?[,}]|$))`, 'gi');
const KEY_ANYWHERE = new RegExp(KEY, 'i');
const KEY_ALONE = new RegExp(String.raw`\b${KEY}["']?[ \t]*:[ \t]*(?:[|>][-+0-9]*[ \t]*)?(?:#.*)?$`, 'i');
const WITHOUT_COLON = new RegExp(String.raw`^([ \t]*(?:-[ \t]+)?${KEY}[ \t]+)([^ \t:=#].*)$`, 'i');
const VALUE_ALONE = /^(?![ \t]*["']?secret["']?[ \t]*:)([ \t]*)(.+)$/;

/**
 * Puts `*` for each code unit of a password, because a report ends up in logs that more people read than the
 * definition. The name of a secret is none. Rather too much is masked than too little.
 */
function maskPasswords(line: string, before: string): string {
  const mask = (_: string, head: string, password: string) => head + '*'.repeat(password.length);
  if (KEY_ALONE.test(before.slice(-200))) return line.replace(VALUE_ALONE, mask);
  const key = line.search(KEY_ANYWHERE);
  if (key === -1) return line;
  if (WITHOUT_COLON.test(line)) return line.replace(WITHOUT_COLON, mask);
  return line.replace(line.lastIndexOf('{', key) === -1 ? BLOCK_ENTRY : FLOW_ENTRY, mask);
}
