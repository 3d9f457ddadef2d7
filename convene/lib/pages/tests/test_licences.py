from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convene.lib.pages import licence_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by-nc-nd/2.5/es/deed.es", "CC-BY-NC-ND-2.5"),
        ("//creativecommons.org/licences/by-sa", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "CC-PDM-1.0"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc-by-nc-sa", "CC-BY-NC-SA-4.0"),
        ("Licensed CC BY-SA 3.0 unless noted", "CC-BY-SA-3.0"),
        ("CC0", "CC0-1.0"),
        ("Creative Commons Zero v1.0 Universal", "CC0-1.0"),
        ("Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International", "CC-BY-NC-SA-4.0"),
        ("Creative Commons Attribution 3.0", "CC-BY-3.0"),
        ("Creative Commons: Attribution-NoDerivatives", "CC-BY-ND-4.0"),
        ("MIT", "MIT"),
        ("https://spdx.org/licenses/Apache-2.0", "Apache-2.0"),
        ("Public Domain", "CC-PDM-1.0"),
        ("© 2024 Museum, all rights reserved", None),
        ("mitten", None),
        ("cc by name of", "CC-BY-4.0"),
        ("accbyte", None),
        ("", None),
    ],
)
def test_a_licence_is_known_however_it_is_written(text, code):
    found = licence_of(text)
    assert (found.code if found else None) == code


@given(st.text(max_size=600))
def test_any_words_name_a_licence_or_none(text):
    found = licence_of(text)
    assert found is None or found.url.startswith("https://")
    assert found is None or licence_of(found.url) == found
