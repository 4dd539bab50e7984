"""The folder that an export fills: what it wrote itself it may write anew."""

import stat
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from attrs import field, frozen

from iomdesk.plain_copy import (
    PART,
    CopyRefused,
    add_line,
    new_folder,
    own_folder,
    write_copy,
)

LIST = "SHA256SUMS"
"""What the export wrote, in the form that “sha256sum --check” reads."""

_HEAD = "# iomdesk export of desk "
_IN_THE_WAY = "Something else of that name is there, and stays as it is."


@frozen(kw_only=True)
class ExportFolder:
    """A folder of one desk's exports.

    A file is known by name and digest, noted before it is written: so an export that
    was killed can go on, and what anybody else put there or altered is never touched.
    """

    path: Path
    desk: str
    known: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    written: dict[str, str] = field(factory=dict)

    @classmethod
    def open(cls, path: Path, desk: str) -> "ExportFolder":
        """Take a new or empty folder, or one that this desk exported into before.

        Raises `CopyRefused` for any other, for a link, and inside a store or hub.
        """
        own_folder(path)
        _remove_parts(path)
        here = cls(path=path, desk=desk)
        if (path / LIST).is_file():
            here._read_list()
        else:
            new_folder(path)
        here._write_list()
        return here

    def blocks(self, name: str, digest: str) -> str | None:
        """Return why *name* cannot be written, or None; *digest* is of its content."""
        target = self.path / name
        for one in (target.parent, target):
            if one.is_symlink():
                return _IN_THE_WAY
        if target.parent.exists() and not target.parent.is_dir():
            return _IN_THE_WAY
        if not target.exists():
            return None
        if not stat.S_ISREG(target.lstat().st_mode):
            return _IN_THE_WAY
        here = _digest(target)
        return None if here == digest or here in self.known[name] else _IN_THE_WAY

    def write(self, name: str, content: bytes) -> None:
        """Write one file that `blocks` lets through; what is there already stays."""
        digest, target = sha256(content).hexdigest(), self.path / name
        own_folder(target.parent)
        if digest not in self.known[name]:
            add_line(self.path / LIST, f"{digest}  {name}")
            self.known[name].add(digest)
        if not target.exists() or _digest(target) != digest:
            write_copy(target, content, replace=target.exists(), durable=False)
        self.written[name] = digest

    def left_over(self) -> list[str]:
        """Return the files of an earlier export that this one did not write."""
        return [
            name
            for name in sorted(self.known)
            if name not in self.written and self._is_ours(name)
        ]

    def drop(self, name: str) -> None:
        """Remove a file that an export wrote."""
        if self._is_ours(name):
            (self.path / name).unlink()

    def finish(self) -> None:
        """Note what is here now, and no more what was here before."""
        kept = {name: {_digest(self.path / name)} for name in self.left_over()}
        now = {name: {digest} for name, digest in self.written.items()}
        self.known.clear()
        self.known.update(kept | now)
        self._write_list()

    def _is_ours(self, name: str) -> bool:
        """Say whether a file is here as an export wrote it."""
        path = self.path / name
        if path.is_symlink() or not path.is_file():
            return False
        return _digest(path) in self.known[name]

    def _read_list(self) -> None:
        head, *lines = (self.path / LIST).read_text("utf-8", "replace").split("\n")
        if not head.startswith(_HEAD):
            raise CopyRefused(
                f"{self.path} holds other things. Name a new or an empty folder."
            )
        if head != _HEAD + self.desk:
            raise CopyRefused(
                f"{self.path} holds the export of another desk. Name another folder."
            )
        for line in lines:
            digest, _, name = line.partition("  ")
            if name:
                self.known[name].add(digest)

    def _write_list(self) -> None:
        lines = [
            f"{digest}  {name}"
            for name, digests in sorted(self.known.items())
            for digest in sorted(digests)
        ]
        text = "\n".join([_HEAD + self.desk, *lines]) + "\n"
        write_copy(self.path / LIST, text.encode(), replace=True)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _remove_parts(folder: Path) -> None:
    """Remove what an export that was killed had not put in its place yet."""
    for part in (*folder.glob(f"{PART}*"), *folder.glob(f"*/{PART}*")):
        if not part.parent.is_symlink():
            part.unlink()
