"""The log as files: Markdown, JSON and a site, side by side."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from handlers.records.export.data import as_json
from handlers.records.export.madr import index, madr
from handlers.records.export.site import site
from rituals.records.log import Log, slug, stem

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # The same records are the same bytes, whenever they are taken along.
_READABLE = 0o100644 << 16
_UNIX = 3

Files = Mapping[str, bytes]
"""By path, with slashes, in order of paths."""


def lay_out(log: Log) -> Files:
    """All files of a log."""
    files = {f"decisions/{stem(one)}.md": f"{madr(one, log)}\n".encode() for one in log.records}
    files["decisions/index.md"] = f"{index(log)}\n".encode()
    files["decisions.json"] = as_json(log)
    files |= {f"site/{name}": content for name, content in site(log).items()}
    return dict(sorted(files.items()))


def pack(log: Log) -> tuple[str, bytes]:
    """The log as one zip file: its name, and its bytes."""
    name = "-".join(filter(None, [slug(log.workspace), "decisions"]))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for path, content in lay_out(log).items():
            entry = zipfile.ZipInfo(f"{name}/{path}", _NO_TIME)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                _READABLE,
                _UNIX,
            )
            made.writestr(entry, content)
    return f"{name}.zip", packed.getvalue()
