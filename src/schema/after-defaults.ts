import type { ClusterDefinition } from './definition.ts';
import type { ShapeProblem } from './shape-problem.ts';

const REQUIRED = ['port', 'protocol', 'lvs_sched', 'lvs_method'] as const;

const WHY = {
  port: 'keepalived would make it a service for all ports and switch persistence on',
  protocol: 'keepalived would take UDP',
  lvs_sched: 'keepalived would take wlc',
  lvs_method: 'keepalived would take NAT',
} as const;

/** What a virtual server needs, but may have from `defaults`: JSON Schema sees each item alone and cannot say it. */
export function missingAfterDefaults({ defaults, virtual_servers }: ClusterDefinition): ShapeProblem[] {
  return virtual_servers.flatMap((item, index) =>
    REQUIRED.filter((key) => item[key] === undefined && defaults?.virtual_servers?.[key] === undefined).map(
      (key) => ({
        message: `virtual server "${item.name}" has no "${key}"`,
        hint: `without it ${WHY[key]}: say it here or in "defaults"`,
        path: ['virtual_servers', index, 'name'],
        part: 'value' as const,
        benign: false,
      }),
    ),
  );
}
