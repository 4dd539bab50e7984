"""What screens have done with the store, ready made: `ui/<feature>/operations.py`.

    rate = deed(set_rag)
    record_score = deed(actions.record_score, "The score is recorded.")

A view-model says which one, on what, and who hears of it:

    self.do(record_score(case_id, score), self._recorded)
"""

from collections.abc import Callable, Mapping
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from attrs import frozen

from iomdesk.ports import UnitOfWork

P = ParamSpec("P")
T = TypeVar("T")


@frozen(kw_only=True)
class Deed(Generic[T]):
    """One action with what it is done on: one transaction, announced once.

    *words* is what the officer reads when it is done, or works them out.
    """

    action: Callable[..., T]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    words: str | Callable[[T], str]

    def words_of(self, value: T) -> str:
        return self.words if isinstance(self.words, str) else self.words(value)


def deed(
    action: Callable[Concatenate[UnitOfWork, P], T],
    words: str | Callable[[T], str] = "",
) -> Callable[P, Deed[T]]:
    """Return what makes a deed of *action*; it takes what the action takes."""

    def make(*args: P.args, **kwargs: P.kwargs) -> Deed[T]:
        return Deed(action=action, args=args, kwargs=kwargs, words=words)

    return make
