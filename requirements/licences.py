"""Every installed package has a licence that fits a free program under the AGPL; prints those that do not."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions

FITS = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|LGPL|Lesser General|HPND|Zlib|Unlicense|CC0|Public Domain|"
    r"0BSD|AGPL|"
    r"GPL-3|GPLv3|Historical Permission|WTFPL|BlueOak|Artistic",
    re.IGNORECASE,
)
KNOWN = {"axe-playwright-python": "MIT", "pysqlite3": "zlib/libpng"}  # named in their repositories, not in the package


def main() -> int:
    """0 when all fit."""
    wrong = 0
    for package in sorted(distributions(), key=lambda each: each.name.lower()):
        told = package.metadata
        words = [told.get("License-Expression", ""), told.get("License", "")[:200]]
        words.append(KNOWN.get(package.name, ""))
        words += [line for line in told.get_all("Classifier", []) if line.startswith("License")]
        if not FITS.search(" ".join(filter(None, words))):
            sys.stdout.write(
                f"{package.name} {package.version}: {' '.join(filter(None, words)) or 'no licence named'}\n"
            )
            wrong += 1
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
