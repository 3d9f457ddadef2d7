"""How many, how often and how long."""

from __future__ import annotations

import datetime as dt

MOST_OTHERS = 12  # people beside oneself in a conversation
MOST_FILES = 20  # in a message
CHANGEABLE_FOR = dt.timedelta(hours=1)  # one's own words can be edited or taken back
NEIGHBOURS = 3  # messages before and after a reported one that may be handed over with it
GROUP_MESSAGES, MONTH = 4, 30  # to all members of a community, in so many days
DAY = dt.timedelta(days=1)
PEOPLE_A_DAY = (  # age of the account -> to how many new people somebody may write in a day
    (dt.timedelta(days=7), 5),
    (dt.timedelta(days=30), 15),
    (dt.timedelta.max, 60),
)


def people_a_day(age: dt.timedelta) -> int:
    """To how many new people somebody may write in a day, by the age of their account."""
    return next(most for until, most in PEOPLE_A_DAY if age < until)
