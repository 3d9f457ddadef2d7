"""The forms of sign-up, sign-in and security: allauth's, with our fields and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ...lib.errors import NotAllowed, NotPossible
from . import actions
from .actions.naming import chosen_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from .models import User

Words = tuple[object, object]  # label and hint
ADDRESS = (_("E-mail address"), "")
OWN_ADDRESS = (_("E-mail address"), _("We send a code to it. Nobody else gets to see it."))
PASSWORD = (_("Password"), "")
NEW_PASSWORD = (_("Password"), _("At least 8 characters. A few words in a row are strong and easy to keep in mind."))
MAILED_CODE = (_("Code from the mail"), "")
ANY_CODE = (_("Code from your app, or a recovery code"), "")


def _address() -> str:
    """The IP address of who asks, as allauth's limits count it."""
    return str(get_adapter().get_client_ip(context.request))


def _word(form: forms.Form, **words: Words) -> None:
    """Give fields our labels and hints, no placeholders, and ask for a password once."""
    form.fields.pop("password2", None)
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = str(label), str(hint)
        field.widget.attrs.pop("placeholder", None)
        if name == "code":
            field.widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false"}


def _worded(form: type[Any], **words: Words) -> type[Any]:
    """The form with our words in it."""

    class Worded(form):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            _word(self, **words)

    return Worded


class SignUp(account.SignupForm):  # type: ignore[misc]
    """Name, address, password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As colleagues know you. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    puzzle = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    answer = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    field_order = ("name", "email", "password1")
    data: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, email=OWN_ADDRESS, password1=NEW_PASSWORD)
        if not self.is_bound:
            self.initial["puzzle"] = actions.puzzle_for(_address())

    def clean(self) -> dict[str, Any]:
        """A form with nothing else to mend passes the gate; a puzzle that is of no more use makes room for another."""
        said: dict[str, Any] = super().clean()
        if self.errors:
            return said
        puzzle, answer = said.get("puzzle", ""), said.get("answer", "")
        try:
            actions.pass_gate(AnonymousUser(), puzzle=puzzle, answer=answer, address=_address())
        except NotAllowed as no:
            if answer or not puzzle:  # who waits goes on with the one they have
                self.data = self.data.copy()
                self.data["puzzle"], self.data["answer"] = actions.puzzle_for(_address()), ""
            raise ValidationError(no.sentence) from no
        return said

    def clean_name(self) -> str:
        """A name that can be read, and that is not one of the site's own."""
        try:
            return chosen_name(AnonymousUser(), self.cleaned_data["name"])
        except NotPossible as error:
            raise ValidationError(error.sentence) from error

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """An address that has an account already is answered like a new one."""
        said = self.cleaned_data
        if self.account_already_exists:
            actions.sign_up_again(request.user, name=said["name"], email=said["email"], password=said["password1"])
        with transaction.atomic():
            result: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return result


SignIn = _worded(account.LoginForm, login=ADDRESS, password=PASSWORD)
AskForCode = _worded(account.RequestLoginCodeForm, email=ADDRESS)
AskForReset = _worded(account.ResetPasswordForm, email=ADDRESS)
EnterLoginCode = _worded(account.ConfirmLoginCodeForm, code=MAILED_CODE)
EnterAddressCode = _worded(account.ConfirmEmailVerificationCodeForm, code=MAILED_CODE)
EnterResetCode = _worded(account.ConfirmPasswordResetCodeForm, code=MAILED_CODE)
AddAddress = _worded(
    account.AddEmailForm, email=(_("Another e-mail address"), _("We send a code to it, to be sure that it is yours."))
)
ChangePassword = _worded(account.ChangePasswordForm, oldpassword=(_("Present password"), ""), password1=NEW_PASSWORD)
SetPassword = _worded(account.SetPasswordForm, password1=NEW_PASSWORD)
ResetPassword = _worded(account.ResetPasswordKeyForm, password1=NEW_PASSWORD)
Reauthenticate = _worded(account.ReauthenticateForm, password=PASSWORD)
SecondStep = _worded(mfa.AuthenticateForm, code=ANY_CODE)
SecondStepAgain = _worded(mfa.ReauthenticateForm, code=ANY_CODE)
StartApp = _worded(ActivateTOTPForm, code=(_("Code that the app shows now"), ""))
NamePasskey = _worded(EditWebAuthnForm, name=(_("Name of this passkey"), ""))


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, always one that signs in by itself."""

    passwordless = forms.BooleanField(initial=True, required=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].max_length = 60
        _word(self, name=(_("Name of this passkey"), _("Such as “Office laptop”, to tell it from others.")))
