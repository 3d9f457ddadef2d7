"""What happens at which time. Whichever worker holds the schedule enqueues each line when it is due."""

from __future__ import annotations

from ..core.communities.schedule import enrol_newcomers, remind_invited, tell_of_quiet
from ..core.files.schedule import sweep_files, sweep_strays
from ..core.outbox.clock import Daily, Every, Line
from ..core.outbox.tasks import sweep_jobs, sweep_letters, sweep_sessions
from ..core.people.schedule import forget_those_who_left, sweep_exports
from ..core.people.tasks import forget_unproven
from ..core.rounds.schedule import begin_due
from ..core.saved.schedule import look_for_new, mail_found, sweep_found
from ..core.search.schedule import count_popular
from ..core.steps.schedule import remind_of_due
from ..entry.overview.schedule import count_figures
from ..features.dialogues.schedule import ask_for_answers, seal_closed, sweep_packs
from ..features.discussions.schedule import close_hands, count_guests, post_due, remind_of_bookmarks
from ..features.introductions.schedule import end_introductions
from ..features.library.schedule import ask_for_reviews, check_links, lay_beside, note_offers
from ..features.mentoring.schedule import remind_of_mentoring
from ..features.polls.schedule import ask_for_review, close_what_is_over, remind_undecided
from ..features.skills.schedule import release_coverage

LINES: tuple[Line, ...] = (
    Every(minutes=1, task=close_hands),
    Every(minutes=1, task=close_what_is_over),
    Every(minutes=1, task=post_due),
    Every(minutes=10, task=remind_undecided),
    Every(minutes=1, task=look_for_new),
    Every(minutes=1, task=mail_found),
    Every(minutes=10, task=remind_of_bookmarks),
    Every(minutes=10, task=count_guests),
    Every(minutes=1, task=lay_beside),
    Every(minutes=5, task=check_links),
    Every(minutes=5, task=note_offers),
    Every(minutes=60, task=sweep_jobs),
    Every(minutes=60, task=sweep_files),
    Every(minutes=10, task=enrol_newcomers),
    Every(minutes=60, task=remind_invited),
    Daily(at="08:00", task=remind_of_due),
    Daily(at="09:00", task=tell_of_quiet),
    Daily(at="09:10", task=ask_for_reviews),
    Daily(at="09:15", task=ask_for_review),
    Daily(at="09:17", task=ask_for_answers),
    Daily(at="09:20", task=remind_of_mentoring),
    Daily(at="09:30", task=end_introductions),
    Every(minutes=60, task=forget_those_who_left),
    Every(minutes=60, task=sweep_exports),
    Every(minutes=60, task=sweep_packs),
    Every(minutes=60, task=count_popular),
    Daily(at="07:30", task=begin_due),
    Daily(at="02:40", task=count_figures),
    Daily(at="03:05", task=release_coverage),
    Daily(at="03:10", task=sweep_letters),
    Daily(at="03:40", task=sweep_strays),
    Daily(at="03:20", task=sweep_sessions),
    Daily(at="03:25", task=sweep_found),
    Daily(at="03:30", task=forget_unproven),
    Daily(at="03:35", task=seal_closed),
)
