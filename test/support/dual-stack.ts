/** Two directors with a VRRP instance for each family, and the service HTTP at a VIP of each. */
export const DUAL = `version: 1
name: dual
segments:
  lan: { subnet: [192.168.0.0/24, "2001:db8::/64"], gateway: [192.168.0.1, "2001:db8::1"] }
directors:
  - { name: lvs1, interfaces: { eth0: { segment: lan, address: [192.168.0.48/24, "2001:db8::48/64"] } } }
  - { name: lvs2, interfaces: { eth0: { segment: lan, address: [192.168.0.58/24, "2001:db8::58/64"] } } }
vrrp_instances:
  - name: V4
    interface: eth0
    virtual_router_id: 51
    virtual_ipaddress: [192.168.0.38/32]
    members: [{ director: lvs1, state: MASTER, priority: 100 }, { director: lvs2, priority: 90 }]
  - name: V6
    interface: eth0
    virtual_router_id: 52
    virtual_ipaddress: ["fe80::38/64", "2001:db8::38/128"]
    members: [{ director: lvs1, state: MASTER, priority: 100 }, { director: lvs2, priority: 90 }]
real_servers:
  - { name: rs1, address: [192.168.0.18/24, "2001:db8::18/64"] }
  - { name: rs2, address: [192.168.0.28/24, "2001:db8::28/64"] }
virtual_servers:
  - { name: http4, vip: 192.168.0.38, port: 80, real_servers: [{ name: rs1 }] }
  - { name: http6, vip: "2001:db8::38", port: 80, real_servers: [{ name: rs1 }] }
defaults:
  virtual_servers:
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    delay_loop: 6
    checks: [{ TCP_CHECK: { connect_port: 80 } }]
`;
