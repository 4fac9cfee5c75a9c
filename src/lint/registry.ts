// Made of the files in rules/ by `npm run generate`: add a file there, and change nothing here.
import type { Rule } from './rule.ts';
import { addressNotUnicast } from './rules/addresses/address-not-unicast.ts';
import { addressOptionsConflict } from './rules/addresses/address-options-conflict.ts';
import { addressOutsideSegment } from './rules/addresses/address-outside-segment.ts';
import { addressRefusedByKernel } from './rules/addresses/address-refused-by-kernel.ts';
import { addressesOfOneFamily } from './rules/addresses/addresses-of-one-family.ts';
import { drRealServerNotAttached } from './rules/addresses/dr-real-server-not-attached.ts';
import { duplicateAddress } from './rules/addresses/duplicate-address.ts';
import { duplicateVip } from './rules/addresses/duplicate-vip.ts';
import { hostAddressIsGateway } from './rules/addresses/host-address-is-gateway.ts';
import { hostAddressReserved } from './rules/addresses/host-address-reserved.ts';
import { hostAddressUnusable } from './rules/addresses/host-address-unusable.ts';
import { natRealServerNotAttached } from './rules/addresses/nat-real-server-not-attached.ts';
import { overlappingDirectorSubnets } from './rules/addresses/overlapping-director-subnets.ts';
import { overlappingSegments } from './rules/addresses/overlapping-segments.ts';
import { prefixLengthMismatch } from './rules/addresses/prefix-length-mismatch.ts';
import { realServerAddressOnNoInterface } from './rules/addresses/real-server-address-on-no-interface.ts';
import { realServerLinkLocal } from './rules/addresses/real-server-link-local.ts';
import { routedVipInSubnet } from './rules/addresses/routed-vip-in-subnet.ts';
import { vipIsBroadcastAddress } from './rules/addresses/vip-is-broadcast-address.ts';
import { vipIsDirectorAddress } from './rules/addresses/vip-is-director-address.ts';
import { vipIsHostAddress } from './rules/addresses/vip-is-host-address.ts';
import { vipIsNetworkAddress } from './rules/addresses/vip-is-network-address.ts';
import { vipIsOnlySource } from './rules/addresses/vip-is-only-source.ts';
import { vipListedTwice } from './rules/addresses/vip-listed-twice.ts';
import { vipNeverRemoved } from './rules/addresses/vip-never-removed.ts';
import { vipNotUnicast } from './rules/addresses/vip-not-unicast.ts';
import { vipOnWrongInterface } from './rules/addresses/vip-on-wrong-interface.ts';
import { vipOutsideSubnets } from './rules/addresses/vip-outside-subnets.ts';
import { vipPrefixLength } from './rules/addresses/vip-prefix-length.ts';
import { checkBindtoNotLocal } from './rules/checks/check-bindto-not-local.ts';
import { checkBindtoOtherFamily } from './rules/checks/check-bindto-other-family.ts';
import { checkConnectsElsewhere } from './rules/checks/check-connects-elsewhere.ts';
import { checkOfLinkLocalAddress } from './rules/checks/check-of-link-local-address.ts';
import { checkOptionsConflict } from './rules/checks/check-options-conflict.ts';
import { checkProtocolMismatch } from './rules/checks/check-protocol-mismatch.ts';
import { checkWithoutKeepalived } from './rules/checks/check-without-keepalived.ts';
import { checkWithoutPort } from './rules/checks/check-without-port.ts';
import { delayLoopShorterThanTimeout } from './rules/checks/delay-loop-shorter-than-timeout.ts';
import { directorAsksOwnVip } from './rules/checks/director-asks-own-vip.ts';
import { duplicateBfdCheck } from './rules/checks/duplicate-bfd-check.ts';
import { failureNoticedLate } from './rules/checks/failure-noticed-late.ts';
import { miscCheckOfOtherServer } from './rules/checks/misc-check-of-other-server.ts';
import { miscDynamicZeroStatus } from './rules/checks/misc-dynamic-zero-status.ts';
import { pingCheckAlone } from './rules/checks/ping-check-alone.ts';
import { plainCheckOnTlsPort } from './rules/checks/plain-check-on-tls-port.ts';
import { quorumProgramAlone } from './rules/checks/quorum-program-alone.ts';
import { realServerWithoutCheck } from './rules/checks/real-server-without-check.ts';
import { regexBeforeHead } from './rules/checks/regex-before-head.ts';
import { sniWithoutVirtualhost } from './rules/checks/sni-without-virtualhost.ts';
import { tlsCheckOnPlainPort } from './rules/checks/tls-check-on-plain-port.ts';
import { vipIsCheckSource } from './rules/checks/vip-is-check-source.ts';
import { ftpWithoutPersistence } from './rules/connections/ftp-without-persistence.ts';
import { movedConnectionsReset } from './rules/connections/moved-connections-reset.ts';
import { persistenceConflict } from './rules/connections/persistence-conflict.ts';
import { persistenceKeepsDeadServer } from './rules/connections/persistence-keeps-dead-server.ts';
import { persistencePerPort } from './rules/connections/persistence-per-port.ts';
import { syncDaemonConflict } from './rules/connections/sync-daemon-conflict.ts';
import { syncDaemonOfOneInstance } from './rules/connections/sync-daemon-of-one-instance.ts';
import { syncDaemonWithMixedFamilies } from './rules/connections/sync-daemon-with-mixed-families.ts';
import { udpClientsOfRemovedServer } from './rules/connections/udp-clients-of-removed-server.ts';
import { clusterNameMismatch } from './rules/definitions/cluster-name-mismatch.ts';
import { duplicateName } from './rules/definitions/duplicate-name.ts';
import { globalSettingsDiffer } from './rules/definitions/global-settings-differ.ts';
import { hostDescribedDifferently } from './rules/definitions/host-described-differently.ts';
import { hostFolderTaken } from './rules/definitions/host-folder-taken.ts';
import { interfaceNotOnDirector } from './rules/definitions/interface-not-on-director.ts';
import { invalidRawLines } from './rules/definitions/invalid-raw-lines.ts';
import { mixedEngines } from './rules/definitions/mixed-engines.ts';
import { notInScripts } from './rules/definitions/not-in-scripts.ts';
import { settingOfUnknownInterface } from './rules/definitions/setting-of-unknown-interface.ts';
import { settingWithoutEffect } from './rules/definitions/setting-without-effect.ts';
import { tooNewForTarget } from './rules/definitions/too-new-for-target.ts';
import { unknownName } from './rules/definitions/unknown-name.ts';
import { unusedRealServer } from './rules/definitions/unused-real-server.ts';
import { unusedSegment } from './rules/definitions/unused-segment.ts';
import { drRealServerGatewayIsDirector } from './rules/gateways/dr-real-server-gateway-is-director.ts';
import { duplicateRoute } from './rules/gateways/duplicate-route.ts';
import { natVipInRealServerSubnet } from './rules/gateways/nat-vip-in-real-server-subnet.ts';
import { realServerGatewayIsRealServer } from './rules/gateways/real-server-gateway-is-real-server.ts';
import { realServerGatewayNotDirector } from './rules/gateways/real-server-gateway-not-director.ts';
import { realServerGatewayNotFloating } from './rules/gateways/real-server-gateway-not-floating.ts';
import { realServerGatewayOutsideSubnet } from './rules/gateways/real-server-gateway-outside-subnet.ts';
import { routeConflict } from './rules/gateways/route-conflict.ts';
import { routeGatewayUnreachable } from './rules/gateways/route-gateway-unreachable.ts';
import { routeSourceNotLocal } from './rules/gateways/route-source-not-local.ts';
import { segmentGatewayOutsideSubnet } from './rules/gateways/segment-gateway-outside-subnet.ts';
import { sourceNatConflict } from './rules/gateways/source-nat-conflict.ts';
import { fwmarkConflict } from './rules/marks/fwmark-conflict.ts';
import { fwmarkOfGroup } from './rules/marks/fwmark-of-group.ts';
import { fwmarkOverlap } from './rules/marks/fwmark-overlap.ts';
import { groupPortMissing } from './rules/marks/group-port-missing.ts';
import { markListedTwice } from './rules/marks/mark-listed-twice.ts';
import { alertWithoutServer } from './rules/programs/alert-without-server.ts';
import { programByName } from './rules/programs/program-by-name.ts';
import { programNeedsRoot } from './rules/programs/program-needs-root.ts';
import { scriptPathThroughLink } from './rules/programs/script-path-through-link.ts';
import { scriptsWithoutSecurity } from './rules/programs/scripts-without-security.ts';
import { unsafeUmask } from './rules/programs/unsafe-umask.ts';
import { allWeightsZero } from './rules/services/all-weights-zero.ts';
import { drPortRemapped } from './rules/services/dr-port-remapped.ts';
import { duplicateRealServer } from './rules/services/duplicate-real-server.ts';
import { duplicateVirtualServer } from './rules/services/duplicate-virtual-server.ts';
import { forwardingSettingsDiffer } from './rules/services/forwarding-settings-differ.ts';
import { greChecksumsDiffer } from './rules/services/gre-checksums-differ.ts';
import { oddPort } from './rules/services/odd-port.ts';
import { oneFailureLosesQuorum } from './rules/services/one-failure-loses-quorum.ts';
import { opsWithNat } from './rules/services/ops-with-nat.ts';
import { ovfRefusesClients } from './rules/services/ovf-refuses-clients.ts';
import { quorumCountsWeights } from './rules/services/quorum-counts-weights.ts';
import { quorumUnreachable } from './rules/services/quorum-unreachable.ts';
import { realServerIsDirector } from './rules/services/real-server-is-director.ts';
import { realServerOtherFamily } from './rules/services/real-server-other-family.ts';
import { schedulerCountsNothing } from './rules/services/scheduler-counts-nothing.ts';
import { schedulerFlagIgnored } from './rules/services/scheduler-flag-ignored.ts';
import { schedulerNotInKernels } from './rules/services/scheduler-not-in-kernels.ts';
import { shWeightsExceedTable } from './rules/services/sh-weights-exceed-table.ts';
import { sorryServerIsRealServer } from './rules/services/sorry-server-is-real-server.ts';
import { sorryServerOtherFamily } from './rules/services/sorry-server-other-family.ts';
import { sorryServerPortRemapped } from './rules/services/sorry-server-port-remapped.ts';
import { sorryServerUnusable } from './rules/services/sorry-server-unusable.ts';
import { sorryServerWithoutVip } from './rules/services/sorry-server-without-vip.ts';
import { sysctlsDiffer } from './rules/services/sysctls-differ.ts';
import { thresholdsCrossed } from './rules/services/thresholds-crossed.ts';
import { tunnelConflict } from './rules/services/tunnel-conflict.ts';
import { tunnelWithoutMtu } from './rules/services/tunnel-without-mtu.ts';
import { virtualServerMixedFamilies } from './rules/services/virtual-server-mixed-families.ts';
import { weightZeroRefusesClients } from './rules/services/weight-zero-refuses-clients.ts';
import { weightsIgnored } from './rules/services/weights-ignored.ts';
import { weightsOverflow } from './rules/services/weights-overflow.ts';
import { bfdNotOnDirector } from './rules/tracking/bfd-not-on-director.ts';
import { hostOptionsConflict } from './rules/tracking/host-options-conflict.ts';
import { innerLinkNotTracked } from './rules/tracking/inner-link-not-tracked.ts';
import { interfaceTrackedTwice } from './rules/tracking/interface-tracked-twice.ts';
import { trackedProcessNeverFound } from './rules/tracking/tracked-process-never-found.ts';
import { trackingConflict } from './rules/tracking/tracking-conflict.ts';
import { weightNeverFailsOver } from './rules/tracking/weight-never-fails-over.ts';
import { advertInterfaceWithoutAddress } from './rules/vrrp/advert-interface-without-address.ts';
import { advertSourceNotLocal } from './rules/vrrp/advert-source-not-local.ts';
import { advertSourceOnOtherInterface } from './rules/vrrp/advert-source-on-other-interface.ts';
import { authHmacConflict } from './rules/vrrp/auth-hmac-conflict.ts';
import { authenticationWithVrrp3 } from './rules/vrrp/authentication-with-vrrp-3.ts';
import { crossedPriorities } from './rules/vrrp/crossed-priorities.ts';
import { directorNeverOwnsVip } from './rules/vrrp/director-never-owns-vip.ts';
import { directorsWithoutVrrp } from './rules/vrrp/directors-without-vrrp.ts';
import { dualStackNotSynced } from './rules/vrrp/dual-stack-not-synced.ts';
import { engineIpvsadmWithVrrp } from './rules/vrrp/engine-ipvsadm-with-vrrp.ts';
import { equalPriorities } from './rules/vrrp/equal-priorities.ts';
import { failbackWithEmptyTable } from './rules/vrrp/failback-with-empty-table.ts';
import { garpRefreshBelowAdvertInt } from './rules/vrrp/garp-refresh-below-advert-int.ts';
import { interfaceDelayTooLong } from './rules/vrrp/interface-delay-too-long.ts';
import { invalidAdvertInt } from './rules/vrrp/invalid-advert-int.ts';
import { ipv6FirstAddressNotLinkLocal } from './rules/vrrp/ipv6-first-address-not-link-local.ts';
import { ipv6VrrpVersion2 } from './rules/vrrp/ipv6-vrrp-version-2.ts';
import { ipvlanUnusable } from './rules/vrrp/ipvlan-unusable.ts';
import { masterPriorityNotHighest } from './rules/vrrp/master-priority-not-highest.ts';
import { memberOutsideVipSubnet } from './rules/vrrp/member-outside-vip-subnet.ts';
import { memberSettingsDiffer } from './rules/vrrp/member-settings-differ.ts';
import { membersOnDifferentSegments } from './rules/vrrp/members-on-different-segments.ts';
import { mixedAddressFamilies } from './rules/vrrp/mixed-address-families.ts';
import { natInstancesNotSynced } from './rules/vrrp/nat-instances-not-synced.ts';
import { nopreemptOnLowerPriority } from './rules/vrrp/nopreempt-on-lower-priority.ts';
import { nopreemptWithMaster } from './rules/vrrp/nopreempt-with-master.ts';
import { priority255 } from './rules/vrrp/priority-255.ts';
import { serviceVipNotAccepted } from './rules/vrrp/service-vip-not-accepted.ts';
import { severalMasters } from './rules/vrrp/several-masters.ts';
import { strictModeConflict } from './rules/vrrp/strict-mode-conflict.ts';
import { syncGroupBroken } from './rules/vrrp/sync-group-broken.ts';
import { syncGroupPreemptionDiffers } from './rules/vrrp/sync-group-preemption-differs.ts';
import { tooManyVips } from './rules/vrrp/too-many-vips.ts';
import { unicastOptionWithoutUnicast } from './rules/vrrp/unicast-option-without-unicast.ts';
import { unicastTtlRefused } from './rules/vrrp/unicast-ttl-refused.ts';
import { unicastWithoutPeers } from './rules/vrrp/unicast-without-peers.ts';
import { vipNotInVrrpInstance } from './rules/vrrp/vip-not-in-vrrp-instance.ts';
import { virtualRouterIdReusedUnicast } from './rules/vrrp/virtual-router-id-reused-unicast.ts';
import { virtualRouterIdReused } from './rules/vrrp/virtual-router-id-reused.ts';
import { vrrpOptionsConflict } from './rules/vrrp/vrrp-options-conflict.ts';
import type { Topic } from './topics.ts';

/** Every rule, by its topic. */
export const rulesByTopic: Readonly<Partial<Record<Topic, readonly Rule[]>>> = Object.freeze({
  addresses: [
    addressNotUnicast,
    addressOptionsConflict,
    addressOutsideSegment,
    addressRefusedByKernel,
    addressesOfOneFamily,
    drRealServerNotAttached,
    duplicateAddress,
    duplicateVip,
    hostAddressIsGateway,
    hostAddressReserved,
    hostAddressUnusable,
    natRealServerNotAttached,
    overlappingDirectorSubnets,
    overlappingSegments,
    prefixLengthMismatch,
    realServerAddressOnNoInterface,
    realServerLinkLocal,
    routedVipInSubnet,
    vipIsBroadcastAddress,
    vipIsDirectorAddress,
    vipIsHostAddress,
    vipIsNetworkAddress,
    vipIsOnlySource,
    vipListedTwice,
    vipNeverRemoved,
    vipNotUnicast,
    vipOnWrongInterface,
    vipOutsideSubnets,
    vipPrefixLength,
  ],
  gateways: [
    drRealServerGatewayIsDirector,
    duplicateRoute,
    natVipInRealServerSubnet,
    realServerGatewayIsRealServer,
    realServerGatewayNotDirector,
    realServerGatewayNotFloating,
    realServerGatewayOutsideSubnet,
    routeConflict,
    routeGatewayUnreachable,
    routeSourceNotLocal,
    segmentGatewayOutsideSubnet,
    sourceNatConflict,
  ],
  vrrp: [
    advertInterfaceWithoutAddress,
    advertSourceNotLocal,
    advertSourceOnOtherInterface,
    authHmacConflict,
    authenticationWithVrrp3,
    crossedPriorities,
    directorNeverOwnsVip,
    directorsWithoutVrrp,
    dualStackNotSynced,
    engineIpvsadmWithVrrp,
    equalPriorities,
    failbackWithEmptyTable,
    garpRefreshBelowAdvertInt,
    interfaceDelayTooLong,
    invalidAdvertInt,
    ipv6FirstAddressNotLinkLocal,
    ipv6VrrpVersion2,
    ipvlanUnusable,
    masterPriorityNotHighest,
    memberOutsideVipSubnet,
    memberSettingsDiffer,
    membersOnDifferentSegments,
    mixedAddressFamilies,
    natInstancesNotSynced,
    nopreemptOnLowerPriority,
    nopreemptWithMaster,
    priority255,
    serviceVipNotAccepted,
    severalMasters,
    strictModeConflict,
    syncGroupBroken,
    syncGroupPreemptionDiffers,
    tooManyVips,
    unicastOptionWithoutUnicast,
    unicastTtlRefused,
    unicastWithoutPeers,
    vipNotInVrrpInstance,
    virtualRouterIdReusedUnicast,
    virtualRouterIdReused,
    vrrpOptionsConflict,
  ],
  tracking: [
    bfdNotOnDirector,
    hostOptionsConflict,
    innerLinkNotTracked,
    interfaceTrackedTwice,
    trackedProcessNeverFound,
    trackingConflict,
    weightNeverFailsOver,
  ],
  services: [
    allWeightsZero,
    drPortRemapped,
    duplicateRealServer,
    duplicateVirtualServer,
    forwardingSettingsDiffer,
    greChecksumsDiffer,
    oddPort,
    oneFailureLosesQuorum,
    opsWithNat,
    ovfRefusesClients,
    quorumCountsWeights,
    quorumUnreachable,
    realServerIsDirector,
    realServerOtherFamily,
    schedulerCountsNothing,
    schedulerFlagIgnored,
    schedulerNotInKernels,
    shWeightsExceedTable,
    sorryServerIsRealServer,
    sorryServerOtherFamily,
    sorryServerPortRemapped,
    sorryServerUnusable,
    sorryServerWithoutVip,
    sysctlsDiffer,
    thresholdsCrossed,
    tunnelConflict,
    tunnelWithoutMtu,
    virtualServerMixedFamilies,
    weightZeroRefusesClients,
    weightsIgnored,
    weightsOverflow,
  ],
  connections: [
    ftpWithoutPersistence,
    movedConnectionsReset,
    persistenceConflict,
    persistenceKeepsDeadServer,
    persistencePerPort,
    syncDaemonConflict,
    syncDaemonOfOneInstance,
    syncDaemonWithMixedFamilies,
    udpClientsOfRemovedServer,
  ],
  marks: [
    fwmarkConflict,
    fwmarkOfGroup,
    fwmarkOverlap,
    groupPortMissing,
    markListedTwice,
  ],
  checks: [
    checkBindtoNotLocal,
    checkBindtoOtherFamily,
    checkConnectsElsewhere,
    checkOfLinkLocalAddress,
    checkOptionsConflict,
    checkProtocolMismatch,
    checkWithoutKeepalived,
    checkWithoutPort,
    delayLoopShorterThanTimeout,
    directorAsksOwnVip,
    duplicateBfdCheck,
    failureNoticedLate,
    miscCheckOfOtherServer,
    miscDynamicZeroStatus,
    pingCheckAlone,
    plainCheckOnTlsPort,
    quorumProgramAlone,
    realServerWithoutCheck,
    regexBeforeHead,
    sniWithoutVirtualhost,
    tlsCheckOnPlainPort,
    vipIsCheckSource,
  ],
  programs: [
    alertWithoutServer,
    programByName,
    programNeedsRoot,
    scriptPathThroughLink,
    scriptsWithoutSecurity,
    unsafeUmask,
  ],
  definitions: [
    clusterNameMismatch,
    duplicateName,
    globalSettingsDiffer,
    hostDescribedDifferently,
    hostFolderTaken,
    interfaceNotOnDirector,
    invalidRawLines,
    mixedEngines,
    notInScripts,
    settingOfUnknownInterface,
    settingWithoutEffect,
    tooNewForTarget,
    unknownName,
    unusedRealServer,
    unusedSegment,
  ],
});

/** Every rule, in the order of the topics. */
export const rules: readonly Rule[] = Object.freeze(Object.values(rulesByTopic).flat());
