#!/bin/bash
# A person's shell on the terminal that is its standard input. The machine ends with it.
#
# usage: shell.sh SETTING...     of stty
cd /root || exit
stty "$@"
hostname lab

on() {
  local holder
  if ! holder=$(cat "/lab/work/hosts/$1" 2>/dev/null); then
    echo "no host ${1:-}; there are: $(cd /lab/work/hosts && echo *)" >&2
    return 1
  fi
  shift
  nsenter --target="$holder" --net --mount --uts -- "${@:-bash}"
}
poweroff() {
  echo o >/proc/sysrq-trigger
  sleep 10
}
export -f on poweroff
export PS1='\h# '

bash --norc -i
poweroff
