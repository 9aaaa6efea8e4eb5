"""Settings: environment variables, read once; `.env` is read when present. All are documented in docs/settings.md."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.database import parse_url, sqlite_file


class Settings(BaseSettings):
    """How this Cairn is set up; raises pydantic.ValidationError where a value cannot be read."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///var/cairn.db"
    port: int = Field(3000, ge=1, le=65535)
    host: str = "0.0.0.0"  # noqa: S104 - A server that Slack reaches listens where it is deployed.
    cairn_secret_key: SecretStr | None = None
    cairn_clock_file: Path | None = None
    cairn_log_level: str = "INFO"

    @property
    def secret_key(self) -> str | None:
        """The server's keys as they are set, with commas between; None where they are not."""
        return self.cairn_secret_key.get_secret_value() if self.cairn_secret_key else None

    @property
    def database_file(self) -> Path | None:
        """The file of an SQLite database; None with PostgreSQL. Raises SetupError where neither is meant."""
        url = parse_url(self.database_url)
        return sqlite_file(url) if url.drivername == "sqlite" else None
