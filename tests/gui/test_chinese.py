"""The window in Chinese, on a machine that speaks anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.dialogs.preferences.dialog import PreferencesDialog
from gui.dialogs.preferences.language import LanguagePage
from gui.language import Language, choose, chosen, of_the_system, speak
from gui.phrases import phrase
from gui.places import Place, Room
from gui.words import counted, date_and_time, listed, month
from tests.gui.conftest import Hands
from tests.gui.tour import dialogs, preferences, through_the_rooms

# Names, keys, formats and figures are the same in every language.
SAME = re.compile(
    r"Kith|Ctrl|Shift|Alt|Enter|Esc|Home|Tab|Del|PgUp|PgDown|PgDn|Return|Backspace|Left|Right|F\d+|English|JPEG|"
    r"catalogue\.sqlite|window\.ini|--library|doctor|DBSCAN|K-means|SFace|MobileFaceNet|FaceNet|VGGFace2|CASIA|"
    r"WebFace|sface|facenet-\w+|LFW|Apache|MIT|CC BY-NC|code|images|NVIDIA|AMD|Apple|SHA|MB|GB|kB|MP|ISO|RAW|"
    r"party|torn|jpg|Anna|copies|projections|/\S+"
)
WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def in_chinese(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    speak(qapp, Language.CHINESE)
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


@pytest.fixture
def hands(in_chinese: None, qtbot, library) -> Iterator[Hands]:
    """Whoever asks for the window here gets one in Chinese."""
    opened = Hands(qtbot, library)
    yield opened
    opened.close()


def test_somebody_is_named_and_told_so(hands: Hands):
    hands.window.navigator.go(Place(Room.PERSON, person=hands.groups()[0]))
    hands.settle()
    hands.give("name")
    QApplication.focusWidget().insert("张三")  # as an input method does
    hands.press("Return")
    assert hands.window.message.text == "完成：命名为 张三"
    assert hands.window.actions_table["undo"].text() == "撤销(&U)：命名为 张三"
    hands.give("undo")
    assert hands.window.message.text == "已撤销：命名为 张三"


def test_what_cannot_be_is_said_in_chinese_too(hands: Hands):
    hands.window.people.name_people([hands.groups()[0]], "  ")
    hands.settle()
    assert hands.window.message.text == "名字至少要有一个字。"


def test_one_and_two_in_either_language(qapp, in_chinese: None):
    assert [counted(number, "photo") for number in (1, 2, 12_345)] == [
        "1 张照片",
        "2 张照片",
        "12,345 张照片",
    ]
    assert listed(["张三", "李四", "王五"]) == "张三、李四和王五"
    speak(qapp, Language.ENGLISH)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    assert [counted(number, "photo") for number in (1, 2, 12_345)] == ["1 photo", "2 photos", "12,345 photos"]


def test_dates_are_written_as_the_language_does(in_chinese: None):
    import datetime

    moment = datetime.datetime(2016, 5, 31, 14, 5)
    assert date_and_time(moment) == "2016年5月31日 14:05"
    assert month(moment) == "2016年5月"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Move 3 faces to Anna", "将 3 张人脸归入 Anna"),
        ("Move 1 face to an unnamed group", "将 1 张人脸归入 一个未命名的分组"),
        ("Name an unnamed group", "命名为 an unnamed group"),  # so somebody is called
        ("Hide 2 people", "隐藏 2 人"),
        ("Draw a face of gone", "画框标出gone 的一张人脸"),
        ("the disk can't read it: Input/output error", "磁盘无法读取：输入/输出错误"),
        (
            "The catalogue is gone or empty. There is a copy of 2026-01-01.",
            "目录丢失或为空。 有 2026-01-01 的副本。",
        ),
        ("what nobody knows", "what nobody knows"),
    ],
)
def test_what_the_engine_says_is_found_again(in_chinese: None, said: str, told: str):
    assert phrase(said) == told


def test_no_room_shows_a_word_of_english(hands: Hands):
    through_the_rooms(hands)
    assert english_in(hands.window) == set()
    assert not {line for line in hands.sidebar_lines() if is_english(line)}


def test_no_page_of_the_preferences_shows_a_word_of_english(hands: Hands):
    assert english_in(preferences(hands)) == set()


def test_no_dialog_shows_a_word_of_english(hands: Hands):
    for dialog in dialogs(hands):
        assert english_in(dialog) == set()


def english_in(top: QWidget) -> set[str]:
    """All that the widgets below `top` say in another language, hidden ones too."""
    said = set()
    for widget in [top, *top.findChildren(QWidget)]:
        said |= {
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.statusTip(),
        }
        for name in ("text", "title", "windowTitle", "placeholderText", "suffix", "plainText"):
            value = widget.property(name)
            if isinstance(value, str) and not (isinstance(widget, QLabel) and "<" in value):
                said.add(value)
        said |= {part for action in widget.actions() for part in (action.text(), action.toolTip())}
    return {text for text in said if is_english(text)}


def is_english(text: str) -> bool:
    return WORD.search(SAME.sub("", text)) is not None


def test_the_choice_is_kept_for_the_next_start(hands: Hands):
    hands.give("preferences")
    page = hands.window.findChild(PreferencesDialog).page(LanguagePage)
    hands.window.findChild(PreferencesDialog).list.setCurrentRow(4)
    hands.settle()
    assert page.choices[Language.SYSTEM].isChecked()
    page.choices[Language.CHINESE].click()
    hands.settle()
    assert page.says.text() == "下次启动 Kith 时使用此语言。"
    assert chosen(hands.library.directory) is Language.CHINESE
    hands.window.close()
    assert chosen(hands.library.directory) is Language.CHINESE


def test_a_choice_of_another_version_is_the_systems(tmp_path):
    assert chosen(tmp_path) is Language.SYSTEM
    choose(tmp_path, Language.ENGLISH)
    assert chosen(tmp_path) is Language.ENGLISH
    (tmp_path / "window.ini").write_text("[window]\nlanguage=tlh\n")
    assert chosen(tmp_path) is Language.SYSTEM


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (["zh-Hans-CN", "zh-CN", "zh"], Language.CHINESE),
        (["zh_CN"], Language.CHINESE),
        (["zh-Hant-TW", "zh-TW", "en-US"], Language.ENGLISH),
        (["zh-Hant-TW", "zh-TW", "zh-Hant", "zh"], Language.ENGLISH),
        (["zh-Hans-HK"], Language.CHINESE),
        (["de-DE", "de", "zh-CN"], Language.CHINESE),
        (["de-DE", "fr"], Language.ENGLISH),
        ([], Language.ENGLISH),
    ],
)
def test_the_system_is_followed_where_it_speaks_a_language_of_ours(wanted, language):
    assert of_the_system(wanted) is language
