"""OpenSSH's sshd with its SFTP server, for the user that the tests run as, or nobody."""

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization import PublicFormat as Public

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
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/laptop.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
Subsystem sftp internal-sftp
"""


@dataclass(frozen=True)
class Sshd:
    port: int
    folder: Path
    """Holds `host`, `laptop` and `stranger`, each with its `.pub`, and `curve.pub`."""

    def root(self, name: str) -> Path:
        """A new folder on the server."""
        root = self.folder / name
        root.mkdir()
        return given_to_the_server(root)

    def address(
        self, root: Path, port: int = 0, host_key: str = "host", key: str = "laptop"
    ) -> str:
        files = f"key={self.folder}/{key}&host_key={self.folder}/{host_key}.pub"
        return f"sftp://{SERVED_BY}@127.0.0.1:{port or self.port}{quote(str(root))}?{files}"


@contextmanager
def sshd(most_bytes_of_a_file: int | None = None) -> Iterator[Sshd]:
    """A server with its own keys; with a limit it fails to write as a full one does."""
    with folder_of_a_server() as folder:
        for name in ("host", "laptop", "stranger"):
            _make_key(folder / name)
        curve = generate_private_key(SECP256R1()).public_key()
        (folder / "curve.pub").write_bytes(curve.public_bytes(Encoding.OpenSSH, Public.OpenSSH))
        port = free_port()
        (folder / "sshd_config").write_text(CONFIGURATION.format(port=port, folder=folder))
        program = folder / "sshd"  # where whoever it runs as can read it
        shutil.copy(fetched("usr/sbin/sshd"), program)
        libraries = folder / "libraries"
        libraries.mkdir()
        for library in LIBRARIES.glob("libwrap*"):
            shutil.copy(library, libraries)
        with started(
            [str(program), "-D", "-e", "-f", str(folder / "sshd_config")],
            port,
            folder / "log",
            {"LD_LIBRARY_PATH": str(libraries)},
            as_somebody=True,
            before=_limited(most_bytes_of_a_file),
        ):
            yield Sshd(port, folder)


def _limited(most: int | None) -> Callable[[], None] | None:
    if most is None:
        return None
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def _make_key(file: Path) -> None:
    key = Ed25519PrivateKey.generate()
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    file.chmod(0o600)
    given_to_the_server(file)
    public = key.public_key().public_bytes(Encoding.OpenSSH, Public.OpenSSH)
    file.with_suffix(".pub").write_bytes(public + b" made for a test\n")
