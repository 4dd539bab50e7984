"""Photos of the visit: added from a file, captioned, set aside with a reason."""

from functools import partial
from pathlib import Path

from attrs import evolve
from PySide6.QtWidgets import QFileDialog

from iomdesk.records.ids import BlobHash, PartId
from iomdesk.visits.visit import Photo, shown_photos
from ui.visits.visit_viewmodel import VisitViewModel
from ui.widgets.card import Card
from ui.widgets.dialog import Confirm, Dialog
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.files import file_chooser
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.text import text


class PhotosCard(Card):
    def __init__(self, viewmodel: VisitViewModel) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self._pictures: dict[BlobHash, bytes] = {}
        self._shown: tuple[Thumbnail, ...] | None = None
        self.strip = PhotoStrip(camera=False)
        self.strip.file_asked.connect(self._choose_file)
        self.strip.opened.connect(self._caption)
        self.strip.removal_asked.connect(self._ask_to_set_aside)
        words = (
            "The original is kept bit for bit; a copy without place and camera is"
            " what is shown and printed. Enter opens a caption, Delete sets aside."
        )
        self.body.addWidget(self.strip)
        self.body.addWidget(text(words, "small", wrap=True))

    def draw(self) -> None:
        photos = shown_photos(self.viewmodel.visit)
        wanted = tuple(
            Thumbnail(
                key=key,
                caption=photo.caption or "",
                picture=self._pictures.get(photo.display_blob, b""),
            )
            for key, photo in photos.items()
        )
        if wanted != self._shown:
            self._shown = wanted
            self.strip.show_photos(wanted)
        for photo in photos.values():
            self._load(photo)

    def _load(self, photo: Photo) -> None:
        blob = photo.display_blob
        if blob in self._pictures:
            return
        self._pictures[blob] = b""
        store = self.viewmodel.desk.store
        tasks = self.viewmodel.desk.tasks

        def work() -> bytes:
            return store.queries.blob(blob)

        tasks.read(work, partial(self._loaded, blob), self.viewmodel.desk.tell, self)

    def _loaded(self, blob: BlobHash, content: bytes) -> None:
        self._pictures[blob] = content
        self.draw()

    def _choose_file(self) -> None:
        dialog = file_chooser(self, "Add photos")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter("Photos (*.jpg *.jpeg *.png *.webp);;All files (*)")
        dialog.filesSelected.connect(self.add_files)
        dialog.open()

    def add_files(self, names: list[str]) -> None:
        for name in names:
            self.viewmodel.add_photo_from(Path(name))

    def _caption(self, key: str) -> None:
        dialog = Dialog("Caption of the photo", self)
        words = LineEdit()
        words.set_value(self.viewmodel.visit.photos[PartId(key)].caption or "")
        dialog.body.addWidget(Field("Caption", words))
        dialog.add_button("Go back", "secondary", dialog.reject)
        dialog.add_button("Keep the caption", "primary", dialog.accept)
        dialog.accepted.connect(partial(self._keep_caption, PartId(key), words))
        dialog.open()

    def _keep_caption(self, key: PartId, words: LineEdit) -> None:
        visit = self.viewmodel.visit
        photo = evolve(visit.photos[key], caption=words.value() or None)
        self.viewmodel.edit(evolve(visit, photos={**visit.photos, key: photo}))

    def _ask_to_set_aside(self, key: str) -> None:
        words = (
            "The photo is no longer shown or printed. Its original stays held, with"
            " this reason, because it may be evidence."
        )
        why = LineEdit()
        dialog = Confirm(
            "Set this photo aside", words, "Set aside", self, kind="danger"
        )
        dialog.body.addWidget(Field("Why", why))
        dialog.accepted.connect(partial(self._set_aside, PartId(key), why))
        dialog.open()

    def _set_aside(self, key: PartId, why: LineEdit) -> None:
        self.viewmodel.set_photo_aside(key, why.value())
