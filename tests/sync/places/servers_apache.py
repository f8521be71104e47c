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
    Require all granted
</Directory>
RewriteEngine on
RewriteCond %{{REQUEST_METHOD}} =PUT
RewriteRule ^/full/ - [R=507]
RewriteCond %{{REQUEST_METHOD}} =PUT
RewriteRule ^/read-only/ - [F]
RewriteCond %{{REQUEST_METHOD}} =MOVE
RewriteRule ^/not-moved/ - [F]
RewriteRule ^/shut/ - [F]
RewriteRule ^/sign-in/ - [R=401]
RewriteRule ^/busy/ - [R=429]
RewriteRule ^/mended/ - [R=503]
RewriteRule ^/elsewhere/ https://localhost:{port}/plain/ [R=302]
RewriteRule ^/portal/ /portal.html [PT]
RewriteCond %{{REQUEST_METHOD}} =PROPFIND
RewriteRule ^/lying/in/ /foreign.xml [PT,E=listing:1]
RewriteCond %{{REQUEST_METHOD}} =PROPFIND
RewriteRule ^/bomb/in/ /bomb.xml [PT,E=listing:1]
Header always set Retry-After "120" "expr=%{{REQUEST_STATUS}} == 429"
Header always set Retry-After "Mon, 02 Mar 2026 10:32:00 GMT" "expr=%{{REQUEST_STATUS}} == 503"
Header always set Date "Mon, 02 Mar 2026 10:30:00 GMT" "expr=%{{REQUEST_STATUS}} == 503"
ErrorDocument 401 default
"""
MODULES = (
    *("mpm_event", "authn_core", "authz_core", "ssl", "dav", "dav_fs"),
    *("headers", "rewrite", "socache_shmcb"),
)


@dataclass(frozen=True)
class Apache:
    port: int
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
        for name in ("served", "locks"):
            given_to_the_server(_made(folder / name))
        for name in ("good", "other"):
            make_certificates(folder / name)
        port = free_port()
        modules = "\n".join(
            f"LoadModule {name}_module {fetched(f'usr/lib/apache2/modules/mod_{name}.so')}"
            for name in MODULES
        )
        identity = f"User {SERVED_BY}\nGroup {SERVED_BY}" if os.geteuid() == 0 else ""
        (folder / "httpd.conf").write_text(
            CONFIGURATION.format(folder=folder, port=port, modules=modules, identity=identity)
        )
        with started(
            [str(fetched("usr/sbin/apache2")), "-DFOREGROUND", "-f", str(folder / "httpd.conf")],
            port,
            folder / "output",
            {"LD_LIBRARY_PATH": str(LIBRARIES)},
        ):
            yield Apache(port, folder)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
