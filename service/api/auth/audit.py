"""Names the credentials that a request tries, for its log line. No name reveals a secret."""

from service.api.auth.credential_store import token_name
from service.api.auth.signature import RequestHead, parse_authorization


def tried_credentials(head: RequestHead) -> list[str]:
    """The access key of a signature and the name of a token, whether or not they exist.

    A token is named by a short hash, as `wangtu keys list` does.
    """
    authorization = parse_authorization(head.headers.get("authorization", ""))
    token = head.headers.get("x-auth-token")
    tried = [authorization.access_key] if authorization else []
    return [*tried, token_name(token)] if token else tried
