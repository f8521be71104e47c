"""Apache's httpd with mod_dav over TLS, which lets in those whose certificate is not revoked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.sync.places.certificates import make_certificates
from tests.sync.places.servers_start import (
    LIBRARIES,
    SERVED_BY,
    fetched,
    folder_of_a_server,
    free_port,
    given_to_the_server,
    started,
)

CONFIGURATION = """
ServerName localhost
Listen 127.0.0.1:{port}
{identity}
PidFile {folder}/pid
ErrorLog {folder}/log
DefaultRuntimeDir {folder}
Mutex file:{folder} default
StartServers 1
{modules}
LimitXMLRequestBody 100000
DavLockDB {folder}/locks/lock
SSLEngine on
SSLSessionCache none
SSLCertificateFile {folder}/good/server.crt
SSLCertificateKeyFile {folder}/good/server.key
SSLCACertificateFile {folder}/good/root.crt
SSLCARevocationFile {folder}/good/root.crl
SSLCARevocationCheck leaf
SSLVerifyClient require
DocumentRoot {folder}/served
<Directory {folder}/served>
    Dav On
    AllowOverride None
    Options None
    <LimitExcept GET OPTIONS PROPFIND PUT MKCOL MOVE DELETE>
        Require all denied
    </LimitExcept>
    Require all granted
</Directory>
Listen 127.0.0.1:{clear_port}
<VirtualHost 127.0.0.1:{clear_port}>
    SSLEngine off
</VirtualHost>
ScriptSock {folder}/cgi
ScriptAlias /answers {folder}/answers
<Files answers>
    Require all granted
</Files>
Header always set Retry-After "120" "expr=%{{REQUEST_STATUS}} == 429"
RewriteEngine on
RewriteRule ^/shut/ - [F]
RewriteRule ^/sign-in/ - [R=401]
RewriteRule ^/busy/ - [R=429]
RewriteRule ^/mended/ - [R=503]
RewriteRule ^/elsewhere/ https://localhost:{port}/plain/ [R=302]
RewriteCond %{{REQUEST_METHOD}} =PUT
RewriteRule ^/full/ - [R=507]
RewriteCond %{{REQUEST_METHOD}} =PUT
RewriteRule ^/read-only/ - [F]
RewriteCond %{{REQUEST_METHOD}} =MOVE
RewriteRule ^/not-aside/ - [F]
RewriteRule ^/((portal|foreign|outside|entities|page|lying|short|endless)/.*) /answers/$1 [PT]
"""
ANSWERS = """#!/bin/sh
# What answers in the place's stead: what it says depends on the path.
listing() {
    printf 'Status: 207 Multi-Status\\nContent-Type: application/xml\\n\\n<?xml version="1.0"?>'
    printf '%s<multistatus xmlns="DAV:"><response><href>%s</href><propstat><prop>' "$2" "$1"
    printf '<getcontentlength>3</getcontentlength></prop></propstat>'
    printf '</response></multistatus>'
}
cat > /dev/null
case $REQUEST_METHOD$PATH_INFO in
    */portal/*) printf 'Content-Type: text/html\\n\\n<html>Welcome! Please sign in.</html>' ;;
    PROPFIND/foreign/in/) listing https://localhost:1/foreign/in/a.gte ;;
    PROPFIND/outside/in/) listing /outside/roster/a.gte ;;
    PROPFIND/entities/in/) listing '/entities/in/&a;' '<!DOCTYPE a [<!ENTITY a "b.gte">]>' ;;
    PROPFIND/page/in/) printf 'Status: 207 Multi-Status\\n\\n<html>Welcome!' ;;
    PUT/lying/* | PUT/short/* | MOVE/short/*) printf 'Status: 201 Created\\n\\n' ;;
    GET/endless/*) printf 'Content-Type: a/b\\n\\n'; head -c 3000000 /dev/zero ;;
    PROPFIND/short/in/?*) listing "$PATH_INFO" ;;
    PROPFIND/*/in/*) printf 'Status: 404 Not Found\\n\\n' ;;
    *) listing "$PATH_INFO" ;;
esac
"""
MODULES = (
    *("mpm_event", "authn_core", "authz_core", "ssl", "dav", "dav_fs"),
    *("headers", "rewrite", "alias", "cgid"),
)


@dataclass(frozen=True)
class Apache:
    port: int
    clear_port: int
    """Where the same server speaks without TLS."""
    folder: Path
    """`good/` holds the certificates of the server's authority, `other/` those of another."""

    def root(self, name: str) -> Path:
        """A new folder on the server."""
        root = self.folder / "served" / name
        root.mkdir(parents=True)
        given_to_the_server(root.parent)
        return given_to_the_server(root)

    def address(
        self, root: str, certificate: str = "certified", ca: str = "good", port: int = 0
    ) -> str:
        files = (
            f"certificate={self.folder}/good/{certificate}.crt"
            f"&key={self.folder}/good/{certificate}.key&ca={self.folder}/{ca}/root.crt"
        )
        return f"davs://localhost:{port or self.port}/{quote(root)}?{files}"


@contextmanager
def apache() -> Iterator[Apache]:
    with folder_of_a_server() as folder:
        for name in ("served", "locks", "served/full", "served/read-only", "served/not-aside"):
            given_to_the_server(_made(folder / name))
        for name in ("good", "other"):
            make_certificates(folder / name)
        port, clear_port = free_port(), free_port()
        (folder / "answers").write_text(ANSWERS)
        (folder / "answers").chmod(0o755)
        modules = "\n".join(
            f"LoadModule {name}_module {fetched(f'usr/lib/apache2/modules/mod_{name}.so')}"
            for name in MODULES
        )
        identity = f"User {SERVED_BY}\nGroup {SERVED_BY}" if os.geteuid() == 0 else ""
        (folder / "httpd.conf").write_text(
            CONFIGURATION.format(
                folder=folder, port=port, clear_port=clear_port, modules=modules, identity=identity
            )
        )
        with started(
            [str(fetched("usr/sbin/apache2")), "-DFOREGROUND", "-f", str(folder / "httpd.conf")],
            port,
            folder / "output",
            {"LD_LIBRARY_PATH": str(LIBRARIES)},
        ):
            yield Apache(port, clear_port, folder)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
