"""Code, tables and patches in plain text, which keep their lines and columns."""

from __future__ import annotations

import re

from .items import mark_of

COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
CODE_BEGINS = re.compile(
    r"[}{]|//|/\*|\*/|<[/!?]?[A-Za-z][\w:.-]*[\s/>]|#(?:include|!|\s|$)|at [\w.$<>]+\(|\$ \w|[\w.]+@[\w-]+[:~]"
    r"|\d{4}-\d\d-\d\d[ T]\d\d:"
    r"|\[[A-Z]+\]|\[[A-Z][a-z]{2} [A-Z][a-z]{2} \d|\[\d{1,4}\] [\d\"TFN-]|[\w.$\[\]]+ ?(?:<-|<<-|:=) ?\S"
    r"|[\w.$]{1,40}\(.{0,280}\)$|\+ {2,}\S"
    r"|(?:if|for|while) ?\(|(?:import|def|class|return|public|private|library|require|include|export|function"
    r"|var|const|let)\b"
    r"[^.?!]{0,80}$|Error in\b|[\w.\"\[\]$-]{1,40} ?= ?[^ ][^.?!]{0,100}$"
)
# One look at a whole paragraph: without any of these it is prose.
MAYBE_CODE = re.compile(r"[{}()<>=;$|&\t\[\]#~]")
KEYWORDS = frozenset({"import", "def", "class", "return", "public", "private", "library", "require", "include"})
KEYWORDS |= {"export", "function", "var", "const", "let", "if", "for", "while", "at", "Error"}
OPERATORS = frozenset("<=:(")
CODE_WITHIN = re.compile(r"(?:<-|==|!=|&&|\|\||->|\$\w+)[^.?!]{0,120}$")
SENTENCE = re.compile(r"[A-Za-z\u00c0-\uffff][a-z\u00c0-\uffff']+[,;]? (?:[A-Za-z\u00c0-\uffff'’]+[,;.]? ){3,}")
DIFF = re.compile(r"(?:diff --git |diff -|Index: \S|--- \S|@@ -\d|\+\+\+ \S|(?:Modified|Added|Removed|Deleted): \S)")
DIFF_GOES_ON = re.compile(
    r"[ +\-@\\]|diff |index |new file|deleted file|old mode|new mode|similarity|rename |copy |Index: |=====|Binary |$"
)


def kind_of(block: list[str]) -> str:
    """Whether a paragraph is ``code``, with its lines and columns, or ``prose``."""
    count = len(block)
    code = columns = indented = 0
    for line in block:
        bare = line.strip()[:300]
        if line[0] in " \t" and (line[0] == "\t" or line.startswith("    ")):
            indented += 1
        if (
            bare[-1] in "{};"
            or (_may_begin_code(bare) and CODE_BEGINS.match(bare) is not None)
            or ("-" in bare or "=" in bare or "$" in bare or "&" in bare or "|" in bare)
            and CODE_WITHIN.search(bare) is not None
        ):
            code += 1
        if ("   " in bare or "\t" in bare) and COLUMNS.search(bare) is not None:
            columns += 1
    if code * 2 < count and columns * 2 < count:
        return "prose"
    prose = sum(1 for line in block if SENTENCE.search(line[:300]) is not None)
    if mark_of(block[0]) is not None:
        return "prose" if code * 2 <= count or prose * 3 >= count else "code"
    if code * 10 >= count * 6 and not prose * 3 > count and (count > 1 or code == 1 and _is_plainly_code(block[0])):
        return "code"
    if columns * 2 >= count and count > 1 and prose * 3 <= count:
        return "code"
    if indented == count and count > 1 and not prose and code:
        return "code"
    return "prose"


def _may_begin_code(line: str) -> bool:
    """A quick look that tells the most of prose from code: a plain word, and after it no sign."""
    word, _, rest = line.partition(" ")
    return not word.isalpha() or word in KEYWORDS or rest[:1] in OPERATORS


def _is_plainly_code(line: str) -> bool:
    return (
        re.search(r"<-|[{}]\s*$|[=()][^;]*;\s*$|^\s*[\w.$]{1,40}\(|^\s*</?\w+[^>]*>\s*$|^\s*[}{]", line[:300])
        is not None
        and len(line) < 200
    )


def is_diff(lines: list[str], at: int) -> bool:
    """Whether what a program prints as differences begins within eight lines."""
    return any(line.startswith(("@@ -", "+++ ", "--- ", "diff --git ")) for line in lines[at : at + 8])


def fenced(lines: list[str]) -> str:
    """Lines as code, within a fence longer than any in them, less the indentation that all share."""
    text = [line.expandtabs(8).rstrip() for line in lines]
    while text and not text[0]:
        del text[0]
    while text and not text[-1]:
        del text[-1]
    shared = min((len(line) - len(line.lstrip()) for line in text if line), default=0)
    longest = max((len(run) for line in text if "```" in line for run in re.findall("`+", line)), default=2)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *(line[shared:] for line in text), fence])
