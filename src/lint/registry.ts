import type { Rule } from './rule.ts';
import { addressNotUnicast } from './rules/address-not-unicast.ts';
import { addressOptionsConflict } from './rules/address-options-conflict.ts';
import { addressOutsideSegment } from './rules/address-outside-segment.ts';
import { addressRefusedByKernel } from './rules/address-refused-by-kernel.ts';
import { addressesOfOneFamily } from './rules/addresses-of-one-family.ts';
import { advertInterfaceWithoutAddress } from './rules/advert-interface-without-address.ts';
import { advertSourceNotLocal } from './rules/advert-source-not-local.ts';
import { advertSourceOnOtherInterface } from './rules/advert-source-on-other-interface.ts';
import { alertWithoutServer } from './rules/alert-without-server.ts';
import { allWeightsZero } from './rules/all-weights-zero.ts';
import { authHmacConflict } from './rules/auth-hmac-conflict.ts';
import { authenticationWithVrrp3 } from './rules/authentication-with-vrrp-3.ts';
import { bfdNotOnDirector } from './rules/bfd-not-on-director.ts';
import { checkBindtoNotLocal } from './rules/check-bindto-not-local.ts';
import { checkBindtoOtherFamily } from './rules/check-bindto-other-family.ts';
import { checkConnectsElsewhere } from './rules/check-connects-elsewhere.ts';
import { checkOfLinkLocalAddress } from './rules/check-of-link-local-address.ts';
import { checkOptionsConflict } from './rules/check-options-conflict.ts';
import { checkProtocolMismatch } from './rules/check-protocol-mismatch.ts';
import { checkWithoutKeepalived } from './rules/check-without-keepalived.ts';
import { checkWithoutPort } from './rules/check-without-port.ts';
import { clusterNameMismatch } from './rules/cluster-name-mismatch.ts';
import { crossedPriorities } from './rules/crossed-priorities.ts';
import { delayLoopShorterThanTimeout } from './rules/delay-loop-shorter-than-timeout.ts';
import { directorAsksOwnVip } from './rules/director-asks-own-vip.ts';
import { directorNeverOwnsVip } from './rules/director-never-owns-vip.ts';
import { directorsWithoutVrrp } from './rules/directors-without-vrrp.ts';
import { drPortRemapped } from './rules/dr-port-remapped.ts';
import { drRealServerGatewayIsDirector } from './rules/dr-real-server-gateway-is-director.ts';
import { drRealServerNotAttached } from './rules/dr-real-server-not-attached.ts';
import { dualStackNotSynced } from './rules/dual-stack-not-synced.ts';
import { duplicateAddress } from './rules/duplicate-address.ts';
import { duplicateBfdCheck } from './rules/duplicate-bfd-check.ts';
import { duplicateName } from './rules/duplicate-name.ts';
import { duplicateRealServer } from './rules/duplicate-real-server.ts';
import { duplicateRoute } from './rules/duplicate-route.ts';
import { duplicateVip } from './rules/duplicate-vip.ts';
import { duplicateVirtualServer } from './rules/duplicate-virtual-server.ts';
import { engineIpvsadmWithVrrp } from './rules/engine-ipvsadm-with-vrrp.ts';
import { equalPriorities } from './rules/equal-priorities.ts';
import { failbackWithEmptyTable } from './rules/failback-with-empty-table.ts';
import { failureNoticedLate } from './rules/failure-noticed-late.ts';
import { forwardingSettingsDiffer } from './rules/forwarding-settings-differ.ts';
import { ftpWithoutPersistence } from './rules/ftp-without-persistence.ts';
import { fwmarkConflict } from './rules/fwmark-conflict.ts';
import { fwmarkOfGroup } from './rules/fwmark-of-group.ts';
import { fwmarkOverlap } from './rules/fwmark-overlap.ts';
import { garpRefreshBelowAdvertInt } from './rules/garp-refresh-below-advert-int.ts';
import { globalSettingsDiffer } from './rules/global-settings-differ.ts';
import { greChecksumsDiffer } from './rules/gre-checksums-differ.ts';
import { groupPortMissing } from './rules/group-port-missing.ts';
import { hostAddressIsGateway } from './rules/host-address-is-gateway.ts';
import { hostAddressReserved } from './rules/host-address-reserved.ts';
import { hostAddressUnusable } from './rules/host-address-unusable.ts';
import { hostDescribedDifferently } from './rules/host-described-differently.ts';
import { hostFolderTaken } from './rules/host-folder-taken.ts';
import { hostOptionsConflict } from './rules/host-options-conflict.ts';
import { innerLinkNotTracked } from './rules/inner-link-not-tracked.ts';
import { interfaceDelayTooLong } from './rules/interface-delay-too-long.ts';
import { interfaceNotOnDirector } from './rules/interface-not-on-director.ts';
import { interfaceTrackedTwice } from './rules/interface-tracked-twice.ts';
import { invalidAdvertInt } from './rules/invalid-advert-int.ts';
import { invalidRawLines } from './rules/invalid-raw-lines.ts';
import { ipv6FirstAddressNotLinkLocal } from './rules/ipv6-first-address-not-link-local.ts';
import { ipv6VrrpVersion2 } from './rules/ipv6-vrrp-version-2.ts';
import { ipvlanUnusable } from './rules/ipvlan-unusable.ts';
import { markListedTwice } from './rules/mark-listed-twice.ts';
import { masterPriorityNotHighest } from './rules/master-priority-not-highest.ts';
import { memberOutsideVipSubnet } from './rules/member-outside-vip-subnet.ts';
import { memberSettingsDiffer } from './rules/member-settings-differ.ts';
import { membersOnDifferentSegments } from './rules/members-on-different-segments.ts';
import { miscCheckOfOtherServer } from './rules/misc-check-of-other-server.ts';
import { miscDynamicZeroStatus } from './rules/misc-dynamic-zero-status.ts';
import { mixedAddressFamilies } from './rules/mixed-address-families.ts';
import { mixedEngines } from './rules/mixed-engines.ts';
import { movedConnectionsReset } from './rules/moved-connections-reset.ts';
import { natInstancesNotSynced } from './rules/nat-instances-not-synced.ts';
import { natRealServerNotAttached } from './rules/nat-real-server-not-attached.ts';
import { natVipInRealServerSubnet } from './rules/nat-vip-in-real-server-subnet.ts';
import { nopreemptOnLowerPriority } from './rules/nopreempt-on-lower-priority.ts';
import { nopreemptWithMaster } from './rules/nopreempt-with-master.ts';
import { notInScripts } from './rules/not-in-scripts.ts';
import { oddPort } from './rules/odd-port.ts';
import { oneFailureLosesQuorum } from './rules/one-failure-loses-quorum.ts';
import { opsWithNat } from './rules/ops-with-nat.ts';
import { overlappingDirectorSubnets } from './rules/overlapping-director-subnets.ts';
import { overlappingSegments } from './rules/overlapping-segments.ts';
import { ovfRefusesClients } from './rules/ovf-refuses-clients.ts';
import { persistenceConflict } from './rules/persistence-conflict.ts';
import { persistenceKeepsDeadServer } from './rules/persistence-keeps-dead-server.ts';
import { persistencePerPort } from './rules/persistence-per-port.ts';
import { pingCheckAlone } from './rules/ping-check-alone.ts';
import { plainCheckOnTlsPort } from './rules/plain-check-on-tls-port.ts';
import { prefixLengthMismatch } from './rules/prefix-length-mismatch.ts';
import { priority255 } from './rules/priority-255.ts';
import { programByName } from './rules/program-by-name.ts';
import { programNeedsRoot } from './rules/program-needs-root.ts';
import { quorumCountsWeights } from './rules/quorum-counts-weights.ts';
import { quorumProgramAlone } from './rules/quorum-program-alone.ts';
import { quorumUnreachable } from './rules/quorum-unreachable.ts';
import { realServerAddressOnNoInterface } from './rules/real-server-address-on-no-interface.ts';
import { realServerGatewayIsRealServer } from './rules/real-server-gateway-is-real-server.ts';
import { realServerGatewayNotDirector } from './rules/real-server-gateway-not-director.ts';
import { realServerGatewayNotFloating } from './rules/real-server-gateway-not-floating.ts';
import { realServerGatewayOutsideSubnet } from './rules/real-server-gateway-outside-subnet.ts';
import { realServerIsDirector } from './rules/real-server-is-director.ts';
import { realServerLinkLocal } from './rules/real-server-link-local.ts';
import { realServerOtherFamily } from './rules/real-server-other-family.ts';
import { realServerWithoutCheck } from './rules/real-server-without-check.ts';
import { regexBeforeHead } from './rules/regex-before-head.ts';
import { routeConflict } from './rules/route-conflict.ts';
import { routeGatewayUnreachable } from './rules/route-gateway-unreachable.ts';
import { routeSourceNotLocal } from './rules/route-source-not-local.ts';
import { routedVipInSubnet } from './rules/routed-vip-in-subnet.ts';
import { schedulerCountsNothing } from './rules/scheduler-counts-nothing.ts';
import { schedulerFlagIgnored } from './rules/scheduler-flag-ignored.ts';
import { schedulerNotInKernels } from './rules/scheduler-not-in-kernels.ts';
import { scriptPathThroughLink } from './rules/script-path-through-link.ts';
import { scriptsWithoutSecurity } from './rules/scripts-without-security.ts';
import { segmentGatewayOutsideSubnet } from './rules/segment-gateway-outside-subnet.ts';
import { serviceVipNotAccepted } from './rules/service-vip-not-accepted.ts';
import { settingOfUnknownInterface } from './rules/setting-of-unknown-interface.ts';
import { settingWithoutEffect } from './rules/setting-without-effect.ts';
import { severalMasters } from './rules/several-masters.ts';
import { shWeightsExceedTable } from './rules/sh-weights-exceed-table.ts';
import { sniWithoutVirtualhost } from './rules/sni-without-virtualhost.ts';
import { sorryServerIsRealServer } from './rules/sorry-server-is-real-server.ts';
import { sorryServerOtherFamily } from './rules/sorry-server-other-family.ts';
import { sorryServerPortRemapped } from './rules/sorry-server-port-remapped.ts';
import { sorryServerUnusable } from './rules/sorry-server-unusable.ts';
import { sorryServerWithoutVip } from './rules/sorry-server-without-vip.ts';
import { sourceNatConflict } from './rules/source-nat-conflict.ts';
import { strictModeConflict } from './rules/strict-mode-conflict.ts';
import { syncDaemonConflict } from './rules/sync-daemon-conflict.ts';
import { syncDaemonOfOneInstance } from './rules/sync-daemon-of-one-instance.ts';
import { syncDaemonWithMixedFamilies } from './rules/sync-daemon-with-mixed-families.ts';
import { syncGroupBroken } from './rules/sync-group-broken.ts';
import { syncGroupPreemptionDiffers } from './rules/sync-group-preemption-differs.ts';
import { sysctlsDiffer } from './rules/sysctls-differ.ts';
import { thresholdsCrossed } from './rules/thresholds-crossed.ts';
import { tlsCheckOnPlainPort } from './rules/tls-check-on-plain-port.ts';
import { tooManyVips } from './rules/too-many-vips.ts';
import { tooNewForTarget } from './rules/too-new-for-target.ts';
import { trackedProcessNeverFound } from './rules/tracked-process-never-found.ts';
import { trackingConflict } from './rules/tracking-conflict.ts';
import { tunnelConflict } from './rules/tunnel-conflict.ts';

import { tunnelWithoutMtu } from './rules/tunnel-without-mtu.ts';

import { udpClientsOfRemovedServer } from './rules/udp-clients-of-removed-server.ts';

import { unicastOptionWithoutUnicast } from './rules/unicast-option-without-unicast.ts';
import { unicastTtlRefused } from './rules/unicast-ttl-refused.ts';
import { unicastWithoutPeers } from './rules/unicast-without-peers.ts';
import { unknownName } from './rules/unknown-name.ts';
import { unsafeUmask } from './rules/unsafe-umask.ts';
import { unusedRealServer } from './rules/unused-real-server.ts';
import { unusedSegment } from './rules/unused-segment.ts';
import { vipIsBroadcastAddress } from './rules/vip-is-broadcast-address.ts';
import { vipIsCheckSource } from './rules/vip-is-check-source.ts';
import { vipIsDirectorAddress } from './rules/vip-is-director-address.ts';
import { vipIsHostAddress } from './rules/vip-is-host-address.ts';
import { vipIsNetworkAddress } from './rules/vip-is-network-address.ts';
import { vipIsOnlySource } from './rules/vip-is-only-source.ts';
import { vipListedTwice } from './rules/vip-listed-twice.ts';
import { vipNeverRemoved } from './rules/vip-never-removed.ts';
import { vipNotInVrrpInstance } from './rules/vip-not-in-vrrp-instance.ts';
import { vipNotUnicast } from './rules/vip-not-unicast.ts';
import { vipOnWrongInterface } from './rules/vip-on-wrong-interface.ts';
import { vipOutsideSubnets } from './rules/vip-outside-subnets.ts';
import { vipPrefixLength } from './rules/vip-prefix-length.ts';
import { virtualRouterIdReused } from './rules/virtual-router-id-reused.ts';
import { virtualRouterIdReusedUnicast } from './rules/virtual-router-id-reused-unicast.ts';
import { virtualServerMixedFamilies } from './rules/virtual-server-mixed-families.ts';
import { vrrpOptionsConflict } from './rules/vrrp-options-conflict.ts';
import { weightNeverFailsOver } from './rules/weight-never-fails-over.ts';
import { weightZeroRefusesClients } from './rules/weight-zero-refuses-clients.ts';
import { weightsIgnored } from './rules/weights-ignored.ts';
import { weightsOverflow } from './rules/weights-overflow.ts';

/** Every rule, in the order of the catalogue: addresses and forwarding, VRRP, virtual servers, then what is beyond it. */
export const rules: readonly Rule[] = Object.freeze([
  realServerAddressOnNoInterface,
  realServerGatewayIsRealServer,
  realServerGatewayNotDirector,
  realServerGatewayNotFloating,
  realServerGatewayOutsideSubnet,
  segmentGatewayOutsideSubnet,
  natRealServerNotAttached,
  drRealServerNotAttached,
  drRealServerGatewayIsDirector,
  vipOutsideSubnets,
  vipIsDirectorAddress,
  vipIsHostAddress,
  vipIsNetworkAddress,
  vipIsBroadcastAddress,
  vipNotUnicast,
  duplicateVip,
  vipListedTwice,
  overlappingDirectorSubnets,
  overlappingSegments,
  duplicateAddress,
  hostAddressReserved,
  drPortRemapped,
  oddPort,
  realServerIsDirector,
  severalMasters,
  equalPriorities,
  masterPriorityNotHighest,
  priority255,
  virtualRouterIdReused,
  virtualRouterIdReusedUnicast,
  unicastOptionWithoutUnicast,
  unicastWithoutPeers,
  unicastTtlRefused,
  advertInterfaceWithoutAddress,
  advertSourceNotLocal,
  advertSourceOnOtherInterface,
  membersOnDifferentSegments,
  memberOutsideVipSubnet,
  memberSettingsDiffer,
  invalidAdvertInt,
  authenticationWithVrrp3,
  nopreemptWithMaster,
  nopreemptOnLowerPriority,
  tooManyVips,
  mixedAddressFamilies,
  ipv6FirstAddressNotLinkLocal,
  ipv6VrrpVersion2,
  serviceVipNotAccepted,
  interfaceNotOnDirector,
  settingOfUnknownInterface,
  natInstancesNotSynced,
  natVipInRealServerSubnet,
  bfdNotOnDirector,
  duplicateBfdCheck,
  duplicateName,
  syncGroupBroken,
  unknownName,
  crossedPriorities,
  syncGroupPreemptionDiffers,
  weightNeverFailsOver,
  innerLinkNotTracked,
  syncDaemonConflict,
  allWeightsZero,
  weightsIgnored,
  delayLoopShorterThanTimeout,
  duplicateRealServer,
  duplicateVirtualServer,
  checkOptionsConflict,
  checkProtocolMismatch,
  plainCheckOnTlsPort,
  tlsCheckOnPlainPort,
  sniWithoutVirtualhost,
  weightsOverflow,
  sorryServerIsRealServer,
  sourceNatConflict,
  sorryServerUnusable,
  sorryServerOtherFamily,
  sorryServerPortRemapped,
  realServerLinkLocal,
  realServerOtherFamily,
  realServerWithoutCheck,
  pingCheckAlone,
  quorumProgramAlone,
  vipNotInVrrpInstance,
  checkBindtoNotLocal,
  checkConnectsElsewhere,
  miscCheckOfOtherServer,
  miscDynamicZeroStatus,
  regexBeforeHead,
  addressNotUnicast,
  addressOutsideSegment,
  checkBindtoOtherFamily,
  checkOfLinkLocalAddress,
  checkWithoutKeepalived,
  clusterNameMismatch,
  directorNeverOwnsVip,
  directorsWithoutVrrp,
  engineIpvsadmWithVrrp,
  failureNoticedLate,
  forwardingSettingsDiffer,
  hostAddressIsGateway,
  hostAddressUnusable,
  hostDescribedDifferently,
  hostFolderTaken,
  mixedEngines,
  prefixLengthMismatch,
  routedVipInSubnet,
  settingWithoutEffect,
  sorryServerWithoutVip,
  unusedRealServer,
  unusedSegment,
  vipOnWrongInterface,
  vipPrefixLength,
  quorumUnreachable,
  oneFailureLosesQuorum,
  quorumCountsWeights,
  schedulerFlagIgnored,
  weightZeroRefusesClients,
  opsWithNat,
  schedulerCountsNothing,
  ovfRefusesClients,
  schedulerNotInKernels,
  shWeightsExceedTable,
  persistenceConflict,
  persistencePerPort,
  persistenceKeepsDeadServer,
  ftpWithoutPersistence,
  tunnelConflict,
  tunnelWithoutMtu,
  greChecksumsDiffer,
  syncDaemonWithMixedFamilies,
  thresholdsCrossed,
  fwmarkConflict,
  fwmarkOverlap,
  markListedTwice,
  fwmarkOfGroup,
  groupPortMissing,
  virtualServerMixedFamilies,
  checkWithoutPort,
  addressesOfOneFamily,
  invalidRawLines,
  tooNewForTarget,
  strictModeConflict,
  scriptsWithoutSecurity,
  scriptPathThroughLink,
  unsafeUmask,
  notInScripts,
  globalSettingsDiffer,
  vrrpOptionsConflict,
  ipvlanUnusable,
  authHmacConflict,
  trackingConflict,
  interfaceTrackedTwice,
  hostOptionsConflict,
  interfaceDelayTooLong,
  dualStackNotSynced,
  addressOptionsConflict,
  addressRefusedByKernel,
  vipNeverRemoved,
  routeConflict,
  routeGatewayUnreachable,
  routeSourceNotLocal,
  duplicateRoute,
  vipIsCheckSource,
  vipIsOnlySource,
  trackedProcessNeverFound,
  programByName,
  programNeedsRoot,
  alertWithoutServer,
  directorAsksOwnVip,
  garpRefreshBelowAdvertInt,
  syncDaemonOfOneInstance,
  sysctlsDiffer,
  udpClientsOfRemovedServer,
  movedConnectionsReset,
  failbackWithEmptyTable,
]);
