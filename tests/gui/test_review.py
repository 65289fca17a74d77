"""The review: ten faces by keyboard alone, every answer taken back, and nothing asked twice."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication

from engine.catalogue import roots
from engine.library import Library
from engine.types import FaceId, Person, PersonId, Question, QuestionKind
from gui import theme
from gui.controllers import review as controller
from gui.controllers.review_queue import ReviewQueue, key_of, left_of, units_of
from gui.controllers.review_skips import FILE, read_skips, write_skips
from tests.gui import conftest
from tests.gui.conftest import Hands, add_photo, group

# In the first photos the two are in their groups, in the others they are not known again.
KNOWN, STRAY = 6, 6
PEOPLE = "abcd"


def stray_vector(seat: str, number: int) -> np.ndarray:
    """Like enough to the person's other faces to be asked about."""
    person = np.random.default_rng(ord(seat)).normal(size=128)
    noise = np.random.default_rng(number).normal(size=128)
    vector = person + (0.4 if number < 2 * KNOWN * 2 else 0.9) * noise
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def paint(path: Path, number: int, seats: str) -> None:
    picture = Image.new("RGB", (600, 400), (80 + 5 * number, 150, 190))
    pen = ImageDraw.Draw(picture)
    for seat, box in zip(seats, (conftest.LEFT, conftest.RIGHT), strict=True):
        x, y, w, h = box.in_pixels(600, 400)
        pen.ellipse(
            (x, y, x + w, y + h), fill=("#f0c8a0", "#c68e5e", "#8d5a34", "#dddddd")[PEOPLE.index(seat)]
        )
    picture.save(path, quality=90)


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("review")
    with Library(top / "library") as library, pytest.MonkeyPatch.context() as patch:
        patch.setattr(conftest, "vector_of", stray_vector)
        folder = top / "photos"
        folder.mkdir()

        def write(writer: sqlite3.Connection) -> dict[str, list[FaceId]]:
            roots.add_root(writer, folder)
            of: dict[str, list[FaceId]] = {}
            for number in range(2 * (KNOWN + STRAY)):
                seats = "ab" if number % 2 else "cd"
                path = folder / f"{number:02}.png"
                paint(path, number, seats)
                for seat, face in zip(seats, add_photo(writer, path, number, seats), strict=True):
                    of.setdefault(seat, []).append(face)
            return of

        of = library._catalogue.write(write)
        library._catalogue.write(lambda writer: group(writer, [of[seat][:KNOWN] for seat in "abcd"]))
        anna = library.faces([of["a"][0]])[0].person_id
        assert anna is not None
        library.name_person(anna, "Anna")
        assert library.questions(30)  # imports what answers them, which takes its time on a busy machine
    return top / "library"


@pytest.fixture
def library(reviewed: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(reviewed, tmp_path / "library")
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def room(hands: Hands):
    hands.press("Ctrl+7")
    settle(hands)
    return hands.window.rooms.review


def settle(hands: Hands) -> None:
    """Until the questions have been looked for, and their pictures are there."""
    review = hands.window.review
    hands.qtbot.waitUntil(
        lambda: not hands.window.services.jobs.busy and (review.known or review.current is not None),
        timeout=20_000,
    )


def press(hands: Hands, key: str) -> None:
    hands.press(key)
    settle(hands)


def left(hands: Hands) -> int:
    text = hands.window.rooms.review._subtitle.full_text
    return int(text.split()[0]) if text else 0


def asked(hands: Hands):
    return key_of(hands.window.review.current)


# ---- ten faces


def test_ten_faces_are_reviewed_by_keyboard_alone_and_all_of_it_is_undone(hands, room):
    before = {face: hands.library.faces([face])[0].person_id for face in hands.library.single_faces()}
    assert left(hands) >= 10
    seen, counts = [], [left(hands)]
    for number in range(10):
        seen.append(asked(hands))
        hands.press("N" if number == 4 else "Y")
        assert room._card is not None
        settle(hands)
        counts.append(left(hands))
    assert len(set(seen)) == 10
    assert counts == sorted(counts, reverse=True)  # it counts down
    assert counts[-1] < counts[0]  # though an answer may raise another question
    assert len(hands.library.single_faces()) == len(before) - 9
    for _ in range(10):
        press(hands, "Ctrl+Z")
        assert asked(hands) == seen.pop()
    assert {face: hands.library.faces([face])[0].person_id for face in before} == before


def test_the_next_question_is_there_at_once(hands, room):
    for _ in range(5):
        QApplication.processEvents()
        hands.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_K)  # no waiting here
        assert key_of(room._card.question) == asked(hands)
        assert room.left.portrait.pixels > 0
        settle(hands)


def test_no_is_never_asked_again_not_even_after_a_restart(qtbot, library):
    first = Hands(qtbot, library)
    first.press("Ctrl+7")
    settle(first)
    gone = asked(first)
    press(first, "N")
    first.close()
    again = Hands(qtbot, library)
    again.press("Ctrl+7")
    settle(again)
    review = again.window.review
    assert gone not in [key_of(each) for each in [review.current, *review.following(200)]]
    again.close()


def test_a_skipped_question_comes_back_only_when_it_is_wanted(qtbot, library):
    first = Hands(qtbot, library)
    first.press("Ctrl+7")
    settle(first)
    before, skipped = left(first), asked(first)
    press(first, "K")
    assert left(first) == before - 1
    first.close()
    again = Hands(qtbot, library)
    again.press("Ctrl+7")
    settle(again)
    assert left(again) == before - 1
    assert asked(again) != skipped
    again.give("review_skipped")
    settle(again)
    assert left(again) == before
    again.close()


def test_undo_takes_back_a_skip_before_the_answers_that_came_earlier(hands, room):
    first = asked(hands)
    press(hands, "Y")
    second = asked(hands)
    press(hands, "K")
    assert "Skip" in hands.window.actions_table["undo"].text()
    press(hands, "Ctrl+Z")
    assert asked(hands) == second
    press(hands, "Ctrl+Z")
    assert asked(hands) == first


def test_elsewhere_undo_means_the_journal_alone(hands, room):
    press(hands, "K")
    hands.give("go_photos")
    assert "Skip" not in hands.window.actions_table["undo"].text()


def test_redo_answers_again(hands, room):
    first = asked(hands)
    press(hands, "Y")
    press(hands, "Ctrl+Z")
    assert asked(hands) == first
    press(hands, "Ctrl+Shift+Z")
    assert asked(hands) != first


def test_all_questions_answered_leave_an_empty_room(hands, room):
    while not room.is_empty:  # a face that is not one of them may still be another
        press(hands, "N")
    assert room.empty.sentence.text() == "Nothing left to ask"
    assert not room.empty.button.isVisible()
    press(hands, "Ctrl+Z")
    assert not room.is_empty


def test_what_was_skipped_is_offered_when_nothing_else_is_left(hands, room):
    while not room.is_empty:
        press(hands, "K")
    assert room.empty.button.isVisible()
    hands.qtbot.mouseClick(room.empty.button, Qt.MouseButton.LeftButton)
    settle(hands)
    assert not room.is_empty


# ---- the other answers


def face_asked(hands: Hands) -> FaceId:
    while hands.window.review.current.kind is not QuestionKind.FACE:
        press(hands, "K")
    return hands.window.review.current.faces[0]


def test_another_name_is_typed(hands, room):
    face = face_asked(hands)
    hands.press("A")
    assert room._popover.isVisible()
    hands.qtbot.keyClicks(room._popover.edit, "Zoe")
    hands.qtbot.keyClick(room._popover.edit, Qt.Key.Key_Return)
    hands.settle()
    settle(hands)
    zoe = hands.person("Zoe")
    assert hands.library.faces([face])[0].person_id == zoe
    assert all(face not in each.faces for each in hands.library.questions(200))


def test_a_stranger_is_asked_about_no_more(hands, room):
    face = face_asked(hands)
    press(hands, "T")
    who = hands.library.faces([face])[0].person_id
    assert hands.library.person(who).stranger
    press(hands, "Ctrl+Z")
    assert hands.window.review.current.faces[0] == face


def test_what_is_no_face(hands, room):
    face = face_asked(hands)
    press(hands, "Del")
    assert hands.library.faces([face]) == []
    press(hands, "Ctrl+Z")
    assert hands.window.review.current.faces[0] == face


def test_the_photo_around_the_face_is_one_key_away_and_the_question_waits(hands, room):
    question = asked(hands)
    shown = room.left.face
    hands.press("P")
    photo = hands.window.rooms.photo
    assert hands.window.rooms.page is photo
    assert photo.photo == shown.photo_id
    hands.press("Esc")
    settle(hands)
    assert hands.window.rooms.page is room
    assert asked(hands) == question


def test_a_face_of_the_right_side_is_chosen_and_its_photo_shown(hands, room):
    others = room.right.others
    others.setFocus()
    hands.press("Right")
    assert room.right.face == room._card.right.faces[1]
    hands.press("P")
    assert hands.window.rooms.photo.photo == room.right.face.photo_id


def test_in_the_review_the_commands_for_selected_faces_are_out_of_the_way(hands, room):
    actions = hands.window.actions_table
    for command in ("name", "confirm", "take_out", "not_a_face", "stranger", "hide"):
        assert not actions[command].isEnabled()
    assert actions["find_similar"].isEnabled()
    hands.give("go_people")
    assert not actions["review_yes"].isEnabled()


def test_two_groups_are_one(hands, room):
    library = hands.library
    larger, smaller = sorted((library.person(each) for each in hands.groups()[:2]), key=lambda p: -p.faces)
    review = hands.window.review
    question = Question(QuestionKind.PEOPLE, (smaller, larger), (), 0.9, smaller.faces)
    review._queue.fill([question])
    review._show()
    settle(hands)
    assert room._title.full_text == "Are these the same person?"
    press(hands, "Y")
    assert smaller.id not in hands.groups()
    assert library.person(larger.id).faces == smaller.faces + larger.faces


# ---- what is seen and heard


def test_the_sidebar_tells_how_many_questions_wait(hands, room):
    assert f"Review, {left(hands)}" in hands.sidebar_lines()
    press(hands, "Y")
    assert f"Review, {left(hands)}" in hands.sidebar_lines()


def test_where_there_may_be_more_questions_the_sidebar_says_so(hands, monkeypatch):
    monkeypatch.setattr(controller, "AT_ONCE", 3)
    hands.press("Ctrl+7")
    settle(hands)
    assert "Review, 3+" in hands.sidebar_lines()


def test_every_answer_shows_its_key_and_has_a_name(hands, room):
    for button in room.answers.buttons:
        assert button.accessibleName()
        assert button._key.text()
        assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    for each in room.findChildren(QAbstractButton):
        assert each.accessibleName() or each.text()
    assert room.left.portrait.accessibleName().startswith("On the left: ")
    assert room._question_area.accessibleDescription().endswith(".")


def test_in_the_smallest_window_nothing_covers_anything(hands, room):
    hands.window.resize(1, 1)
    hands.qtbot.wait(50)
    area, answers = room._question_area, room.answers
    assert area.rect().contains(answers.geometry())
    for number, button in enumerate(answers.buttons):
        assert answers.rect().contains(button.geometry())
        assert not any(button.geometry().intersects(each.geometry()) for each in answers.buttons[:number])
    for side in (room.left, room.right):
        assert side.portrait.geometry().bottom() < side.others.geometry().top()
        assert side.geometry().bottom() < answers.geometry().top()


def test_a_button_answers_as_its_key_does(hands, room):
    question = asked(hands)
    hands.qtbot.mouseClick(room.answers.buttons[1], Qt.MouseButton.LeftButton)
    settle(hands)
    assert asked(hands) != question
    press(hands, "Ctrl+Z")  # the keyboard stayed in the room
    assert asked(hands) == question


def test_an_unreadable_photo_is_no_obstacle(hands, room):
    for path in hands.library.folders()[0].path.glob("*.png"):
        path.rename(path.with_suffix(".away"))
    try:
        press(hands, "K")
        press(hands, "Y")
        assert hands.window.message.text.startswith("Done")
    finally:
        for path in hands.library.folders()[0].path.glob("*.away"):
            path.rename(path.with_suffix(".png"))


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_a_screenshot_of_the_review(hands, room, colours, tmp_path):
    app = QApplication.instance()
    app.setPalette(theme.palette_of(colours))
    app.setStyleSheet(theme.style_sheet(colours))
    settle(hands)
    name = "light" if colours is theme.LIGHT else "dark"
    assert hands.window.grab().save(str(tmp_path / f"review-{name}.png"))
    app.setPalette(theme.palette_of(theme.LIGHT))
    app.setStyleSheet(theme.style_sheet(theme.LIGHT))


# ---- the queue by itself


def person(number: int, name: str | None = None) -> Person:
    return Person(PersonId(number), name, False, None, 3, 3)


@st.composite
def some_questions(draw) -> list[Question]:
    pairs = draw(
        st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda p: p[0] != p[1]), max_size=12)
    )
    found = [Question(QuestionKind.PEOPLE, (person(a), person(b)), (), 0.5, 1) for a, b in pairs]
    faces = draw(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=12))
    return found + [Question(QuestionKind.FACE, (person(b),), (FaceId(a),), 0.5, 1) for a, b in faces]


@given(some_questions(), st.lists(st.sampled_from("ysbr"), max_size=40))
def test_nothing_is_asked_twice_and_what_is_taken_back_comes_next(questions, deeds):
    queue, answered = ReviewQueue(), []
    queue.fill(questions)
    for deed in deeds:
        current = queue.current
        if deed in "ys" and current is not None:
            assert key_of(current) not in [key_of(each) for each in answered]
            queue.settle(current, left_of(current) if deed == "y" else ())
            answered.append(current)
        elif deed == "b" and answered:
            back = answered.pop()
            queue.put_back(back)
            assert queue.current is back
        elif deed == "r":
            before = queue.current
            queue.fill(questions)
            if before is not None:
                assert key_of(queue.current) == key_of(before)
        keys = [key_of(each) for each in [queue.current, *queue.following(99)] if each is not None]
        assert len(keys) == len(set(keys))
        assert not set(keys) & {key_of(each) for each in answered}


def test_questions_about_who_has_gone_wait_until_they_have_been_looked_at():
    one = Question(QuestionKind.PEOPLE, (person(1), person(2)), (), 0.5, 1)
    other = Question(QuestionKind.PEOPLE, (person(1), person(3)), (), 0.5, 1)
    queue = ReviewQueue()
    queue.fill([one, other])
    queue.settle(one, left_of(one))
    assert queue.current is None
    assert queue.left == 1
    queue.fill([other])
    assert queue.current is other
    assert units_of(other) == {("person", 1), ("person", 3)}


def test_skips_are_kept_for_the_owner_alone_and_a_damaged_file_does_no_harm(tmp_path):
    write_skips(tmp_path, [("face", 3, 4)])
    assert read_skips(tmp_path) == [("face", 3, 4)]
    assert os.name == "nt" or (tmp_path / FILE).stat().st_mode & 0o077 == 0
    (tmp_path / FILE).write_text('{"skipped": 7}')
    assert read_skips(tmp_path) == []
    (tmp_path / FILE).write_bytes(b"\xff\x00")
    assert read_skips(tmp_path) == []
