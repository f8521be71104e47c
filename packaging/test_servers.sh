#!/bin/sh
# Fetches the servers that the tests start, from Debian's packages, into a folder of our own:
# nothing is installed on the system, and no rights are needed.
#
#   test_servers.sh FOLDER
set -eu

packages='openssh-server libwrap0 openssh-sftp-server apache2-bin libapr1 libaprutil1
    libaprutil1-dbd-sqlite3 libaprutil1-ldap libjansson4 liblua5.3-0 age etcd-server
    postgresql-15 postgresql-client-15 libpq5 libllvm14 sqlcipher libsqlcipher0 qpdf libqpdf29
    poppler-utils libpoppler126 libopenjp2-7 liblcms2-2 libnss3 libnspr4 libtiff6 libjpeg62-turbo
    libdeflate0 libjbig0 liblerc4 libwebp7'

folder=$1
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(uname -s)" != Linux ] || ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
    echo "The servers for the tests come from Debian's packages, which are not to be had here." >&2
    exit 1
fi
rm -rf "$folder.new"
mkdir -p "$folder.new/packages" "$folder.new/root"
cd "$folder.new/packages"
# shellcheck disable=SC2086  # several words are meant
apt-get download -qq $packages 2>/dev/null || {
    [ "$(id -u)" -eq 0 ] && apt-get update -qq
    apt-get download -qq $packages
}
for package in *.deb; do dpkg -x "$package" ../root; done
cd /
rm -rf "$folder.new/packages" "$folder"
mv "$folder.new" "$folder"

# FHIR and token servers come from npm, at the versions and hashes of the lock file. Nothing of
# theirs is run while they are installed.
command -v npm >/dev/null || {
    echo "The FHIR and token servers for the tests need node and npm: apt-get install nodejs npm" >&2
    exit 1
}
mkdir -p "$folder/node"
cp "$here/../tests/servers/package.json" "$here/../tests/servers/package-lock.json" "$folder/node/"
npm ci --prefix "$folder/node" --ignore-scripts --no-audit --no-fund --loglevel=error
