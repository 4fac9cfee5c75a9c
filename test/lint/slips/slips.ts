import { edit } from '../../support/definitions.ts';

export type Name = 'api' | 'edge' | 'shop' | 'tour' | 'web';
type Edit = readonly [what: string, by: string] | ((text: string) => string);

/** One mistake that people make, in one of the definitions: applied, it gives the file's new text. */
export interface Slip {
  readonly title: string;
  /** The definition that is changed, or the new file. */
  readonly file: string;
  readonly from: Name;
  readonly apply: (text: string) => string;
}

function slip(title: string, from: Name, ...edits: readonly Edit[]): Slip {
  return { title, file: from, from, apply: (text) => edits.reduce(applied, text) };
}

/** A file that was copied from another one. */
function copy(title: string, from: Name, file: string, ...edits: readonly Edit[]): Slip {
  return { ...slip(title, from, ...edits), file };
}

function applied(text: string, by: Edit): string {
  return typeof by === 'function' ? by(text) : edit(text, ...by);
}

/** Each place where the text has it, at least two. */
function everywhere(what: string, by: string): Edit {
  return (text) => {
    if (text.split(what).length < 3) throw new Error(`"${what}" does not stand in the text twice`);
    return text.replaceAll(what, by);
  };
}

/** The first place of several. */
function first(what: string, by: string): Edit {
  return (text) => {
    if (!text.includes(what)) throw new Error(`"${what}" does not stand in the text`);
    return text.replace(what, () => by);
  };
}

/** Whole lines from the one that has a text up to the one that has another, that one not with them. */
function lines(text: string, from: string, to?: string): string {
  const start = text.lastIndexOf('\n', text.indexOf(from)) + 1;
  const end = to === undefined ? text.length : text.lastIndexOf('\n', text.indexOf(to, start)) + 1;
  return text.slice(start, end);
}

export const slips: readonly Slip[] = [
  // What is no YAML, or not the YAML that was meant.
  slip('a tab before a key', 'api', ['    virtual_router_id: 31', '\tvirtual_router_id: 31']),
  slip('tabs before a whole block', 'api', (text) => {
    const block = lines(text, '- name: app-lvs1', 'vrrp_instances:');
    return text.replace(block, block.replaceAll('  ', '\t'));
  }),
  slip('tabs in the whole file', 'edge', (text) =>
    text.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2)),
  ),
  slip('a tab after the colon', 'api', ['virtual_router_id: 31', 'virtual_router_id:\t31']),
  slip('one space too few', 'api', ['    interface: eth0', '   interface: eth0']),
  slip('one space too many', 'api', ['    virtual_router_id: 31', '     virtual_router_id: 31']),
  slip('a list item one space off', 'edge', ['  - { name: mail2,', '   - { name: mail2,']),
  slip('a block at the wrong depth', 'api', (text) => {
    const block = lines(text, '    members:', 'real_servers:');
    return text.replace(block, block.replace(/^ {2}/gm, ''));
  }),
  slip('a key of the service below its checks', 'api', (text) =>
    text
      .replace('    delay_loop: 5\n', '')
      .replace('          connect_timeout: 2\n', '          connect_timeout: 2\n          delay_loop: 5\n'),
  ),
  slip('no colon', 'api', ['  - name: API', '  - name API']),
  slip('no colon after the key of a block', 'edge', ['defaults:', 'defaults']),
  slip('no space after the colon', 'api', ['virtual_router_id: 31', 'virtual_router_id:31']),
  slip('no space after a dash', 'api', ['  - name: API', '  -name: API']),
  slip('no comma between two pairs', 'api', ['{ director: app-lvs1, state', '{ director: app-lvs1 state']),
  slip('a brace is not closed', 'api', ['state: BACKUP, priority: 90 }', 'state: BACKUP, priority: 90']),
  slip('a bracket is not closed', 'api', ['[10.20.0.100/32]', '[10.20.0.100/32']),
  slip('a brace too many', 'web', ['address: 203.0.113.8/24 }', 'address: 203.0.113.8/24 }}']),
  slip('a quote is not closed', 'api', ['  - name: API', '  - name: "API']),
  slip('typographic quotes around a value', 'api', ['  - name: API', '  - name: “API”']),
  slip('a no-break space for indentation', 'api', ['    interface: eth0', '  \u00a0 interface: eth0']),
  slip('a key twice', 'web', [
    '    persistence_timeout: 300',
    '    persistence_timeout: 300\n    port: 8443',
  ]),
  slip(
    'a second "defaults" at the end',
    'edge',
    (text) => `${text}defaults:\n  virtual_servers: { persistence_timeout: 300 }\n`,
  ),
  slip('conflict markers of git', 'api', [
    '    virtual_router_id: 31\n',
    '<<<<<<< HEAD\n    virtual_router_id: 31\n=======\n    virtual_router_id: 33\n>>>>>>> theirs\n',
  ]),
  slip('three dashes before a second cluster', 'tour', (text) => `${text}---\n${text}`),

  // Keys and values of the wrong kind.
  slip('a misspelt key', 'api', ['virtual_router_id: 31', 'virtual_routr_id: 31']),
  slip('a misspelt optional key', 'web', ['    persistence_timeout: 300', '    persistance_timeout: 300']),
  slip('a misspelt key in the defaults', 'web', ['lvs_method: DR', 'lvs_metod: DR']),
  slip('a misspelt key in the defaults of all', 'edge', ['protocol: TCP,', 'protokol: TCP,']),
  slip('a misspelt list', 'api', ['vrrp_instances:', 'vrrp_instance:']),
  slip('a misspelt list of real servers', 'edge', first('real_servers:', 'realservers:')),
  slip('a misspelt list in one service', 'tour', ['    real_servers:', '    real_server:']),
  slip('a misspelt "defaults"', 'edge', ['defaults:', 'default:']),
  slip('a misspelt section of the defaults', 'web', ['  virtual_servers: {', '  virtual_server: {']),
  slip('a misspelt check', 'shop', ['TCP_CHECK', 'TCP_CHEK']),
  slip('a misspelt key of a check', 'api', first('connect_timeout: 2', 'connect_timout: 2')),
  slip("keepalived's older words", 'web', ['lvs_sched: wrr, lvs_method: DR', 'lb_algo: wrr, lb_kind: DR']),
  slip('a missing key', 'api', ['    virtual_router_id: 31\n', '']),
  slip('a missing VIP', 'shop', ['    vip: 10.20.0.101\n', '']),
  slip(
    'a list where a mapping belongs',
    'tour',
    ['    interfaces:\n      eth0: { segment: front', '    interfaces:\n      - eth0: { segment: front'],
    ['      eth1:', '      - eth1:'],
  ),
  slip('a mapping where a list belongs', 'shop', ['  - name: SHOP', '    name: SHOP']),
  slip('one value where a list belongs', 'shop', ['[10.20.0.101/32]', '10.20.0.101/32']),
  slip('a port in quotes', 'shop', ['port: 8000', 'port: "8000"']),
  slip('a port out of range', 'shop', ['port: 8000', 'port: 80000']),
  slip('two ports', 'shop', ['port: 8000', 'port: 8000,8001']),
  slip('a scheduler in capitals', 'shop', ['lvs_sched: wrr', 'lvs_sched: WRR']),
  slip('a forwarding method in small letters', 'shop', ['lvs_method: DR', 'lvs_method: dr']),
  slip('an address without a prefix length', 'shop', ['10.20.0.18/24', '10.20.0.18']),
  slip('a prefix length behind the VIP', 'shop', ['    vip: 10.20.0.101\n', '    vip: 10.20.0.101/32\n']),
  slip('an address with a letter', 'shop', ['10.20.0.18/24', '10.20.O.18/24']),
  slip('an octet too many', 'shop', ['10.20.0.18/24', '10.20.0.0.18/24']),
  slip('a subnet with host bits', 'edge', ['subnet: 10.10.0.0/24', 'subnet: 10.10.0.1/24']),
  slip('a state in small letters', 'api', ['state: MASTER', 'state: master']),
  slip('an unquoted password of digits', 'api', ['{ secret: API_VRRP_PASS }', '1111']),
  slip('a path without its slash', 'api', first('path: /health', 'path: health')),

  // Names.
  slip('a typo in the interface of an instance', 'api', ['    interface: eth0\n', '    interface: eht0\n']),
  slip(
    'a typo in an interface of a director',
    'edge',
    first('eth1: { segment: inner', 'eht1: { segment: inner'),
  ),
  slip('another interface of the instance', 'edge', ['    interface: eth1', '    interface: bond0']),
  slip('the interface of a member', 'api', ['state: MASTER,', 'state: MASTER, interface: ens192,']),
  slip('a director by another name at its definition', 'api', ['  - name: app-lvs2', '  - name: app-lvs3']),
  slip('a director by another name in all places', 'api', everywhere('app-lvs2', 'app-lvs3')),
  slip('a typo in a member', 'edge', first('{ director: edge2', '{ director: egde2')),
  slip('a real server renamed at its definition', 'edge', [
    '  - { name: mail2, address',
    '  - { name: smtp2, address',
  ]),
  slip(
    'a real server renamed in one of two services',
    'web',
    first('      - { name: web2, weight: 1 }', '      - { name: www2, weight: 1 }'),
  ),
  slip('a real server renamed in one of two definitions', 'shop', everywhere('app2', 'app-2')),
  slip('a segment renamed at its definition', 'edge', ['  inner: { subnet', '  internal: { subnet']),
  slip('a typo in the segment of an interface', 'edge', first('segment: inner', 'segment: iner')),
  slip('an instance renamed, its group not', 'edge', ['  - name: EDGE_INNER', '  - name: INNER']),
  slip('a real server twice in a service', 'tour', [
    '      - { name: tour2, weight',
    '      - { name: tour1, weight',
  ]),
  slip('a name twice', 'edge', ['{ name: mail2, address', '{ name: mail1, address']),
  slip('a file by another name than its cluster', 'web', ['name: web\n', 'name: www\n']),

  // Addresses.
  slip('a wrong mask on a director', 'api', ['10.20.0.48/24', '10.20.0.48/16']),
  slip('a wrong mask on a real server', 'api', ['10.20.0.28/24', '10.20.0.28/25']),
  slip('a wrong mask of a segment', 'edge', ['subnet: 10.10.0.0/24', 'subnet: 10.10.0.0/28']),
  slip('a wider mask of a segment', 'edge', ['subnet: 10.10.0.0/24', 'subnet: 10.10.0.0/16']),
  slip('a wrong mask of a VIP', 'edge', ['198.51.100.80/24]', '198.51.100.80/25]']),
  slip('a host mask on all of a director', 'tour', ['192.168.0.8/24', '192.168.0.8/32']),
  slip('swapped interfaces', 'tour', ['eth0: {', 'ethX: {'], ['eth1: {', 'eth0: {'], ['ethX: {', 'eth1: {']),
  slip(
    'swapped interfaces of one director of two',
    'edge',
    first('eth0: {', 'ethX: {'),
    first('eth1: {', 'eth0: {'),
    first('ethX: {', 'eth1: {'),
  ),
  slip(
    'swapped addresses of the interfaces',
    'edge',
    first('198.51.100.11/24', 'ADDRESS'),
    first('10.10.0.11/24', '198.51.100.11/24'),
    first('ADDRESS', '10.10.0.11/24'),
  ),
  slip(
    'swapped segments of the interfaces',
    'edge',
    first('segment: wan', 'segment: X'),
    first('segment: inner', 'segment: wan'),
    first('segment: X', 'segment: inner'),
  ),
  slip(
    'swapped interfaces of the instances',
    'edge',
    ['interface: eth0', 'interface: ethX'],
    ['interface: eth1', 'interface: eth0'],
    ['interface: ethX', 'interface: eth1'],
  ),
  slip('swapped gateway and address', 'tour', [
    'address: 192.168.0.18/24, gateway: 192.168.0.8',
    'address: 192.168.0.8/24, gateway: 192.168.0.18',
  ]),
  slip('no gateway', 'tour', ['192.168.0.18/24, gateway: 192.168.0.8 }', '192.168.0.18/24 }']),
  slip('no gateway for any real server', 'edge', ['  real_servers: { gateway: 10.10.0.1 }\n', '']),
  slip('the gateway of one director', 'edge', ['gateway: 10.10.0.1 }', 'gateway: 10.10.0.11 }']),
  slip('the gateway is a router', 'edge', ['gateway: 10.10.0.1 }', 'gateway: 10.10.0.254 }']),
  slip('the gateway of a DR real server is a director', 'api', [
    '10.20.0.18/24, gateway: 10.20.0.1 }',
    '10.20.0.18/24, gateway: 10.20.0.48 }',
  ]),
  slip('a typo in the gateway', 'tour', [
    '192.168.0.18/24, gateway: 192.168.0.8',
    '192.168.0.18/24, gateway: 192.168.1.8',
  ]),
  slip('a real server in the wrong subnet', 'edge', ['10.10.0.22/24', '10.10.1.22/24']),
  slip('a DR real server in the wrong subnet', 'api', ['10.20.0.38/24', '10.20.1.38/24']),
  slip('a typo in the address of a director', 'api', ['10.20.0.58/24', '10.21.0.58/24']),
  slip('an address twice', 'edge', ['10.10.0.22/24', '10.10.0.21/24']),
  slip('a real server with the address of a director', 'edge', ['10.10.0.22/24', '10.10.0.12/24']),
  slip('a typo in the VIP of a service', 'shop', ['    vip: 10.20.0.101\n', '    vip: 10.20.0.110\n']),
  slip('a typo in the VIP of an instance', 'shop', ['[10.20.0.101/32]', '[10.20.0.110/32]']),
  slip('a VIP in the wrong subnet in both places', 'shop', everywhere('10.20.0.101', '10.20.1.101')),
  slip("another cluster's VIP", 'shop', everywhere('10.20.0.101', '10.20.0.100')),
  slip("another cluster's VIP, by one that comes first", 'api', everywhere('10.20.0.100', '10.20.0.101')),
  slip("another cluster's VIP in the service alone", 'shop', [
    '    vip: 10.20.0.101\n',
    '    vip: 10.20.0.100\n',
  ]),
  slip("another cluster's VIP and router id", 'shop', everywhere('10.20.0.101', '10.20.0.100'), [
    'virtual_router_id: 32',
    'virtual_router_id: 31',
  ]),
  slip('a VIP that is a real server', 'web', everywhere('203.0.113.80', '203.0.113.18')),
  slip('a VIP that is the gateway', 'web', everywhere('203.0.113.80', '203.0.113.1')),
  slip('a VIP that is the network', 'web', everywhere('203.0.113.80', '203.0.113.0')),
  slip('a VIP of the other family', 'shop', ['    vip: 10.20.0.101\n', '    vip: 2001:db8::101\n']),
  slip('a real server of the other family', 'shop', [
    '{ name: app1, address: 10.20.0.18/24, gateway: 10.20.0.1 }',
    '{ name: app1, address: 2001:db8::18/64 }',
  ]),

  // VRRP.
  slip('two masters', 'api', ['state: BACKUP', 'state: MASTER']),
  slip('no master', 'api', ['state: MASTER', 'state: BACKUP']),
  slip('equal priorities', 'api', ['priority: 90', 'priority: 100']),
  slip('two masters with one priority', 'api', [
    'state: BACKUP, priority: 90',
    'state: MASTER, priority: 100',
  ]),
  slip(
    'swapped priorities',
    'api',
    ['priority: 100', 'priority: X'],
    ['priority: 90', 'priority: 100'],
    ['priority: X', 'priority: 90'],
  ),
  slip(
    'swapped priorities of one instance of a group',
    'edge',
    first('priority: 150', 'priority: X'),
    first('priority: 100', 'priority: 150'),
    first('priority: X', 'priority: 100'),
  ),
  slip('a priority out of range', 'api', ['priority: 100', 'priority: 300']),
  slip("another cluster's virtual router id", 'shop', ['virtual_router_id: 32', 'virtual_router_id: 31']),
  slip('no sync group', 'edge', [
    'vrrp_sync_groups:\n  - name: EDGE\n    group: [EDGE_OUTER, EDGE_INNER]\n',
    '',
  ]),
  slip('one director twice as a member', 'api', [
    '{ director: app-lvs2, state',
    '{ director: app-lvs1, state',
  ]),
  slip('one member alone', 'api', ['      - { director: app-lvs2, state: BACKUP, priority: 90 }\n', '']),
  slip('no instances', 'api', (text) => text.replace(lines(text, 'vrrp_instances:', 'real_servers:'), '')),

  // Services.
  slip('HTTP_GET at port 443', 'api', ['SSL_GET', 'HTTP_GET']),
  slip('SSL_GET at port 80', 'api', ['HTTP_GET', 'SSL_GET']),
  slip('a typo in the port of a service', 'api', ['port: 443', 'port: 80']),
  slip('a port under DR', 'api', first('{ name: app1, weight: 2 }', '{ name: app1, weight: 2, port: 8080 }')),
  slip('a typo in the port of a check', 'shop', [
    'TCP_CHECK: { connect_timeout: 2,',
    'TCP_CHECK: { connect_port: 800, connect_timeout: 2,',
  ]),
  slip('UDP for TCP', 'shop', ['protocol: TCP', 'protocol: UDP']),
  slip('NAT for DR', 'shop', ['lvs_method: DR', 'lvs_method: NAT']),
  slip('DR for NAT', 'tour', ['lvs_method: NAT', 'lvs_method: DR']),
  slip('NAT for DR in the defaults', 'web', ['lvs_method: DR', 'lvs_method: NAT']),
  slip('a service twice', 'tour', (text) => text + lines(text, '  - name: http')),
  slip('no checks', 'shop', [
    '    checks:\n      - TCP_CHECK: { connect_timeout: 2, retry: 2, delay_before_retry: 1 }\n',
    '',
  ]),
  slip('weights of zero', 'web', first('weight: 3', 'weight: 0'), first('weight: 1', 'weight: 0')),
  slip('a real server that no service has', 'web', everywhere('      - { name: web2, weight: 1 }\n', '')),

  // Whole files.
  slip('a file pasted twice', 'tour', (text) => text + text),
  slip('a big file pasted twice', 'edge', (text) => text + text),
  copy('a copy of a file beside it', 'api', 'api-new'),
  copy('a copy under another name', 'tour', 'tour2', ['name: tour\n', 'name: tour2\n']),
  copy(
    'a copy with other hosts and the old VIP',
    'web',
    'www',
    ['name: web\n', 'name: www\n'],
    everywhere('web1', 'www1'),
    everywhere('web2', 'www2'),
    ['web-lvs1', 'www-lvs1'],
    ['203.0.113.8/24', '203.0.113.9/24'],
    ['203.0.113.18/24', '203.0.113.19/24'],
    ['203.0.113.28/24', '203.0.113.29/24'],
  ),
  copy(
    'a copy with a new VIP and the old instance',
    'shop',
    'cart',
    ['name: shop\n', 'name: cart\n'],
    everywhere('10.20.0.101', '10.20.0.102'),
  ),
  slip('an empty file', 'web', () => ''),
  slip('half of a file', 'web', (text) => lines(text, 'version', '  - name: https')),
];
