"""Which page numbers a pager shows."""

from __future__ import annotations


def page_steps(number: int, last: int) -> list[int | None]:
    """The first, the last and those around `number`; None stands for a gap of two pages or more.

    >>> page_steps(7, 20)
    [1, None, 6, 7, 8, None, 20]
    """
    wanted = sorted({page for page in (1, 2, number - 1, number, number + 1, last - 1, last) if 1 <= page <= last})
    if last > 7:
        wanted = [page for page in wanted if page in (1, last) or abs(page - number) < 2]
    steps: list[int | None] = []
    before = 0
    for page in wanted:
        if page - before == 2:
            steps.append(page - 1)
        elif page - before > 2:
            steps.append(None)
        steps.append(page)
        before = page
    return steps
