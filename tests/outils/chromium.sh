#!/bin/sh
# Says which Chromium the browser tests will use; installs Debian's when there is none and one may.
set -u

present() {
    for nom in ${CHROMIUM:-} chromium chromium-browser google-chrome; do
        command -v "$nom" && return 0
    done
    return 1
}

if chemin=$(present); then
    echo "Navigateur des essais : $chemin"
    exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Aucun Chromium : installation du paquet « chromium » de Debian…"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update >/dev/null 2>&1
    apt-get -qq install -y --no-install-recommends chromium >/dev/null 2>&1
fi

if chemin=$(present); then
    echo "Navigateur des essais : $chemin"
else
    echo "ATTENTION : pas de Chromium, les essais dans un navigateur seront sautés (paquet « chromium », ou CHROMIUM=chemin)."
fi
exit 0
