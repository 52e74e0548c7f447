"""wangtu keys: the credentials file."""

import re
import secrets
import sys
from collections.abc import Mapping
from typing import Annotated, TypeVar

import typer
from pydantic import ValidationError

from service.api.auth.schemes import token_name
from service.commands.stop import FAILED, WRONG_USE, stop
from service.credentials import USER_NAME, Credentials, load_credentials, new_callers, save_credentials
from service.passwords import hashed
from service.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Show, add and remove what the credentials file keeps.")

Value = TypeVar("Value")

SHOWN = 4
"""How many characters of a secret a listing shows, and no more than a quarter of it."""

LATER = "; a service that runs notices when it is started again"


@app.command("list")
def list_keys() -> None:
    """Show what the environment and the file hold, secrets shortened."""
    settings = Settings()
    for place, held in (
        ("environment", settings.environment_credentials()),
        ("file", load_credentials(settings.credentials)),
    ):
        for line in _lines(held):
            typer.echo(f"{place}  {line}")


@app.command()
def create() -> None:
    """Make a token and an access key, keep them in the file and show them this once."""
    made = new_callers()
    _keep(_held() | made)
    ((access_key, secret),) = made.access_keys.items()
    typer.echo(f"token       {made.tokens[0]}\naccess key  {access_key}\nsecret key  {secret}")


@app.command()
def user(name: Annotated[str, typer.Argument(help="domain/user.")]) -> None:
    """Add a user who may ask for tokens, or change a password; it is asked for, or read from a pipe."""
    if not re.fullmatch(USER_NAME, name):
        stop("a user is named domain/user", WRONG_USE)
    password = _password()
    if not password:
        stop("a password cannot be empty", WRONG_USE)
    _keep(_held() | Credentials(users={name: hashed(password)}))
    typer.echo(f"{name} may ask for tokens{LATER}")


@app.command()
def project(
    project_id: Annotated[str, typer.Argument(help="The id in the address, 32 hex digits at the cloud.")],
    name: Annotated[str, typer.Argument(help="What it is looked up by, such as cn-north-4.")],
) -> None:
    """Subscribe a project. While there are none, every project is subscribed."""
    held = _held()
    _keep(held.model_copy(update={"projects": {**held.projects, project_id: name}}))
    typer.echo(f"{project_id} is subscribed{LATER}")


@app.command()
def bind(
    principal: Annotated[str, typer.Argument(help="An access key, domain/user, or a listed token name.")],
    projects: Annotated[list[str], typer.Argument(help="The ids of the projects that it may use.")],
) -> None:
    """Let a principal use these projects alone. Who is bound to none may use any."""
    held = _held()
    if principal not in _principals(held | Settings().environment_credentials()):
        stop(f"nobody is called {principal}; see `wangtu keys list`", FAILED)
    _keep(held.model_copy(update={"bindings": {**held.bindings, principal: tuple(projects)}}))
    typer.echo(f"{principal} is bound to {', '.join(projects)}{LATER}")


@app.command()
def remove(
    name: Annotated[
        str, typer.Argument(help="A token or its name, an access key, domain/user, or a project's id.")
    ],
) -> None:
    """Take something out of the file, with what it is bound to; exits with 1 where the file has no such."""
    held = _held()
    tokens = [token for token in held.tokens if not _is(name, token) and token_name(token) != name]
    name = token_name(name) if name in held.tokens else name
    kept = held.model_copy(
        update={
            "tokens": tuple(tokens),
            "access_keys": _without(held.access_keys, name),
            "users": _without(held.users, name),
            "projects": _without(held.projects, name),
            "bindings": _without(held.bindings, name),
        }
    )
    if kept == held:
        stop("the file has no such credential", FAILED)
    _keep(kept)
    typer.echo(f"removed{LATER}")
    if held.projects and not kept.projects:
        typer.echo("no project is left in the file: every project is subscribed now", err=True)


def _lines(held: Credentials) -> list[str]:
    return [
        *(f"token       {token_name(token)}  {_beginning(token)}" for token in held.tokens),
        *(
            f"access key  {access_key}:{_beginning(secret)}"
            for access_key, secret in held.access_keys.items()
        ),
        *(f"user        {user}" for user in held.users),
        *(f"project     {project}  {name}" for project, name in held.projects.items()),
        *(f"binding     {name}  {', '.join(projects)}" for name, projects in held.bindings.items()),
    ]


def _beginning(secret: str) -> str:
    return f"{secret[: min(SHOWN, len(secret) // 4)]}…"


def _principals(held: Credentials) -> set[str]:
    return {*map(token_name, held.tokens), *held.access_keys, *held.users}


def _held() -> Credentials:
    return load_credentials(Settings().credentials)


def _keep(credentials: Credentials) -> None:
    try:
        checked = Credentials.model_validate(credentials.model_dump())
    except ValidationError as error:
        stop(error.errors()[0]["msg"].removeprefix("Value error, "), WRONG_USE)
    save_credentials(Settings().credentials, checked)


def _password() -> str:
    """From the terminal without an echo, or the one line of a pipe: never an argument, which others see."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    try:
        return sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        stop("a password must be UTF-8", WRONG_USE)


def _is(name: str, token: str) -> bool:
    return secrets.compare_digest(token.encode(), name.encode())


def _without(held: Mapping[str, Value], name: str) -> dict[str, Value]:
    return {key: value for key, value in held.items() if key != name}
