import type { Scalar } from './source-node.ts';
import { quoted } from './text.ts';

/** At most 15 digits: what a double holds exactly. */
const CANONICAL_INTEGER = /^-?(?:0|[1-9][0-9]{0,14})$/;
const CANONICAL_DECIMAL = /^-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}$/;
const LONG_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
/**
 * All that YAML 1.1 or 1.2 reads as a number and people read as another one, or as text. No two repetitions stand side
 * by side that match the same character: on a megabyte of digits that would take quadratic time.
 */
const AMBIGUOUS_NUMBER =
  /^[-+]?(?:0[oO][0-7_]+|0[xX][0-9a-fA-F_]+|0[bB][01_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF)|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)$|^\.(?:nan|NaN|NAN)$/;

export type ResolvedScalar = { readonly value: Scalar } | { readonly problem: string; readonly hint: string };

/**
 * Gives an unquoted scalar its type, by the core schema of YAML 1.2, but refuses each number that is not in plain
 * decimal: `080`, `0x1F`, `1_000`, `12:30:45`, `1e400` and `.inf` mean different things to different programs.
 */
export function resolvePlainScalar(text: string): ResolvedScalar {
  if (text === '' || text === '~' || text === 'null' || text === 'Null' || text === 'NULL')
    return { value: null };
  if (text === 'true' || text === 'True' || text === 'TRUE') return { value: true };
  if (text === 'false' || text === 'False' || text === 'FALSE') return { value: false };
  const first = text.charCodeAt(0);
  const mayBeNumber = (first >= 0x30 && first <= 0x39) || first === 0x2d || first === 0x2b || first === 0x2e;
  if (!mayBeNumber) return { value: text };
  if (CANONICAL_INTEGER.test(text) || CANONICAL_DECIMAL.test(text)) {
    const value = Number(text);
    if (!Object.is(value, -0)) return { value };
  } else if (LONG_NUMBER.test(text)) {
    return {
      problem: `number ${quoted(text)} has more digits than are read exactly`,
      hint: 'write at most 15 digits, or quote the text',
    };
  }
  if (!AMBIGUOUS_NUMBER.test(text)) return { value: text };
  return {
    problem: `number ${quoted(text)} is not written in plain decimal`,
    hint: 'write the number in plain decimal, or quote the text',
  };
}
