#!/usr/bin/env bash
# Installs Debian packages without starting a single service of theirs. Run as root by install.sh.
# usage: install-packages.sh PACKAGE...
#
# Radica's demo and tests start their own servers; a PostgreSQL cluster or a Redis that nobody asked for has no
# business on this machine. Both guards are taken away again afterwards.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
APT=(apt-get -q -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 --no-install-recommends)

POLICY=/usr/sbin/policy-rc.d
CLUSTERS=/etc/postgresql-common/createcluster.conf
MARK="# radica: no service is started while its packages are installed"
SAVED=$(mktemp -d)

restore() {
    if [ -e "$SAVED/clusters" ]; then cp "$SAVED/clusters" $CLUSTERS; fi
    if [ -e "$SAVED/policy" ]; then
        cp -p "$SAVED/policy" $POLICY
    elif grep -qs "$MARK" $POLICY; then
        rm -f $POLICY
    fi
    rm -rf "$SAVED"
}
trap restore EXIT
trap 'exit 130' INT TERM

start_no_services() {
    # One with our mark was left behind by an installation that was killed.
    if [ -e $POLICY ] && ! grep -qs "$MARK" $POLICY; then cp -p $POLICY "$SAVED/policy"; fi
    printf '#!/bin/sh\n%s\nexit 101\n' "$MARK" >$POLICY
    chmod 755 $POLICY
}

make_no_cluster() {
    [ -e $CLUSTERS ] || quietly install postgresql-common
    if [ -e $CLUSTERS ]; then
        cp "$CLUSTERS" "$SAVED/clusters"
        sed -i -E 's/^#?\s*create_main_cluster.*/create_main_cluster = false/' $CLUSTERS
    fi
}

# One line a package instead of apt's pages.
quietly() { "${APT[@]}" "$@" 2>&1 | sed -u -n -E -e 's/^Setting up ([^ :]+).*/  \1/p' -e '/^(E:|W:|dpkg: error)/p'; }

echo "Actualizando la lista de paquetes."
quietly update || echo "La lista no se pudo actualizar del todo; se intenta con lo que hay."
start_no_services
case " $* " in *" postgresql "*) make_no_cluster || true ;; esac
redis_was_here=$(command -v redis-server || true)

failed=()
echo "Instalando: $* (uno o dos minutos)."
if ! quietly install "$@"; then
    # One package that does not exist here must not keep the others away.
    for package in "$@"; do quietly install "$package" || failed+=("$package"); done
    [ ${#failed[@]} = 0 ] || echo "No se pudo instalar: ${failed[*]}. A mano: apt-get install ${failed[*]}"
fi

# It was installed for its program; at the next start of the machine it must not come up by itself.
if [ -z "$redis_was_here" ] && command -v redis-server >/dev/null && command -v systemctl >/dev/null; then
    systemctl disable redis-server >/dev/null 2>&1 || true
fi
[ ${#failed[@]} = 0 ]
