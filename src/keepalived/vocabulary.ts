import { table } from '../diagnostic/table.ts';
import type { BlockWords } from './block-words.ts';

const CONNECTION = `connect_ip connect_port bindto bind_port bind_if connect_timeout fwmark retry delay_before_retry
  warmup delay_loop alpha log_all_failures`;

const HTTP: BlockWords = {
  words: `${CONNECTION} nb_get_retry virtualhost http_protocol enable_sni fast_recovery url`,
  deprecated: { nb_get_retry: { since: '2.1.5', instead: 'retry' } },
};

/** By the block's name: `root` is the file itself; `authentication` and `auth_hmac` stand in a vrrp_instance. */
export const VOCABULARY: Readonly<Record<string, BlockWords>> = table({
  root: {
    words: `linkbeat_use_polling net_namespace net_namespace_ipvs namespace_with_ipsets use_pid_dir
      instance child_wait_time global_defs track_group static_ipaddress static_routes
      static_rules vrrp_sync_group garp_group linkbeat_interfaces vrrp_instance vrrp_script
      vrrp_track_process SSL virtual_server_group virtual_server bfd_instance track_file
      vrrp_track_file`,
    since: {
      '2.2.3': 'interface_up_down_delays',
    },
    lists: `static_ipaddress static_routes static_rules linkbeat_interfaces virtual_server_group
      interface_up_down_delays`,
    named: `vrrp_instance vrrp_sync_group vrrp_script vrrp_track_process track_file vrrp_track_file
      track_group bfd_instance virtual_server virtual_server_group`,
    deprecated: {
      vrrp_track_file: { since: '2.1.5', instead: 'track_file' },
    },
  },
  global_defs: {
    words: `process_names process_name vrrp_process_name lvs_process_name bfd_process_name router_id
      notification_email_from smtp_server smtp_helo_name smtp_connect_timeout
      notification_email smtp_alert startup_script startup_script_timeout shutdown_script
      shutdown_script_timeout max_auto_priority min_auto_priority_delay smtp_alert_vrrp
      smtp_alert_checker checker_log_all_failures dynamic_interfaces no_email_faults
      default_interface lvs_timeouts lvs_flush lvs_flush_onstop lvs_sync_daemon
      vrrp_mcast_group4 vrrp_mcast_group6 vrrp_garp_master_delay vrrp_garp_master_repeat
      vrrp_garp_master_refresh vrrp_garp_master_refresh_repeat vrrp_garp_lower_prio_delay
      vrrp_garp_lower_prio_repeat vrrp_garp_interval vrrp_gna_interval vrrp_min_garp
      vrrp_lower_prio_no_advert vrrp_higher_prio_send_advert vrrp_version vrrp_iptables
      vrrp_ipsets nftables nftables_priority nftables_counters nftables_ifindex
      vrrp_check_unicast_src vrrp_skip_check_adv_addr vrrp_strict vrrp_priority vrrp_no_swap
      vrrp_rt_priority vrrp_cpu_affinity vrrp_rlimit_rttime vrrp_rlimit_rtime notify_fifo
      notify_fifo_script vrrp_notify_fifo vrrp_notify_fifo_script vrrp_notify_priority_changes
      lvs_notify_fifo lvs_notify_fifo_script checker_priority checker_no_swap
      checker_rt_priority checker_cpu_affinity checker_rlimit_rttime checker_rlimit_rtime
      bfd_priority bfd_no_swap bfd_rt_priority bfd_cpu_affinity bfd_rlimit_rttime
      bfd_rlimit_rtime snmp_socket enable_traps enable_snmp_vrrp enable_snmp_keepalived
      enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3 enable_snmp_checker enable_dbus
      dbus_service_name script_user enable_script_security vrrp_netlink_cmd_rcv_bufs
      vrrp_netlink_cmd_rcv_bufs_force vrrp_netlink_monitor_rcv_bufs
      vrrp_netlink_monitor_rcv_bufs_force process_monitor_rcv_bufs
      process_monitor_rcv_bufs_force lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force
      lvs_netlink_monitor_rcv_bufs lvs_netlink_monitor_rcv_bufs_force rs_init_notifies
      no_checker_emails vrrp_rx_bufs_policy vrrp_rx_bufs_multiplier vrrp_startup_delay
      log_unknown_vrids umask random_seed reload_time_file reload_repeat`,
    since: {
      '2.2.0': `checker_process_name disable_local_igmp lvs_flush_on_stop vrrp_vmac_garp_intvl
        vmac_prefix vmac_addr_prefix reload_check_config reload_file include_check
        tmp_config_directory`,
      '2.2.2': 'nftables_ipvs nftables_ipvs_priority nftables_ipvs_start_fwmark',
      '2.2.3': 'vrrp_down_timer_adverts vrrp_garp_extra_if config_save_dir data_use_instance',
      '2.2.5': 'fifo_write_vrrp_states_on_reload',
      '2.2.8': 'v3_checksum_as_v2 json_version',
      '2.3.0': `use_symlink_paths snmp_vs_stats_update_interval snmp_rs_stats_update_interval
        dbus_no_interface_name`,
      '2.3.2': 'iproute_usr_dir iproute_etc_dir',
      '2.3.3': 'vrrp_owner_ignore_adverts state_dump_file stats_dump_file json_dump_file',
      '2.4.0': 'vrrp_delay_after_boot',
    },
    lists: 'notification_email',
    deprecated: {
      lvs_process_name: { since: '2.2.0', instead: 'checker_process_name', isSame: true },
      vrrp_vmac_garp_intvl: { since: '2.2.3', instead: 'vrrp_garp_extra_if', isSame: true },
      lvs_flush_onstop: { since: '2.2.0', instead: 'lvs_flush_on_stop', isSame: true },
      vrrp_rlimit_rtime: { since: '2.1.5', instead: 'vrrp_rlimit_rttime' },
      checker_rlimit_rtime: { since: '2.1.5', instead: 'checker_rlimit_rttime' },
      bfd_rlimit_rtime: { since: '2.1.5', instead: 'bfd_rlimit_rttime' },
      enable_snmp_keepalived: { since: '2.1.5', instead: 'enable_snmp_vrrp' },
    },
  },
  track_group: {
    words: 'group',
    lists: 'group',
  },
  vrrp_sync_group: {
    words: `group track_interface track_script track_file track_process track_bfd notify_backup
      notify_master notify_fault notify_stop notify smtp_alert global_tracking
      sync_group_tracking_weight`,
    since: {
      '2.2.0': 'notify_priority_changes',
    },
    lists: 'group track_interface track_script track_file track_process track_bfd',
    deprecated: {
      global_tracking: { since: '2.1.5', instead: 'track_interface' },
    },
  },
  garp_group: {
    words: 'garp_interval gna_interval interface interfaces',
    lists: 'interfaces',
  },
  vrrp_script: {
    words: 'script interval timeout weight rise fall user init_fail',
  },
  vrrp_track_process: {
    words: `process param_match weight quorum quorum_max delay terminate_delay fork_delay
      full_command`,
  },
  track_file: {
    words: 'file weight init_file',
  },
  vrrp_track_file: {
    words: 'file weight init_file',
  },
  vrrp_instance: {
    words: `use_vmac vmac_xmit_base use_ipvlan unicast_peer check_unicast_src old_unicast_checksum
      native_ipv6 state interface dont_track_primary track_interface track_script track_file
      track_process track_bfd mcast_src_ip unicast_src_ip track_src_ip virtual_router_id
      unicast_ttl version priority advert_int virtual_ipaddress virtual_ipaddress_excluded
      promote_secondaries linkbeat_use_polling virtual_routes virtual_rules accept no_accept
      skip_check_adv_addr strict_mode preempt nopreempt preempt_delay debug notify_backup
      notify_master notify_fault notify_stop notify_deleted notify notify_master_rx_lower_pri
      smtp_alert notify_priority_changes lvs_sync_daemon_interface garp_master_delay
      garp_master_refresh garp_master_repeat garp_master_refresh_repeat garp_lower_prio_delay
      garp_lower_prio_repeat lower_prio_no_advert higher_prio_send_advert kernel_rx_buf_size
      authentication`,
    since: {
      '2.2.0': 'use_vmac_addr vmac_garp_intvl',
      '2.2.3': 'down_timer_adverts garp_extra_if',
      '2.2.5': 'unicast_fault_no_peer vrf mcast_dst_ip',
      '2.2.8': 'no_virtual_ipaddress v3_checksum_as_v2 timer_expired_backup',
      '2.3.2': 'thread_timer_expired',
      '2.3.3': 'owner_ignore_adverts',
      '2.4.0': 'auth_hmac',
    },
    lists: `unicast_peer track_interface track_script track_file track_process track_bfd
      virtual_ipaddress virtual_ipaddress_excluded virtual_routes virtual_rules`,
    deprecated: {
      linkbeat_use_polling: { since: '2.1.5', instead: 'linkbeat_interfaces' },
      lvs_sync_daemon_interface: { since: '2.1.5', instead: 'global_defs lvs_sync_daemon' },
      vmac_garp_intvl: { since: '2.2.3', instead: 'garp_extra_if', isSame: true },
      native_ipv6: { since: '2.1.5', instead: 'virtual_ipaddress' },
    },
  },
  authentication: {
    words: 'auth_type auth_pass',
  },
  auth_hmac: {
    words: '',
    since: {
      '2.4.0': 'key active_key time_window anti_replay mode',
    },
  },
  bfd_instance: {
    words: `source_ip neighbor_ip neighbour_ip min_rx min_tx idle_tx multiplier passive ttl hoplimit
      max_hops weight vrrp checker`,
    since: {
      '2.2.8': 'multihop',
    },
    aliases: { neighbour_ip: 'neighbor_ip', hoplimit: 'ttl' },
  },
  SSL: {
    words: 'password ca certificate key',
  },
  virtual_server: {
    words: `ip_family retry delay_before_retry warmup connect_timeout delay_loop inhibit_on_failure
      lb_algo lvs_sched hashed ops flag-1 flag-2 flag-3 sh-port sh-fallback mh-port
      mh-fallback lb_kind lvs_method persistence_engine persistence_timeout
      persistence_granularity protocol ha_suspend smtp_alert virtualhost alpha omega quorum_up
      quorum_down quorum hysteresis weight sorry_server sorry_server_inhibit
      sorry_server_lvs_method real_server`,
    since: {
      '2.2.3': 'snmp_name',
    },
    named: 'real_server',
    aliases: { lb_algo: 'lvs_sched', lb_kind: 'lvs_method' },
  },
  real_server: {
    words: `weight lvs_method uthreshold lthreshold inhibit_on_failure notify_up notify_down alpha
      retry delay_before_retry warmup connect_timeout delay_loop smtp_alert virtualhost
      MISC_CHECK SMTP_CHECK TCP_CHECK PING_CHECK UDP_CHECK HTTP_GET SSL_GET DNS_CHECK
      FILE_CHECK BFD_CHECK`,
    since: {
      '2.2.3': 'snmp_name',
    },
  },
  TCP_CHECK: {
    words: CONNECTION,
  },
  PING_CHECK: {
    words: CONNECTION,
  },
  HTTP_GET: HTTP,
  SSL_GET: { ...HTTP, since: { '2.2.8': 'tls_compliant' } },
  url: {
    words: `path digest status_code virtualhost regex regex_no_match regex_options regex_min_offset
      regex_max_offset regex_stack`,
    since: {
      '2.2.8': 'tls_compliant',
    },
  },
  SMTP_CHECK: {
    words: `${CONNECTION} helo_name host`,
    deprecated: { host: { since: '2.1.5', instead: 'another SMTP_CHECK' } },
  },
  host: {
    words: CONNECTION,
  },
  DNS_CHECK: {
    words: `${CONNECTION} type name`,
  },
  UDP_CHECK: {
    words: `${CONNECTION} require_reply`,
    since: {
      '2.2.0': 'payload min_reply_length max_reply_length',
    },
  },
  MISC_CHECK: {
    words: `misc_path misc_timeout misc_dynamic user retry delay_before_retry warmup delay_loop alpha
      log_all_failures`,
  },
  BFD_CHECK: {
    words: 'name alpha',
  },
  FILE_CHECK: {
    words: 'track_file weight',
    lines: 'track_file',
  },
});
