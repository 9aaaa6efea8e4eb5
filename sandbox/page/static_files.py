"""The page's scripts, styles and signs: their address changes with what they say, so that a browser may keep them."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from sandbox.page.html import fingerprint

FOLDER = Path(__file__).parent / "static"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_KEPT = {"Cache-Control": "max-age=31536000, immutable"}
_ASKED_FOR_AGAIN = {"Cache-Control": "no-cache"}


def folder() -> str:
    """The address below which the files stand as they are now."""
    return f"/static/{_mark()}"


async def serve(request: web.Request) -> web.StreamResponse:
    """One file; it may be kept by whoever asks for it as it is now."""
    path = FOLDER / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound
    is_current = request.match_info.get("mark") == _mark()
    return web.Response(
        body=path.read_bytes(),
        content_type=KINDS[path.suffix],
        charset="utf-8",
        headers=_KEPT if is_current else _ASKED_FOR_AGAIN,
    )


def _mark() -> str:
    return fingerprint(
        " ".join(f"{each.name} {each.stat().st_mtime_ns}" for each in sorted(FOLDER.iterdir()))
    )
