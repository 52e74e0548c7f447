"""wangtu keys: lists and changes the entries of the credentials file."""

import re
import secrets
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, TypeVar

import typer
from pydantic import ValidationError

from service.api.auth.credential_store import token_name
from service.commands.stop import FAILED, WRONG_USE, stop
from service.credentials import USER_NAME, Credentials, change_credentials, load_credentials, new_callers
from service.passwords import hash_password
from service.settings import Settings

app = typer.Typer(no_args_is_help=True, help="List, add and remove entries of the credentials file.")

Value = TypeVar("Value")

SHOWN_CHARACTERS = 4
"""The most characters of a secret that a listing shows. It shows at most a quarter of a secret."""

AFTER_RESTART = "; a running service applies it after a restart"


@app.command("list")
def list_keys() -> None:
    """List the entries of the environment and of the file, with shortened secrets."""
    settings = Settings()
    for place, credentials in (
        ("environment", settings.environment_credentials()),
        ("file", load_credentials(settings.credentials)),
    ):
        for line in _lines(credentials):
            typer.echo(f"{place}  {line}")


@app.command()
def create() -> None:
    """Add a new token and a new access key to the file, and show them once."""
    created = new_callers()
    _change(lambda kept: kept | created)
    ((access_key, secret),) = created.access_keys.items()
    typer.echo(f"token       {created.tokens[0]}\naccess key  {access_key}\nsecret key  {secret}")


@app.command()
def user(name: Annotated[str, typer.Argument(help="The user's name in the form domain/user.")]) -> None:
    """Add a user who may request tokens, or change a password. The password is prompted for or piped in."""
    if not re.fullmatch(USER_NAME, name):
        stop("a user name must read domain/user", WRONG_USE)
    password = _password()
    if not password:
        stop("a password cannot be empty", WRONG_USE)
    added = Credentials(users={name: hash_password(password)})
    _change(lambda kept: kept | added)
    typer.echo(f"{name} may request tokens{AFTER_RESTART}")


@app.command()
def project(
    project_id: Annotated[str, typer.Argument(help="The ID in URLs. Those of the cloud have 32 hex digits.")],
    name: Annotated[str, typer.Argument(help="The name by which clients find it, such as cn-north-4.")],
) -> None:
    """Subscribe a project. While no project is subscribed, all projects can be used."""
    _change(lambda kept: kept.model_copy(update={"projects": {**kept.projects, project_id: name}}))
    typer.echo(f"{project_id} is subscribed{AFTER_RESTART}")


@app.command()
def bind(
    principal: Annotated[str, typer.Argument(help="An access key, domain/user, or the name of a token.")],
    projects: Annotated[list[str], typer.Argument(help="The IDs of the projects that it may use.")],
) -> None:
    """Restrict a principal to these projects. A principal without a binding may use all projects."""
    environment = Settings().environment_credentials()

    def bound(kept: Credentials) -> Credentials:
        if principal not in _principals(kept | environment):
            stop(f"there is no principal {principal}; see `wangtu keys list`", FAILED)
        return kept.model_copy(update={"bindings": {**kept.bindings, principal: tuple(projects)}})

    _change(bound)
    typer.echo(f"{principal} is bound to {', '.join(projects)}{AFTER_RESTART}")


@app.command()
def remove(
    name: Annotated[
        str, typer.Argument(help="A token or its name, an access key, domain/user, or a project ID.")
    ],
) -> None:
    """Remove an entry and its bindings from the file. Exits with 1 if the file has no such entry."""
    before, after = _change(lambda kept: _removed(kept, name))
    typer.echo(f"removed{AFTER_RESTART}")
    if before.projects and not after.projects:
        typer.echo("no project is left in the file, so all projects can be used", err=True)


def _removed(before: Credentials, name: str) -> Credentials:
    """The credentials without an entry and its bindings. Exits with 1 if there is no such entry."""
    tokens = [token for token in before.tokens if not _equal(name, token) and token_name(token) != name]
    name = token_name(name) if name in before.tokens else name
    after = before.model_copy(
        update={
            "tokens": tuple(tokens),
            "access_keys": _without(before.access_keys, name),
            "users": _without(before.users, name),
            "projects": _without(before.projects, name),
            "bindings": _without(before.bindings, name),
        }
    )
    return after if after != before else stop("the file has no such entry", FAILED)


def _lines(credentials: Credentials) -> list[str]:
    return [
        *(f"token       {token_name(token)}  {_shortened(token)}" for token in credentials.tokens),
        *(
            f"access key  {access_key}:{_shortened(secret)}"
            for access_key, secret in credentials.access_keys.items()
        ),
        *(f"user        {user}" for user in credentials.users),
        *(f"project     {project}  {name}" for project, name in credentials.projects.items()),
        *(f"binding     {name}  {', '.join(projects)}" for name, projects in credentials.bindings.items()),
    ]


def _shortened(secret: str) -> str:
    return f"{secret[: min(SHOWN_CHARACTERS, len(secret) // 4)]}…"


def _principals(credentials: Credentials) -> set[str]:
    return {*map(token_name, credentials.tokens), *credentials.access_keys, *credentials.users}


def _change(change: Callable[[Credentials], Credentials]) -> tuple[Credentials, Credentials]:
    """Change the file, if the result is valid. Returns the credentials before and after it."""
    return change_credentials(Settings().credentials, lambda kept: _checked(change(kept)))


def _checked(credentials: Credentials) -> Credentials:
    try:
        return Credentials.model_validate(credentials.model_dump())
    except ValidationError as error:
        stop(error.errors()[0]["msg"].removeprefix("Value error, "), WRONG_USE)


def _password() -> str:
    """Prompt for a password, or read one line from a pipe. Other users could see a process argument."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    try:
        return sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        stop("a password must be UTF-8", WRONG_USE)


def _equal(name: str, token: str) -> bool:
    return secrets.compare_digest(token.encode(), name.encode())


def _without(entries: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {key: value for key, value in entries.items() if key != name}
