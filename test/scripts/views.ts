import {
  EMPTY_LISTS as empty,
  type ScriptSection,
  type ScriptView,
} from '../../src/render/views/script-view.ts';

export const section = (...lines: readonly string[]): readonly ScriptSection[] => [
  { comment: 'clusters/prod/web.yaml: http', lines },
];

/** The seed's first practice. The VIP is the director's own address, so there is none to add. */
export const natView: ScriptView = {
  ...empty,
  host: 'lvs1',
  file: 'lvs_nat.sh',
  interfaces: ['eth0', 'eth1'],
  sysctls: section(
    'net.ipv4.ip_forward=1',
    'net.ipv4.conf.all.accept_redirects=0',
    'net.ipv4.conf.all.send_redirects=0',
    'net.ipv4.conf.eth0.send_redirects=0',
    'net.ipv4.conf.eth1.send_redirects=0',
  ),
  nftPostrouting: section('ip saddr 192.168.0.0/24 ip daddr != 192.168.0.0/24 oifname "eth0" masquerade'),
  nftForward: section('iifname "eth0" ip daddr 192.168.0.0/24 ct state new drop'),
  ipvs: section(
    '-A -t 172.16.254.200:80 -s wrr',
    '-a -t 172.16.254.200:80 -r 192.168.0.18:80 -m -w 1',
    '-a -t 172.16.254.200:80 -r 192.168.0.28:80 -m -w 1',
  ),
};

/** The seed's second practice, director. */
export const drView: ScriptView = {
  ...empty,
  host: 'lvs1',
  file: 'lvs_dr.sh',
  interfaces: ['eth0'],
  sysctls: section('net.ipv4.ip_forward=1', 'net.ipv4.conf.all.accept_redirects=0'),
  addresses: section('192.168.0.38/32 eth0'),
  ipvs: section(
    '-A -t 192.168.0.38:80 -s wrr',
    '-a -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 3',
    '-a -t 192.168.0.38:80 -r 192.168.0.28:80 -g -w 1',
  ),
};

/** The seed's second practice, real server. */
export const realServerView: ScriptView = {
  ...empty,
  host: 'rs1',
  file: 'lvs_dr_rs.sh',
  interfaces: ['lo', 'eth0'],
  sysctls: section('net.ipv4.conf.all.arp_ignore=1', 'net.ipv4.conf.all.arp_announce=2'),
  addresses: section('192.168.0.38/32 lo'),
};

/** The first practice with keepalived. */
export const forwardView: ScriptView = {
  ...empty,
  host: 'lvs1',
  file: 'lvs_forward.sh',
  interfaces: natView.interfaces,
  sysctls: natView.sysctls,
  nftPostrouting: natView.nftPostrouting,
  nftForward: natView.nftForward,
};

/** The second practice over tunnels. */
export const tunView: ScriptView = {
  ...empty,
  host: 'lvs1',
  file: 'lvs_tun.sh',
  interfaces: ['eth0'],
  sysctls: section('net.ipv4.ip_forward=1', 'net.ipv4.conf.all.accept_redirects=0'),
  addresses: section('192.168.0.38/32 eth0'),
  ipvs: section(
    '-A -t 192.168.0.38:80 -s wrr',
    '-a -t 192.168.0.38:80 -r 192.168.0.18:80 -i -w 3 --tun-type ipip',
    '-a -t 192.168.0.38:80 -r 192.168.0.28:80 -g -w 1',
  ),
};

/** Real server of the second practice over tunnels. */
export const tunnelView: ScriptView = {
  ...empty,
  host: 'rs1',
  file: 'lvs_tun_rs.sh',
  interfaces: ['lo'],
  sysctls: section('net.ipv4.conf.all.arp_ignore=1', 'net.ipv4.conf.all.arp_announce=2'),
  tunnels: section('lvs_tun0 type ipip local 192.168.0.8', 'lvs_tun1 type ip6tnl mode any local 2001:db8::8'),
  addresses: section('192.168.0.38/32 lvs_tun0', '2001:db8::38/128 lvs_tun1'),
};

export const fwmarkView: ScriptView = {
  ...empty,
  host: 'lvs1',
  file: 'lvs_fwmark.sh',
  nftMark: section(
    'ip daddr 192.168.0.38 tcp dport 80 meta mark set 7',
    'ip daddr 192.168.0.38 udp dport 8000-8100 meta mark set 7',
    'ip6 daddr 2001:db8::38 meta l4proto sctp meta mark set 8',
  ),
};

export const views = [natView, drView, realServerView, tunView];

/** The same script with nothing to do. */
export const emptied = (view: ScriptView): ScriptView => ({ ...view, ...empty });
