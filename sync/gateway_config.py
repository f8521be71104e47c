"""What a gateway is told: one TOML file, read exactly as written."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from sync.errors import SyncError
from sync.places.settings_file import Settings

_Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
_BoxName = Annotated[str, Field(pattern=r"^(in|roster|receipts|out-\*|out-[0-9a-f]{1,64})$")]


class RelayConfig(Settings):
    """One way between two places, each by its address."""

    name: _Name
    source: str
    target: str
    boxes: Annotated[list[_BoxName], Field(min_length=1)]


class GatewayConfig(Settings):
    """`state` is a folder of this gateway alone; `port` on 127.0.0.1 answers /health and /metrics.

    `every` is the seconds between two rounds.
    """

    state: str
    port: Annotated[int, Field(ge=1, le=65535)]
    every: Annotated[float, Field(gt=0, le=86_400)] = 30.0
    relay: Annotated[list[RelayConfig], Field(min_length=1)]


class ConfigRefused(SyncError):
    """The file cannot be understood; says where, and repeats nothing that stands there."""


def read_config(file: Path) -> GatewayConfig:
    """Raises ConfigRefused."""
    try:
        told = GatewayConfig.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as failure:
        raise ConfigRefused(f"The file cannot be read: {failure.strerror}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise ConfigRefused("The file is not TOML in UTF-8.") from None
    except ValidationError as failure:
        wrong = failure.errors(include_input=False, include_url=False, include_context=False)
        said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong)
        raise ConfigRefused(f"The file is not as it should be: {said}.") from None
    names = [relay.name for relay in told.relay]
    if len(set(names)) != len(names):
        raise ConfigRefused("Two relays have the same name.")
    if not Path(told.state).is_absolute():
        raise ConfigRefused("state: the folder must be a whole path.")
    return told
