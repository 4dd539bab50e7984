"""What can be done from anywhere, with its keys: one list for all who show them."""

from attrs import frozen

from ui.places import (
    ConflictsPlace,
    ImportPlace,
    PeoplePlace,
    Place,
    SettingsPlace,
    SyncPlace,
    TodayPlace,
)


@frozen(kw_only=True)
class Command:
    """*key* names it; *place* is where it leads, if it only goes somewhere."""

    key: str
    words: str
    shortcut: str = ""
    place: Place | None = None


FIND = Command(key="find", words="Find a person or a command", shortcut="Ctrl+K")
NEW_VISIT = Command(key="visit", words="Start a visit", shortcut="Ctrl+N")
LOCK = Command(key="lock", words="Lock the desk", shortcut="Ctrl+L")
BLANK = Command(key="blank", words="Blank the screen", shortcut="F12")
BACK = Command(key="back", words="Back", shortcut="Alt+Left")
FORWARD = Command(key="forward", words="Forward", shortcut="Alt+Right")
KEYS = Command(key="keys", words="Help and keys", shortcut="F1")

GOING = (
    Command(key="today", words="Today", shortcut="Ctrl+1", place=TodayPlace()),
    Command(key="people", words="People", shortcut="Ctrl+2", place=PeoplePlace()),
    Command(
        key="conflicts", words="Conflicts", shortcut="Ctrl+3", place=ConflictsPlace()
    ),
    Command(key="sync", words="Sync", shortcut="Ctrl+4", place=SyncPlace()),
    Command(key="settings", words="Settings", shortcut="Ctrl+5", place=SettingsPlace()),
)
IMPORT = Command(key="import", words="Import people from files", place=ImportPlace())
SYNC_NOW = Command(key="sync_now", words="Sync now", shortcut="Ctrl+Shift+S")

COMMANDS = (
    FIND,
    NEW_VISIT,
    *GOING,
    IMPORT,
    SYNC_NOW,
    BACK,
    FORWARD,
    LOCK,
    BLANK,
    KEYS,
)

OWN = (FIND, NEW_VISIT, SYNC_NOW, BACK, FORWARD, LOCK)
"""Keys of no button: the navigation has its own, and F12 works before all."""

IN_LISTS = (
    ("Up, Down, Page Up, Page Down, Home, End", "Move along the rows"),
    ("Enter", "Open the row"),
    ("Ctrl+Enter", "Do the row's own action: start the visit, open the work"),
    ("Menu key or Shift+F10", "What else can be done with the row"),
    ("Shift+Down, Ctrl+Space", "Choose several: a stretch of rows, or one more"),
    ("Ctrl+P", "Print the plans of those chosen, or the documents chosen"),
)
IN_FORMS = (
    ("Tab, Shift+Tab", "Next field, field before"),
    ("1 to 9", "Pick an answer of a question"),
    ("Delete", "Take an answer back"),
    ("Up, Down in a date", "One day later, one day earlier"),
    ("Esc", "Close what is in the way"),
)
IN_VISITS = (
    ("1 to 9", "Answer a line and go on; to the note, where it is needed"),
    ("F2", "All as last time, confirmed today, for this part"),
    ("Ctrl+Page Down", "Next part"),
    ("Ctrl+Enter", "Leave and finish; there, sign the visit"),
)
IN_ASSESSMENTS = (
    ("1 to 9", "Pick an answer and go on; to the evidence, where it is needed"),
    ("F2", "Still true: take over last time's answer and evidence, and go on"),
    ("Page Down, Page Up", "Next question, question before"),
    ("Enter on an answer", "Next question"),
    ("Ctrl+Page Down", "Next page of sections"),
    ("Ctrl+Enter", "Complete the assessment"),
)


def command(key: str) -> Command:
    return next(found for found in COMMANDS if found.key == key)
