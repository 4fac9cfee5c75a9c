/** What rules are about: the folders of `rules/`, in the order in which lists of rules have them. */
export const topics = Object.freeze({
  files: 'Files and their shape',
  addresses: 'Addresses and subnets',
  gateways: 'Gateways, routes and the way back',
  vrrp: 'VRRP',
  tracking: 'What VRRP tracks',
  services: 'Services and real servers',
  connections: 'Persistence and connections that move',
  marks: 'Firewall marks',
  checks: 'Health checks',
  programs: 'Programs and reports',
  definitions: 'Names and settings of definitions',
} as const);

/** A key of {@link topics}. */
export type Topic = keyof typeof topics;
