"""How hard do the property tests try, and does every answer that a test gets from `solve` hold?

HYPOTHESIS_PROFILE=thorough looks for longer, at random.
"""

import json
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers

from solver.answers import Answer
from solver.questions.solve import _Assembled
from solver.verify import verify

# Hypothesis also draws constants of the project's modules that are loaded by then, and that is another set in each run:
# without any, a test draws the same examples alone, among others and on any worker.
_NO_CONSTANTS = providers._local_constants
assert len(_NO_CONSTANTS) == 0
providers._get_local_constants = lambda: _NO_CONSTANTS

settings.register_profile(
    "default",
    # The same examples on every machine: a red build can be reproduced, and no timing decides.
    derandomize=True,
    deadline=None,
    max_examples=14,  # tests that are cheap, or rare, name their own number
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough",
    deadline=None,
    max_examples=2_000,
    suppress_health_check=[HealthCheck.too_slow],
)
# For `make mutants`: a planted bug has to be met soon, and shrinking the example interests nobody.
settings.register_profile("mutants", settings.get_profile("default"), phases=[Phase.explicit, Phase.generate])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True, scope="session")
def ctrl_c_reaches_what_the_tests_start() -> None:
    """A shell starts a job in the background deaf to Ctrl-C, and what that starts would be deaf too."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def every_answer_is_verified() -> Iterator[None]:
    """Every answer of `solve` in this process is counted again and its proofs are added up; the second solver rests."""
    assemble = _Assembled.answer

    def verified(self: _Assembled, *given: Any) -> Answer:
        answer = assemble(self, *given)
        told = verify(json.dumps(answer.to_dict()), self.posed.what_if.scenario, 0)
        # Tests let the engine fail at will, as otherwise only the time limit makes it.
        wrong = [one for one in told.checks if one.verdict == "refused" and "only the time limit" not in one.detail]
        assert not wrong, wrong
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Assembled, "answer", verified)
        yield
