"""Carry letters to a mail server over one connection that is kept while there is something to carry."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
import time
from collections.abc import Iterator
from typing import Any

from ...lib.env import Address, address
from .models import Letter

PATIENCE = 60  # seconds for each answer of the server, many of which make strangers wait on purpose
MORE_PATIENCE = 5  # times that, until it has taken a letter: given up sooner, it would come twice (RFC 5321, 4.5.3.2)
HANG_UP_AFTER = 30  # seconds without a letter
NOT_ABOUT_THE_LETTER = {421, 530, 534, 535, 538}  # the server closes, or wants us to sign in
TOO_LARGE = {552, 523}  # said to the sender already, where the size is announced


class ServerUnavailable(Exception):
    """The mail server cannot be used now; nothing is known about the letter."""


class Refused(Exception):
    """The server said no to this letter: for good, or for now."""

    def __init__(self, code: int, reason: str, *, is_about_us: bool = False) -> None:
        super().__init__(f"{code} {reason}")
        self.is_final = code >= 500 and not is_about_us


class Postman:
    """Delivers to the server that `url` names: `smtp://user:password@host:587?tls=1` or `smtps://…`."""

    def __init__(self, url: str, *, patience: float | None = None) -> None:
        self.server: Address = address(url)
        self.patience = patience or PATIENCE
        if self.server.scheme not in {"smtp", "smtps"}:
            raise ValueError(f"MAIL_URL must begin with smtp:// or smtps://, not {self.server.scheme}://")
        self._line: smtplib.SMTP | None = None
        self._used_at = 0.0

    def carry(self, letter: Letter) -> None:
        """Hand over one letter. Raises Refused or ServerUnavailable; otherwise the server has taken it."""
        is_fresh = self._line is None
        try:
            self._hand_over(letter)
        except ServerUnavailable:
            if is_fresh:
                raise
            self._hand_over(letter)  # the server had hung up on a kept connection: dial once more
        self._used_at = time.monotonic()

    def rest(self) -> None:
        """Hang up when nothing was carried for a while."""
        if self._line and time.monotonic() - self._used_at > HANG_UP_AFTER:
            self.hang_up()

    def hang_up(self) -> None:
        """Say goodbye to the server."""
        line, self._line = self._line, None
        if line:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                line.quit()
            line.close()

    def greet(self) -> str:
        """Connect, and return the server's answer to EHLO, for `convene doctor`. Raises ServerUnavailable."""
        with _as_ours():
            line = self._dial()
            _code, words = line.ehlo()
            self.hang_up()
            return words.decode("utf-8", "replace").splitlines()[0]

    def _hand_over(self, letter: Letter) -> None:
        try:
            line = self._line or self._dial()
            with _as_ours():
                line.sendmail(letter.sender, [letter.recipient], bytes(letter.message))
        except ServerUnavailable:
            dead, self._line = self._line, None
            if dead:
                dead.close()
            raise

    def _dial(self) -> smtplib.SMTP:
        """Connect and sign in. Whatever the server says no to here, it says to us and not to a letter."""
        try:
            with _as_ours():
                return self._connect()
        except (Refused, ValueError) as no:  # what it asked for while signing in may be no base64
            raise ServerUnavailable(str(no)) from no

    def _connect(self) -> smtplib.SMTP:
        at = self.server
        trust = ssl.create_default_context()
        if at.scheme == "smtps" or at.options.get("ssl") in {"1", "true"}:
            line: smtplib.SMTP = _PatientTls(at.host, at.port or 465, timeout=self.patience, context=trust)
        else:
            line = _Patient(at.host, at.port or (587 if at.user else 25), timeout=self.patience)
        self._line = line
        line.ehlo_or_helo_if_needed()
        if at.options.get("tls") in {"1", "true"}:
            line.starttls(context=trust)
            line.ehlo()
        if at.user:
            line.login(at.user, at.password)
        return line


class _Patient(smtplib.SMTP):
    """Waits longer for the answer to a letter than for any other."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        if self.sock:
            self.sock.settimeout(self.timeout * MORE_PATIENCE)
        try:
            return super().data(msg)
        finally:
            if self.sock:
                self.sock.settimeout(self.timeout)


class _PatientTls(_Patient, smtplib.SMTP_SSL):
    """The same, speaking TLS from the beginning."""


@contextlib.contextmanager
def _as_ours() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _told(code, words) from error
    except (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError) as error:
        raise ServerUnavailable(str(error)) from error
    except smtplib.SMTPSenderRefused as error:
        raise _told(error.smtp_code, error.smtp_error, is_about_us=error.smtp_code not in TOO_LARGE) from error
    except smtplib.SMTPResponseException as error:
        raise _told(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise ServerUnavailable(str(error) or type(error).__name__) from error


def _told(code: int, words: bytes | str, *, is_about_us: bool = False) -> Exception:
    is_noise = isinstance(words, str)  # the library's own words: what came was no answer at all
    reason = (words if isinstance(words, str) else words.decode("utf-8", "replace")).replace("\n", " ").strip()
    if is_noise or code in NOT_ABOUT_THE_LETTER or code < 400:
        return ServerUnavailable(f"{code} {reason}")
    return Refused(code, reason, is_about_us=is_about_us)
