/** The seed's three practices, as design and README have them: the base of most tests. */
export const NAT = `version: 1
name: web-nat
segments:
  wan: { subnet: 172.16.254.0/24 }
  lan: { subnet: 192.168.0.0/24 }
directors:
  - name: lvs1
    interfaces:
      eth0: { segment: wan, address: 172.16.254.200/24 }
      eth1: { segment: lan, address: 192.168.0.8/24 }
real_servers:
  - { name: rs1, address: 192.168.0.18/24, gateway: 192.168.0.8 }
  - { name: rs2, address: 192.168.0.28/24, gateway: 192.168.0.8 }
virtual_servers:
  - name: http
    vip: 172.16.254.200
    port: 80
    protocol: TCP
    lvs_sched: wrr
    lvs_method: NAT
    real_servers:
      - { name: rs1, weight: 1 }
      - { name: rs2, weight: 1 }
`;

export const DR = `version: 1
name: web-dr
segments:
  lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 }
directors:
  - name: lvs1
    interfaces:
      eth0: { segment: lan, address: 192.168.0.8/24 }
real_servers:
  - { name: rs1, address: 192.168.0.18/24, gateway: 192.168.0.1 }
  - { name: rs2, address: 192.168.0.28/24, gateway: 192.168.0.1 }
virtual_servers:
  - name: http
    vip: 192.168.0.38
    port: 80
    protocol: TCP
    lvs_sched: wrr
    lvs_method: DR
    real_servers:
      - { name: rs1, weight: 3 }
      - { name: rs2, weight: 1 }
`;

export const HA = `version: 1
name: web-ha
segments:
  lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 }
directors:
  - name: lvs1
    interfaces: { eth0: { segment: lan, address: 192.168.0.48/24 } }
  - name: lvs2
    interfaces: { eth0: { segment: lan, address: 192.168.0.58/24 } }
vrrp_instances:
  - name: VI_1
    interface: eth0
    virtual_router_id: 51
    advert_int: 1
    authentication: { auth_type: PASS, auth_pass: "1111" }
    virtual_ipaddress: [192.168.0.38/32]
    members:
      - { director: lvs1, state: MASTER, priority: 100 }
      - { director: lvs2, state: BACKUP, priority: 90 }
real_servers:
  - { name: rs1, address: 192.168.0.18/24, gateway: 192.168.0.1 }
  - { name: rs2, address: 192.168.0.28/24, gateway: 192.168.0.1 }
virtual_servers:
  - name: http
    vip: 192.168.0.38
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    delay_loop: 6
    checks:
      - TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }
    real_servers:
      - { name: rs1, weight: 1 }
      - { name: rs2, weight: 1 }
`;

/** NAT with two directors: an outer and an inner VRRP instance in one sync group. */
export const NAT_HA = `version: 1
name: edge
segments:
  wan: { subnet: 198.51.100.0/24, gateway: 198.51.100.1 }
  lan: { subnet: 10.0.0.0/24 }
directors:
  - name: edge1
    interfaces:
      eth0: { segment: wan, address: 198.51.100.11/24 }
      eth1: { segment: lan, address: 10.0.0.11/24 }
  - name: edge2
    interfaces:
      eth0: { segment: wan, address: 198.51.100.12/24 }
      eth1: { segment: lan, address: 10.0.0.12/24 }
vrrp_sync_groups:
  - name: EDGE
    group: [OUTER, INNER]
vrrp_instances:
  - name: OUTER
    interface: eth0
    virtual_router_id: 10
    virtual_ipaddress: [198.51.100.100/24]
    members:
      - { director: edge1, state: MASTER, priority: 150 }
      - { director: edge2, state: BACKUP, priority: 100 }
  - name: INNER
    interface: eth1
    virtual_router_id: 11
    virtual_ipaddress: [10.0.0.1/24]
    members:
      - { director: edge1, state: MASTER, priority: 150 }
      - { director: edge2, state: BACKUP, priority: 100 }
real_servers:
  - { name: rs1, address: 10.0.0.101/24, gateway: 10.0.0.1 }
  - { name: rs2, address: 10.0.0.102/24, gateway: 10.0.0.1 }
virtual_servers:
  - name: http
    vip: 198.51.100.100
    port: 80
    protocol: TCP
    lvs_sched: wlc
    lvs_method: NAT
    delay_loop: 5
    checks:
      - TCP_CHECK: { connect_timeout: 3 }
    real_servers:
      - { name: rs1, port: 8080 }
      - { name: rs2, port: 8080 }
`;

/** Replaces `what`, which has to stand in the text exactly once: an edit that misses its place is a broken test. */
export function edit(text: string, what: string, by: string): string {
  const at = text.indexOf(what);
  if (at < 0 || text.indexOf(what, at + 1) >= 0)
    throw new Error(`"${what}" does not stand exactly once in the text`);
  return text.slice(0, at) + by + text.slice(at + what.length);
}
