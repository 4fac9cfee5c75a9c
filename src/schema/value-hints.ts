import type { Path } from '../diagnostic/finding.ts';
import { quote } from '../diagnostic/quote.ts';
import { table } from '../diagnostic/table.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What other tools, and YAML 1.1, take for true and false. */
const SWITCHES: Readonly<Record<string, boolean>> = table({
  yes: true,
  on: true,
  true: true,
  no: false,
  off: false,
  false: false,
});

/** What a password of VRRP can be. */
const PASSWORD = /^[A-Za-z0-9._-]{8}/;

/**
 * What to write instead of a value of another type.
 *
 * @param schema of the value.
 * @param isSecret whether the value must not be shown.
 */
export function typeHint(schema: Schema, value: unknown, isSecret: boolean): string | undefined {
  const types = [schema['type']].flat();
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    return isSecret ? 'put it into quotes' : `put it into quotes: "${value}"`;
  }
  if (isSecret || typeof value !== 'string') return undefined;
  if (types.includes('boolean')) return switchHint(value);
  const isNumber = types.includes('integer') || types.includes('number');
  if (isNumber && /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(value)) return `write it without quotes: ${value}`;
  if (types.includes('array') && isListOfTexts(schema))
    return `write a list: [${/^[\w./-]+$/.test(value) ? value : quote(value)}]`;
  return undefined;
}

/** Not one of mappings, such as checks. */
function isListOfTexts({ type, examples }: Schema): boolean {
  const first = (examples as readonly unknown[] | undefined)?.find(Array.isArray) as
    | readonly unknown[]
    | undefined;
  return Array.isArray(type) || (first !== undefined && typeof first[0] !== 'object');
}

/** What to write instead of a text that does not match the pattern of its schema. */
export function patternHint(schema: Schema, path: Path, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const key = path.at(-1);
  if (key === 'auth_pass') return passwordHint(value);
  if (key === 'digest') return digestHint(value);
  if (schema['x-program'] === true) return programHint(value);
  const pattern = String(schema['pattern']);
  if ([schema['type']].flat().includes('boolean')) return switchHint(value);
  if (!pattern.startsWith('^/')) return undefined;
  const url = /^https?:\/\/[^/]+(\/.*)?$/.exec(value);
  if (url !== null) return `write the path alone, ${quote(url[1] ?? '/')}: virtualhost is for the host`;
  const whole = `/${value}`;
  return new RegExp(pattern).test(whole) ? `write ${quote(whole)}` : undefined;
}

function switchHint(value: string): string | undefined {
  const meant = SWITCHES[value.toLowerCase()];
  return meant === undefined
    ? undefined
    : `write ${meant}${value === String(meant) ? ', without quotes' : ''}`;
}

/** keepalived 2.2.7, vrrp_parser.c: "Truncating auth_pass to 8 characters". */
function passwordHint(value: string): string | undefined {
  return value.length > 8 && PASSWORD.test(value)
    ? 'write the first 8 characters: keepalived cuts off the rest, here and on every other router'
    : undefined;
}

function digestHint(value: string): string {
  const isMd5 = /^[0-9A-F]{32}$/i.test(value);
  return isMd5
    ? `write ${quote(value.toLowerCase())}`
    : 'genhash, which comes with keepalived, prints it: genhash -s ADDRESS -p PORT -u PATH, with -S for TLS';
}

/** What a shell makes of words, keepalived hands to the program as they are. */
function programHint(value: string): string | undefined {
  const shell = /&&|\|\||[|&;<>()$`"'\\*?[\]{}~]/.exec(value);
  if (shell === null) return undefined;
  return `keepalived runs a program without a shell, to which ${shell[0] === '"' ? 'a double quote' : quote(shell[0])} means something: write a script with this line, and name the script`;
}
