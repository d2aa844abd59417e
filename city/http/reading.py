"""Taking an answer in, piece by piece: measured, hashed, and put in its place only when it is whole."""

import os
import tempfile
import time
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from city.http import errors

PIECE = 64 * 1024
PAGES = ("text/html", "application/xhtml+xml")
ERROR_PAGE_BYTES = 64 * 1024  # read of an answer that is not wanted, and let go
LEFT_OVER_S = 24 * 3600
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Answer:
    """What a source gave: its bytes in `data`, or in the file `path`. `address` is the last of all redirections."""

    status: int
    address: str = field(repr=False)
    headers: dict = field(repr=False)
    data: bytes = field(default=b"", repr=False)
    path: Path | None = None
    size: int = 0
    sha256: str = ""

    @property
    def not_modified(self):
        return self.status == 304

    @property
    def etag(self):
        return self.headers.get("etag")

    @property
    def last_modified(self):
        return self.headers.get("last-modified")

    @property
    def kind(self):
        """The media type, without its parameters."""
        return self.headers.get("content-type", "application/octet-stream").partition(";")[0].strip().lower()


def check_kind(host, kind, accept):
    """Raise SourceSentPage or SourceWrongKind for a media type that is not among `accept`; empty, it takes all."""
    if not accept or kind in accept:
        return
    if kind in PAGES:
        raise errors.SourceSentPage(host=host)
    raise errors.SourceWrongKind(host=host, kind=kind[:100])


class Parcel:
    """The bytes of an answer, kept in memory or in a file beside `into`, which is replaced at the end."""

    def __init__(self, into, most_bytes):
        self.path, self.most_bytes = Path(into) if into else None, most_bytes
        self.data, self.size, self.sha256 = b"", 0, ""
        self._part = None

    def __enter__(self):
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._sweep()
        return self

    def __exit__(self, *failed):
        self._drop()

    def take(self, response, host, deadline, wanted):
        """Read the whole answer. What is not `wanted` (an error's page) is read a little way and never put in place.

        Raises SourceTooBig, by what the server says or by what comes, unpacked; SourceSilent; what urllib3 raises.
        """
        self._drop()
        if not wanted:
            self.data = response.read(ERROR_PAGE_BYTES)
            self.size = len(self.data)
            return
        stated = response.headers.get("content-length", "")
        if stated.isdigit() and int(stated) > self.most_bytes:
            raise self._too_big(host)
        digest, pieces = sha256(), [] if not self.path else None
        self.size = 0
        with self._open() as file:
            for piece in response.stream(PIECE, decode_content=True):
                self.size += len(piece)
                if max(self.size, response.tell()) > self.most_bytes:
                    raise self._too_big(host)
                digest.update(piece)
                file.write(piece) if file else pieces.append(piece)
            if deadline.is_over:
                raise errors.SourceSilent(host=host)
            if file:
                file.flush()
                os.fsync(file.fileno())
        self.sha256 = digest.hexdigest()
        if self.path:
            os.replace(self._part, self.path)
            self._part = None
        else:
            self.data = b"".join(pieces)

    def _too_big(self, host):
        return errors.SourceTooBig(host=host, limit=max(self.most_bytes // MEGABYTE, 1))

    def _open(self):
        if not self.path:
            return nullcontext()
        number, self._part = tempfile.mkstemp(prefix=f".{self.path.name}.", suffix=".part", dir=self.path.parent)
        return os.fdopen(number, "wb")

    def _drop(self):
        if self._part:
            with suppress(OSError):
                os.unlink(self._part)
            self._part = None

    def _sweep(self):
        """Parts that a killed process left behind."""
        for file in self.path.parent.glob(f".{self.path.name}.*.part"):
            with suppress(OSError):
                if time.time() - file.stat().st_mtime > LEFT_OVER_S:
                    file.unlink()
