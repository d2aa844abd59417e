#!/usr/bin/env bash
# Installs the system packages that are missing and says why; without the right to install, prints the one line to run.
# usage: scripts/system-packages.sh run|test|bench
# Tested on Debian 12. Written for Ubuntu 24.04 too (the names are the same, Chromium apart), and untested there.
set -eu
PYTHON=${PYTHON:-python3}
missing=()

# need PACKAGE REASON CHECK...   notes the package as missing unless the check succeeds; never asks apt or the network.
need() {
    local package=$1 reason=$2
    shift 2
    "$@" >/dev/null 2>&1 && return
    [ "${#missing[@]}" -gt 0 ] || echo "System packages that are missing here:"
    missing+=("$package")
    printf '  %-26s %s\n' "$package" "$reason"
}

any_file() { compgen -G "$1"; }
any_command() { local name; for name; do command -v "$name" && return; done; return 1; }
makes_environments() { [ -x .tools/bin/uv ] || "$PYTHON" -c 'import ensurepip, venv'; }

need libsqlite3-mod-spatialite "SpatiaLite: places and distances in the database file" any_file '/usr/lib/*/mod_spatialite.so'
need python3 "runs the application" any_command "$PYTHON"
need python3-venv "makes the Python environment in this folder" makes_environments

if [ "$1" = test ]; then
    chromium=chromium
    if grep -qs '^ID=ubuntu' /etc/os-release; then chromium='chromium-browser'; fi
    need "$chromium" "the browser of the tests (or name yours in CITY_BROWSER)" \
        any_command ${CITY_BROWSER:+"$CITY_BROWSER"} chromium chromium-browser google-chrome
    need libatomic1 "needed by Playwright, which drives the browser" any_file '/usr/lib/*/libatomic.so.1'
    need postgresql-postgis "PostgreSQL with PostGIS, the other database of the tests" \
        any_file '/usr/share/postgresql/*/extension/postgis.control'
    need postgresql-common "starts a PostgreSQL that is thrown away after the tests" any_command pg_virtualenv
fi

if [ "$1" = bench ]; then
    need wrk "asks for pages as fast as it can, to measure" any_command wrk
fi

[ "${#missing[@]}" -gt 0 ] || exit 0

hand_over() {
    echo "Please run this line, then start again:"
    echo "  sudo apt-get install ${missing[*]}"
    exit 1
}

# sudo counts when it asks for no password, or when somebody is at the keyboard to give one.
may_sudo() { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; }

as_root=()
if [ "$EUID" -ne 0 ]; then
    may_sudo || hand_over
    as_root=(sudo)
fi
command -v apt-get >/dev/null || hand_over

if [ -t 1 ]; then details=/dev/stdout; else details=/dev/null; fi
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@" </dev/null >$details
}

# Debian's PostgreSQL starts a server for good when it is installed. The tests bring their own, so that one is left out.
keep_servers_off=/etc/postgresql-common/createcluster.d/no-server-for-tests.conf
without_a_server() {
    "${as_root[@]}" mkdir -p "${keep_servers_off%/*}"
    echo 'create_main_cluster = false' | "${as_root[@]}" tee "$keep_servers_off" >/dev/null
    trap '"${as_root[@]}" rm -f "$keep_servers_off"' EXIT
}
case " ${missing[*]} " in *" postgresql-postgis "*) without_a_server ;; esac

echo "Installing them with apt-get."
apt update || echo "The list of packages could not be renewed; trying with the one that is here."
apt install --no-install-recommends "${missing[@]}" || hand_over
