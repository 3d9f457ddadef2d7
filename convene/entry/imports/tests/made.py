"""Mails for archives."""

from __future__ import annotations

MAIL = """From ana@example.org Mon Mar  4 10:00:00 2019
From: Ana Lima <ana@example.org>
Date: Mon, 4 Mar 2019 10:0{number}:00 +0000
Subject: {subject}
Message-ID: <{number}@list.example>
{more}
What number {number} has to say.

"""


def mail(number: int, subject: str = "Sensors", more: str = "") -> str:
    return MAIL.format(number=number, subject=subject, more=f"{more}\n" if more else "")
