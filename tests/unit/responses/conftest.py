"""The dictionary for the reading level."""

from __future__ import annotations

import pytest

from tests.unit.responses.reading import lay_out_dictionary


@pytest.fixture(scope="session", autouse=True)
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Laid out once, so that nothing is fetched from the web."""
    lay_out_dictionary(tmp_path_factory.mktemp("nltk"))
