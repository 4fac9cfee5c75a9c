import { isSubnet, parseAddress, parsePrefix } from '../model/address.ts';

const isAddress = (text: string): boolean => parseAddress(text) !== undefined;
const isAddressPrefix = (text: string): boolean => parsePrefix(text) !== undefined;
const isSubnetText = (text: string): boolean => {
  const prefix = parsePrefix(text);
  return prefix !== undefined && isSubnet(prefix);
};

/** The formats that the schemas name. */
export const formats = {
  address: isAddress,
  'address-prefix': isAddressPrefix,
  subnet: isSubnetText,
};
