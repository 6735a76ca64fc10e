"""How hard do the property tests try? HYPOTHESIS_PROFILE=thorough looks for longer, at random."""

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "default",
    # The same examples on every machine: a red build can be reproduced, and no timing decides.
    derandomize=True,
    deadline=None,
    max_examples=40,
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
