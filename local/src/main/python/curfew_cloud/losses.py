"""Events that are lost on their way, as events can be; for tests alone."""

import os
import random


class Losses:
    """Loses a share of the events, the same ones for the same seed: `0.1 7` is one in ten, by seed 7."""

    def __init__(self, setting: str):
        share, _, seed = setting.partition(" ")
        self._share = float(share or 0)
        self._random = random.Random(int(seed or 0))

    @staticmethod
    def from_environment() -> "Losses":
        return Losses(os.environ.get("CURFEW_CLOUD_LOST_EVENTS", ""))

    def takes(self, made: dict) -> bool:
        """Only what tells of a change of IAM is ever lost: that is what there is to be corrected."""
        if not self._share or made["readOnly"] or made["eventSource"] != "iam.amazonaws.com":
            return False
        return self._random.random() < self._share
