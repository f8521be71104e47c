"""SFTP: a server that is known by its key, where this laptop signs in with a key of its own."""

import base64
import errno
import logging
import secrets
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import paramiko
from cryptography.exceptions import UnsupportedAlgorithm
from paramiko.sftp import CMD_CLOSE, CMD_EXTENDED, CMD_OPENDIR, CMD_READDIR

from sync.errors import (
    Gone,
    KnownSyncFailure,
    NameTaken,
    NoSuchPlace,
    NotThePlace,
    PlaceFull,
    PlaceRefuses,
    PlaceUnreachable,
    TooLarge,
)
from sync.places.place import MOST_BYTES, Box, Entry, Put
from sync.places.uri import read_uri

ASIDE = "quarantine"
PATIENCE = 20.0
"""Seconds without an answer until the place counts as out of reach."""

_PART = ".part"
_GREETING = b"SSH-"
_LOG = f"{__name__}.line"
_FSYNC = "fsync@openssh.com"
_RSA = ("rsa-sha2-512", "rsa-sha2-256")


class SftpPlace:
    """Written beside its place, flushed where the server can, renamed by the plain rename.

    That rename refuses a name that is taken; links on the server are never followed. One
    connection, made when it is first needed and anew after a failure.
    """

    def __init__(  # noqa: PLR0913  # each is a part of the address
        self,
        host: str,
        port: int,
        user: str,
        root: str,
        *,
        host_keys: tuple[paramiko.PKey, ...],
        key: paramiko.PKey | None,
        patience: float,
    ) -> None:
        self._server = (host, port)
        self._user = user
        self._root = root
        self._host_keys = host_keys
        self._key = key
        self._patience = patience
        self._transport: paramiko.Transport | None = None
        self._sftp: paramiko.SFTPClient | None = None
        self._flushes = False

    @classmethod
    def at(cls, address: str, patience: float = PATIENCE) -> Self:
        """The place at `sftp://user@host:port/folder?key=FILE&host_key=FILE`.

        `host_key` holds the server's public keys, one a line, as in `ssh_host_ed25519_key.pub`.
        Without `key` the SSH agent is asked. Raises NoSuchPlace.
        """
        uri = read_uri(address, "key", "host_key")
        if not uri.user or not uri.path:
            raise NoSuchPlace
        key = _private_key(uri.file("key")) if "key" in uri.options else None
        host_keys = _public_keys(uri.file("host_key"))
        return cls(
            uri.host,
            uri.port or 22,
            uri.user,
            uri.path,
            host_keys=host_keys,
            key=key,
            patience=patience,
        )

    def put(self, box: Box, name: str, content: bytes) -> Put:
        part = self._path(box, f"{name}.{secrets.token_hex(4)}{_PART}")
        with self._speaking() as sftp:
            if _kind(sftp, self._path(box, name)) is not None:
                return self._there_already(box, name, content)
            self._must_have(sftp, box)
            try:
                self._write(sftp, part, content)
                sftp.rename(part, self._path(box, name))
            except (OSError, KnownSyncFailure) as failure:
                if isinstance(failure, TimeoutError):
                    raise
                with suppress(OSError):
                    sftp.remove(part)
                if _kind(sftp, self._path(box, name)) is None:
                    raise
                return self._there_already(box, name, content)
        return Put.NEW

    def names(self, box: Box) -> Iterator[Entry]:
        with self._speaking() as sftp:
            try:
                listed = tuple(_listing(sftp, self._path(box)))
            except FileNotFoundError:
                self._must_be_there(sftp)
                return
        for entry in listed:
            if not entry.name.endswith(_PART):
                yield entry

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        with self._speaking() as sftp:
            try:
                found = sftp.lstat(self._path(box, name))
                if not stat.S_ISREG(found.st_mode or 0):
                    raise Gone
                if (found.st_size or 0) > most:
                    raise TooLarge
                with sftp.open(self._path(box, name), "rb") as file:
                    content = bytes(file.read(most + 1))
            except FileNotFoundError:
                self._must_be_there(sftp)
                raise Gone from None
        if len(content) > most:
            raise TooLarge
        return content

    def set_aside(self, box: Box, name: str) -> None:
        with self._speaking() as sftp:
            try:
                self._must_have(sftp, ASIDE)
                target = self._path(ASIDE, name)
                if _kind(sftp, target) is not None:
                    target = self._path(ASIDE, f"{name}.{secrets.token_hex(4)}")
                sftp.rename(self._path(box, name), target)
            except FileNotFoundError:
                return
            except PermissionError:
                return  # only the leads may move files there: it stays listed

    def taken(self, box: Box, name: str) -> None:
        """Nothing to do: another lead may still want to read it."""

    def close(self) -> None:
        transport, self._transport, self._sftp = self._transport, None, None
        if transport is not None:
            transport.packetizer.complete_handshake()  # lets go of a timer that would go on
            transport.close()
            if transport.is_alive():
                transport.join(self._patience)

    def _path(self, box: str, name: str = "") -> bytes:
        """A path as the server spells it: names of strangers need not be readable as text."""
        path = f"{self._root}/{box}/{name}" if name else f"{self._root}/{box}"
        return path.encode("utf-8", "surrogateescape")

    def _must_have(self, sftp: paramiko.SFTPClient, box: str) -> None:
        if _kind(sftp, self._path(box)) is not None:
            return
        self._must_be_there(sftp)
        try:
            sftp.mkdir(self._path(box), 0o770)
        except OSError:
            if _kind(sftp, self._path(box)) is None:  # else another laptop was quicker
                raise

    def _must_be_there(self, sftp: paramiko.SFTPClient) -> None:
        if _kind(sftp, self._root.encode()) is None:  # made by nobody here
            raise NotThePlace

    def _there_already(self, box: Box, name: str, content: bytes) -> Put:
        try:
            if self.get(box, name, len(content)) == content:
                return Put.ALREADY_THERE
        except (TooLarge, Gone):
            pass  # another size, or no file at all
        raise NameTaken

    def _write(self, sftp: paramiko.SFTPClient, part: bytes, content: bytes) -> None:
        with sftp.open(part, "wx") as file:
            try:
                file.write(content)
                if self._flushes:
                    _request(sftp, CMD_EXTENDED, _FSYNC, file.handle)
            except OSError as failure:
                # The protocol has no word for "full"; for what is forbidden, gone or late it has.
                if failure.errno is None and not isinstance(failure, TimeoutError):
                    raise PlaceFull from failure
                raise
        if sftp.lstat(part).st_size != len(content):
            raise PlaceUnreachable

    @contextmanager
    def _speaking(self) -> Iterator[paramiko.SFTPClient]:
        """The connection; what goes wrong on it in words for people, and the line hung up."""
        try:
            yield self._sftp or self._connected()
        except KnownSyncFailure:
            raise
        except PermissionError as failure:
            raise PlaceRefuses from failure
        except (OSError, EOFError, paramiko.SSHException) as failure:
            self.close()
            raise PlaceUnreachable from failure

    def _connected(self) -> paramiko.SFTPClient:
        self.close()
        line = socket.create_connection(self._server, timeout=self._patience)
        try:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _must_speak_ssh(line)
            transport = paramiko.Transport(line)
        except BaseException:
            line.close()
            raise
        self._transport = transport
        try:
            self._sftp = self._greeted(transport)
        except BaseException:
            self.close()
            raise
        return self._sftp

    def _greeted(self, transport: paramiko.Transport) -> paramiko.SFTPClient:
        transport.set_log_channel(_LOG)
        logging.getLogger(_LOG).setLevel(logging.CRITICAL + 1)  # all it tells is raised as well
        transport.banner_timeout = transport.auth_timeout = self._patience
        transport.get_security_options().key_types = _algorithms(self._host_keys)
        try:
            transport.start_client(timeout=self._patience)
        except paramiko.IncompatiblePeer as failure:
            raise NotThePlace from failure  # it has no key of the kind we know it by
        if transport.get_remote_server_key() not in self._host_keys:
            raise NotThePlace
        self._sign_in(transport)
        channel = transport.open_session(timeout=self._patience)
        channel.settimeout(self._patience)
        channel.invoke_subsystem("sftp")
        sftp = paramiko.SFTPClient(channel)
        self._flushes = _can_flush(sftp)
        return sftp

    def _sign_in(self, transport: paramiko.Transport) -> None:
        started = time.monotonic()
        try:
            for key in (self._key,) if self._key else paramiko.Agent().get_keys():
                with suppress(paramiko.AuthenticationException):
                    if not transport.auth_publickey(self._user, key):
                        return
                if not transport.is_active() or time.monotonic() - started >= self._patience:
                    raise PlaceUnreachable  # cut or silent, which is no answer
        except paramiko.SSHException as failure:
            raise PlaceUnreachable from failure
        raise PlaceRefuses


def _must_speak_ssh(line: socket.socket) -> None:
    """Without this, whoever greets with a page of a network is waited for as a slow server is."""
    first = line.recv(len(_GREETING), socket.MSG_PEEK)
    if not first:
        raise PlaceUnreachable
    if not _GREETING.startswith(first):
        raise NotThePlace


def _private_key(file: Path) -> paramiko.PKey:
    try:
        return paramiko.PKey.from_path(file)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
        raise NoSuchPlace from None  # TypeError: it has a passphrase, and nobody is there to ask
    except (paramiko.SSHException, paramiko.pkey.UnknownKeyType):
        raise NoSuchPlace from None


def _public_keys(file: Path) -> tuple[paramiko.PKey, ...]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        keys = tuple(_public_key(line) for line in lines if line.strip())
    except (OSError, ValueError, paramiko.SSHException, paramiko.pkey.UnknownKeyType):
        raise NoSuchPlace from None
    if not keys:
        raise NoSuchPlace
    return keys


def _public_key(line: str) -> paramiko.PKey:
    kind, key = line.split()[:2]
    return paramiko.PKey.from_type_string(kind, base64.b64decode(key, validate=True))


def _algorithms(keys: tuple[paramiko.PKey, ...]) -> tuple[str, ...]:
    """What to ask the server to sign with, so that it shows a key we know."""
    kinds = dict.fromkeys(key.get_name() for key in keys)
    return tuple(a for kind in kinds for a in (_RSA if kind == "ssh-rsa" else (kind,)))


def _kind(sftp: paramiko.SFTPClient, path: bytes) -> int | None:
    try:
        return stat.S_IFMT(sftp.lstat(path).st_mode or 0)
    except FileNotFoundError:
        return None


def _listing(sftp: paramiko.SFTPClient, folder: bytes) -> Iterator[Entry]:
    """What is in the folder. paramiko's own listing fails on a name that is not UTF-8."""
    _kind_of_answer, opened = _request(sftp, CMD_OPENDIR, folder)
    handle = opened.get_binary()
    with suppress(EOFError):
        while True:
            _kind_of_answer, answer = _request(sftp, CMD_READDIR, handle)
            for _ in range(answer.get_int()):
                name = answer.get_binary().decode("utf-8", "surrogateescape")
                answer.get_binary()  # the line for people
                attributes = paramiko.SFTPAttributes._from_msg(answer)  # noqa: SLF001
                if name not in (".", "..") and "/" not in name:
                    yield Entry(name, attributes.st_size)
    _request(sftp, CMD_CLOSE, handle)


def _can_flush(sftp: paramiko.SFTPClient) -> bool:
    """Whether the server knows fsync: then it looks for the file, and there is none."""
    try:
        _request(sftp, CMD_EXTENDED, _FSYNC, b"none")
    except OSError as failure:
        return failure.errno == errno.ENOENT
    return True


def _request(
    sftp: paramiko.SFTPClient, command: int, *parts: bytes | str
) -> tuple[int, paramiko.Message]:
    answer: tuple[int, paramiko.Message] = sftp._request(command, *parts)  # noqa: SLF001
    return answer
