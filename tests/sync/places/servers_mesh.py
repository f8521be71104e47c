"""mesh-sandbox, NHS England's own MESH to test against, with its three mailboxes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.sync.places.servers_start import folder_of_a_server, free_port, started

WORKFLOW = "GOLDEN_THREAD"


@dataclass(frozen=True)
class MeshServer:
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def address(
        self, state: Path, mailbox: str = "X26ABC1", to: str = "X26ABC2", key: str = "TestKey"
    ) -> str:
        """The place of this mailbox, with its settings in a file beside `state`."""
        file = state.with_name(f"{state.name}.toml")
        file.write_text(
            f'mailbox = "{mailbox}"\nto = "{to}"\npassword = "password"\nshared_key = "{key}"\n'
            f'workflow = "{WORKFLOW}"\nstate = "{state}"\n'
        )
        return f"mesh+http://127.0.0.1:{self.port}?settings={file}"

    def says_not_collected(self, sender: str, workflow: str, local_id: str) -> None:
        """Have MESH report to the sender that a message was not collected in five days."""
        report = {
            "mailbox_id": sender,
            "status": "undeliverable",
            "workflow_id": workflow,
            "code": "14",
            "description": "Message not collected by recipient after 5 days",
            "local_id": local_id,
        }
        made = httpx.post(f"{self.url}/messageexchange/admin/report", json=report)
        assert made.status_code == 200, made.text


@contextmanager
def mesh_server() -> Iterator[MeshServer]:
    with folder_of_a_server() as folder:
        port = free_port()
        with started(
            [
                *(
                    sys.executable,
                    "-m",
                    "uvicorn",
                    "mesh_sandbox.api:app",
                    "--log-level",
                    "warning",
                ),
                *("--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"),
            ],
            port,
            folder / "log",
            {"SHARED_KEY": "TestKey", "AUTH_MODE": "full", "STORE_MODE": "memory"},
        ):
            yield MeshServer(port, folder)
