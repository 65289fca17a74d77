"""The viewer: one photo, the ones before and after it, and who is on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from engine.errors import UserProblem
from engine.types import Changes, Face, PersonId, Photo, PhotoId
from gui.controllers.navigation import Place, Room
from gui.jobs import Latest
from gui.models.photos import taken_text
from gui.selection import Selection
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.page import Page
from gui.views.photo_canvas import NamedFace, PhotoCanvas

if TYPE_CHECKING:
    from engine.library import Library


class Sight(NamedTuple):
    """All that is written on and about a photo."""

    photo: Photo
    faces: list[NamedFace]


class PhotoPage(Page):
    """Leafs through the photos of the place that one came from.

    Signals:
        leafed: The `Place` of the photo that is shown now.
    """

    leafed = Signal(object)

    def __init__(self, services: Services, buttons: Sequence[QAction], empty: EmptyState) -> None:
        self._services = services
        self._place = Place(Room.PHOTO)
        self._photo: Photo | None = None
        self._pixels = 0  # of the picture that was asked for last
        self._sights = Latest(services.jobs)
        self._pictures = Latest(services.jobs)
        self._thumbnails = Latest(services.jobs)
        self.canvas = PhotoCanvas()
        super().__init__(_framed(self.canvas), empty)
        self.position = QLabel()
        self.position.setObjectName("quiet")
        self._dress_header(buttons)
        self._sharpen = QTimer(self, singleShot=True, interval=120)
        self._sharpen.timeout.connect(self._load_picture)
        self.canvas.zoom_changed.connect(self._sharpen.start)
        self.canvas.chosen_changed.connect(self.selection_changed)
        self.canvas.menu_wanted.connect(self.menu_wanted)
        self.canvas.face_opened.connect(self._on_face_opened)

    @property
    def photo(self) -> PhotoId | None:
        """The one that is shown."""
        return self._place.photo

    def open_place(self, place: Place) -> None:
        self._place = place
        self._photo = None
        self.show_blank()
        self.reload()

    def load(self) -> None:
        library, photo = self._services.library, self._place.photo
        if photo is not None:
            self._sights.start(lambda _: _sight(library, photo), self._on_sight)

    def refresh(self, changes: Changes) -> None:
        if self._place.photo in changes.photos or changes.people or changes.faces:
            self.refresh_all()

    def selection(self) -> Selection:
        if self._place.photo is None:
            return Selection()
        face = self.canvas.chosen
        faces = () if face is None else (face.id,)
        person = None if face is None else face.person_id
        return Selection(
            photos=(self._place.photo,),
            faces=faces,
            person=person,
            in_people=person is not None,
            single_photo=True,
        )

    def grow(self, steps: int) -> None:
        self.canvas.zoom(steps)

    def open_selected(self) -> None:
        if self.canvas.chosen is not None:
            self._on_face_opened(self.canvas.chosen)

    def selected_area(self) -> QRect:
        return self.canvas.chosen_area()

    def leaf(self, steps: int) -> None:
        """Show the photo so many places further on."""
        siblings = self._place.siblings
        here = self._here()
        if here is None or not 0 <= here + steps < len(siblings):
            return
        photo = PhotoId(siblings[here + steps])
        self._place = Place(Room.PHOTO, photo=photo, siblings=siblings)
        self.reload()
        self.leafed.emit(self._place)

    # ---- inside

    def _dress_header(self, buttons: Sequence[QAction]) -> None:
        for place, action in enumerate(buttons):
            button = QToolButton()
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            if place == 0:
                self.header.insertWidget(0, button)
            else:
                self.header.addWidget(button)
        self.header.insertWidget(self.header.count() - len(buttons) + 1, self.position)

    def _here(self) -> int | None:
        try:
            return self._place.siblings.index(self._place.photo)
        except ValueError:
            return None

    def _on_sight(self, sight: Sight | None) -> None:
        if sight is None:
            self.set_titles("")
            self.show_content(False)
            return
        photo, faces = sight
        is_new = self._photo is None or self._photo.id != photo.id
        self._photo = photo
        self.set_titles(photo.path.name, taken_text(photo.taken) if photo.taken is not None else "")
        here = self._here()
        self.position.setText("" if here is None else f"{here + 1:,} of {len(self._place.siblings):,}")
        self.show_content(True)
        if is_new:
            self._show_new(photo)
        self.canvas.show_faces(faces)
        if is_new and self._place.face is not None:
            self.canvas.choose(self._place.face)
        self.selection_changed.emit()

    def _show_new(self, photo: Photo) -> None:
        """The small picture first, since it is at hand; the sharp one as soon as it is decoded."""
        self.canvas.show_photo(photo.width, photo.height)
        self._pixels = 0
        library = self._services.library
        self._thumbnails.start(lambda _: QImage.fromData(library.thumbnail(photo.id)), self._on_thumbnail)
        self._load_picture()

    def _on_thumbnail(self, image: QImage) -> None:
        if image.width() > self.canvas.image_pixels:
            self.canvas.show_image(image)

    def _load_picture(self) -> None:
        photo = self._photo
        if photo is None:
            return
        longest = self._pixels_needed(photo)
        if longest <= self._pixels:
            return
        self._pixels = longest
        library = self._services.library
        self._pictures.start(lambda _: _image(library, photo.id, longest), self.canvas.show_image)

    def _pixels_needed(self, photo: Photo) -> int:
        """In steps, so that not every turn of the wheel decodes the file again."""
        shown = self.canvas.geometry_of_photo.area.size() * self.canvas.devicePixelRatioF()
        needed = max(shown.width(), shown.height())
        step = 1024
        while step < needed:
            step *= 2
        return min(step, max(photo.width, photo.height))

    def _on_face_opened(self, face: Face) -> None:
        if face.person_id is not None:
            self.place_wanted.emit(Place(Room.PERSON, person=face.person_id))


def _framed(canvas: PhotoCanvas) -> QWidget:
    frame = QWidget()
    frame.setFocusProxy(canvas)
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 0, 20, 20)
    column.addWidget(canvas)
    return frame


def _sight(library: Library, photo_id: PhotoId) -> Sight | None:
    try:
        photo = library.photo(photo_id)
    except UserProblem:
        return None
    faces = library.faces_in(photo_id)
    people = {face.person_id for face in faces if face.person_id is not None}
    names: dict[PersonId | None, str | None] = {person: library.person(person).name for person in people}
    return Sight(photo, [NamedFace(face, names.get(face.person_id)) for face in faces])


def _image(library: Library, photo: PhotoId, longest: int) -> QImage:
    picture = library.picture(photo, longest)
    image = QImage(
        picture.data, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888
    )
    return image.copy()  # the picture's bytes end with this function
