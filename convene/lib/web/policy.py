"""The content policy, written once: it says the same on nearly every page, and no page uses a nonce."""

from __future__ import annotations

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicy(CSPMiddleware):
    """Sends the policy of the settings; a response that a decorator of django-csp has touched gets its own."""

    @cached_property
    def usual(self) -> str:
        """The header of every response that asks for nothing else."""
        return build_policy()

    def process_request(self, request: HttpRequest) -> None:
        """No nonce is prepared."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the header, unless there is one."""
        if any(name.startswith("_csp") for name in vars(response)):
            asked: HttpResponseBase = super().process_response(request, response)
            return asked
        response.headers.setdefault(HEADER, self.usual)
        return response
