"""The local cloud: MiniStack in one process, with a CloudTrail that puts its events on the bus."""
