import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a project of `count` clusters, all different and all clean: some 2 KB and 75 lines each. Each has a /24 of its
 * own, two directors under keepalived and four real servers; a hundred clusters make an environment.
 */
export function writeProject(root, count) {
  for (let index = 0; index < count; index++) {
    const folder = join(root, 'clusters', `env${Math.floor(index / 100)}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `c${index}.yaml`), definition(index));
  }
  execFileSync('git', ['init', '--quiet', root]);
}

function definition(index) {
  const net = `10.${index >> 8}.${index & 255}`;
  const names = ['rs1', 'rs2', 'rs3', 'rs4'].map((name) => `c${index}-${name}`);
  const checks = `    checks:
      - TCP_CHECK: { connect_timeout: 3, retry: 2, delay_before_retry: 1 }
`;
  const service = (name, port) => `  - name: ${name}
    vip: ${net}.100
    port: ${port}
    protocol: TCP
    lvs_sched: wrr
    lvs_method: DR
    delay_loop: 6
${checks}    real_servers:
${names.map((real, at) => `      - { name: ${real}, weight: ${at + 1} }`).join('\n')}
`;
  return `# yaml-language-server: $schema=../../schemas/cluster.schema.json
version: 1
name: c${index}
description: cluster ${index} of the benchmark
segments:
  lan: { subnet: ${net}.0/24, gateway: ${net}.1 }
directors:
  - name: c${index}-lvs1
    interfaces:
      eth0: { segment: lan, address: ${net}.11/24 }
  - name: c${index}-lvs2
    interfaces:
      eth0: { segment: lan, address: ${net}.12/24 }
vrrp_instances:
  - name: VI_1
    interface: eth0
    virtual_router_id: ${(index % 255) + 1}
    advert_int: 1
    authentication: { auth_type: PASS, auth_pass: "p${index}" }
    virtual_ipaddress:
      - ${net}.100/32
    members:
      - { director: c${index}-lvs1, state: MASTER, priority: 100 }
      - { director: c${index}-lvs2, state: BACKUP, priority: 90 }
real_servers:
${names.map((name, at) => `  - { name: ${name}, address: ${net}.${21 + at}/24, gateway: ${net}.1 }`).join('\n')}
virtual_servers:
${service('http', 80)}${service('https', 443)}${service('admin', 8443)}`;
}
