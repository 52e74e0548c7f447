"""wangtu keys: the credentials file."""

import secrets
from typing import Annotated

import typer

from service.commands.stop import FAILED, stop
from service.credentials import Credentials, load_credentials, new_credentials, save_credentials
from service.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Show, add and remove the credentials that the file keeps.")

SHOWN = 4
"""How many characters of a secret a listing shows."""


@app.command("list")
def list_keys() -> None:
    """Show what the environment and the file hold, secrets shortened."""
    settings = Settings()
    for place, held in (
        ("environment", settings.environment_credentials()),
        ("file", load_credentials(settings.credentials)),
    ):
        for token in held.tokens:
            typer.echo(f"{place}  token       {token[:SHOWN]}…")
        for access_key, secret in held.access_keys.items():
            typer.echo(f"{place}  access key  {access_key}:{secret[:SHOWN]}…")
        for user in held.users:
            typer.echo(f"{place}  user        {user}")


@app.command()
def create() -> None:
    """Make a token and an access key, keep them in the file and show them this once."""
    path = Settings().credentials
    made = new_credentials()
    save_credentials(path, load_credentials(path) | made)
    ((access_key, secret),) = made.access_keys.items()
    typer.echo(f"token       {made.tokens[0]}\naccess key  {access_key}\nsecret key  {secret}")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="A token, an access key, or domain/user.")]) -> None:
    """Take a credential out of the file; exits with 1 where the file has no such one."""
    path = Settings().credentials
    held = load_credentials(path)
    kept = Credentials(
        tokens=tuple(
            token for token in held.tokens if not secrets.compare_digest(token.encode(), name.encode())
        ),
        access_keys={key: secret for key, secret in held.access_keys.items() if key != name},
        users={user: password for user, password in held.users.items() if user != name},
    )
    if kept == held:
        stop("the file has no such credential", FAILED)
    save_credentials(path, kept)
    typer.echo("removed; a service that runs keeps it until it is started again")
