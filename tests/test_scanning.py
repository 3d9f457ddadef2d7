"""Files with viruses are refused: by a real clamd where there is one, and by one that speaks its protocol elsewhere."""

from __future__ import annotations

import shutil
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convene.config.doctor_services import scanner as doctor
from convene.core.files import actions
from convene.core.files.models import File
from convene.lib.clamav import Clamd, Unanswered
from convene.lib.errors import NotPossible, Unavailable

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = f"Convene.Eicar.Test:0:0:{EICAR.hex()}\n"


@pytest.fixture(scope="module")
def clamd(tmp_path_factory) -> Iterator[str]:
    """A real one, which knows one virus."""
    program = shutil.which("clamd")
    if program is None:
        pytest.skip("no clamd here")
    folder: Path = tmp_path_factory.mktemp("clamd")
    (folder / "signatures").mkdir()
    (folder / "signatures" / "test.ndb").write_text(SIGNATURE)
    (folder / "clamd.conf").write_text(
        f"LocalSocket {folder}/ctl\nDatabaseDirectory {folder}/signatures\nForeground yes\nStreamMaxLength 3M\nUser root\n"
    )
    process = subprocess.Popen(
        [program, "-c", folder / "clamd.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    begun = time.monotonic()
    while not (folder / "ctl").exists():
        assert time.monotonic() - begun < 30
        assert process.poll() is None
        time.sleep(0.05)
    yield f"clamav://{folder}/ctl"
    process.terminate()
    process.wait(10)


class Pretender(socketserver.BaseRequestHandler):
    """Says whatever it is told to, once it has heard the whole file."""

    answer = b"stream: OK\0"
    heard = b""

    def handle(self) -> None:
        line = self.request.makefile("rb")
        command = b"".join(iter(lambda: line.read(1), b"\0"))
        type(self).heard = b""
        while command == b"zINSTREAM" and (length := struct.unpack(">I", line.read(4))[0]):
            type(self).heard += line.read(length)
        self.request.sendall(self.answer)


@pytest.fixture
def pretender() -> Iterator[str]:
    with socketserver.TCPServer(("127.0.0.1", 0), Pretender) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"clamav://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def upload(content: bytes, name: str = "a.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_real_scanner_finds_what_it_knows(clamd, ben, settings, tmp_path):
    settings.CLAMAV_URL = clamd
    assert actions.take_in(ben, upload(b"words")).name == "a.txt"
    with pytest.raises(NotPossible, match="Convene.Eicar.Test"):
        actions.take_in(ben, upload(EICAR))
    with pytest.raises(NotPossible, match="Convene.Eicar.Test"):
        actions.take_in_bytes(None, "from-a-mail.txt", EICAR)
    assert File.objects.count() == 1
    (found,) = doctor()
    assert (found.level, "ClamAV" in found.says) == ("fine", True)
    (tmp_path / "large").write_bytes(bytes(5_000_000))
    with pytest.raises(Unanswered, match="size limit"):
        Clamd(clamd).virus_in(tmp_path / "large")


def test_the_whole_file_is_sent(pretender, tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"0123456789" * 100_000)
    assert Clamd(pretender).virus_in(tmp_path / "file") == ""
    assert Pretender.heard == b"0123456789" * 100_000
    monkeypatch.setattr(Pretender, "answer", b"stream: Some.Virus FOUND\0")
    assert Clamd(pretender).virus_in(tmp_path / "file") == "Some.Virus"


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"\xff\xfe" * 3_000, b"stream: OKAY\0"]
)
def test_no_file_is_taken_while_the_scanner_does_not_say_yes(answer, pretender, ben, settings, monkeypatch):
    settings.CLAMAV_URL = pretender
    monkeypatch.setattr(Pretender, "answer", answer)
    with pytest.raises(Unavailable, match="look through files"):
        actions.take_in(ben, upload(b"words"))
    assert not File.objects.exists()


def test_no_file_is_taken_while_the_scanner_is_away(ben, settings, as_):
    settings.CLAMAV_URL = "clamav:///nowhere/clamd.ctl"
    answer = as_(ben).post("/files/", {"file": upload(b"words")})
    assert (answer.status_code, "try again" in answer.json()["error"]) == (422, True)
    (found,) = doctor()
    assert (found.level, "CLAMAV_URL" in found.do) == ("wrong", True)


def test_without_a_scanner_nothing_is_asked(ben, settings):
    settings.CLAMAV_URL = ""
    assert list(doctor()) == []
    actions.take_in(ben, upload(EICAR))


@pytest.mark.parametrize("url", ["tcp://host:1", "clamav://", "host:3310"])
def test_an_address_that_makes_no_sense_is_refused(url):
    with pytest.raises(ValueError, match="clamav://host:3310"):
        Clamd(url)
