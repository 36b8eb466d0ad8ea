"""When a run of training ends by itself, read from a project and stored in it.

Rounds and error stand in the training plan, as the project file has them; the other two stand under
``view["stop"]``. Time is looked at by the window alone, as it depends on the machine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from backprop_gui.core.stop_rules import Reason, Stop, StopRule, StopRules
from backprop_gui.document.project import Project

USUAL_SHARE = 0.01


@dataclass(frozen=True)
class StopWhen:
    """The conditions that end a run; None where one is not set.

    Attributes
    ----------
    rounds : so many rounds of this run are done
    error_below : the training samples' error is less than this
    patience : for so many rounds, or epochs, the best error has not become better...
    in_epochs : ...whichever it is that `patience` counts...
    share : ...by at least this share of itself
    seconds : the run has lasted so long
    """

    rounds: int | None = None
    error_below: float | None = None
    patience: int | None = None
    in_epochs: bool = False
    share: float = USUAL_SHARE
    seconds: float | None = None

    @property
    def is_set(self) -> bool:
        return any(self.words())

    @property
    def patience_words(self) -> str:
        return counted(self.patience or 0, "epoch" if self.in_epochs else "round")

    def words(self) -> Iterator[str]:
        """Say each condition that is set."""
        if self.rounds is not None:
            yield f"after {counted(self.rounds, 'round')}"
        if self.error_below is not None:
            yield f"when the error is below {self.error_below:g}"
        if self.patience is not None:
            yield f"when {self.patience_words} bring the error down by less than {100 * self.share:g} %"
        if self.seconds is not None:
            yield f"after {self.seconds:g} second{'' if self.seconds == 1 else 's'}"

    def told(self, stop: Stop, rounds: int) -> str:
        """Say which condition ended a run of so many rounds."""
        match stop.reason:
            case Reason.ERROR_BELOW:
                return f"the error is below {self.error_below:g}"
            case Reason.NO_PROGRESS:
                return f"{self.patience_words} brought the error down by less than {100 * self.share:g} %"
            case Reason.ROUNDS_DONE:
                return f"{counted(rounds, 'round')} {'is' if rounds == 1 else 'are'} done"
            case Reason.TIME_IS_UP:
                return f"{self.seconds:g} second{'' if self.seconds == 1 else 's'} have passed"
            case Reason.NOT_FINITE:
                return "a number is no longer finite"

    def sentence(self) -> str:
        """Say everything that is set in one sentence."""
        told = list(self.words())
        return f"Training stops {', or '.join(told)}." if told else "Training goes on until it is paused."


def counted(count: int, unit: str) -> str:
    return f"{count:,} {unit}{'' if count == 1 else 's'}"


def stop_when(project: Project) -> StopWhen:
    """Read a project's stop conditions; what a file has under ``view`` may be anything."""
    stored = project.view.get("stop")
    found: Mapping[str, Any] = stored if isinstance(stored, Mapping) else {}
    share = _positive(found.get("share"))
    return StopWhen(
        rounds=project.plan.stop_rounds,
        error_below=project.plan.stop_error_below,
        patience=_count(found.get("patience")),
        in_epochs=found.get("unit") == "epochs",
        share=share if share is not None and share < 1 else USUAL_SHARE,
        seconds=_positive(found.get("seconds")),
    )


def stop_rules(project: Project) -> StopRules:
    """Make the rules that the engines test in a run from a project's state on.

    Progress is looked for after each pass over the training samples, or sooner where fewer rounds have to
    bring some: single batches say little about it.
    """
    stop, rules = stop_when(project), []
    if stop.error_below is not None:
        rules.append(StopRule(Reason.ERROR_BELOW, None, stop.error_below))
    if stop.patience is not None:
        epoch = project.plan.schedule(project.data).rounds_per_epoch
        rounds = stop.patience * (epoch if stop.in_epochs else 1)
        rules.append(StopRule(Reason.NO_PROGRESS, None, stop.share, rounds, min(rounds, epoch)))
    return StopRules(rules, project.state.rounds)


def with_stop_when(project: Project, stop: StopWhen) -> Project:
    """Store stop conditions in a project; the same project where nothing changes."""
    if stop == stop_when(project):
        return project
    plan = replace(project.plan, stop_rounds=stop.rounds, stop_error_below=stop.error_below)
    told: dict[str, Any] = {"patience": stop.patience, "seconds": stop.seconds, "share": stop.share}
    told["unit"] = "epochs" if stop.in_epochs else "rounds"
    return replace(project, plan=plan, view={**project.view, "stop": told})


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _positive(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if isfinite(value) and value > 0 else None
