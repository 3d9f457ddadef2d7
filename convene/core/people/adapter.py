"""How accounts are made and claimed, and how mails and two-step sign-in look: what allauth asks of us."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ...lib.web import live
from . import actions

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.forms import BaseForm
    from django.http import HttpRequest

    from .models import User

TOO_OFTEN = _("That was too often. Please wait ten minutes and try again.")
WRONG_CODE = _("This code is not right. Check it, or ask for a new one.")


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Our answers to allauth's questions about accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is suspended."),
        "cannot_remove_primary_email": _("Make another address the main one first, then remove this one."),
        "duplicate_email": _("This address belongs to your account already."),
        "email_password_mismatch": _("Address and password do not go together. Try again, or let us mail you a code."),
        "email_taken": _("Somebody else uses this address already."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "max_email_addresses": _("You can have %d addresses at most. Remove one first."),
        "rate_limited": TOO_OFTEN,
        "too_many_login_attempts": TOO_OFTEN,
        "unverified_primary_email": _("Confirm this address first, then make it the main one."),
    }

    def save_user(self, request: HttpRequest, _user: User, form: BaseForm, _commit: bool = True) -> User:
        """Sign up with what the form says."""
        said = form.cleaned_data
        return actions.sign_up(request.user, name=said["name"], email=said["email"], password=said["password1"])

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """An address is proven; what was written under it becomes the person's."""
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed and email_address.user.claimed_at:
            actions.claim(email_address.user, email_address.email)
        return confirmed

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        """Somebody signs out; their pages that are still open hear no more."""
        if request.user.pk:
            live.end_streams(request.user.pk)
        super().logout(request)

    def login(self, request: HttpRequest, user: User) -> None:
        """Somebody signs in, having proven their address.

        A password that was set before the address was proven, by whoever, is void when the proof is a mailed code.
        """
        ways = {way["method"] for way in get_authentication_records(request, user)}
        if not user.claimed_at and "code" in ways:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        actions.arrive(user)
        super().login(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails know the network's name, and link to the site by its own address whatever the request says."""
        pages = {
            "signup_url": reverse("account_signup"),
            "code_url": reverse("account_request_login_code"),
            "password_reset_url": reverse("account_reset_password"),
            "security_url": reverse("people:security"),
        }
        links = {name: settings.SITE_URL + path for name, path in pages.items()}
        site = {"network": settings.NETWORK_NAME, "site_url": settings.SITE_URL}
        super().send_mail(template_prefix, email, context | links | site)

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        """Back to where the password is one of several things."""
        return reverse("people:security")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The ways to show that it is still you, in our words."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code from your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [way | {"description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc]
    """Our answers to allauth's questions about passkeys and codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _("Switch two-step sign-in off before you add an address."),
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Confirm your e-mail addresses first; then add a second step."),
    }

    def build_totp_svg(self, url: str) -> str:
        """A QR code, dark on light in either scheme."""
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=4, light="white", xmldecl=False)
        return drawn.getvalue().decode()

    def _get_site_name(self) -> str:
        return settings.NETWORK_NAME

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 (allauth calls it so)
        """What a passkey is called until the person says better."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(_("Passkey %(number)d") % {"number": number})
