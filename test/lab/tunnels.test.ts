import { describe, expect, test } from 'vitest';
import type { Lab } from '../../src/lab/world/lab.ts';
import { watchTunnels } from '../../src/lab/world/tunnels.ts';
import { plansOf } from './planned.ts';

/** Real servers whose counters say what they are told: the first one that matches a rule counts for it, all others are 1. */
async function faultsWith(counts: Readonly<Record<string, number>>) {
  const [plan] = await plansOf('test/lab/wide/tun.yaml');
  const tables = new Map<string, string>();
  const must = async (host: string, _script: string, options?: { readonly input?: string }) => {
    if (options?.input === undefined) return tables.get(host) ?? '';
    const counted = options.input.replace(/counter comment "(.*)"/g, (_all, rule: string) => {
      const key = Object.keys(counts).find((one) => `${host} ${rule}`.includes(one));
      return `counter packets ${key === undefined ? 1 : counts[key]} bytes 60 comment "${rule}"`;
    });
    tables.set(host, counted);
    return '';
  };
  const services = plan?.services ?? [];
  return (await watchTunnels({ must } as unknown as Lab, services))();
}

describe('what is tunnelled', () => {
  test('is right when each kind has come in, and come out for each service', async () => {
    expect(await faultsWith({})).toEqual([]);
  });

  test('has to come in by its own kind', async () => {
    expect(await faultsWith({ 'rack1 udp dport 6080': 0 })).toEqual([
      'tun/gue: rack1 has received nothing by gue',
      'tun/gue6: rack1 has received nothing by gue',
    ]);
    expect(await faultsWith({ 'near meta l4proto { 4, 41 }': 0 })).toEqual([
      'tun/ipip: near has received nothing by ipip',
    ]);
  });

  test('has to come out of a tunnel for its service', async () => {
    expect(await faultsWith({ 'rack2 iifname lvs_tun* ip6 daddr 2001:db8:1::39 tcp dport 80': 0 })).toEqual([
      'tun/gre6: nothing has come out of the tunnels of rack2',
    ]);
  });
});
