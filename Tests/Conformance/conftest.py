import pytest

import front_end


@pytest.fixture(scope="module")
def kernel():
    """A kernel that the tests of one file share."""
    with front_end.started() as client:
        yield client
