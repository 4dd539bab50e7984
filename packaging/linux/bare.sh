#!/usr/bin/env bash
# Prove `make demo` and `make test` in a bare Debian, as a stranger with a clone would.
#
#   packaging/linux/bare.sh [--root DIR] [--mirror URL] [--suite NAME] [--command TEXT]... [CLONE]
#
# As root, with debootstrap installed. CLONE is a repository (default: the one this script lies in);
# what is committed there is cloned into the bare root. The root is kept and used again;
# remove DIR to start from nothing. --command replaces the two commands ("true" tries the root alone).
#
# How this machine reaches its package registries (pip's settings and the folders they name,
# PIP_* and *_PROXY variables, certificates, name resolution) is passed through as it stands.
set -euo pipefail

bare=(git make python3-venv ca-certificates)
root=/var/tmp/iomdesk-bare
mirror=
suite=
source=
commands=()

main() {
  read_arguments "$@"
  [ "$(id -u)" -eq 0 ] || stop "Only root can make a bare Debian. Run it with sudo."
  command -v debootstrap >/dev/null || stop "Install debootstrap first: apt-get install debootstrap"
  # A mount namespace of our own: whatever happens, no mount outlives this script.
  [ -n "${IOMDESK_BARE_INSIDE:-}" ] ||
    IOMDESK_BARE_INSIDE=1 exec unshare --mount --propagation private "$0" "$@"
  make_root
  copy_settings
  mount_system
  clone_source
  try_commands
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --root) root=$2; shift 2 ;;
      --mirror) mirror=$2; shift 2 ;;
      --suite) suite=$2; shift 2 ;;
      --command) commands+=("$2"); shift 2 ;;
      -*) stop "Unknown option $1. See the head of this script." ;;
      *) source=$1; shift ;;
    esac
  done
  [ ${#commands[@]} -gt 0 ] || commands=("make demo" "make test")
  source=${source:-$(cd "$(dirname "$0")/../.." && pwd)}
  suite=${suite:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
  mirror=${mirror:-$(mirror_of_this_system)}
}

mirror_of_this_system() {
  # shellcheck disable=SC2016 # apt fills these in
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v suite="$suite" '$2 == suite && $3 == "main" { print $1; exit }'
}

make_root() {
  [ -e "$root/.bare" ] && return
  [ -n "$mirror" ] || stop "No mirror for $suite among this system's sources. Give one with --mirror."
  echo "Making a bare $suite in $root"
  rm -rf "$root"
  debootstrap --variant=minbase --include="$(IFS=,; echo "${bare[*]}")" \
    "$suite" "$root" "$mirror" >"$root.debootstrap.log" 2>&1 ||
    stop "debootstrap failed; see $root.debootstrap.log"
  touch "$root/.bare"
}

copy_settings() {
  local path
  rm -f "$root/etc/resolv.conf"
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  mkdir -p "$root/etc/ssl/certs"
  cp -RL --remove-destination /etc/ssl/certs/. "$root/etc/ssl/certs/" 2>/dev/null || true
  for path in /etc/pip.conf /etc/xdg/pip "$HOME/.config/pip" "$HOME/.pip"; do
    [ -e "$path" ] || continue
    local target=$root${path/#$HOME//root}
    rm -rf "$target"
    mkdir -p "$(dirname "$target")"
    cp -RL "$path" "$target"
  done
}

mount_system() {
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mkdir -p "$root/dev/shm"
  local path
  for path in $(folders_that_pip_reads); do
    mkdir -p "$root$path"
    mount --bind -o ro "$path" "$root$path"
  done
}

folders_that_pip_reads() {
  # The top folder: an index beside its files may link from one to the other.
  { python3 -m pip config list 2>/dev/null || true; env | grep '^PIP_' || true; } |
    grep -oE "(file://)?/[^ ',\"]+" | sed -e 's#^file://##' |
    while read -r path; do [ -d "$path" ] && echo "$path"; done |
    sed -E 's#^(/[^/]+/[^/]+).*#\1#' | sort -u
}

clone_source() {
  rm -rf "$root/root/iomdesk"
  git clone --quiet --no-local "$source" "$root/root/iomdesk"
  echo "Cloned $(git -C "$root/root/iomdesk" log -1 --format='%h %s')"
}

try_commands() {
  local failed=0 verdict command number=0
  local verdicts=()
  for command in "${commands[@]}"; do
    number=$((number + 1))
    local log=$root.$number.log start=$SECONDS
    echo "Running $command (log: $log)"
    if inside "cd /root/iomdesk && $command" >"$log" 2>&1; then
      verdict=passed
    else
      verdict=FAILED failed=1
      tail -n 30 "$log"
    fi
    verdicts+=("$verdict: $command ($((SECONDS - start)) s)")
  done
  printf '%s\n' "In a bare $suite with only ${bare[*]}:" "${verdicts[@]/#/  }"
  return $failed
}

inside() {
  local passed=()
  while IFS= read -r line; do passed+=("$line"); done < <(
    env | grep -iE '^(PIP_[A-Z_]+|[A-Z]+_PROXY|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)=' || true
  )
  env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "${passed[@]}" chroot "$root" /bin/bash -c "$1" </dev/null
}

stop() {
  echo "$1" >&2
  exit 2
}

main "$@"
