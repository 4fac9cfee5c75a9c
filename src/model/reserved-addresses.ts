import { contains } from '../address/address.ts';
import type { Repository } from './repository.ts';

/** The addresses, as text, that others have on the segments: `reserved` in lvsgen.yaml. */
export function reservedAddresses({ reserved }: Repository): Set<string> {
  return new Set(
    reserved.flatMap(({ subnet, addresses }) =>
      addresses.filter((address) => contains(subnet, address)).map(({ text }) => text),
    ),
  );
}
