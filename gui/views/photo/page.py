"""The viewer: one photo, the ones before and after it, and who is on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from engine.errors import UserProblem
from engine.types import AlbumId, Changes, Face, FaceId, PersonId, Photo, PhotoDetails, PhotoId
from gui.i18n import tr
from gui.jobs import Latest
from gui.models.photos import taken_text
from gui.pixmaps import from_jpeg
from gui.places import Place, Room
from gui.selection import Selection
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.page import Page
from gui.views.photo.box_canvas import BoxCanvas
from gui.views.photo.canvas import NamedFace
from gui.views.photo.info_panel import InfoPanel
from gui.views.photo.pictures import PhotoPictures
from gui.words import in_figures

if TYPE_CHECKING:
    from engine.library import Library


class Sight(NamedTuple):
    """All that is written on and about a photo."""

    photo: Photo
    faces: list[NamedFace]


class Details(NamedTuple):
    """All that the information panel tells."""

    details: PhotoDetails
    people: list[tuple[PersonId, str]]
    unnamed: int


class PhotoPage(Page):
    """Leafs through the photos of the place that one came from.

    Signals:
        leafed: The `Place` of the photo that is shown now.
    """

    leafed = Signal(object)

    def __init__(
        self, services: Services, buttons: Sequence[QAction], show_in_folder: QAction, empty: EmptyState
    ) -> None:
        self._services = services
        self._place = Place(Room.PHOTO)
        self._photo: Photo | None = None
        self._awaited: frozenset[FaceId] = frozenset()
        self._sights = Latest(services.jobs)
        self._details = Latest(services.jobs)
        self._thumbnails = Latest(services.jobs)
        self.canvas = BoxCanvas()
        self.info = InfoPanel(show_in_folder)
        self.info.hide()
        super().__init__(_framed(self.canvas, self.info), empty)
        self._pictures = PhotoPictures(services, self)
        self._pictures.arrived.connect(self.canvas.show_image)
        self.info.person_wanted.connect(self._on_person_wanted)
        self.info.album_wanted.connect(self._on_album_wanted)
        services.feed.albums_changed.connect(self._load_details)
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

    def show_info(self, shown: bool) -> None:
        """Tell beside the photo what is known of it, or no longer."""
        self.info.setVisible(shown)
        self._load_details()

    def choose_when_shown(self, faces: Iterable[FaceId]) -> None:
        """Let commands act on that of `faces` which is on the photo when it is next read."""
        self._awaited = frozenset(faces)

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
            album=self._place.album,
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
        self._place = Place(Room.PHOTO, photo=photo, album=self._place.album, siblings=siblings)
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
        text = tr("{n} of {total}")
        total = in_figures(len(self._place.siblings))
        self.position.setText("" if here is None else text.format(n=in_figures(here + 1), total=total))
        self.show_content(True)
        if is_new:
            self._show_new(photo)
        self.canvas.show_faces(faces)
        if is_new and self._place.face is not None:
            self.canvas.choose(self._place.face)
        self._choose_awaited(faces)
        self._load_details()
        self.selection_changed.emit()

    def _choose_awaited(self, faces: Sequence[NamedFace]) -> None:
        known = {each.face.id for each in faces}
        new = max(self._awaited & known, default=None)  # ids grow
        if new is not None:
            self._awaited = frozenset()
            self.canvas.choose(new)

    def _load_details(self, *_: object) -> None:
        photo, library = self._photo, self._services.library
        if photo is not None and not self.info.isHidden():
            self._details.start(lambda _: _details(library, photo.id), self._on_details)

    def _on_details(self, details: Details | None) -> None:
        if details is None:
            self.info.clear()
        else:
            self.info.show_details(*details)

    def _show_new(self, photo: Photo) -> None:
        """The small picture first if the sharp one is not at hand."""
        self.canvas.show_photo(photo.width, photo.height)
        at_hand = self._pictures.begin(photo.id, self._neighbours())
        if at_hand is not None:
            self._thumbnails.abandon()
            self.canvas.show_image(at_hand)
        else:
            library = self._services.library
            self._thumbnails.start(lambda _: from_jpeg(library.thumbnail(photo.id)), self._on_thumbnail)
        self._load_picture()

    def _neighbours(self) -> list[PhotoId]:
        """The one after this photo first: most people leaf forward."""
        siblings, here = self._place.siblings, self._here()
        if here is None:
            return []
        return [PhotoId(siblings[each]) for each in (here + 1, here - 1) if 0 <= each < len(siblings)]

    def _on_thumbnail(self, image: QImage) -> None:
        if image.width() > self.canvas.image_pixels:
            self.canvas.show_image(image)

    def _load_picture(self) -> None:
        if self._photo is not None:
            whole = max(self.canvas.width(), self.canvas.height()) * self.canvas.devicePixelRatioF()
            self._pictures.sharpen(self._pixels_needed(self._photo), _in_steps(whole))

    def _pixels_needed(self, photo: Photo) -> int:
        shown = self.canvas.geometry_of_photo.area.size() * self.canvas.devicePixelRatioF()
        return min(_in_steps(max(shown.width(), shown.height())), max(photo.width, photo.height))

    def _on_face_opened(self, face: Face) -> None:
        if face.person_id is not None:
            self._on_person_wanted(face.person_id)

    def _on_album_wanted(self, album: AlbumId) -> None:
        self.place_wanted.emit(Place(Room.PHOTOS, album=album))

    def _on_person_wanted(self, person: PersonId) -> None:
        self.place_wanted.emit(Place(Room.PERSON, person=person))


def _framed(canvas: BoxCanvas, info: InfoPanel) -> QWidget:
    frame = QWidget()
    frame.setFocusProxy(canvas)
    row = QHBoxLayout(frame)
    row.setContentsMargins(20, 0, 20, 20)
    row.setSpacing(0)
    row.addWidget(canvas, 1)
    row.addWidget(info)
    return frame


def _in_steps(pixels: float) -> int:
    """Rounded up in steps, so that not every turn of the wheel decodes the file again."""
    step = 1024
    while step < pixels:
        step *= 2
    return step


def _sight(library: Library, photo_id: PhotoId) -> Sight | None:
    try:
        photo = library.photo(photo_id)
    except UserProblem:
        return None
    faces = library.faces_in(photo_id)
    people = {face.person_id for face in faces if face.person_id is not None}
    names: dict[PersonId | None, str | None] = {person: library.person(person).name for person in people}
    return Sight(photo, [NamedFace(face, names.get(face.person_id)) for face in faces])


def _details(library: Library, photo: PhotoId) -> Details | None:
    try:
        details = library.photo_details(photo)
    except UserProblem:
        return None
    sight = _sight(library, photo)
    faces = sight.faces if sight is not None else []
    named = {each.face.person_id: each.name for each in faces if each.face.person_id and each.name}
    people = [(person, name) for person, name in named.items() if person is not None]
    return Details(details, people, sum(each.name is None for each in faces))
