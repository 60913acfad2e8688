"""What is being typed and not yet given: kept for each step, and the newest of it on the disk (reliability goal A3)."""

from coprod_audit.session import Session


class Drafts:
    """The drafts of one sitting; what an earlier one left is among them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept = dict([session.drafted]) if session.drafted is not None else {}
        self.left = session.drafted[0] if session.drafted is not None else ""
        self._newest = self.left

    def keep(self, step: str, text: str) -> None:
        """Keep what stands in the field of a step."""
        self._kept[step] = text
        self._newest = step
        self._session.draft(step, text)

    def of(self, step: str) -> str:
        """What was being typed for a step, or ""."""
        return self._kept.get(step, "")

    def forget(self, step: str) -> None:
        """Forget it: the answer is given."""
        self._kept.pop(step, None)
        if self._newest == step:
            self.forget_all()

    def forget_all(self) -> None:
        """Leave none on the disk."""
        self._newest = ""
        self._session.clear_draft()
