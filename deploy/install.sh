#!/usr/bin/env bash
# Brings a Debian or Ubuntu machine to where Radica runs: system packages, .venv, locked requirements.
# usage: deploy/install.sh [--tests]      (--tests adds Chromium and the tools that check the code)
#
# Quick when nothing is missing. What cannot be installed is named, with the way to do it by hand; where there
# is a substitute (PostgreSQL and Redis inside wheels, the reading engine of our own) it goes on.
set -euo pipefail
cd "$(dirname "$0")/.."

VENV=.venv
TESTS=no
[ "${1:-}" = "--tests" ] && TESTS=yes

say() { printf '%s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# --- what is missing ---------------------------------------------------------------------------------

has_postgresql() { [ -x "${PG_BIN:-/nowhere}/initdb" ] || has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_spanish() { has tesseract && tesseract --list-langs 2>/dev/null | grep -qx spa; }
# The invoices that the corpus prints through Chromium are set in these; with others they would be other documents.
has_fonts() { has fc-list && [ -n "$(fc-list 'Liberation Sans')" ]; }
has_chromium() { [ -n "${CHROMIUM:-}" ] || has chromium || has chromium-browser || has google-chrome; }
has_venv() { [ -x $VENV/bin/python ] || "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; }
is_ubuntu() { grep -qs '^ID=ubuntu' /etc/os-release; }

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        if [ -n "$candidate" ] && has "$candidate" && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            PYTHON=$candidate
            return
        fi
    done
    fail "Radica necesita Python 3.11 o más nuevo y no se encontró. Instálalo (apt-get install python3 python3-venv) o indica
cuál usar: make run PYTHON=/ruta/a/python3.12"
}

missing_packages() {
    has_venv || echo "$("$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    has_postgresql || echo postgresql
    has redis-server || echo redis-server
    has_spanish || echo tesseract-ocr tesseract-ocr-spa
    has pdftoppm || echo poppler-utils
    # Ubuntu's chromium is a snap, which needs a running snapd: Playwright brings its own there.
    if [ $TESTS = yes ] && ! has_chromium && ! is_ubuntu; then echo chromium; fi
    if [ $TESTS = yes ] && ! has_fonts; then echo fontconfig fonts-liberation; fi
}

# --- system packages ---------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif sudo -n true 2>/dev/null; then
        sudo "$@"
    elif [ -t 0 ]; then
        say "Se pide tu contraseña de sudo para instalar paquetes del sistema."
        sudo "$@"
    else
        return 1
    fi
}

install_packages() {
    local wanted
    wanted=$(missing_packages | tr '\n' ' ')
    [ -z "${wanted// /}" ] && return
    say "Faltan paquetes del sistema: $wanted"
    if ! has apt-get; then
        say "Aquí no hay apt-get: instálalos con el gestor de paquetes de esta máquina."
    elif [ "$(id -u)" != 0 ] && ! has sudo; then
        say "Para instalarlos hace falta ser root o tener sudo."
    elif [ "$(id -u)" != 0 ] && ! [ -t 0 ] && ! sudo -n true 2>/dev/null; then
        say "Para instalarlos hace falta la contraseña de sudo, y aquí no hay terminal donde pedirla."
    elif ! as_root bash deploy/install-packages.sh $wanted; then
        say "No se pudieron instalar todos."
    fi
    hash -r
    explain_what_is_still_missing
}

explain_what_is_still_missing() {
    has_venv || fail "Falta el módulo venv de Python, sin el cual no se puede seguir. Ejecuta como root:
    apt-get update && apt-get install $(missing_packages | grep venv)"
    has_postgresql || say "- Sin PostgreSQL del sistema: se usará el que viene en un paquete de Python.
  A mano: sudo apt-get install postgresql"
    has redis-server || say "- Sin Redis del sistema: se usará el que viene en un paquete de Python.
  A mano: sudo apt-get install redis-server"
    has_spanish || say "- Sin Tesseract en español: las imágenes se leerán solo con el motor propio, sin segunda opinión.
  A mano: sudo apt-get install tesseract-ocr tesseract-ocr-spa"
    has pdftoppm || say "- Sin Poppler: un PDF que el lector principal no pueda abrir no tendrá segunda oportunidad.
  A mano: sudo apt-get install poppler-utils"
    if [ $TESTS = yes ] && ! has_chromium && ! is_ubuntu; then
        say "- Sin Chromium: las pruebas del navegador fallarán.
  A mano: sudo apt-get install chromium, o indica el programa en la variable CHROMIUM."
    fi
    if [ $TESTS = yes ] && ! has_fonts; then
        say "- Sin las letras Liberation: las facturas que imprime el corpus salen con otras.
  A mano: sudo apt-get install fontconfig fonts-liberation"
    fi
}

# --- the virtual environment and the locked requirements -----------------------------------------------

make_environment() {
    if [ -x $VENV/bin/python ] && $VENV/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then return; fi
    say "Creando el entorno de Python en $VENV."
    rm -rf $VENV
    "$PYTHON" -m venv $VENV
}

# Install a lock file once: a stamp remembers its content.
install_lock() {
    local lock=$1 words=$2 stamp
    stamp=$VENV/.installed-$(basename "$lock" .txt)-$(sha256sum "$lock" | cut -c1-16)
    [ -e "$stamp" ] && return
    say "$words"
    if ! install_requirements "$lock"; then
        fail "No se pudieron instalar las bibliotecas de $lock. Revisa la conexión a internet (o el índice de paquetes de pip) y
repite, o instálalas a mano:
    $VENV/bin/python -m pip install --require-hashes -r $lock"
    fi
    rm -f "$VENV/.installed-$(basename "$lock" .txt)-"*
    touch "$stamp"
}

# uv is several times quicker; pip knows the indexes that the machine's owner configured.
install_requirements() {
    local uv=$VENV/bin/uv
    if [ ! -x $uv ]; then
        $VENV/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt || true
    fi
    if [ -x $uv ] && UV_LINK_MODE=copy $uv pip install --quiet --python $VENV/bin/python --require-hashes -r "$1"; then
        return
    fi
    say "Instalando con pip, que tarda algo más."
    $VENV/bin/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes -r "$1"
}

install_libraries() {
    install_lock requirements.txt "Instalando las bibliotecas de Python (unos 600 MB, de medio a dos minutos)."
    if [ $TESTS = yes ]; then
        install_lock requirements-dev.txt "Instalando las herramientas de prueba."
        if ! has_chromium && is_ubuntu; then
            $VENV/bin/playwright install --with-deps chromium || explain_chromium_on_ubuntu
        fi
    fi
    if ! has_postgresql || ! has redis-server; then
        install_lock requirements-embedded.txt "Instalando PostgreSQL y Redis como paquetes de Python."
    fi
}

explain_chromium_on_ubuntu() {
    say "- No se pudo instalar Chromium: las pruebas del navegador fallarán.
  A mano: $VENV/bin/playwright install --with-deps chromium, o indica el programa en la variable CHROMIUM."
}

find_python
install_packages
make_environment
install_libraries
