#!/bin/bash
# The first process of the lab's virtual machine: file systems, modules, then the agent on its port.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=linux

mkdir -p /proc /sys /dev /run /tmp /root /etc /var
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
ln -s /proc/self/fd /dev/fd
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp

# What stands in for a program has to be run by something that no program of a definition is.
ln /usr/bin/perl /lab/perl
echo 'root:x:0:0::/root:/bin/bash' >/etc/passwd
echo 'root:x:0:' >/etc/group

# Others are loaded by the kernel when they are needed.
for module in virtio_pci virtio_console ip_vs nf_tables; do
  modprobe "$module" || echo "no module $module"
done

port=/dev/virtio-ports/agent
for ((i = 0; i < 100; i++)); do
  for name in /sys/class/virtio-ports/*/name; do
    if [ "$(cat "$name" 2>/dev/null)" = agent ]; then port="/dev/$(basename "$(dirname "$name")")"; fi
  done
  if [ -c "$port" ]; then break; fi
  sleep 0.05
done

mode=asleep
if grep -qw lab.awake /proc/cmdline; then mode=awake; fi
perl /lab/agent.pl /lab/work "$mode" <>"$port" >&0
echo "the agent has ended: $?"
echo o >/proc/sysrq-trigger
sleep 60
