"""The archives that Word, OpenDocument and EPUB files are: the same bytes for the same content."""

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

#: The first moment that an archive can tell; a file is dated by its data, never by the clock.
DATE_ZIP = (1980, 1, 1, 0, 0, 0)


def archive(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The archive of these parts, in their order; one that says its type says it in plain bytes, as the formats ask."""
    written = io.BytesIO()
    with ZipFile(written, "w") as target:
        for name, octets in parts:
            info = ZipInfo(name, DATE_ZIP)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            target.writestr(info, octets)
    return written.getvalue()


def sans_horloge(octets: bytes) -> bytes:
    """The same archive, none of whose parts tells when it was written."""
    with ZipFile(io.BytesIO(octets)) as source:
        return archive((info.filename, source.read(info)) for info in source.infolist())
