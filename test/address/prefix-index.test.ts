import { expect, test } from 'vitest';
import { parseAddress, parsePrefix } from '../../src/address/address.ts';
import { PrefixIndex } from '../../src/address/prefix-index.ts';
import { overlaps } from '../../src/model/overlaps.ts';

function prefix(text: string) {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

test('an index finds every prefix around an address, of its own family', () => {
  const index = new PrefixIndex<string>();
  for (const text of [
    '0.0.0.0/0',
    '10.0.0.0/8',
    '10.0.0.8/24',
    '10.0.0.0/24',
    '10.0.1.0/24',
    '10.0.0.8/32',
    '::/0',
    '2001:db8::/64',
  ]) {
    index.add(prefix(text), text);
  }
  const around = (text: string) => {
    const address = parseAddress(text);
    return address === undefined ? undefined : index.around(address).sort();
  };
  expect(around('10.0.0.8')).toEqual([
    '0.0.0.0/0',
    '10.0.0.0/24',
    '10.0.0.0/8',
    '10.0.0.8/24',
    '10.0.0.8/32',
  ]);
  expect(around('10.0.1.255')).toEqual(['0.0.0.0/0', '10.0.0.0/8', '10.0.1.0/24']);
  expect(around('11.0.0.0')).toEqual(['0.0.0.0/0']);
  expect(around('2001:db8::ffff')).toEqual(['2001:db8::/64', '::/0']);
  expect(around('2001:db8:0:1::')).toEqual(['::/0']);
});

test('overlaps are found each once, in any order, with the smallest prefix around', () => {
  const found = (...texts: string[]) =>
    overlaps(texts.map((text) => ({ prefix: prefix(text), item: text }))).map(
      ({ item, inside }) => `${item} in ${inside}`,
    );
  expect(found('10.0.1.0/24', '10.0.0.0/8', '10.0.0.0/24')).toEqual([
    '10.0.0.0/24 in 10.0.0.0/8',
    '10.0.1.0/24 in 10.0.0.0/8',
  ]);
  expect(found('10.0.0.128/25', '10.0.0.0/24', '10.0.0.0/8')).toEqual([
    '10.0.0.0/24 in 10.0.0.0/8',
    '10.0.0.128/25 in 10.0.0.0/24',
  ]);
  expect(found('10.0.0.8/24', '10.0.0.9/24')).toEqual(['10.0.0.9/24 in 10.0.0.8/24']);
  expect(found('10.0.0.0/25', '10.0.0.128/25', '::/0')).toEqual([]);
});
