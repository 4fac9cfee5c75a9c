import type { Prefix } from '../address/address.ts';
import type * as definition from '../schema/definition.ts';
import type { AuthHmac, Director, Member, VrrpInstance, VrrpSyncGroup } from './cluster.ts';
import { address, asOptions, type DefinitionReader, prefix } from './definition-reader.ts';
import type { Origin } from './origin.ts';

export function buildVrrpInstances(
  reader: DefinitionReader,
  directors: ReadonlyMap<string, Director>,
): VrrpInstance[] {
  return (reader.data.vrrp_instances ?? []).map((own, index): VrrpInstance => {
    const { item, origin } = reader.withDefaults('vrrp_instances', own, index);
    const addresses = (item.virtual_ipaddress ?? []).map(vipPrefix);
    const family = addresses[0]?.address.family ?? familyWithoutVips(item);
    const instance = {
      origin,
      name: item.name,
      virtualRouterId: item.virtual_router_id,
      // Version 2 has no IPv6 (RFC 3768, RFC 5798).
      version: item.version ?? (family === 'inet6' ? 3 : 2),
      advertInt: item.advert_int ?? 1,
      authentication:
        item.authentication === undefined
          ? undefined
          : { authType: item.authentication.auth_type, authPass: item.authentication.auth_pass },
      authHmac: item.auth_hmac === undefined ? undefined : buildAuthHmac(item.auth_hmac),
      addresses,
      vips: (['virtual_ipaddress', 'virtual_ipaddress_excluded'] as const).flatMap((list) =>
        (item[list] ?? []).map((vip, at) => ({
          prefix: vipPrefix(vip),
          dev: typeof vip === 'string' ? undefined : vip.dev,
          useVmac: typeof vip !== 'string' && vip.use_vmac === true,
          routed: typeof vip !== 'string' && vip.routed === true,
          place: () => origin.at(list, at),
        })),
      ),
      family,
      unicast: item.unicast ?? false,
      options: asOptions(item),
    };
    const members = item.members.map((member, at) =>
      buildMember(member, reader.origin([...origin.path, 'members', at], member), item, directors, family),
    );
    return { ...instance, members };
  });
}

function buildAuthHmac(item: definition.AuthHmac): AuthHmac {
  return {
    keys: item.key.map(({ id, hmac_key: key }) => ({ id, key })),
    activeKey: item.active_key,
    antiReplay: item.anti_replay ?? 'time',
    timeWindow: item.time_window,
    mode: item.mode ?? 'enforce',
    options: asOptions(item),
  };
}

/** As keepalived takes it: from an address that adverts come from or go to, or else IPv4 (vrrp.c, vrrp_complete_instance). */
function familyWithoutVips({ mcast_src_ip: source, mcast_dst_ip: group, members }: definition.VrrpInstance) {
  const [named] = members.flatMap((member) => member.unicast_src_ip ?? member.mcast_src_ip ?? []);
  const text = source ?? group ?? named;
  return text === undefined ? 'inet' : address(text).family;
}

function vipPrefix(vip: definition.Vip): Prefix {
  return prefix(typeof vip === 'string' ? vip : vip.address);
}

function buildMember(
  item: definition.Member,
  origin: Origin,
  instance: definition.VrrpInstance,
  directors: ReadonlyMap<string, Director>,
  family: VrrpInstance['family'],
): Member {
  const director = directors.get(item.director);
  const interfaceName = item.interface ?? instance.interface;
  const ownAddress = item.unicast_src_ip;
  const named = director?.interfaces.filter(({ name }) => name === interfaceName) ?? [];
  const inFamily = named.find(({ address: own }) => own.address.family === family);
  return {
    origin,
    directorName: item.director,
    director,
    state: item.state ?? 'BACKUP',
    priority: item.priority,
    interfaceName,
    link: director?.links.find(({ name }) => name === interfaceName),
    interface: inFamily ?? named[0],
    sourceAddress: ownAddress === undefined ? inFamily?.address.address : address(ownAddress),
    nopreempt: item.nopreempt ?? instance.nopreempt ?? false,
    preemptDelay: item.preempt_delay ?? instance.preempt_delay,
    options: { ...asOptions(instance), ...asOptions(item) },
  };
}

export function buildVrrpSyncGroups(reader: DefinitionReader): VrrpSyncGroup[] {
  return (reader.data.vrrp_sync_groups ?? []).map((item, index) => ({
    origin: reader.origin(['vrrp_sync_groups', index], item),
    name: item.name,
    instanceNames: item.group,
    options: asOptions(item),
  }));
}
