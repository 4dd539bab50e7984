"""What an older draft says that this form does not ask: shown, never dropped."""

from collections.abc import Sequence

from ui.widgets.banner import Banner

_WORDS = (
    "This was begun with an older form, which asked what this one does not. It is kept"
    " with the draft until you write it where it belongs:"
)


class UnplacedBanner(Banner):
    def list_words(self, lines: Sequence[str]) -> None:
        if lines:
            said = "\n".join(f"• {line}" for line in lines)
            self.say(f"{_WORDS}\n\n{said}", "warning")
        else:
            self.hide()
