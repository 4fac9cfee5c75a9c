import { isSubnet, parseAddress, parsePrefix } from '../address/address.ts';

const isAddress = (text: string): boolean => parseAddress(text) !== undefined;
const isAddressPrefix = (text: string): boolean => parsePrefix(text) !== undefined;
const isSubnetText = (text: string): boolean => {
  const prefix = parsePrefix(text);
  return prefix !== undefined && isSubnet(prefix);
};

/** Its last label begins with a letter, so that no slip in an address is one. */
const HOST_NAME =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const isHost = (text: string): boolean => isAddress(text) || HOST_NAME.test(text);

/** The formats that the schemas name. */
export const formats = {
  address: isAddress,
  host: isHost,
  'address-prefix': isAddressPrefix,
  subnet: isSubnetText,
};
