"""The servers that come from npm: a FHIR R4 server in memory, and a token server."""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from joserfc.jwk import ECKey

from tests.sync.places.servers_start import folder_of_a_server, free_port, started

MODULES = Path(sys.prefix) / "servers" / "node" / "node_modules"
OURS = Path(__file__).parents[2] / "servers"
SCOPE = "system/DocumentReference.cru"


def beside_modules(script: str, folder: Path) -> list[str]:
    """The command that runs one of our scripts, laid where it finds what it imports."""
    node = shutil.which("node")
    assert node, "node is not there: see docs/testing.md"
    assert MODULES.is_dir(), "the servers of npm are not there: run `make .venv/servers/ready`"
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(MODULES)
    return [node, str(shutil.copy(OURS / script, folder))]


@contextmanager
def fhir_server() -> Iterator[int]:
    """The port of a FHIR server with an empty store under each base."""
    with folder_of_a_server() as folder:
        port = free_port()
        command = [*beside_modules("fhir.mjs", folder), str(port)]
        with started(command, port, folder / "log"):
            yield port


@dataclass(frozen=True)
class TokenServer:
    """`key` is the private key whose public half the server knows."""

    url: str
    key: ECKey
    folder: Path

    @property
    def token_url(self) -> str:
        return f"{self.url}/token"

    def key_file(self, key: ECKey | None = None) -> Path:
        file = self.folder / "key.pem"
        file.write_bytes((key or self.key).as_pem(private=True))
        return file


@contextmanager
def token_server() -> Iterator[TokenServer]:
    with folder_of_a_server() as folder:
        key = ECKey.generate_key("P-384", private=True)
        public = {**key.as_dict(private=False), "kid": "one", "use": "sig", "alg": "ES384"}
        (folder / "jwks.json").write_text(json.dumps({"keys": [public]}))
        port = free_port()
        command = [*beside_modules("oidc.mjs", folder), str(port), str(folder / "jwks.json")]
        with started(command, port, folder / "log"):
            yield TokenServer(f"http://127.0.0.1:{port}", key, folder)
