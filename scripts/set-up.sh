#!/usr/bin/env bash
# Makes all that the application runs with: the Python environment, scripts and styles by others, translations.
# usage: scripts/set-up.sh run|test|bench|texts   (texts: only the two quick last steps)
# Each step keeps a checksum of what it was made from, and is passed over while that is the same.
set -eu
uv_version=0.13.9
level=$1
PYTHON=${PYTHON:-python3}
unset VIRTUAL_ENV
# Only the Python that is here is used: never one that uv would download.
export UV_PYTHON_DOWNLOADS=never
# Certificates are those that this machine trusts, as behind a company's proxy.
export UV_SYSTEM_CERTS=true NODE_USE_SYSTEM_CA=1

say() { echo "Setting up: $*"; }
checksum() { { pwd; cat "$@"; } | sha256sum; }

# done_before FOLDER PURPOSE SUM   whether FOLDER was made from the same before; what tests need includes what `run` needs.
done_before() {
    local marks=("$1/.made-for-$2")
    [ "$2" != run ] || marks=("$1"/.made-for-*)
    grep -qsxF "$3" "${marks[@]}"
}

check_python() {
    "$PYTHON" - <<'PYTHON' || exit 1
import sys
if not (3, 11) <= sys.version_info[:2] <= (3, 12):
    sys.exit(f"{sys.executable} is Python {sys.version.split()[0]}; this project needs 3.11 or 3.12. "
             "Name such a Python: make run PYTHON=python3.11")
PYTHON
}

get_uv() {
    [ "$(.tools/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != $uv_version ] || return 0
    say "uv $uv_version, which installs Python packages"
    "$PYTHON" -m venv --clear .tools
    .tools/bin/pip install --quiet --disable-pip-version-check uv==$uv_version
}

python_environment() {
    local sum options=()
    sum=$(checksum pyproject.toml uv.lock)
    if [ -x .venv/bin/python ] && done_before .venv "$level" "$sum"; then return; fi
    check_python
    get_uv
    say "the Python environment (.venv), from uv.lock"
    # An environment that was moved or copied still points to its old place.
    grep -qsF "$PWD/.venv/" .venv/bin/pybabel || rm -rf .venv
    [ "$level" = run ] || options+=(--group "$level")
    [ -t 2 ] || options+=(--quiet)
    # --inexact: what an earlier set-up for tests or benchmarks added stays.
    .tools/bin/uv sync --locked --inexact --python "$("$PYTHON" -c 'import sys; print(sys.executable)')" "${options[@]}"
    echo "$sum" >".venv/.made-for-$level"
}

node_packages() {
    local sum purpose=test options=(--ignore-scripts --no-audit --no-fund --no-update-notifier)
    if [ "$level" != test ]; then purpose=run options+=(--omit=dev); fi
    sum=$(checksum package-lock.json)
    if done_before node_modules $purpose "$sum"; then return; fi
    say "scripts and styles by others (node_modules), from package-lock.json"
    .venv/bin/npm ci --loglevel=error "${options[@]}" >/dev/null
    echo "$sum" >node_modules/.made-for-$purpose
}

# Copies what the pages load to static/vendor, without the mention of source maps, which are not served, and
# without GOV.UK's font, which is licensed for gov.uk alone.
vendor_files() {
    local sum source name
    sum=$(checksum package-lock.json static/vendor.txt scripts/set-up.sh)
    if [ -d static/vendor ] && grep -qsxF "$sum" .tools/vendor-files; then return; fi
    rm -rf static/vendor
    while read -r source name; do
        case $source in ''|'#'*) continue ;; esac
        mkdir -p "$(dirname "static/vendor/$name")"
        case $name in
            *.js|*.css) sed -E 's@/[/*]# sourceMappingURL=[^ *]*( ?\*/)?@@; s/@font-face\{[^}]*\}//g' "node_modules/$source" >"static/vendor/$name" ;;
            *) cp "node_modules/$source" "static/vendor/$name" ;;
        esac
    done <static/vendor.txt
    echo "$sum" >.tools/vendor-files
}

translations() {
    local catalogue
    for catalogue in city/translations/*/LC_MESSAGES/*.po; do
        if [ "$catalogue" -nt "${catalogue%.po}.mo" ]; then
            say "translations"
            .venv/bin/pybabel -q compile -d city/translations
            return
        fi
    done
}

# A compressed copy beside each script and style (gzip, Brotli): a stale one would be served in place of its source.
compressed_copies() {
    local mark=.tools/compressed-copies
    if [ -e $mark ] && [ -z "$(find static ! -name '*.gz' ! -name '*.br' -newer $mark -print -quit)" ]; then return; fi
    say "compressed copies of scripts and styles"
    find static \( -name '*.gz' -o -name '*.br' \) -delete
    .venv/bin/python -m whitenoise.compress --quiet static
    touch $mark
}

# Machine code of the journey planner, which numba keeps beside its modules: no passenger waits while it is made.
planner_code() {
    local sum
    sum=$(checksum uv.lock transit/planner/*.py)
    if grep -qsxF "$sum" .tools/planner-code; then return; fi
    say "machine code of the journey planner"
    .venv/bin/python -m transit.planner.compiling
    echo "$sum" >.tools/planner-code
}

if [ "$level" != texts ]; then
    python_environment
    planner_code
    node_packages
    vendor_files
elif [ ! -x .venv/bin/city ] || [ ! -d static/vendor ]; then
    echo "Nothing is set up yet: run \`make setup\` first, or \`make run\` for everything." >&2
    exit 1
fi
translations
compressed_copies
