"""Giving Slack a file: for a card to show, or for a person to have."""

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, and what it shows in words, for who cannot see it."""

    name: str
    content: bytes
    alt: str = ""


async def upload(
    client: AsyncWebClient, file: Upload, channel: str | None = None, comment: str | None = None
) -> str:
    """The id of the file that Slack has now: in no channel, or shared in this one, under a comment in mrkdwn.

    Raises what CALL_FAILED names.
    """
    alt = {"alt_txt": file.alt} if file.alt else {}
    place = await client.files_getUploadURLExternal(filename=file.name, length=len(file.content), **alt)
    if client.session is None:
        raise ConnectionError("closed")
    async with client.session.post(place["upload_url"], data=file.content) as answer:
        answer.raise_for_status()
    made: str = place["file_id"]
    await client.files_completeUploadExternal(
        files=[{"id": made, "title": file.name}], channel_id=channel, initial_comment=comment
    )
    return made
