"""Every command of the window in one table, and the QActions made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.i18n import plain, tr
from gui.phrases import phrase
from gui.selection import Selection
from gui.theme import icon

Key = str | QKeySequence.StandardKey
Needs = Callable[[Selection], bool]
Std = QKeySequence.StandardKey


class Menu(Enum):
    """The menus, in the order of the menu bar."""

    FILE = "&File"
    EDIT = "&Edit"
    FACES = "F&aces"
    ALBUMS = "A&lbums"
    REVIEW = "&Review"
    VIEW = "&View"
    GO = "&Go"
    HELP = "&Help"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the user can say; `needs` tells whether it makes sense for what is selected.

    `text` and `tip` are English, and translated when they are shown.
    """

    name: str
    menu: Menu
    text: str
    tip: str
    keys: tuple[Key, ...] = ()
    needs: Needs | None = None  # None: switched by whoever carries it out
    icon: str = ""
    checkable: bool = False
    ends_group: bool = False  # a line follows in the menu
    one_of: str = ""  # of the commands with the same word here exactly one is checked


def _files(selection: Selection) -> bool:
    return bool(selection.photos or selection.faces or selection.files)


def _photos(selection: Selection) -> bool:
    return bool(selection.photos)


def _faces(selection: Selection) -> bool:
    return bool(selection.faces) and not selection.question


def _nameable(selection: Selection) -> bool:
    return bool(selection.faces or selection.someone or selection.found_faces) and not selection.question


def _copies(selection: Selection) -> bool:
    return selection.copies


def _comparable(selection: Selection) -> bool:
    return bool(selection or selection.someone)


def _faces_of_someone(selection: Selection) -> bool:
    return bool(selection.faces) and selection.in_people


def _one_face_of_someone(selection: Selection) -> bool:
    return len(selection.faces) == 1 and selection.person is not None


def _one_face_elsewhere(selection: Selection) -> bool:
    return _one_face_of_someone(selection) and not selection.at_home


def _one_person(selection: Selection) -> bool:
    return len(selection.someone) == 1


def _splittable(selection: Selection) -> bool:
    return _one_person(selection) and _nameable(selection) and not selection.single_photo


def _people(selection: Selection) -> bool:
    return bool(selection.someone)


def _several_people(selection: Selection) -> bool:
    return len(selection.people) > 1


def _no_names(selection: Selection) -> bool:
    """Who has a name is no stranger, but a face that was taken for theirs may be one."""
    if selection.question:
        return False
    return bool(selection.faces) or (bool(selection.someone) and not selection.named)


def _one_name(selection: Selection) -> bool:
    return _one_person(selection) and selection.named == selection.someone


def _openable(selection: Selection) -> bool:
    if selection.single_photo:  # it is open already; a face on it leads to its person
        return bool(selection.faces) and selection.person is not None
    return bool(selection)


def _photos_meant(selection: Selection) -> bool:
    return bool(selection.photos or selection.faces or selection.someone) and not selection.question


def _photos_of_album(selection: Selection) -> bool:
    return selection.album is not None and bool(selection.photos) and not selection.faces


def _photo_of_album(selection: Selection) -> bool:
    return _photos_of_album(selection) and len(selection.photos) == 1


def _album(selection: Selection) -> bool:
    return selection.album is not None and not selection.single_photo


def _exportable(selection: Selection) -> bool:
    return _people(selection) or _photos(selection) or _album(selection)


def _question(selection: Selection) -> bool:
    return selection.question


def _single_photo(selection: Selection) -> bool:
    return selection.single_photo


COMMANDS: tuple[Command, ...] = (
    Command("add_folder", Menu.FILE, "&Add Folder…", "Look for people in another folder", (Std.Open,), icon="add"),
    Command("scan_again", Menu.FILE, "&Scan Again", "Look for new photos in all folders", ("F5",), icon="scan"),
    Command("watch_folder", Menu.FILE, "&Watch This Folder", "Look for people in what comes into the folder",
            checkable=True),
    Command("pause_scan", Menu.FILE, "&Pause Scan", "Stop scanning for a while", ("Ctrl+P",), icon="pause"),
    Command("cancel_scan", Menu.FILE, "&Cancel Scan", "Stop scanning; what is found is kept", (), icon="close"),
    Command("group_again", Menu.FILE, "&Group Faces Again…", "Choose how faces are put together",
            ("Ctrl+G",)),
    Command("calibrate", Menu.FILE, "H&ow Sure…", "How sure a similarity is, measured on the people that you named"),
    Command("tidy", Menu.FILE, "&Tidy Up…", "Drop what is known of photos that were deleted long ago"),
    Command("check", Menu.FILE, "C&heck the Library…", "Look whether the library is sound, and mend it",
            ends_group=True),
    Command("preferences", Menu.FILE, "Pre&ferences…", "Folders, model, device, language, thumbnails, privacy, backup",
            ("Ctrl+,",), ends_group=True),
    Command("similar_to_file", Menu.FILE, "Find Sim&ilar to a Picture File…",
            "Find the people of a picture that is not in the library", ("Ctrl+Shift+O",), ends_group=True),
    Command("quit", Menu.FILE, "&Quit", "Close the window", ("Ctrl+Q",)),
    Command("undo", Menu.EDIT, "&Undo", "Take back the last thing said", (Std.Undo,)),
    Command("redo", Menu.EDIT, "&Redo", "Do again what was taken back", ("Ctrl+Shift+Z", "Ctrl+Y"), ends_group=True),
    Command("paste", Menu.EDIT, "&Paste a Picture", "Find similar to the picture on the clipboard", (Std.Paste,)),
    Command("select_all", Menu.EDIT, "Select &All", "Select everything in this list", (Std.SelectAll,)),
    Command("select_section", Menu.EDIT, "Select Whole &Day",
            "Select everything below the same heading: a day, a folder, a year", ("Ctrl+D",)),
    Command("copy_path", Menu.EDIT, "&Copy Path", "Copy where the file lies", ("Ctrl+Shift+C",), _files),
    Command("open", Menu.FACES, "&Open", "Show it large (Enter)", ("Ctrl+Return",), _openable),
    Command("find_similar", Menu.FACES, "Find &Similar", "Find faces that look alike", ("S",), _comparable,
            icon="similar", ends_group=True),
    Command("name", Menu.FACES, "&Name…", "Say who this is", ("N", "F2"), _nameable),
    Command("join", Menu.FACES, "&Join These People", "Say that all of them are one person", ("J",), _several_people),
    Command("tell_apart", Menu.FACES, "These Are &Different People",
            "Say that no two of them are the same person, so that they are never joined", ("D",), _several_people),
    Command("split", Menu.FACES, "Spl&it…", "Say that the person is really two or more", ("Shift+J",), _splittable),
    Command("suggestion_right", Menu.FACES, "Suggestion Is Ri&ght", "Say that it is who is suggested first",
            ("Shift+Y",)),
    Command("suggestion_wrong", Menu.FACES, "Suggestion Is &Wrong",
            "Say that it is not who is suggested first; it is never suggested again", ("Shift+X",)),
    Command("birth_date", Menu.FACES, "&Birth Date…", "Say when the person was born", ("B",), _one_name),
    Command("confirm", Menu.FACES, "&Yes, This Is Them", "Confirm that the face belongs here", ("Y",),
            _faces_of_someone),
    Command("take_out", Menu.FACES, "Not This &Person", "Take the face out of this person", ("X",),
            _faces_of_someone),
    Command("not_a_face", Menu.FACES, "Not a &Face", "Never show this as a face again", ("Del", "Backspace"), _faces),
    Command("draw_box", Menu.FACES, "Dr&aw a Box", "Draw a box around a face that was missed, and name it", ("M",),
            _single_photo, icon="draw", checkable=True),
    Command("use_as_cover", Menu.FACES, "Use as &Cover", "Show the person with this face", ("C",),
            _one_face_of_someone),
    Command("stranger", Menu.FACES, "S&tranger", "Nobody to be named: out of the way, and never suggested", ("T",),
            _no_names),
    Command("hide", Menu.FACES, "&Hide", "Put the person out of the way", ("H",), _people, ends_group=True),
    Command("photos_of", Menu.FACES, "Photos of This Person",
            "Show the whole photos with this person, or with all of the selected ones together", ("V",), _people),
    Command("show_person", Menu.FACES, "Go to This Pe&rson", "Open the page of the person", ("P",),
            _one_face_elsewhere),
    Command("export", Menu.FACES, "&Export…",
            "Copy photos, those of an album, or the photos or faces of people into a folder",
            ("Ctrl+E",), _exportable),
    Command("show_in_folder", Menu.FACES, "Show in File &Manager", "Open the folder that holds the file",
            ("Ctrl+Shift+R",), _files),
    Command("new_album", Menu.ALBUMS, "&New Album…", "Make an album of what is selected, or an empty one",
            ("Ctrl+Shift+N",)),
    Command("add_to_album", Menu.ALBUMS, "&Add to Album…",
            "Put the photos into an album; the files stay where they are", ("A",), _photos_meant, ends_group=True),
    Command("remove_from_album", Menu.ALBUMS, "&Remove from Album",
            "Take the photos out of the album; they stay in the library", ("Del", "Backspace"), _photos_of_album),
    Command("album_cover", Menu.ALBUMS, "Use as &Cover of the Album", "Show the album with this photo", ("C",),
            _photo_of_album, ends_group=True),
    Command("rename_album", Menu.ALBUMS, "Rena&me Album…", "Call the album that is open otherwise", ("F2",), _album),
    Command("delete_album", Menu.ALBUMS, "&Delete Album",
            "Delete the album that is open; its photos stay in the library", (), _album),
    Command("review_yes", Menu.REVIEW, "&Yes", "They are the same person", ("Y",), _question),
    Command("review_no", Menu.REVIEW, "&No", "They are not, and this is never asked again", ("N",), _question,
            ends_group=True),
    Command("review_name", Menu.REVIEW, "&Another Name…", "Say who the one on the left is", ("A",), _question),
    Command("review_skip", Menu.REVIEW, "S&kip", "Ask something else", ("K",), _question),
    Command("review_stranger", Menu.REVIEW, "&Stranger", "The one on the left is nobody to be named", ("T",),
            _question),
    Command("review_not_a_face", Menu.REVIEW, "Not a &Face", "What is on the left is no face", ("Del", "Backspace"),
            _question, ends_group=True),
    Command("review_photo", Menu.REVIEW, "&Photo", "Show the photo around the face; Esc leads back", ("P",),
            _question),
    Command("review_skipped", Menu.REVIEW, "Ask What Was Sk&ipped", "Ask the skipped questions again"),
    Command("larger", Menu.VIEW, "&Larger", "Larger pictures", (Std.ZoomIn, "+", "=")),
    Command("smaller", Menu.VIEW, "S&maller", "Smaller pictures", (Std.ZoomOut, "-")),
    Command("fit", Menu.VIEW, "&Whole Photo", "Fit the photo into the window", ("0", "Ctrl+0"), _single_photo,
            icon="fit", ends_group=True),
    Command("turn_right", Menu.VIEW, "&Turn Right", "Turn what is shown; the file stays as it is", ("R",),
            _single_photo, icon="turn"),
    Command("turn_left", Menu.VIEW, "Turn L&eft", "Turn what is shown; the file stays as it is", ("Shift+R",),
            _single_photo),
    Command("boxes", Menu.VIEW, "&Face Boxes", "Show who is where on the photo", ("F",), _single_photo,
            icon="faces", checkable=True),
    Command("info", Menu.VIEW, "&Information", "Tell beside the photo when, where and how it was taken", ("I",),
            _single_photo, icon="info", checkable=True),
    Command("pane", Menu.VIEW, "Similar &Pane", "Show or close the pane of similar faces", ("Ctrl+Shift+F",),
            icon="similar", checkable=True, ends_group=True),
    Command("unfold", Menu.VIEW, "Near-&Duplicates", "Show the copies that a result stands for, or fold them up",
            ("U",), _copies),
    Command("badges", Menu.VIEW, "Unnamed Faces on P&hotos", "Tell on each photo how many faces have no name yet",
            ("Shift+U",), checkable=True, ends_group=True),
    Command("sort_newest", Menu.VIEW, "&Newest First", "Photos by day, the newest first", ("Alt+1",),
            checkable=True, one_of="sort"),
    Command("sort_oldest", Menu.VIEW, "&Oldest First", "Photos by day, the oldest first", ("Alt+2",),
            checkable=True, one_of="sort"),
    Command("sort_name", Menu.VIEW, "&By Name", "Photos by the names of their files", ("Alt+3",),
            checkable=True, one_of="sort"),
    Command("sort_folder", Menu.VIEW, "By Folde&r", "Photos by the folders that they lie in", ("Alt+4",),
            checkable=True, one_of="sort"),
    Command("sort_faces", Menu.VIEW, "By Number of Fa&ces", "Photos with the most faces first", ("Alt+5",),
            checkable=True, one_of="sort"),
    Command("sort_added", Menu.VIEW, "Last &Added First", "Photos as Kith found them, the last first", ("Alt+6",),
            checkable=True, one_of="sort", ends_group=True),
    Command("full_screen", Menu.VIEW, "F&ull Screen", "Nothing but Kith", ("F11",), checkable=True),
    Command("back", Menu.GO, "&Back", "Where you were before", ("Esc", "Alt+Left"), icon="back"),
    Command("previous", Menu.GO, "Pre&vious Photo", "The photo before this one", ("Left", "PgUp"), _single_photo,
            icon="back"),
    Command("next", Menu.GO, "&Next Photo", "The photo after this one", ("Right", "PgDown"), _single_photo,
            icon="forward", ends_group=True),
    Command("go_photos", Menu.GO, "&All Photos", "Every photo", ("Ctrl+1",)),
    Command("go_people", Menu.GO, "&People", "Everyone who has a name", ("Ctrl+2",)),
    Command("go_unnamed", Menu.GO, "&Unnamed", "Groups that wait for a name", ("Ctrl+3",)),
    Command("go_single", Menu.GO, "&Single Faces", "Faces that look like no other", ("Ctrl+4",)),
    Command("go_hidden", Menu.GO, "&Hidden", "People put out of the way", ("Ctrl+5",)),
    Command("go_unreadable", Menu.GO, "Unr&eadable", "Files that could not be read", ("Ctrl+6",)),
    Command("go_review", Menu.GO, "&Review", "One question after the other about who is who", ("Ctrl+7",)),
    Command("go_map", Menu.GO, "&Map of Faces", "All faces in a plane, by likeness", ("Ctrl+8",)),
    Command("go_activity", Menu.GO, "A&ctivity", "What runs, what has ended, and what failed and why",
            ("Ctrl+9",), ends_group=True),
    Command("find_person", Menu.GO, "&Find Person…", "Type a name and go to the page of that person", ("Ctrl+K",)),
    Command("search", Menu.GO, "Search Ph&otos…",
            "Find photos by the names of people, albums, files and folders, and by dates", (Std.Find,)),
    Command("clear_search", Menu.GO, "C&lear the Search", "Show again what was there before the search"),
    Command("palette", Menu.HELP, "&Commands…", "Find a command by typing a part of its name", ("Ctrl+Shift+P",)),
    Command("keys", Menu.HELP, "&Keyboard", "All commands and their keys", ("?",)),
)  # fmt: skip
ICONS = {command.name: command.icon for command in COMMANDS if command.icon}


class Actions(QObject):
    """The QActions of `COMMANDS`, by name, attached to `window` so that their keys work everywhere in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._groups = {name: QActionGroup(self) for name in {command.one_of for command in COMMANDS} if name}
        self._actions = {command.name: self._make(command, window) for command in COMMANDS}
        self._with_icon: set[str] = set()
        self.update_for(Selection())
        self._history: tuple[str | None, str | None] = (None, None)
        self.show_history(None, None)
        self.show_scan(running=False, paused=False)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def for_button(self, name: str) -> QAction:
        """The action of a command with an icon, which is drawn now: menus show none, so most of them never are."""
        if name not in self._with_icon:
            self._with_icon.add(name)
            self._actions[name].setIcon(icon(ICONS[name]))
        return self._actions[name]

    def connect_all(self, handlers: dict[str, Callable[[], object]]) -> None:
        """Call `handlers[name]` when the command `name` is given."""
        for name, handler in handlers.items():
            self._actions[name].triggered.connect(lambda _=False, handler=handler: handler())

    def update_for(self, selection: Selection) -> None:
        """Switch on what makes sense for `selection`."""
        for command in COMMANDS:
            if command.needs is not None:
                self._actions[command.name].setEnabled(command.needs(selection))
        self._call("hide", tr("S&how Again") if selection.hidden else tr("&Hide"))
        together = len(selection.someone) > 1
        photos = tr("Photos of These People Together") if together else tr("Photos of This Person")
        self._call("photos_of", photos)
        self._call("stranger", tr("Not a S&tranger") if selection.strangers else tr("S&tranger"))

    def show_history(self, undo: str | None, redo: str | None) -> None:
        """Say what undo and redo would do; without a label there is nothing to do."""
        self._history = undo, redo
        for name, word, label in (("undo", tr("&Undo"), undo), ("redo", tr("&Redo"), redo)):
            action = self._actions[name]
            action.setEnabled(label is not None)
            words = tr("{undo} “{label}”").format(undo=word, label=label and phrase(label).replace("&", "&&"))
            action.setText(words if label else word)
            action.setIconText(on_button(word))

    def show_skip(self, skipped: bool) -> None:
        """Whether undo would first take back that a question was skipped."""
        undo, redo = self._history
        self.show_history(tr("Skip") if skipped else undo, redo)
        self._history = undo, redo

    def show_scan(self, running: bool, paused: bool) -> None:
        """Switch the commands for a scan."""
        for name in ("pause_scan", "cancel_scan"):
            self._actions[name].setEnabled(running)
        self._call("pause_scan", tr("Go O&n Scanning") if paused else tr("&Pause Scan"))

    def of_choice(self, one_of: str) -> list[QAction]:
        """The actions of which exactly one is checked."""
        return self._groups[one_of].actions()

    def of_menu(self, menu: Menu) -> list[QAction | None]:
        """The actions of `menu`; None stands for a line."""
        found: list[QAction | None] = []
        for command in COMMANDS:
            if command.menu is menu:
                found.append(self._actions[command.name])
                if command.ends_group:
                    found.append(None)
        return found[:-1] if found and found[-1] is None else found

    def show_icons(self) -> None:
        """Draw the icons that are on buttons in the colours of now."""
        for name in self._with_icon:
            self._actions[name].setIcon(icon(ICONS[name]))

    def _call(self, name: str, text: str) -> None:
        self._actions[name].setText(text)
        self._actions[name].setIconText(on_button(text))

    def _make(self, command: Command, window: QWidget) -> QAction:
        text = tr(command.text)
        action = QAction(text, window)
        action.setIconText(on_button(text))
        action.setObjectName(command.name)
        action.setShortcuts(sequences(command.keys))
        action.setToolTip(_with_keys(command))
        action.setStatusTip(tr(command.tip))
        action.setCheckable(command.checkable)
        action.setIconVisibleInMenu(False)
        if command.one_of:
            self._groups[command.one_of].addAction(action)
        window.addAction(action)
        return action


def on_button(text: str) -> str:
    """The text of a command where it is no line of a menu; Qt itself takes `(&H)` for words."""
    return plain(text).removesuffix("…")


def sequences(keys: tuple[Key, ...]) -> list[QKeySequence]:
    """The key sequences of a command on this system."""
    found: list[QKeySequence] = []
    for key in keys:
        found.extend(each for each in _bindings(key) if each not in found)
    return found


def _bindings(key: Key) -> list[QKeySequence]:
    return [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)


def keys_text(command: Command) -> str:
    """The keys of `command` as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    firsts = [bound[0] for bound in map(_bindings, command.keys) if bound]
    return ", ".join(each.toString(native) for each in firsts)


def _with_keys(command: Command) -> str:
    keys = keys_text(command)
    tip = tr(command.tip)
    return tr("{tip} ({keys})").format(tip=tip, keys=keys) if keys else tip
